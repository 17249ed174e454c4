"""What only TOML 1.1 allows: found by reading the text token by token, when a bracket or escape makes it possible."""

import re
from collections.abc import Iterator

from projreg.diagnostic import Span

_TOKEN = re.compile(
    r"""(?P<literal>'{3}(?>(?:[^']++|'{1,2}(?!'))*)'{3,5}|'[^'\n]*+')"""
    r"""|(?P<basic>"{3}(?>(?:[^"\\]++|\\.|"{1,2}(?!"))*)"{3,5}|"(?:[^"\\\n]++|\\.)*+")"""
    r"""|(?P<comment>\#[^\n]*+)|(?P<open>[\[{])|(?P<comma>,)|(?P<close>[\]}])|(?P<newline>\n)|(?P<other>[^\s"'#,\[\]{}]++)""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:e|x[0-9A-Fa-f]{2}))")


def newer_places(text: str) -> Iterator[tuple[str, str, Span]]:
    """What is newer than TOML 1.0: what it is, how to write it instead, and where; each inline table once."""
    opened: list[str] = []
    told: set[int] = set()
    after_comma = -1
    for token in _TOKEN.finditer(text):
        kind, at = token.lastgroup, token.start()
        inside = bool(opened) and opened[-1] == "{"
        if kind == "basic":
            for escape in _ESCAPE.finditer(token[0]):
                code = "\\u001b" if escape[1] == "\\e" else f"\\u00{escape[1][2:]}"
                place = at + escape.start(1)
                yield (
                    f"the escape {escape[1]} is newer than TOML 1.0",
                    f"write {code}",
                    _span(text, place, len(escape[1])),
                )
        elif kind == "newline" and inside and len(opened) not in told:
            told.add(len(opened))
            yield (
                "an inline table over several lines is newer than TOML 1.0",
                "write it on one line",
                _span(text, at, 1),
            )
        elif kind == "close":
            if inside and after_comma >= 0 and len(opened) not in told:
                help_ = "take the comma away"
                yield "a comma before } is newer than TOML 1.0", help_, _span(text, after_comma, 1)
            told.discard(len(opened))
            del opened[-1:]
        elif kind == "open":
            opened.append(token[0])
        after_comma = at if kind == "comma" else -1  # a comma before a line break: the line break is told


def _span(text: str, at: int, length: int) -> Span:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Span(line, column, line, column + length)
