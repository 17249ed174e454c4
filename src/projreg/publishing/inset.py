"""A part of a page of one's own that projreg keeps: what stands between two marker comments."""

import re
from typing import NamedTuple

from projreg.errors import UnreadableFile
from projreg.visible import visible

BEGIN, END = "<!-- projreg: begin -->", "<!-- projreg: end -->"
_MARKERS = re.compile(rb"<!--[ \t]*projreg:[ \t]*(begin|end)[ \t]*-->")
_MEND = f"put these two lines where the projects are to stand: {BEGIN} and {END}"


class Inset(NamedTuple):
    """A page in three parts: up to and with the first marker, between, and from the second marker on."""

    before: bytes
    content: bytes
    after: bytes

    def filled(self, content: bytes) -> bytes:
        """The page with other content between its markers, its line ends those of the page. Raises UnreadableFile."""
        if _MARKERS.search(content):
            raise UnreadableFile(
                "what is to stand between the markers holds a marker itself", "take it out of the template"
            )
        newline = b"\r\n" if b"\r\n" in self.before + self.after else b"\n"
        lines = b"\n" + content.strip(b"\r\n") + b"\n"
        return self.before + lines.replace(b"\r\n", b"\n").replace(b"\n", newline) + self.after


def _fault(kinds: list[bytes]) -> str:
    """What is wrong with the markers that were found. One that is misspelt is not found."""
    match kinds:
        case []:
            return "the two markers are missing"
        case [b"begin"]:
            return "the marker “begin” has no “end” after it; it is missing or misspelt"
        case [b"end"]:
            return "the marker “end” has no “begin” before it; it is missing or misspelt"
        case [b"end", b"begin"]:
            return "the marker “end” stands before “begin”"
    return "the markers stand there more than once"


def inset(page: bytes, name: str) -> Inset:
    """The page parted at its two markers. Raises UnreadableFile when they are not there, once each and in order."""
    found = [*_MARKERS.finditer(page)]
    kinds = [each[1] for each in found]
    if kinds != [b"begin", b"end"]:
        line = page.count(b"\n", 0, found[0].start()) + 1 if found else 0
        where = f"{visible(name)}:{line}" if found else visible(name)
        raise UnreadableFile(f"{where}: {_fault(kinds)}", _MEND)
    begin, end = found
    return Inset(page[: begin.end()], page[begin.end() : end.start()], page[end.start() :])
