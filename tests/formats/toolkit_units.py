#!/usr/bin/python3
"""Count the units that translate-toolkit reads in files: a line for each with its name and the number.

    toolkit_units.py FILE…

Exits with 77 where the toolkit is not installed. Headers and untranslated units are not counted.
"""
import sys

try:
    from translate.storage import factory
except ImportError:
    sys.exit(77)


def is_header(unit):
    return unit.isheader() if hasattr(unit, "isheader") else False


def count(path):
    store = factory.getobject(path)
    return sum(1 for unit in store.units if not is_header(unit) and unit.source and unit.target)


for name in sys.argv[1:]:
    print(name, count(name))
