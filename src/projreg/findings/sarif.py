"""SARIF 2.1.0, the standard of OASIS for findings, which GitHub's code scanning and many editors read.

Messages are shown to people, and so are made safe to look at; nor may text of users become a link or a placeholder.
"""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from urllib.parse import quote_from_bytes

import projreg
from projreg.checking.check import Checked
from projreg.diagnostic import Finding, Related, Span
from projreg.findings import Look, words
from projreg.findings.lasting import fingerprints
from projreg.reading.source import Source
from projreg.rules import RULES
from projreg.rules.rule import Rule
from projreg.visible import visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_Json = dict[str, object]


def render(checked: Checked, sources: Sequence[Source], look: Look) -> str:
    """A log of one run, with the rules that found something."""
    codes = sorted({each.code for each in checked.findings})
    rules = {rule.code: rule for rule in RULES}
    made = fingerprints(checked.findings, sources)
    run = {
        "tool": {
            "driver": {
                "name": "projreg",
                "version": projreg.__version__,
                "rules": [_rule(rules[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(each, codes.index(each.code), mark) for each, mark in zip(checked.findings, made, strict=True)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> _Json:
    what, _, _ = rule.manual.partition("\n\nMend:")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _message(rule.summary),
        "fullDescription": _message(_unwrapped(what)),
        "help": _message(_unwrapped(rule.manual)),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, rule_index: int, fingerprint: str) -> _Json:
    return {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": _message(words.said_with_mend(finding)),
        "locations": [_location(finding.file, finding.span)],
        **_related(finding.related),
        "partialFingerprints": {"projregFinding/v1": fingerprint},
    }


def _related(related: Iterable[Related]) -> _Json:
    places = [
        {"id": at, **_location(each.file, each.span), "message": _message(visible(each.message))}
        for at, each in enumerate(related, 1)
    ]
    return {"relatedLocations": places} if places else {}


def _location(file: str, span: Span) -> _Json:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"physicalLocation": {"artifactLocation": _artifact(file), "region": region}}


def _artifact(file: str) -> _Json:
    path = PurePath(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote_from_bytes(os.fsencode(path.as_posix())), "uriBaseId": "%SRCROOT%"}


def _message(text: str) -> _Json:
    """A plain text message: braces doubled, lest they hold a placeholder, and nothing that reads as a link."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _unwrapped(text: str) -> str:
    """The paragraphs of a docstring, each on one line."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
