"""What only TOML 1.1 allows: found by reading the text token by token, where something makes it possible."""

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
_SHORT_TIME = re.compile(r"(?:^|=|[0-9][Tt])([0-9]{2}:[0-9]{2})(?![0-9:])")


def newer_places(text: str) -> Iterator[tuple[str, str, Span]]:
    """What is newer than TOML 1.0: what it is, how to write it instead, and where; each inline table once."""
    span = _Spans(text)
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
                    span(place, len(escape[1])),
                )
        elif kind == "other" and ":" in token[0] and (time := _SHORT_TIME.search(token[0])):
            place = at + time.start(1)
            yield "a time without seconds is newer than TOML 1.0", f"write {time[1]}:00", span(place, len(time[1]))
        elif kind == "newline" and inside and len(opened) not in told:
            told.add(len(opened))
            yield (
                "an inline table over several lines is newer than TOML 1.0",
                "write it on one line",
                span(at, 1),
            )
        elif kind == "close":
            if inside and after_comma >= 0 and len(opened) not in told:
                help_ = "take the comma away"
                yield "a comma before } is newer than TOML 1.0", help_, span(after_comma, 1)
            told.discard(len(opened))
            del opened[-1:]
        elif kind == "open":
            opened.append(token[0])
        after_comma = at if kind == "comma" else -1  # a comma before a line break: the line break is told


def comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Every comment of a text that parses, from its number sign on: its line, its column, and what it says."""
    span = _Spans(text)
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "comment":
            place = span(token.start(), 1)
            yield place.line, place.column, token[0]


class _Spans:
    """Gives each place its line and column. The places must come in the text's order: lines are counted on the way."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._at, self._start = 1, 0, 0

    def __call__(self, at: int, length: int) -> Span:
        """The stretch of a line from an offset on."""
        start = self._text.rfind("\n", self._at, at) + 1
        if start:
            self._line += self._text.count("\n", self._at, at)
            self._start = start
        self._at = at
        column = at - self._start + 1
        return Span(self._line, column, self._line, column + length)
