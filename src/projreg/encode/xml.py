"""XML 1.0 in which text of users stays text: escaped with its quotes, and without the characters that XML forbids."""

import re
from collections.abc import Sequence
from html import escape

from projreg.visible import escaped, visible, visible_paragraphs

_FORBIDDEN = re.compile("[\ufffe\uffff]")
"""What XML 1.0 forbids beyond what is never seen: `visible` has taken the controls and the lone surrogates."""

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def text(written: str) -> str:
    """Text on one line, escaped for content and for attributes in quotes."""
    return _escaped(visible(written.strip()))


def paragraphs(written: str) -> list[str]:
    """The paragraphs of a text, which empty lines part; each on one line and escaped."""
    parts = re.split(r"\n\s*\n", visible_paragraphs(written.strip()))
    lines = (" ".join(line.strip() for line in part.split("\n") if line.strip()) for part in parts)
    return [_escaped(each) for each in lines if each]


def element(name: str, content: str | Sequence[str] = "", **attributes: str) -> str:
    """An element on a line of its own; its content is encoded already, and a sequence of it are such elements.

    An attribute's name may have `__` for the colon: `xml__lang`. Its value is text of users.
    """
    inner = content if isinstance(content, str) else "\n" + "".join(content)
    given = "".join(f' {each.replace("__", ":")}="{text(value)}"' for each, value in attributes.items())
    return f"<{name}{given}>{inner}</{name}>\n" if inner else f"<{name}{given}/>\n"


def comment(said: str) -> str:
    """A comment on a line of its own; what is said is ours."""
    return f"<!-- {said} -->\n"


def _escaped(line: str) -> str:
    return escape(_FORBIDDEN.sub(lambda found: escaped(found[0]), line), quote=True)
