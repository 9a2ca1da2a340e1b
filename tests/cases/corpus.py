# SPDX-License-Identifier: MIT
"""Schema and parser agree: corpus.py PROGRAM SOURCE_FOLDER

Every example and case is given to both. What the parser takes, the schema takes; what the parser
refuses for its form (an unknown key, a wrong type), the schema refuses. What only the parser can
know (that a day exists, where a place is) is left to it. Exit status 77: no jsonschema here.
"""

import json
import pathlib
import subprocess
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

# A schema sees these; anything else takes a calendar, a gazetteer, a file or YAML's own text.
FORM = {"unknown-key", "wrong-type", "missing-key"}


class Core(yaml.SafeLoader):
    """YAML 1.2's core scalars, as the parser and editors read them: dates stay texts."""


Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs
            if tag.rsplit(":")[-1] in ("int", "float", "null") or
            (tag.endswith("bool") and first in "tTfF")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def said(program, path):
    """Whether the parser takes the trip, and the codes of its errors."""
    done = subprocess.run([program, "check", "--diagnostics", "json", "-q", path],
                          capture_output=True, text=True, errors="replace", check=False)
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    return done.returncode == 0, {d["code"] for d in lines if d["severity"] == "error"}


def main(program, source):
    root = pathlib.Path(source)
    schema = json.loads(subprocess.run([program, "schema", "trip"], capture_output=True,
                                       check=True).stdout)
    validator = jsonschema.Draft7Validator(schema)
    validator.check_schema(schema)
    failed = agreed = unreadable = 0
    paths = sorted(root.glob("examples/*.yaml")) + sorted(root.glob("tests/cases/bad/*.yaml"))
    for path in paths:
        taken, codes = said(program, path)
        try:
            data = yaml.load(path.read_bytes(), Core)
        except (yaml.YAMLError, ValueError, RecursionError):
            data, unreadable = None, unreadable + 1
        valid = data is not None and validator.is_valid(data)
        if taken and not valid:
            problem = next(validator.iter_errors(data)).message
            print(f"{path}: the parser takes it, the schema does not: {problem}")
            failed += 1
        elif not taken and valid and codes & FORM:
            print(f"{path}: the schema takes it, the parser says {sorted(codes)}")
            failed += 1
        else:
            agreed += 1
        if path.parent.name == "examples" and not path.read_text().startswith(
                "# yaml-language-server: $schema="):
            print(f"{path}: its first line names no schema")
            failed += 1
    print(f"{agreed} of {len(paths)} agree, {unreadable} of them no YAML; {failed} problems")
    return 1 if failed or agreed < 20 else 0


sys.exit(main(sys.argv[1], sys.argv[2]))
