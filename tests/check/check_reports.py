#!/usr/bin/env python3
"""The reports of `check` agree with one another, and are what their standards ask for.

    check_reports.py COMMAND
"""
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

# Markup, quotation marks, a control character, a name with a space: what a report must not stumble over.
UNITS = """ru\ten\ttuid
"5" <b>&amp; 'да'\t"6" <b>&amp; 'yes'\ta<&>"1"
Как [действовать] дальше\tHow to proceed further\t2
Остров Куба\tThe island of Cub\u0430\t3
Вернуть.\tReturn it.\t4
Вернуть.\tSend it back.\t5
Всё верно\tAll is well\t6
"""
FILE = "two words.tsv"
N_FINDINGS = 4


def report(command, name):
    run = subprocess.run([command, "check", "--quiet", "--format", name, FILE], capture_output=True, check=False,
                         env={**os.environ, "SOURCE_DATE_EPOCH": "0"})
    assert run.returncode == 1, (name, run.returncode, run.stderr)
    return run.stdout.decode("utf-8")


def check_sarif(text, findings):
    log = json.loads(text)
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "tolmach" and run["columnKind"] == "unicodeCodePoints"
    assert all(rule["id"] and rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert len(run["results"]) == len(findings)
    for result, finding in zip(run["results"], findings):
        assert result["ruleId"] == finding["rule"] == rules[result["ruleIndex"]]["id"]
        assert result["level"] == {"info": "note"}.get(finding["severity"], finding["severity"])
        assert result["message"]["text"] == finding["message"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "two%20words.tsv"
        assert physical["region"]["startLine"] == finding["line"] >= 2
        assert location["logicalLocations"][0]["name"] == finding["tuid"]
        assert result["partialFingerprints"] == {"tolmachFinding/v1": finding["fingerprint"]}


def check_junit(text, findings):
    suites = ElementTree.fromstring(text.encode("utf-8"))
    assert suites.tag == "testsuites"
    told = []
    for number, suite in enumerate(suites):
        cases = suite.findall("testcase")
        failures = [case.find("failure") for case in cases if case.find("failure") is not None]
        assert suite.get("id") == str(number) and suite.get("timestamp") == "1970-01-01T00:00:00"
        assert suite.get("tests") == str(len(cases)) and suite.get("failures") == str(len(failures))
        assert [child.tag for child in suite if child.tag != "testcase"] == ["properties", "system-out", "system-err"]
        assert all(case.get("classname") == "tolmach." + suite.get("name") for case in cases)
        told += [(suite.get("name"), failure.get("type"), failure.get("message")) for failure in failures]
    assert sorted(told) == sorted((f["rule"], f["severity"], f["message"]) for f in findings)


class Page(HTMLParser):
    """Elements are closed in the order they were opened; what the articles say is kept."""

    VOID = {"meta", "input", "link", "br", "img"}

    def __init__(self):
        super().__init__()
        self.open, self.articles, self.rules, self.links = [], [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.links += [attrs[name] for name in ("src", "href") if name in attrs]
        if tag == "section":
            self.rules.append(attrs["data-rule"])
        if tag == "article":
            self.articles.append((self.rules[-1], attrs["class"], ""))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        if "article" in self.open:
            rule, level, text = self.articles[-1]
            self.articles[-1] = (rule, level, text + data)


def check_html(text, findings):
    page = Page()
    page.feed(text)
    assert not page.open and all(link.startswith("#") for link in page.links), page.links
    assert len(page.articles) == len(findings) and len(set(page.rules)) == len(page.rules)
    for finding in findings:
        assert any(rule == finding["rule"] and level == finding["severity"] and finding["message"] in said
                   and finding["source"] in said and finding["target"] in said for rule, level, said in page.articles)


def main():
    command = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["TOLMACH_DB"] = str(Path(folder, "none.db"))
        Path(FILE).write_text(UNITS, encoding="utf-8")
        findings = [json.loads(line) for line in report(command, "json").splitlines()]
        assert len(findings) == N_FINDINGS, findings
        assert report(command, "text").count("two words.tsv:") == N_FINDINGS
        check_sarif(report(command, "sarif"), findings)
        check_junit(report(command, "junit"), findings)
        check_html(report(command, "html"), findings)
        os.chdir("/")


if __name__ == "__main__":
    main()
