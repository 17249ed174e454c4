"""What stays the same of a finding while lines move and the file is checked elsewhere: its path and its fingerprint."""

import os
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import PurePath

from projreg.diagnostic import Finding
from projreg.reading.source import Source


def repository_path(file: str) -> str:
    """The name of a file as repositories write it: with slashes and no `./`, the same however it was typed."""
    return os.fsencode(PurePath(file).as_posix()).decode(errors="replace")


def fingerprints(findings: Sequence[Finding], sources: Sequence[Source]) -> list[str]:
    """For each finding a fingerprint that no other of them has.

    It follows from the file, the rule, the project's id and the keys within the project. Where no key leads, as in
    broken TOML, the text of the line takes their place. What is the same in all that is told apart by its turn.
    """
    lines = {
        source.name: source.text.split("\n")
        for source in sources
        if any(not each.path and each.file == source.name for each in findings)
    }
    turns: Counter[str] = Counter()
    made = []
    for each in findings:
        traits = "\0".join(_traits(each, lines.get(each.file, ())))
        made.append(sha256(f"{traits}\0{turns[traits]}".encode(errors="surrogatepass")).hexdigest())
        turns[traits] += 1
    return made


def _traits(finding: Finding, lines: Sequence[str]) -> tuple[str, ...]:
    at = finding.span.line - 1
    path = finding.path[2:] if finding.path[:1] == ("project",) else finding.path
    line = lines[at].strip() if not finding.path and at < len(lines) else ""
    keys = ".".join(map(str, path))
    return repository_path(finding.file), finding.code, finding.project or "", keys, line
