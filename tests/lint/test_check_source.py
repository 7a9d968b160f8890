#!/usr/bin/env python3
"""The lint finds what is planted, and nothing in a clean tree."""
import tempfile
import unittest
from pathlib import Path

from check_source import findings_of

CLEAN = {
    "include/tolmach/str.h": "#include <stddef.h>\n",
    "include/tolmach/token.h": '#include "tolmach/str.h"\n',
    "include/tolmach/store.h": '#include "tolmach/token.h"\n',
    "src/base/README.md": "# base\n",
    "src/base/mem.c": '#include "base/mem.h"\n#include <stdlib.h>\n',
    "src/base/mem.h": '#include "tolmach/str.h"\n',
    "src/text/README.md": "# text\n",
    "src/text/fold.c": '#include <unicode/uchar.h>\n#include "base/mem.h"\n',
    "src/store/README.md": "# store\n",
    "src/store/db.c": '#include <sqlite3.h>\n#include "base/mem.h"\n#include "tolmach/token.h"\n',
    "tools/main.c": '#include "tolmach/store.h"\n#include "opt.h"\n#include <stdio.h>\n',
    "tools/opt.h": "",
    "tests/store/test_db.c": '#include <sqlite3.h>\n#include "store/db.h"\n',
}


class Planted(unittest.TestCase):
    def findings_with(self, planted):
        files = {**CLEAN, **planted}
        with tempfile.TemporaryDirectory() as root:
            for path, text in files.items():
                if text is not None:
                    Path(root, path).parent.mkdir(parents=True, exist_ok=True)
                    Path(root, path).write_text(text.replace("$ROOT", str(Path(root).resolve())), encoding="utf-8")
            return findings_of(root)

    def assert_found(self, rule, planted):
        findings = self.findings_with(planted)
        self.assertEqual([rule], [finding.split(": ")[1] for finding in findings], findings)

    def test_a_clean_tree_has_no_violation(self):
        self.assertEqual([], self.findings_with({}))

    def test_a_layer_does_not_include_a_later_one(self):
        self.assert_found("include-direction", {"src/base/mem.c": '#include "text/fold.h"\n'})

    def test_a_layer_does_not_include_the_public_header_of_a_later_one(self):
        self.assert_found("include-direction", {"src/text/fold.c": '#include "tolmach/store.h"\n'})

    def test_public_headers_keep_the_direction_too(self):
        self.assert_found("include-direction", {"include/tolmach/str.h": '#include "tolmach/token.h"\n'})

    def test_no_layer_includes_the_header_of_everything(self):
        self.assert_found("include-direction", {"src/store/db.c": '#include <tolmach/tolmach.h>\n'})

    def test_only_the_store_sees_sqlite(self):
        self.assert_found("include-owner", {"src/text/fold.c": "#include <sqlite3.h>\n"})

    def test_only_formats_see_libxml2(self):
        self.assert_found("include-owner", {"tools/main.c": "#  include <libxml/parser.h>\n"})

    def test_only_text_sees_icu(self):
        self.assert_found("include-owner", {"src/store/db.c": "#include <unicode/uchar.h>\n"})

    def test_tools_see_public_headers_only(self):
        self.assert_found("include-public", {"tools/main.c": '#include "base/mem.h"\n'})

    def test_tools_do_not_see_the_inside_in_angle_brackets_either(self):
        self.assert_found("include-public", {"tools/main.c": "#include <base/mem.h>\n"})

    def test_the_server_sees_public_headers_only(self):
        self.assert_found("include-public", {"src/server/README.md": "# server\n",
                                             "src/server/route.c": '#include "match/score.h"\n'})

    def test_file_names_are_unique(self):
        self.assert_found("unique-names", {"tests/base/fold.c": "\n"})

    def test_every_source_folder_has_a_readme(self):
        self.assert_found("readme", {"src/text/README.md": None})

    def test_lines_have_a_limit(self):
        self.assert_found("line-length", {"src/base/mem.c": "/* " + "ё" * 116 + " */\n"})

    def test_white_space_does_not_end_a_line(self):
        self.assert_found("white-space", {"src/base/mem.c": "int x; \n"})

    def test_the_place_of_the_tree_is_not_named(self):
        self.assert_found("developer-path", {"tools/README.md": "see $ROOT/tools\n"})

    def test_no_home_is_named(self):
        self.assert_found("developer-path", {"tools/README.md": "see /ho" + "me/ivanov/tolmach\n"})

    def test_nothing_is_left_to_do(self):
        self.assert_found("leftover", {"src/base/mem.c": "/* TO" + "DO: more */\n"})

    def test_functions_have_a_limit(self):
        self.assert_found("function-size", {"src/base/mem.c": "int f(void)\n{\n" + "    g();\n" * 61 + "}\n"})

    def test_files_have_a_limit(self):
        self.assert_found("file-size", {"src/base/mem.c": "int x;\n" * 700})


if __name__ == "__main__":
    unittest.main()
