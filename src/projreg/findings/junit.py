"""JUnit XML: a suite for each file, a test for the file itself and for each project in it.

A project is a test, passed or failed, and not a finding: then GitLab and Jenkins can tell that one was mended or newly
broken, for the name stays; they want names that are unique, and show one failure a test. What does not fail the check
(warnings, without --strict) stands in the output of a test that passes: it did run, so it was not skipped.
"""

import re
from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree

from projreg.checking.check import Checked
from projreg.diagnostic import Finding
from projreg.findings import Look, words
from projreg.findings.lasting import repository_path
from projreg.reading.source import Source
from projreg.values.swedish_numbers import without_personal_numbers
from projreg.visible import escaped, visible

_WHOLE_FILE = "the file"


def render(checked: Checked, sources: Sequence[Source], look: Look) -> str:
    """The report as XML 1.0."""
    failing = ("error", "warning") if look.strict else ("error",)
    root = ElementTree.Element("testsuites", name="projreg")
    for source in sources:
        found = [each for each in checked.findings if each.file == source.name]
        root.append(_suite(source, found, failing))
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, "unicode")}\n'


def _suite(source: Source, findings: Sequence[Finding], failing: Sequence[str]) -> ElementTree.Element:
    path = _text(repository_path(source.name))
    names = [_WHOLE_FILE, *_names(source)]
    found: list[list[Finding]] = [[] for _ in names]
    for each in findings:
        at = _number(each)
        found[at if at < len(names) else 0].append(each)
    suite = ElementTree.Element("testsuite", name=path, tests=str(len(names)))
    turns: Counter[str] = Counter()
    for name, its_own in zip(names, found, strict=True):
        turns[name] += 1
        unique = name if turns[name] == 1 else f"{name} ({turns[name]})"
        classname = path.removesuffix(".toml")  # Jenkins takes what stands before a dot for a package
        case = ElementTree.SubElement(suite, "testcase", classname=classname, name=unique, file=path)
        _tell(case, [each for each in its_own if each.severity in failing], "failure")
        _tell(case, [each for each in its_own if each.severity not in failing], "system-out")
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", "0")
    return suite


def _number(finding: Finding) -> int:
    """Which project of the file a finding is about, counted from 1; 0 when it is about none."""
    match finding.path:
        case ("project", int(position), *_):
            return position + 1
    return 0


def _names(source: Source) -> list[str]:
    """What the projects are called: by id, or by number where there is none."""
    projects = source.data.get("project")
    if not isinstance(projects, list):
        return []
    ids = [each.get("id") if isinstance(each, dict) else None for each in projects]
    return [
        _text(without_personal_numbers(each)) if isinstance(each, str) and each else f"project {at}"
        for at, each in enumerate(ids, 1)
    ]


def _tell(case: ElementTree.Element, findings: Sequence[Finding], tag: str) -> None:
    if not findings:
        return
    told = ElementTree.SubElement(case, tag)
    told.text = "\n".join(_text(words.line(each)) for each in findings)
    if tag == "failure":
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        told.set("message", _text(f"{findings[0].code} {words.said(findings[0])}{more}"))
        told.set("type", findings[0].code)


def _text(text: str) -> str:
    """Text without what XML 1.0 forbids, nor the mark by which Jenkins and GitLab are told to attach a file."""
    text = re.sub("[\ufffe\uffff]", lambda match: escaped(match[0]), visible(text))
    return text.replace("[[ATTACHMENT|", "[[ATTACHMENT |")
