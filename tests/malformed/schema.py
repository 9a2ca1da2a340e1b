#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether the parser and the JSON Schema agree: schema.py SCHEMA MUTANTS…

A file of MUTANTS holds JSON lines as malformed.c writes them. What the schema cannot say (that a
day exists, that a text holds no control character) the parser alone decides; YAML that is not
well-formed has nothing to compare. Exits with 77 where Python has no yaml or jsonschema.
"""
import json
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

NUMBER = re.compile(r"^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")
# Errors that the schema cannot know of.
BEYOND_SCHEMA = {"bad-date", "duplicate-key", "yaml-syntax"}


class NotComparable(Exception):
    pass


def value_of(node):
    """A node as JSON, by the rules of src/yaml/reader.c."""
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        pairs = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in pairs:
                raise NotComparable
            pairs[key.value] = value_of(value)
        return pairs
    text = node.value
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", text):
        raise NotComparable
    if node.style is not None:
        return text.strip(" \t\n\r")
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if NUMBER.match(text) and abs(float(text)) != float("inf"):
        number = float(text)
        return int(number) if number.is_integer() and "." not in text and "e" not in text.lower() else number
    return text.strip(" \t\n\r")


def document(text):
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NotComparable from error
    if node is None:
        raise NotComparable
    return value_of(node)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        validator = jsonschema.Draft7Validator(json.load(file))
    compared = refused = disagreements = 0
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            mutants = [json.loads(line) for line in file]
        for mutant in mutants:
            codes = set(mutant["codes"])
            if "yaml-syntax" in codes:
                continue
            try:
                data = document(mutant["text"])
                error = next(iter(validator.iter_errors(data)), None)
            except (NotComparable, RecursionError):
                continue
            compared += 1
            refused += error is not None
            if (error is None and codes - BEYOND_SCHEMA) or (error and not codes):
                disagreements += 1
                if disagreements <= 10:
                    print("the parser says", sorted(codes) or "it is right", "- the schema:",
                          error.message[:200] if error else "it is right")
                    print("\n".join("    " + line for line in mutant["text"].split("\n")))
    print(f"{compared} compared, {refused} refused by the schema, {disagreements} disagreements")
    sys.exit(1 if disagreements or not compared else 0)


main()
