#!/usr/bin/env python3
"""What the command makes of each file of other tools that lies beside the source folder.

    sample_table.py COMMAND SOURCE_DIR

Every file goes into a bank of its own: glossaries by `term import`, all others by `import`. Prints a table of units or
concepts, notes, file and verdict, then the totals. Diagnostics are warnings and errors; notes are counted apart. Fails
when the command crashes, takes more than 20 seconds, refuses a file without naming it and a reason, or refuses other
files than those below. Exit code 77: no files.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

FOLDERS = {"tmx": ["import"], "xliff": ["import"], "po": ["import"], "tbx": ["term", "import"],
           "glossary": ["term", "import"]}
UNITS = {"import": "units", "term": "concepts"}
SECONDS_MAX = 20

# Files that nobody could read, and what the reason must say.
REFUSED = {
    "xliff/mihnita_corrupt.html_test.xlf": "looks like a Java archive",
    "xliff/translate5_testCsvEncoding-assert-equal.xliff": 'element "a" of line 99 is closed by',
}


def run(command, words, path, langs):
    with tempfile.TemporaryDirectory() as folder:
        name = "--glossary" if words[0] == "term" else "--memory"
        call = [command, "--db", folder + "/bank.db", *words, "--json", "--verbose", name, "x", *langs, str(path)]
        return subprocess.run(call, capture_output=True, timeout=SECONDS_MAX, stdin=subprocess.DEVNULL)


def verdict_of(command, words, path):
    """(verdict, units or concepts, notes, fault or None)"""
    langs = []
    try:
        done = run(command, words, path, langs)
        if b"does not say its" in done.stderr:
            langs = ["--source-lang", "en", "--target-lang", "ru"]
            done = run(command, words, path, langs)
    except subprocess.TimeoutExpired:
        return "hangs", 0, 0, f"takes more than {SECONDS_MAX} s"
    told = done.stderr.decode("utf-8", "replace")
    n_notes = len(re.findall(r": note: .* \[[a-z-]+\]$", told, re.M))
    n_diags = len(re.findall(r": (?:warning|error): .* \[[a-z-]+\]$", told, re.M))
    if done.returncode < 0 or "Sanitizer" in told or "runtime error" in told:
        return "crashes", 0, n_notes, told[-2000:]
    if done.returncode == 0:
        n_read = json.loads(done.stdout)["read"]
        verdict = f"read with diagnostics: {n_diags}" if n_diags else "read"
        return verdict + (" (languages named)" if langs else ""), n_read, n_notes, None
    reason = re.search(r"^tolmach: (.*)$", told, re.M)
    text = reason[1] if reason else ""
    place = re.match(re.escape(str(path)) + r"(/[^:]*)?(:\d+)?: ", text)
    fault = None if place and done.returncode in (2, 3) else f"exit code {done.returncode}: {told}"
    return "refused: " + (text[place.end():] if place else text), 0, n_notes, fault


def check_refusal(name, verdict):
    is_refused, wanted = verdict.startswith("refused: "), REFUSED.get(name)
    if is_refused and not wanted:
        return "is refused, and should not be"
    if wanted and not is_refused:
        return "is read, and was refused so far: look whether that is right"
    if wanted and not re.search(wanted, verdict):
        return f"is refused for another reason than \"{wanted}\""
    return None


def chosen(samples, folder, every):
    """Every so manieth file of a folder, and those that are refused."""
    files = sorted(p for p in (samples / folder).rglob("*") if p.is_file())
    return [p for i, p in enumerate(files) if i % every == 0 or str(p.relative_to(samples)) in REFUSED]


def main(command, source_dir, every=1):
    samples = Path(source_dir).resolve().parent / "shared" / "samples"
    if not samples.is_dir():
        print("no samples")
        return 77
    os.environ.update(LC_ALL="C.UTF-8")
    faults, totals, counts = [], Counter(), Counter()
    for folder, words in FOLDERS.items():
        for path in chosen(samples, folder, every):
            name = str(path.relative_to(samples))
            verdict, n, n_notes, fault = verdict_of(command, words, path)
            print(f"{n:6} {n_notes:5} {name:72} {verdict}")
            kind = verdict.split(":")[0].split(" (")[0]
            totals[folder, kind] += 1
            counts[folder] += n
            fault = fault or check_refusal(name, verdict)
            if fault:
                faults.append(f"{name}: {fault}")
    for folder, words in FOLDERS.items():
        kinds = ", ".join(f"{k} {n}" for (f, k), n in sorted(totals.items()) if f == folder)
        print(f"{folder}: {kinds}; {counts[folder]} {UNITS[words[0]]}")
    for fault in faults:
        print("FAULT " + fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])))
