"""A finding in words that are safe to look at: what the formats for people and for the pages of CI servers say."""

from projreg.diagnostic import Finding
from projreg.visible import visible

_MOST_PLACES = 5
"""So many other places of a finding are told."""


def place(finding: Finding) -> str:
    """File, line and column, as editors read them."""
    return f"{visible(finding.file)}:{finding.span.line}:{finding.span.column}"


def said(finding: Finding) -> str:
    """What was found, and in brackets in which project."""
    project = f" [{visible(finding.project)}]" if finding.project else ""
    return f"{visible(finding.message)}{project}"


def said_with_mend(finding: Finding) -> str:
    """What was found, in which project, and in brackets the mend."""
    return said(finding) + (f" ({visible(finding.help)})" if finding.help else "")


def line(finding: Finding) -> str:
    """All of it on a line, for editors and pipes."""
    return f"{place(finding)}: {finding.severity} {finding.code} {said_with_mend(finding)}"


def elsewhere(finding: Finding) -> list[str]:
    """The other places that belong to a finding; one in another file names it."""
    told = []
    for each in finding.related[:_MOST_PLACES]:
        file = "" if each.file == finding.file else f"in {visible(each.file)} "
        told.append(f"{visible(each.message)} {file}on line {each.span.line}")
    if len(finding.related) > _MOST_PLACES:
        told.append(f"and {len(finding.related) - _MOST_PLACES} more")
    return told
