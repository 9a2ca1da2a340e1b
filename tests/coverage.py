#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How much of src the tests have run: coverage.py BUILD_FOLDER, after the tests of a build with
TRIPMAP_COVERAGE. Prints lines and branches by folder and the least covered files, and every
diagnostic code with how often it was raised. Fails below 92 % of lines, below 80 % of branches, and
for a code that nothing has raised. BUILD_FOLDER/coverage.html shows the lines."""
import collections
import json
import pathlib
import re
import subprocess
import sys

LINES, BRANCHES = 92, 80
SOURCE = pathlib.Path(__file__).resolve().parent.parent


def measure(build):
    report = build / "coverage.json"
    subprocess.run(
        ["gcovr", "--root", SOURCE, "--filter", str(SOURCE / "src") + "/",
         "--exclude", str(SOURCE / "src/places/data") + "/", "--exclude-throw-branches",
         "--json", report, "--html-details", build / "coverage.html", build],
        check=True, cwd=build)
    return json.loads(report.read_text())["files"]


def counts(files):
    """Lines and branches of each folder and file: [lines run, lines, branches taken, branches]."""
    found = collections.defaultdict(lambda: [0, 0, 0, 0])
    for file in files:
        path = pathlib.PurePath(file["file"])
        for line in file["lines"]:
            if line.get("gcovr/noncode"):
                continue
            for name in ("all", str(path.parent), str(path)):
                row = found[name]
                row[0] += line["count"] > 0
                row[1] += 1
                row[2] += sum(branch["count"] > 0 for branch in line["branches"])
                row[3] += len(line["branches"])
    return found


def percent(part, whole):
    return 100 * part / whole if whole else 100.0


def raised(files):
    """How often the lines that name a diagnostic code were run, by code."""
    symbols = re.findall(r"^X\(([A-Z_]+),", (SOURCE / "src/base/diag_codes.def").read_text(), re.M)
    times = dict.fromkeys(symbols, 0)
    for file in files:
        text = (SOURCE / file["file"]).read_text().splitlines()
        executed = {line["line_number"]: line["count"] for line in file["lines"]}
        for number, line in enumerate(text, 1):
            for symbol in re.findall(r"\bDIAG_([A-Z_]+)\b", line):
                if symbol in times:
                    # A call that goes over several lines may be counted at its first alone.
                    while number not in executed and number > 1:
                        number -= 1
                    times[symbol] += executed.get(number, 0)
    return times


def main():
    files = measure(pathlib.Path(sys.argv[1]).resolve())
    found = counts(files)
    folders = sorted(name for name in found if name.startswith("src") and not name.endswith((".c", ".h")))
    for name in [*folders, "all"]:
        row = found[name]
        print(f"{name:14} {percent(*row[:2]):5.1f} % of {row[1]:5} lines  "
              f"{percent(*row[2:]):5.1f} % of {row[3]:5} branches")
    sources = [name for name in found if name.endswith(".c")]
    print("most lines not run:")
    for name in sorted(sources, key=lambda n: found[n][0] - found[n][1])[:8]:
        print(f"  {found[name][1] - found[name][0]:4} {name}")
    times = raised(files)
    never = [symbol for symbol, count in times.items() if count == 0]
    print(f"{len(times) - len(never)} of {len(times)} diagnostic codes raised")
    for symbol in never:
        print(f"  DIAG_{symbol} never")
    lines, branches = percent(*found["all"][:2]), percent(*found["all"][2:])
    if lines < LINES or branches < BRANCHES or never:
        sys.exit(f"coverage: below {LINES} % of lines or {BRANCHES} % of branches, or a code unused")


if __name__ == "__main__":
    main()
