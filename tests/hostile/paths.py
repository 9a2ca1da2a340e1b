#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Paths that lead astray: paths.py PROGRAM SOURCE_FOLDER. Trips and styles name style files above
their folder, by absolute paths, through symbolic links, FIFOs and devices; batches have ids that are
paths; outputs lie where a link leads elsewhere. strace tells what was opened: nothing but the trip's
folder, tripmap's data and the system's own files; and nothing is written but the outputs. 77 where
strace is missing or not allowed."""
import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

program, source = (str(pathlib.Path(argument).resolve()) for argument in sys.argv[1:3])
work = pathlib.Path(tempfile.mkdtemp(prefix="tripmap-paths-")).resolve()
inside, outside, out = work / "in", work / "outside", work / "out"
STYLE = "extends: night\nocean: '#102030'\n"

# What a map may open: its own folder and outputs, our data, and what the system's libraries need.
ALLOWED = (str(inside) + "/", str(work / "logs" / "list"), str(out) + "/", source + "/shapes/", source + "/styles/", source + "/fonts/",
           str(pathlib.Path(program).parent) + "/", "/usr/", "/lib", "/etc/", "/proc/", "/sys/", "/dev/null",
           "/dev/urandom", "/dev/pts/", "/dev/tty", "pipe:", "socket:", "anon_inode:", "/memfd:",
           "/var/cache/fontconfig", "/dev/shm/")
NEVER = ("/etc/passwd", "/etc/shadow", "/etc/hostname", "/proc/self/environ", "/proc/version")

failures = cases = 0


def fail(what):
    global failures
    failures += 1
    print(f"FAILED: {what}")


def make_world():
    for folder in (inside / "styles", outside):
        folder.mkdir(parents=True)
    (outside / "secret.yaml").write_text(STYLE)
    (outside / "victim").write_text("untouched\n")
    (inside / "own.yaml").write_text(STYLE)
    (inside / "styles" / "own.yaml").write_text(STYLE)
    (inside / "link.yaml").symlink_to(outside / "secret.yaml")
    (inside / "near.yaml").symlink_to("own.yaml")
    (inside / "folder").symlink_to(outside)
    (inside / "styles" / "up").symlink_to("../..")
    (inside / "loop").symlink_to("loop")
    (inside / "null.yaml").symlink_to("/dev/null")
    os.mkfifo(inside / "fifo.yaml")
    (inside / "hosts.yaml").symlink_to("/etc/hostname")


def bad_paths():
    """Each is refused as the name of a style file."""
    up = ["..", "../..", "./..", "styles/..", "styles/../..", "styles/../../in/..", ".//..", "...",
          "....//..", "..\\..", "%2e%2e", "..%2f..", "\uff0e\uff0e", "folder", "folder/..", "styles/up",
          "styles/up/outside", "folder/../outside", "loop", str(outside), str(work), "", "/",
          "//" + str(outside), "/proc/self/cwd", "/proc/self/root" + str(outside), "~", "~root",
          "$HOME", "file://" + str(outside), "file:", "http://e.org", "\\\\server\\share", "C:", "./.",
          "styles/.", "styles//up", ".../...", "in/../../outside", "..;/"]
    ends = ["secret.yaml", "outside/secret.yaml", "etc/passwd"]
    alone = ["link.yaml", "fifo.yaml", "null.yaml", "hosts.yaml", "near.yaml", "/dev/stdin", "/dev/zero",
             "/dev/fd/0", "/proc/self/environ", "/proc/version", "/etc/passwd", "folder", "styles",
             "styles/", "own.yaml/", "own.yaml/..", "own.yaml/x.yaml", "./link.yaml", "-", "..", "../",
             "styles/../own.yaml/../../outside/secret.yaml", "link.yaml\u0000.yaml", "own.yaml\u0000",
             "x" * 300 + ".yaml", "a/" * 200 + "x.yaml", "../in/own.yaml", "/" + "../" * 40 + "etc/passwd"]
    paths = [f"{folder}/{end}" for folder, end in itertools.product(up, ends)] + alone
    return sorted(set(paths))


def trace(arguments, log, cwd=work):
    command = ["strace", "-f", "-y", "-qq", "-s", "400", "-o", str(log), "-e",
               "trace=open,openat,openat2,creat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,"
               "symlink,symlinkat,unlink,unlinkat", program, *arguments]
    return subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          errors="replace", timeout=300)


OPENED = re.compile(r"(open\w*|creat)\(.*\) = \d+<(.*)>$")
CHANGED = re.compile(r"(rename\w*|mkdir\w*|link\w*|symlink\w*|unlink\w*)\((.*)\) = 0$")


def check_log(log, name):
    opened = 0
    for line in log.read_text(errors="replace").splitlines():
        match = OPENED.search(line)
        if match:
            path = match[2]
            opened += 1
            if path.startswith(NEVER) or not (path + "/").startswith(ALLOWED):
                fail(f"{name} opens {path}")
            writes = re.search(r"O_(WRONLY|RDWR|CREAT)", line)
            if writes and not path.startswith((str(out) + "/", "/dev/", "/memfd:", "/proc/", "pipe:")):
                fail(f"{name} writes {path}")
        match = CHANGED.search(line)
        if match and str(out) not in match[2] and not match[2].startswith('"'):
            fail(f"{name} changes {match[2]}")
    return opened


def listing():
    """All that lies outside of the outputs, with its contents."""
    found = {}
    for folder, names, files in os.walk(work):
        if pathlib.Path(folder) == work:
            names[:] = [n for n in names if n not in ("out", "logs")]
        for name in files + names:
            path = pathlib.Path(folder) / name
            plain = path.is_file() and not path.is_symlink()
            found[str(path)] = path.read_bytes() if plain else os.readlink(path) if path.is_symlink() else ""
    return found


def styles_of_trips_and_styles():
    """One batch over all of them: one trip a path, by the trip and by a style that it names."""
    global cases
    paths = bad_paths()
    for number, path in enumerate(paths):
        quoted = json.dumps(path)
        (inside / f"t{number:03}.yaml").write_text(f"stops: [Lima]\nmap: {{style: {quoted}}}\n")
        (inside / "styles" / f"s{number:03}.style").write_text(f"extends: {quoted}\n")
        (inside / f"e{number:03}.yaml").write_text(
            f"stops: [Lima]\nmap: {{style: styles/s{number:03}.style}}\n")
    (inside / "list.txt").write_text("".join(
        f"{kind}{number:03}.yaml\n" for kind in "te" for number in range(len(paths))))
    before = listing()
    log = work / "logs" / "styles"
    run = trace(["batch", str(inside / "list.txt"), "-o", str(out), "--page", "300x200", "-j1", "-q",
                 "--progress", "none"], log)
    drawn = sorted(path.stem for path in out.glob("[te][0-9]*.svg"))
    for stem in drawn:
        fail(f"the style {paths[int(stem[1:])]!r} is taken")
    if run.returncode not in (1, 3):
        fail(f"the batch ends with {run.returncode}: {run.stderr[-300:]}")
    if check_log(log, "a style") < 10:
        fail("strace saw nothing")
    if listing() != before:
        fail("something outside of the outputs has changed")
    cases += 2 * len(paths)


def a_good_style_is_taken():
    """Else the refusals above would prove nothing."""
    for number, path in enumerate(("own.yaml", "styles/own.yaml")):
        trip = inside / f"good{number}.yaml"
        trip.write_text(f"stops: [Lima]\nmap: {{style: {path}}}\n")
        log = work / "logs" / f"good{number}"
        run = trace([str(trip), "-o", str(out / f"good{number}.svg"), "--page", "300x200"], log)
        if run.returncode != 0:
            fail(f"{path}: {run.stderr}")
        check_log(log, path)


def ids_of_manifests():
    global cases
    ids = ["..", ".", "", "../x", "../../x", "/x", "/etc/x", "a/b", "a/../b", "a/../../b", "a\\b", "..\\b",
           ".x", ".tmp", "-/../x", "~", "~/x", "a\u0000b", "a\nb", "a b", "A", "\u00e9", "a" * 129, "con/x",
           "x/", "//x", "\u202ex", "a%2fb/", "a;b", "$(id)", "`id`", "a|b", "a*", "a?", "<x>", "\u2215etc",
           str(outside / "x"), "index/../../x", "reports/x", "gallery/x", "x\t"]
    (inside / "fine.yaml").write_text("stops: [Lima]\n")
    before = listing()
    for number, name in enumerate(ids):
        manifest = json.dumps({"id": name, "input": str(inside / "fine.yaml")}) + "\n"
        (work / "logs" / "list").write_text(manifest)
        log = work / "logs" / f"id{number}"
        run = trace(["batch", str(work / "logs" / "list"), "-o", str(out / "ids"), "--page", "300x200",
                     "-q", "-j1", "--progress", "none"], log)
        if run.returncode == 0:
            fail(f"the id {name!r} is taken")
        cases += 1
    drawn = [path.name for path in (out / "ids").glob("*.svg")] if (out / "ids").exists() else []
    if drawn:
        fail(f"ids: {drawn} are drawn")
    if listing() != before:
        fail("ids: something outside of the outputs has changed")


def outputs_of_batches_that_are_links():
    """Whoever may write to a batch's folder can lay links there: they are replaced or refused."""
    global cases
    formats = ("svg", "png", "pdf", "html", "geojson", "kml", "gpx")
    (work / "logs" / "list").write_text(
        json.dumps({"id": "fine", "input": str(inside / "fine.yaml")}) + "\n")
    (outside / "old").mkdir()
    (outside / "old" / "keep").write_text("keep me\n")
    os.utime(outside / "old", (0, 0))
    before = listing()

    def batch(name, wanted):
        global cases
        run = trace(["batch", str(work / "logs" / "list"), "-o", str(out / name), "--page", "300x200",
                     "-q", "-j1", "--formats", ",".join(formats)], work / "logs" / name)
        if run.returncode != wanted:
            fail(f"{name}: exit {run.returncode}, not {wanted}: {run.stderr}")
        check_log(work / "logs" / name, name)
        if listing() != before:
            fail(f"{name}: a link is followed")
        cases += 1

    for target in ("victim", "new"):
        (out / target).mkdir()
        (out / target / "gallery").mkdir()
        names = [f"fine.{ending}" for ending in formats] + [
            "index.html", "gallery/entries.js", "gallery/gallery.css", "gallery/gallery.js"]
        for name in names:
            (out / target / name).symlink_to(outside / target)
        batch(target, 0)
        for name in names:
            if (out / target / name).is_symlink():
                fail(f"{name} is a link still")
            cases += 1
    for number, folder in enumerate((".tripmap", ".tripmap/tmp", "reports", "gallery")):
        name = f"folder-{number}"
        (out / name / folder).parent.mkdir(parents=True)
        (out / name / folder).symlink_to(outside)
        batch(name, 3)
    (out / "report" / "reports").mkdir(parents=True)
    (out / "report" / "reports" / "shard-0-of-1.jsonl").symlink_to(outside / "victim")
    batch("report", 3)


def main():
    try:
        if not shutil.which("strace") or subprocess.run(
                ["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
            print("skipped: strace is missing or not allowed")
            return 77
        make_world()
        (work / "logs").mkdir()
        out.mkdir()
        a_good_style_is_taken()
        styles_of_trips_and_styles()
        ids_of_manifests()
        outputs_of_batches_that_are_links()
        print(f"{cases} cases, {failures} failures")
        return 1 if failures or cases < 300 else 0
    finally:
        if "TRIPMAP_KEEP" not in os.environ:
            shutil.rmtree(work)


sys.exit(main())
