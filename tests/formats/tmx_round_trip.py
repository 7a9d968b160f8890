#!/usr/bin/env python3
"""Import, export, and compare with what stood there: for every well-formed TMX of a folder.

    tmx_round_trip.py COMMAND FOLDER [--profiles LIST] [--dtd FILE] [--omegat JAR]

Each file goes into a bank of its own and comes out again in every profile of the list. What was written

- is compared with the original as canonical XML (attributes without order, references resolved, encodings gone),
  without the white space between elements that hold no text. Every difference must be one of those that REASONS names,
  for the profile; they are listed with their reason. Of the profiles that are for one tool only the number of units and
  of variants is compared: what they change is their purpose;
- goes into another bank and out again, and must be the same bytes;
- is valid under the DTD and OmegaT's XML schema (which is taken out of its JAR), where they are given and there is an
  xmllint, but for `exact`.

Exit: 0, 1 something is wrong, 77 there is no such folder.
"""
import argparse
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from xml.parsers import expat

REASONS = {
    "version": "what is written is TMX 1.4, whatever version it came in",
    "lang-renamed": "the attribute lang of TMX 1.1 and 1.2 is xml:lang in 1.4",
    "lang-spelled": "language codes are written in their canonical form",
    "header-filled": "required attributes of the header that were not there are filled in",
    "header-missing": "a file without a header gets one",
    "srclang": "the source language is written as the units spell it",
    "order": "notes and props stand before variants and segments, where the DTD wants them",
    "type-missing": "a prop needs a type: an empty one is written",
    "language-missing": "a variant needs a language: und is written",
    "unit-again": "a unit that is identical to one before is stored once",
    "empty-unit": "a unit without variants, told at the import",
    "attribute-unknown": "an attribute that the DTD does not know becomes a prop",
    "code-attribute": "of an inline element, an attribute that the DTD does not know is left out, a required one added",
    "foreign": "an inline element that the DTD does not know becomes native code with its tags",
    "namespace": "the namespace of the root says nothing: TMX has none",
    "stray": "what stands where nothing may stand is left out, told at the import",
}
# The profiles that are to say what the file said; an exact copy differs only in EXACT.
COMPARED = {"default", "exact"}
EXACT = {"order", "unit-again", "empty-unit", "header-missing", "stray", "namespace"}
HOLDS_NO_TEXT = {"tmx", "header", "body", "tu", "tuv", "ude"}
INLINE = {"bpt", "ept", "ph", "it", "hi", "sub", "ut"}
KNOWN = {
    "header": "creationtool creationtoolversion segtype o-tmf adminlang srclang datatype o-encoding creationdate "
              "creationid changedate changeid",
    "note": "o-encoding xml:lang lang", "prop": "type xml:lang o-encoding lang",
    "tu": "tuid o-encoding datatype usagecount lastusagedate creationtool creationtoolversion creationdate creationid "
          "changedate segtype changeid o-tmf srclang",
    "tuv": "xml:lang o-encoding datatype usagecount lastusagedate creationtool creationtoolversion creationdate "
           "creationid changedate o-tmf changeid lang",
    "bpt": "i x type", "ept": "i", "ph": "x assoc type", "it": "pos x type", "hi": "x type", "sub": "datatype type",
    "ut": "x", "seg": "", "body": "", "tmx": "version",
}


class Node:
    def __init__(self, name, attrs):
        self.name, self.attrs, self.children = name, attrs, []

    def named(self, *names):
        return [c for c in self.children if isinstance(c, Node) and c.name in names]

    def canonical(self):
        attrs = "".join(f' {k}="{v}"' for k, v in sorted(self.attrs.items()))
        inside = "".join(c.canonical() if isinstance(c, Node) else c.replace("&", "&amp;").replace("<", "&lt;")
                         for c in self.children)
        return f"<{self.name}{attrs}>{inside}</{self.name}>"


def parse(data):
    parser = expat.ParserCreate()
    parser.buffer_text = True
    top = Node("", {})
    stack = [top]

    def start(name, attrs):
        node = Node(name, attrs)
        stack[-1].children.append(node)
        stack.append(node)

    def text(characters):
        inside = stack[-1].children
        if inside and isinstance(inside[-1], str):
            inside[-1] += characters
        else:
            inside.append(characters)

    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parser.EndElementHandler = lambda name: stack.pop()
    parser.Parse(data, True)
    strip(top)
    return top.children[0]


