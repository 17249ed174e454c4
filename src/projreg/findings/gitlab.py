"""GitLab's Code Quality report.

The description is shown on GitLab's pages, and so is made safe to look at; the path is exact, for GitLab matches it.
"""

import json
from collections.abc import Sequence

from projreg.checking.check import Checked
from projreg.findings import Look, words
from projreg.findings.lasting import fingerprints, repository_path
from projreg.reading.source import Source

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(checked: Checked, sources: Sequence[Source], look: Look) -> str:
    """A list with an object for each finding; the empty list when there is none."""
    issues = [
        {
            "description": f"{each.code} {words.said_with_mend(each)}",
            "check_name": each.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[each.severity],
            "location": {"path": repository_path(each.file), "lines": {"begin": each.span.line}},
        }
        for each, fingerprint in zip(checked.findings, fingerprints(checked.findings, sources), strict=True)
    ]
    return json.dumps(issues, indent=2) + "\n"
