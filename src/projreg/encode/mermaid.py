"""Mermaid: charts that GitHub and GitLab draw in a Markdown page."""

from projreg.visible import visible

MOST = 45_000
"""So many characters a chart may have: mermaid draws nothing of one with more than 50 000."""

DRAWN = 50_000
"""So many characters mermaid draws, unless its settings (`maxTextSize`) say more."""

_LONGEST = 200
"""So many characters of a label stand in a chart: one label must not fill it alone."""


def text(written: str) -> str:
    """Text of users within a line of a chart: whatever could end it or mean something there is a numeric entity."""
    return "".join(each if _is_harmless(each) else _entity(each) for each in _cleaned(written))


def label(written: str) -> str:
    """Text of users that begins a line: its first character is an entity as well, so that it begins with no word of
    the language. `Section 5` would open a section, `Click` end the chart, and a date be read as one."""
    line = _cleaned(written)
    return "".join(each if position and _is_harmless(each) else _entity(each) for position, each in enumerate(line))


def comment(said: str) -> str:
    """A line that is not drawn; what is said is ours."""
    return f"%% {said}"


def _cleaned(written: str) -> str:
    line = visible(written.strip())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _is_harmless(character: str) -> bool:
    return (character.isalnum() and character <= "\uffff") or character in " -.()/"


def _entity(character: str) -> str:
    return f"#{ord(character)};"