def strip(node):
    for child in node.children:
        if isinstance(child, Node):
            strip(child)
    if node.name in HOLDS_NO_TEXT or node.name == "":
        node.children = [c for c in node.children if isinstance(c, Node) or c.strip()]


class Comparison:
    def __init__(self, profile):
        self.exact = profile == "exact"
        self.found = []

    def differ(self, reason, what):
        self.found.append((reason if not self.exact or reason in EXACT else None, what))

    def attrs(self, old, new, where):
        for name in sorted(set(old.attrs) | set(new.attrs)):
            a, b = old.attrs.get(name), new.attrs.get(name)
            if a != b:
                self.differ(self.reason_of_attr(old, new, name, a, b), f"{where} {name}: {a!r} -> {b!r}")

    def reason_of_attr(self, old, new, name, a, b):
        if old.name == "tmx":
            return "version" if name == "version" else "namespace" if name.startswith("xmlns") else None
        if name in ("lang", "xml:lang") and "lang" in old.attrs and "lang" not in new.attrs:
            same = old.attrs["lang"].lower().replace("_", "-") == new.attrs.get("xml:lang", "").lower()
            return "lang-renamed" if same or "xml:lang" in old.attrs else "lang-spelled"
        if name in ("xml:lang", "srclang", "adminlang") and a and b:
            if a.lower().replace("_", "-") == b.lower():
                return "lang-spelled"
            return "srclang" if name == "srclang" and old.name == "header" else "lang-spelled"
        if a is None:
            return {"header": "header-filled", "prop": "type-missing", "tuv": "language-missing"}.get(
                old.name, "code-attribute" if old.name in INLINE else None)
        if name not in KNOWN.get(old.name, "").split():
            return "code-attribute" if old.name in INLINE else "attribute-unknown"
        if name == "segtype":
            return "attribute-unknown"
        if old.name in INLINE and name in ("i", "pos"):
            return "code-attribute"
        return None

    def infos(self, old, new, where):
        mine, its = old.named("note", "prop", "ude"), new.named("note", "prop", "ude")
        added = [n for n in its if n.name == "prop" and n.attrs.get("type", "").startswith("x-attribute-")]
        if added and not self.exact:
            its = [n for n in its if n not in added]
            mine = [n for n in mine if n not in added]
        first = next((i for i, c in enumerate(old.children) if isinstance(c, Node) and c.name in ("tuv", "seg")), None)
        rest = [] if first is None else [c for c in old.children[first:] if isinstance(c, Node)]
        if any(c.name in ("note", "prop") for c in rest):
            self.differ("order", where)
        self.lists(mine, its, where)

    def lists(self, mine, its, where):
        if len(mine) != len(its):
            self.differ(None, f"{where}: {len(mine)} notes and props -> {len(its)}")
            return
        for a, b in zip(mine, its):
            here = f"{where}/{a.name}"
            if a.name != b.name:
                self.differ(None, f"{here} -> {b.name}")
                continue
            self.attrs(a, b, here)
            inside = "".join(c.canonical() if isinstance(c, Node) else c for c in a.children)
            other = "".join(c.canonical() if isinstance(c, Node) else c for c in b.children)
            if inside != other:
                self.differ(None, f"{here}: {inside!r} -> {other!r}")

    def inline(self, old, new, where):
        self.attrs(old, new, where)
        if len(old.children) != len(new.children):
            foreign = any(isinstance(c, Node) and c.name not in INLINE for c in old.children)
            self.differ("foreign" if foreign and not self.exact else None,
                        f"{where}: {old.canonical()!r} -> {new.canonical()!r}")
            return
        for a, b in zip(old.children, new.children):
            if isinstance(a, Node) and isinstance(b, Node):
                if a.name == b.name:
                    self.inline(a, b, f"{where}/{a.name}")
                else:
                    self.differ("foreign" if a.name not in INLINE else None if a.name != "it" else "code-attribute",
                                f"{where}: {a.canonical()!r} -> {b.canonical()!r}")
            elif a != b:
                self.differ(None, f"{where}: {a!r} -> {b!r}")

    def unit(self, old, new, where):
        self.attrs(old, new, where)
        self.infos(old, new, where)
        mine, its = old.named("tuv"), new.named("tuv")
        if len(mine) != len(its):
            self.differ(None, f"{where}: {len(mine)} variants -> {len(its)}")
            return
        for a, b in zip(mine, its):
            here = f"{where}/tuv"
            self.attrs(a, b, here)
            self.infos(a, b, here)
            segments = a.named("seg")
            if len(segments) == 1:
                self.inline(segments[0], b.named("seg")[0], f"{here}/seg")
            else:
                self.differ("stray", f"{here}: {len(segments)} segments")
        for stray in (c for c in old.children if isinstance(c, str) or c.name not in ("note", "prop", "tuv")):
            self.differ("stray", where)

    def units(self, old, new):
        mine = old[0].named("tu") if old else []
        its = new[0].named("tu") if new else []
        seen, kept = set(), []
        for number, unit in enumerate(mine, 1):
            said = unit.canonical()
            if said in seen or not unit.named("tuv"):
                self.differ("unit-again" if said in seen else "empty-unit", f"tu {number}")
            else:
                kept.append((number, unit))
            seen.add(said)
        if len(kept) != len(its):
            self.differ(None, f"{len(kept)} units -> {len(its)}")
            return
        for (number, a), b in zip(kept, its):
            self.unit(a, b, f"tu {number}")

    def files(self, old, new):
        self.attrs(old, new, "tmx")
        headers, written = old.named("header"), new.named("header")
        if not headers:
            self.differ("header-missing", "header")
        else:
            self.attrs(headers[0], written[0], "header")
            self.infos(headers[0], written[0], "header")
        self.units(old.named("body"), new.named("body"))


