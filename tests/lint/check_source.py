#!/usr/bin/env python3
"""The rules of the house that a compiler does not check: which layer may include which, names, sizes, leftovers.

    check_source.py ROOT

Prints one line `file:line: rule: what` for each violation and exits with 1 when there is any.
"""
import os
import re
import sys
from pathlib import Path

LAYERS = ["base", "text", "model", "formats", "document", "segment", "store", "match", "terms", "check",
          "pretranslate", "project", "align", "bitext", "server"]
PUBLIC_LAYER = {"api": "base", "arena": "base", "buf": "base", "diag": "base", "status": "base", "str": "base",
                "lang": "text", "token": "text", "concept": "model", "filter": "model", "unit": "model",
                "format": "formats", "glossary": "formats", "store": "store", "concordance": "match",
                "match": "match", "term": "terms", "lint": "terms", "checks": "check", "pretranslate": "pretranslate",
                "document": "document", "segmenter": "segment", "align": "align", "bitext": "bitext",
                "project": "project"}
OWNER_OF = {"unicode/": "text", "libstemmer.h": "text", "libxml/": "formats", "sqlite3.h": "store",
            "hunspell.h": "terms", "archive.h": "formats", "archive_entry.h": "formats", "zlib.h": "formats"}
# A memory of Trados is a file of SQLite; its reader is a reader like the others and knows nothing of the store.
MAY_INCLUDE = {("src/formats/sdltm_read.c", "sqlite3.h")}
COLUMNS_MAX = 120
FILE_LINES_MAX = 700
FUNCTION_LINES_MAX = 60

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
CODE = {".c", ".h"}
TEXT = {".c", ".h", ".py", ".sh", ".md", ".cmake", ".txt", ".json", ".bash", ".in", ""}
DATA_FOLDERS = ("tm/", "glossaries/", "tests/fuzz/corpus-", "tests/golden/", "tests/cli/cases/")


class Tree:
    def __init__(self, root):
        self.root = root
        self.findings = []
        self.files = sorted(self._walk())

    def _walk(self):
        for folder, subfolders, names in os.walk(self.root):
            subfolders[:] = [s for s in subfolders
                             if s != ".git" and s != "__pycache__" and not (folder == str(self.root)
                                                                           and s.startswith("build"))]
            for name in names:
                yield Path(folder, name).relative_to(self.root)

    def lines(self, path):
        return Path(self.root, path).read_text(encoding="utf-8", errors="replace").split("\n")

    def find(self, path, line, rule, what):
        self.findings.append(f"{path}:{line}: {rule}: {what}")

    def code(self):
        return [path for path in self.files if path.suffix in CODE]


def home_of(path):
    """The part of the house a file belongs to: a layer, "include", "tools", "tests" or None."""
    parts = path.parts
    if parts[0] == "src" and len(parts) > 2:
        return parts[1]
    return parts[0] if parts[0] in ("include", "tools", "tests") else None


def layer_of_include(name):
    """The layer of an included file of ours; None for what is not ours."""
    folder, _, rest = name.partition("/")
    if folder == "tolmach":
        return PUBLIC_LAYER.get(rest.removesuffix(".h"), "the whole library")
    return folder if folder in LAYERS else None


def check_direction(tree, path, number, home, name):
    layer = layer_of_include(name)
    if home == "include":
        home = PUBLIC_LAYER.get(path.stem, "server")
    if layer is None or home not in LAYERS:
        return
    if layer not in LAYERS or LAYERS.index(layer) > LAYERS.index(home):
        tree.find(path, number, "include-direction", f"{home} must not include {name} of {layer}")


def check_owner(tree, path, number, home, name):
    for prefix, owner in OWNER_OF.items():
        may = (path.as_posix(), name) in MAY_INCLUDE
        if name.startswith(prefix) and home not in (owner, "tests") and not may:
            tree.find(path, number, "include-owner", f"only src/{owner} may include {name}")


def check_outside(tree, path, number, home, name, quote):
    """The command and the server see the public headers only, and their own."""
    if home not in ("tools", "server") or name.startswith("tolmach/"):
        return
    is_own = name.startswith("server/") if home == "server" else Path(tree.root, path.parent, name).exists()
    if (quote == '"' or layer_of_include(name)) and not is_own:
        tree.find(path, number, "include-public", f"{home} may include tolmach/ headers only, not {name}")


def check_includes(tree):
    for path in tree.code():
        home = home_of(path)
        for number, line in enumerate(tree.lines(path), 1):
            match = INCLUDE.match(line)
            if match:
                quote, name = match.groups()
                check_direction(tree, path, number, home, name)
                check_owner(tree, path, number, home, name)
                check_outside(tree, path, number, home, name, quote)


def check_names(tree):
    first = {}
    for path in tree.code():
        other = first.setdefault(path.name, path)
        if other != path:
            tree.find(path, 1, "unique-names", f"{other} has the same name")


def check_readmes(tree):
    folders = {path.parts[1] for path in tree.files if path.parts[0] == "src" and len(path.parts) > 2}
    for folder in sorted(folders):
        if Path("src", folder, "README.md") not in tree.files:
            tree.find(Path("src", folder), 1, "readme", "the folder has no README.md")


def is_text(path):
    return path.suffix in TEXT and not str(path).startswith(DATA_FOLDERS) or path.suffix == ".md"


def developer_paths(root):
    """What names a place on the machine of whoever runs this: it has no business in the sources."""
    shared = {"/", "usr", "opt", "tmp", "var", "etc", "mnt", "srv", "dev", "root", "home", "media", "builds"}
    own = {str(place) for place in (root, root.parent, Path(os.environ.get("HOME", "/")))
           if place.parts[-1] not in shared}
    any_home = r"/(?:home|Users)/(?!user|name|me\b|anna|example)\w+"
    return re.compile(r"(?<![\w./~-])(?:" + "|".join([any_home, *map(re.escape, own)]) + ")/")


def check_lines(tree):
    places = developer_paths(tree.root)
    leftover = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    for path in filter(is_text, tree.files):
        is_markdown = path.suffix == ".md"
        for number, line in enumerate(tree.lines(path), 1):
            if len(line) > COLUMNS_MAX and not (is_markdown and ("|" in line or "](" in line)):
                tree.find(path, number, "line-length", f"{len(line)} columns")
            if line != line.rstrip() and not is_markdown:
                tree.find(path, number, "white-space", "at the end of the line")
            if places.search(line):
                tree.find(path, number, "developer-path", line.strip()[:60])
            if leftover.search(line):
                tree.find(path, number, "leftover", line.strip()[:60])


def check_sizes(tree):
    for path in tree.code():
        lines = tree.lines(path)
        if len(lines) > FILE_LINES_MAX and home_of(path) != "tests":
            tree.find(path, 1, "file-size", f"{len(lines)} lines, at most {FILE_LINES_MAX}")
        start = None
        for number, line in enumerate(lines, 1):
            if line == "{":
                start = number
            elif line == "}" and start is not None:
                if number - start - 1 > FUNCTION_LINES_MAX:
                    tree.find(path, start, "function-size", f"{number - start - 1} lines, at most {FUNCTION_LINES_MAX}")
                start = None


def findings_of(root):
    tree = Tree(Path(root).resolve())
    for check in (check_includes, check_names, check_readmes, check_lines, check_sizes):
        check(tree)
    return tree.findings


def main():
    findings = findings_of(sys.argv[1])
    print("\n".join(findings) if findings else "no violations")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
