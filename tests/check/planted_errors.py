#!/usr/bin/env python3
"""Errors planted in Protocol 61: all are found, each with its rule and place, and nothing else is.

    planted_errors.py COMMAND SOURCE [SEED]

The list below holds more errors than are planted; a seeded draw takes forty that do not meet in one place, at least one
of each rule. TOL_TEST_SEED or the third argument sets the seed.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

WANTED = 40

# unit, what stands in the target, what is planted, rule, place in the source, place in the target (None: none)
# A source that is changed instead has "ru:" before both texts.
ERRORS = [
    # a wrong term
    (4, "special cargo", "special freight", "term-missing", "специальным грузом", None),
    (13, "missile installations", "missile sites", "term-missing", "ракетные установки", None),
    (13, "Dismantle", "Remove", "term-missing", "Демонтировать", None),
    (15, "commitment", "promise", "term-missing", "обязательство", None),
    (15, "dismantling", "removal", "term-missing", "демонтаж", None),
    (15, "UN inspectors", "UN observers", "term-missing", "инспекторов", None),
    (19, "aggravate", "worsen", "term-missing", "обострять", None),
    (19, "situation", "position", "term-missing", "обстановку", None),
    (21, "resolution", "motion", "term-missing", "резолюции", None),
    (23, "introduced", "tabled", "term-missing", "внесенную", None),
    (25, "Affirm", "Adopt", "term-missing", "Утвердить", None),
    (30, "Session", "Meeting", "term-missing", "сессии", None),
    (31, "Approve", "Praise", "term-missing", "Одобрить", None),
    (31, "delegation’s", "group’s", "term-missing", "делегации", None),
    (26, "UN Secretary General", "UN leader", "term-missing", "Генеральному секретарю ООН", None),
    # forbidden and deprecated terms, inflected
    (14, "Cuba", "Kuba", "term-forbidden", "Кубу", "Kuba"),
    (21, "instructions", "orders", "term-forbidden", "указаниях", "orders"),
    (25, "instructions", "orders", "term-forbidden", "указания", "orders"),
    (2, "Presidium", "Politburo", "term-deprecated", "Президиум", "Politburo"),
    (2, "Protocol", "Minutes", "term-deprecated", "Протокол", "Minutes"),
    (23, "UAR", "Egypt", "term-deprecated", "ОАР", "Egypt"),
    (5, "Khrushchev", "Krushchev", "term-deprecated", "Хрущев", "Krushchev"),
    (8, "Khrushchev", "Krushchev’s", "term-deprecated", "Хрущев", "Krushchev"),
    # the second occurrence
    (32, ", but the UAR as", ", but it as", "term-missing", "ОАР", None),
    (32, "between Egypt and Syria", "between it and Syria", "term-missing", "Египта", None),
    # capitals
    (18, "Cuba", "cuba", "term-case", "Куба", "cuba"),
    (20, "Cuba", "cuba", "term-case", "Кубу", "cuba"),
    (21, "Security Council", "Security council", "term-case", "Совете Безопасности", "Security council"),
    # names in another romanisation, or misspelt
    (3, "Polyansky", "Polyanskiy", "name-romanisation", "Полянский", "Polyanskiy"),
    (3, "Shvernik", "Švernik", "name-romanisation", "Шверник", "Švernik"),
    (3, "Mikoyan", "Mikoian", "name-romanisation", "Микоян", "Mikoian"),
    (7, "Kennedy", "Kenedy", "name-romanisation", "Кеннеди", "Kenedy"),
    (8, "Gromyko", "Gromiko", "name-romanisation", "Громыко", "Gromiko"),
    (16, "Kosygin", "Kossygin", "name-romanisation", "Косыгин", "Kossygin"),
    (22, "Khrushchev", "Hruščev", "name-romanisation", "Хрущев", "Hruščev"),
    (22, "Kuznetsov", "Kuznecov", "name-romanisation", "Кузнецов", "Kuznecov"),
    (24, "Zorin", "Sorin", "name-romanisation", "Зорин", "Sorin"),
    # a full name abbreviated
    (32, "United Arab Republic (UAR)", "UAR (UAR)", "abbreviation-unexpanded", "Объединенная Арабская Республика",
     "UAR"),
    # brackets and footnotes
    (12, "[to proceed]", "to proceed", "bracket-mismatch", "[действовать]", None),
    (21, "A[rab]", "Arab", "bracket-mismatch", "[еспубликой]", None),
    (21, "[1]", "[2]", "bracket-mismatch", "[1]", "[2]"),
    (32, "[1]", "", "bracket-mismatch", "[1]", None),
    (32, "(UAR)", "(UAR", "bracket-mismatch", None, "("),
    # numbers and dates
    (1, "1962", "1926", "number-mismatch", "25 октября 1962", "October 25, 1926"),
    (2, "61", "16", "number-mismatch", "61", "16"),
    (26, "III", "IV", "number-mismatch", "III", "IV"),
    (30, "XVII", "XVIII", "number-mismatch", "XVII", "XVIII"),
    (32, "1958", "1985", "number-mismatch", "1958", "1985"),
    (33, "1972", "1973", "number-mismatch", "1972", "1973"),
    # what was not translated
    (9, "petty", "мелкую", "untranslated", "мелкую", "мелкую"),
    (17, "reasonable", "разумная", "untranslated", "разумная", "разумная"),
    (19, "Do not aggravate the situation.", "", "untranslated", "Не обострять обстановку.", ""),
    # letters of another script
    (10, "Compose", "Compоse", "homoglyph", None, "Compоse"),
    (11, "accustomed", "aсcustomed", "homoglyph", None, "aсcustomed"),
    (27, "proposed", "prорosed", "homoglyph", None, "prорosed"),
    (18, "ru:событий", "ru:cобытий", "homoglyph", "cобытий", None),
    (33, "Egypt", "Egурt", "homoglyph", None, "Egурt"),
]
# Units added at the end: source, target, rule, places; without a rule they are right.
WHOLE = object()
ADDED = [
    ("Вернуть.", "Give it back.", "inconsistent-target", WHOLE, WHOLE),
    ("Утвердить ответ У Тану.", "Confirm the response to U Thant.", "inconsistent-target", WHOLE, WHOLE),
    ("Сказать коротко: «Мы согласны с вашим предложением».", "Say briefly: “We agree with your proposal.”",
     "inconsistent-source", WHOLE, WHOLE),
    ("Ответ СССР", "The answer of the USSR", None, None, None),
    ("Письмо СССР", "A letter of the USSR", None, None, None),
    ("Решение СССР и Малиновского", "A decision of the USSR and of Malinovsky", None, None, None),
    ("Доклад Малиновского", "Malinovsky’s report", None, None, None),
    ("Нота СССР", "A note of Russia", "abbreviation-inconsistent", "СССР", "Russia"),
    ("Сообщено Малиновскому", "Malinovskii has been told", "name-romanisation", "Малиновскому", "Malinovskii"),
]
N_ADDED = sum(1 for unit in ADDED if unit[2])
# Terms that the glossary of the test has beside those of the project: it forbids none.
FORBIDDEN = [("указание", ["instruction"], ["order"]), ("Куба", ["Cuba"], ["Kuba"])]


def read_units(source):
    rows = Path(source, "tm/protocol-61.segments.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {int(row.split("\t")[0]): row.split("\t")[1:3] for row in rows}


def meet(one, other):
    """Whether two errors may not be planted together: they share words, or one of them empties the unit."""
    words = [set(re.findall(r"[^\W\d]{3,}|\d+", error[1])) for error in (one, other)]
    return one[0] == other[0] and (words[0] & words[1] or one[1] in other[1] or other[1] in one[1]
                                   or "" in (one[2], other[2]) or one[3] == other[3] == "bracket-mismatch")


def draw(seed):
    """The errors to plant: one of each rule first, then any, none overlapping another of its unit."""
    rng = random.Random(seed)
    errors = ERRORS[:]
    rng.shuffle(errors)
    rules = {error[3] for error in errors}
    first = [next(error for error in errors if error[3] == rule) for rule in sorted(rules)]
    chosen = []
    for error in first + errors:
        if error not in chosen and not any(meet(error, other) for other in chosen):
            chosen.append(error)
        if len(chosen) == WANTED - N_ADDED:
            break
    return chosen


def tmx_of(units):
    body = "".join(f'<tu tuid="{key}"><tuv xml:lang="ru"><seg>{escape(ru)}</seg></tuv>'
                   f'<tuv xml:lang="en"><seg>{escape(en)}</seg></tuv></tu>\n' for key, (ru, en) in units.items())
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header srclang="ru"/><body>\n'
            f"{body}</body></tmx>\n")


def tbx_of(concepts):
    def tig(term, status):
        return (f'<tig><term>{term}</term><termNote type="administrativeStatus">{status}</termNote></tig>')
    body = "".join(f'<termEntry id="f{n}"><langSet xml:lang="ru">{tig(ru, "preferredTerm-admn-sts")}</langSet>'
                   '<langSet xml:lang="en">' + "".join(tig(t, "preferredTerm-admn-sts") for t in good)
                   + "".join(tig(t, "forbidden") for t in bad) + "</langSet></termEntry>"
                   for n, (ru, good, bad) in enumerate(concepts))
    return ('<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc>'
            f"</fileDesc></martifHeader><text><body>{body}</body></text></martif>")


def check(command, source, folder, units, expected_code):
    Path(folder, "planted.tmx").write_text(tmx_of(units), encoding="utf-8")
    Path(folder, "forbidden.tbx").write_text(tbx_of(FORBIDDEN), encoding="utf-8")
    run = subprocess.run([command, "check", "--json", "--severity", "info", "--rules", "all,-term-source-missing",
                          "-g", f"{source}/glossaries/presidium.ru-en.tbx", "-g", f"{folder}/forbidden.tbx",
                          f"{folder}/planted.tmx"], capture_output=True, text=True, check=False)
    if run.returncode != expected_code:
        sys.exit(f"exit code {run.returncode}, not {expected_code}\n{run.stdout}{run.stderr}")
    return [json.loads(line) for line in run.stdout.splitlines()]


def place(finding, side):
    span = finding[side + "_span"]
    return None if span is None else finding[side].encode()[span[0]:span[1]].decode()


def told(finding):
    return (finding["tuid"], finding["rule"], place(finding, "source"), place(finding, "target"))


def plant(units, errors):
    wanted = []
    for unit, old, new, rule, in_source, in_target in errors:
        side = 0 if old.startswith("ru:") else 1
        old, new = old.removeprefix("ru:"), new.removeprefix("ru:")
        if old not in units[unit][side]:
            sys.exit(f"unit {unit} has no \"{old}\"")
        units[unit][side] = units[unit][side].replace(old, new, 1)
        wanted.append((str(unit), rule, in_source, in_target))
    for n, (ru, en, rule, in_source, in_target) in enumerate(ADDED):
        units[f"added{n}"] = [ru, en]
        if rule:
            wanted.append((f"added{n}", rule, ru if in_source is WHOLE else in_source,
                           en if in_target is WHOLE else in_target))
    return wanted


def main():
    command, source = sys.argv[1:3]
    seed = int(sys.argv[3] if len(sys.argv) > 3 else os.environ.get("TOL_TEST_SEED", "61"))
    with tempfile.TemporaryDirectory() as folder:
        clean = [told(f) for f in check(command, source, folder, read_units(source), 0)]
        errors = draw(seed)
        units = read_units(source)
        wanted = plant(units, errors)
        found = [told(f) for f in check(command, source, folder, units, 1)]
    missed = [w for w in wanted if w not in found]
    surplus = [f for f in found if f not in wanted]
    print(f"seed {seed}: {len(wanted)} planted, {len(wanted) - len(missed)} found, {len(surplus)} besides")
    for kind, items in (("missed", missed), ("besides", surplus), ("without any error", clean)):
        for item in items:
            print(f"{kind}: {item}")
    return 1 if missed or surplus or clean or len(wanted) != WANTED or len(found) != WANTED else 0


if __name__ == "__main__":
    sys.exit(main())