def run(*words):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


def tree_of(data):
    """The tree of a well-formed TMX; else words of what it is."""
    if not data.strip():
        return "empty"
    try:
        tree = parse(data)
    except expat.ExpatError as error:
        return f"not well-formed: {error}"
    return tree if tree.name.split(":")[-1] == "tmx" else f"root element {tree.name!r}"


def shape(tree):
    """The numbers of variants of the units."""
    return [len(unit.named("tuv")) for body in tree.named("body") for unit in body.named("tu") if unit.named("tuv")]


def compare(old, new, profile):
    if profile in COMPARED:
        comparison = Comparison(profile)
        comparison.files(old, new)
        return comparison.found
    seen = set()
    for body in old.named("body"):
        units = body.named("tu")
        body.children = [u for u in units if not (u.canonical() in seen or seen.add(u.canonical()))]
    return [] if shape(old) == shape(new) else [(None, f"units and variants: {shape(old)} -> {shape(new)}")]


class Trip:
    """One file, in and out."""

    def __init__(self, path, arguments, folder):
        self.path, self.arguments, self.folder = path, arguments, folder
        self.wrong = []  # what must not be
        self.found = {}  # profile: differences

    def place(self, name):
        return os.path.join(self.folder, name)

    def tolmach(self, bank, *words):
        return run(self.arguments.command, "--db", self.place(bank), "--quiet", *words)

    def said(self, result):
        lines = result.stderr.decode(errors="replace").splitlines() or ["nothing said"]
        return lines[0].replace(self.path, os.path.basename(self.path)).replace(self.folder, "")

    def need(self, result, what):
        if result.returncode:
            self.wrong.append(f"{what}: {self.said(result)}")
        return result.returncode == 0

    def validate(self, copy, profile):
        for option, schema in (("--dtdvalid", self.arguments.dtd), ("--schema", self.arguments.xsd)):
            if schema and profile != "exact":
                self.need(run("xmllint", "--nonet", "--noout", option, schema, copy), f"{profile} is not valid")

    def again(self, copy, profile):
        """What was written goes in and out again and is the same."""
        for bank in glob.glob(self.place("second.db*")):
            os.unlink(bank)
        second = self.place("second.tmx")
        if (self.need(self.tolmach("second.db", "import", "--memory", "m", copy), f"{profile} is not read") and
                self.need(self.tolmach("second.db", "export", "--profile", profile, "-o", second), profile)):
            with open(copy, "rb") as one, open(second, "rb") as two:
                first, then = one.read(), two.read()
                # units that differ in nothing but codes are one without them
                is_fewer = profile == "level1" and not compare(parse(first), parse(then), profile)
                if first != then and not is_fewer:
                    self.wrong.append(f"{profile}: written, read and written again it is another file")

    def out(self, data, profile):
        copy = self.place("copy.tmx")
        if not self.need(self.tolmach("bank.db", "export", "--profile", profile, "-o", copy), profile):
            return
        self.validate(copy, profile)
        self.again(copy, profile)
        old = tree_of(data)
        if not isinstance(old, str):
            with open(copy, "rb") as file:
                self.found[profile] = compare(old, parse(file.read()), profile)

    def go(self):
        with open(self.path, "rb") as file:
            data = file.read()
        old = tree_of(data)
        result = self.tolmach("bank.db", "import", "--format", "tmx", "--memory", "m", self.path)
        if result.returncode:
            if not isinstance(old, str):
                self.wrong.append("a well-formed file is refused")
            return f"refused: {self.said(result)}"
        for profile in self.arguments.profiles.split(","):
            self.out(data, profile)
        return f"read, though {old}" if isinstance(old, str) else "read"


