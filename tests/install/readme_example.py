#!/usr/bin/env python3
"""Take the example program out of a README.

    readme_example.py README.md PROGRAM_OUT EXPECTED_OUT

The program is the first fenced block marked `c` that holds `int main(`. The first block marked `text` behind it is what
the program prints for the arguments BANK TMX: a bank to make and tm/protocol-61.ru-en.tmx.
"""
import re
import sys
from pathlib import Path


def main():
    readme, program_out, expected_out = sys.argv[1:]
    if not Path(readme).exists():
        sys.exit(f"{readme} does not exist: there is no example program to build")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", Path(readme).read_text(encoding="utf-8"), flags=re.S | re.M)
    program = next((i for i, (kind, text) in enumerate(blocks) if kind == "c" and "int main(" in text), None)
    if program is None:
        sys.exit(f"{readme} has no fenced block marked c that holds `int main(`")
    expected = next((text for kind, text in blocks[program + 1:] if kind == "text"), None)
    if expected is None:
        sys.exit(f"{readme} has no fenced block marked text behind the example program: what does it print?")
    Path(program_out).write_text(blocks[program][1], encoding="utf-8")
    Path(expected_out).write_text(expected, encoding="utf-8")


if __name__ == "__main__":
    main()
