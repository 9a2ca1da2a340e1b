#!/bin/sh
# SPDX-License-Identifier: MIT
# Parser and schema agree on the cases, the examples and the mutants: agree.sh PROGRAM SOURCE MUTANTS
set -u
cases=$(mktemp) || exit 2
errors=$(mktemp) || exit 2
trap 'rm -f "$cases" "$errors"' EXIT
program=$1
source=$2
mutants=$3
python=$(PATH=/usr/bin:$PATH command -v python3) || {
    echo "skipped: no python3"
    exit 77
}
# As malformed.c does: the text and the codes of the parser's errors, found by "check". Cases that
# need more than the file itself (places, styles, projections, pages) have errors of other codes.
for trip in "$source"/examples/*.yaml "$source"/tests/cases/bad/*.yaml; do
    "$program" check "$trip" --diagnostics json >/dev/null 2>"$errors" </dev/null
    "$python" - "$trip" "$errors" >>"$cases" <<'PYTHON' || exit 1
import json
import sys

late = {"unknown-place", "ambiguous-place", "unknown-style", "bad-projection", "untrusted",
        "dates-order", "place-reading", "missing-data", "file-unreadable"}
with open(sys.argv[1], "rb") as file:
    text = file.read()
with open(sys.argv[2], encoding="utf-8") as file:
    errors = [json.loads(line) for line in file if line.startswith("{")]
codes = [e["code"] for e in errors
         if e["severity"] == "error" and e["code"] not in late
         and not e["message"].startswith(("page ", "the style "))]
try:
    print(json.dumps({"text": text.decode("utf-8"), "codes": codes}))
except UnicodeDecodeError:
    pass
PYTHON
done
"$python" "$source/tests/malformed/schema.py" "$source/docs/trip.schema.json" "$cases" "$mutants"