def tell(name, verdict, trip, verbose):
    lines = []
    for profile, found in trip.found.items():
        kinds = Counter(reason for reason, _ in found)
        if kinds:
            counts = ", ".join(f"{reason or 'NO REASON'} ({n})" for reason, n in kinds.items())
            lines.append(f"    {profile}: {counts}")
        lines += [f"        {reason or 'NO REASON'}: {what[:300]}" for reason, what in found if verbose or not reason]
    lines += [f"    WRONG: {words[:300]}" for words in trip.wrong]
    print("\n".join([f"{name}: {verdict}" + ("" if lines or verdict != "read" else ", the same")] + lines))


def schemas(arguments, folder):
    """The files of the DTD and of OmegaT's schema; None where there is none to check with."""
    if not shutil.which("xmllint"):
        print("no xmllint: nothing is validated")
        return None, None
    xsd = None
    if arguments.omegat and os.path.exists(arguments.omegat):
        with zipfile.ZipFile(arguments.omegat) as jar:
            for name in ("schemas/tmx14.xsd", "schemas/xml.xsd"):
                jar.extract(name, folder)
        xsd = os.path.join(folder, "schemas/tmx14.xsd")
    dtd = arguments.dtd if arguments.dtd and os.path.exists(arguments.dtd) else None
    print(f"validated with the DTD: {'yes' if dtd else 'no'}, with OmegaT's schema: {'yes' if xsd else 'no'}")
    return dtd, xsd


def walk(arguments):
    n_failed, totals = 0, {}
    names = sorted(name for name in os.listdir(arguments.folder) if name.lower().endswith(".tmx"))[:: arguments.every]
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            trip = Trip(os.path.join(arguments.folder, name), arguments, folder)
            tell(name, trip.go(), trip, arguments.verbose)
        n_failed += bool(trip.wrong) or any(not reason for found in trip.found.values() for reason, _ in found)
        for profile, found in trip.found.items():
            total = totals.setdefault(profile, Counter())
            total.update(reason for reason, _ in found)
            total["the same"] += not found
    print(f"{len(names)} files, {n_failed} with something wrong")
    for profile, total in totals.items():
        if profile in COMPARED:
            print(f"{profile}: {total['the same']} without any difference")
            for reason in (reason for reason in REASONS if total[reason]):
                print(f"    {reason} ({total[reason]}): {REASONS[reason]}")
    return 1 if n_failed else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("folder")
    parser.add_argument("--profiles", default="exact,default,level1,omegat,trados,memoq,okapi,weblate")
    parser.add_argument("--dtd")
    parser.add_argument("--omegat")
    parser.add_argument("--every", type=int, default=1, help="only every so manieth file")
    parser.add_argument("--verbose", action="store_true", help="every difference, not one of a kind")
    arguments = parser.parse_args()
    if not os.path.isdir(arguments.folder):
        print("no such folder:", arguments.folder)
        return 77
    with open(os.path.join(os.path.dirname(__file__), "../../src/formats/README.md"), encoding="utf-8") as readme:
        told = readme.read()
    untold = [reason for reason in REASONS if f"| `{reason}` |" not in told]
    if untold:
        print("src/formats/README.md does not tell of", ", ".join(untold))
        return 1
    with tempfile.TemporaryDirectory() as folder:
        arguments.dtd, arguments.xsd = schemas(arguments, folder)
        return walk(arguments)


if __name__ == "__main__":
    sys.exit(main())
