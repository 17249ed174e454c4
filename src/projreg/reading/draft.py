"""A text in the making: what it was, and the stretches that are changed in it. All else is the old text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from projreg.diagnostic import Finding, Span

Stretch = tuple[int, int]
"""From the first character up to the one that no longer belongs to it, counted from 0."""


class Edit(NamedTuple):
    """What is to stand in place of a stretch, and the finding that it mends."""

    start: int
    end: int
    text: str
    finding: Finding


class Patch(NamedTuple):
    """A stretch of the old text, what stands in its place now, and the findings that were mended by it."""

    start: int
    end: int
    text: str
    findings: tuple[Finding, ...]


class Draft(NamedTuple):
    """The old text and its patches, in the text's order, none upon another."""

    old: str
    patches: tuple[Patch, ...] = ()

    @property
    def text(self) -> str:
        """The text as it stands now."""
        return applied(self.old, self.patches)

    def places(self) -> list[Stretch]:
        """Where the patches stand in the text as it is now."""
        more = accumulate((len(each.text) - (each.end - each.start) for each in self.patches), initial=0)
        return [
            (each.start + by, each.start + by + len(each.text)) for each, by in zip(self.patches, more, strict=False)
        ]

    def origins(self, stretches: Iterable[Stretch]) -> list[Stretch]:
        """What stretches of the text as it is now were in the old one; a patch only as a whole."""
        layout = _Layout(self)
        return [layout.origin(*layout.widened(*each)) for each in stretches]

    def with_edits(self, edits: Sequence[Edit]) -> "Draft":
        """With edits of the text as it is now, in its order and apart. What touches a patch becomes one with it."""
        text, layout = self.text, _Layout(self)
        patches: list[Patch] = []
        at = kept = 0
        while at < len(edits):
            start, end = layout.widened(edits[at].start, edits[at].end)
            group = [edits[at]]
            while (at := at + 1) < len(edits) and edits[at].start < end:
                group.append(edits[at])
                end = max(end, layout.widened(edits[at].start, edits[at].end)[1])
            first, last = layout.touched(start, end)
            moved = [each._replace(start=each.start - start, end=each.end - start) for each in group]
            findings = [found for patch in self.patches[first:last] for found in patch.findings]
            findings += [each.finding for each in group]
            patches += self.patches[kept:first]
            patches.append(Patch(*layout.origin(start, end), applied(text[start:end], moved), tuple(findings)))
            kept = last
        return self._replace(patches=(*patches, *self.patches[kept:]))

    def mended(self) -> Iterator[Finding]:
        """The findings that were mended, placed in the old text."""
        lines = line_starts(self.old)
        for patch in self.patches:
            if patch.text != self.old[patch.start : patch.end]:
                span = Span(*_line_and_column(lines, patch.start), *_line_and_column(lines, patch.end))
                yield from (each._replace(span=span) for each in patch.findings)


def applied(text: str, changes: Iterable[Patch | Edit]) -> str:
    """The text with stretches replaced."""
    parts, at = [], 0
    for each in changes:
        parts += [text[at : each.start], each.text]
        at = each.end
    return "".join([*parts, text[at:]])


def line_starts(text: str) -> list[int]:
    """Where each line begins."""
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def stretch(span: Span, lines: Sequence[int]) -> Stretch:
    """The stretch that a span means, in a text whose lines begin there."""
    last = len(lines) - 1
    start, end = (lines[min(line - 1, last)] + column - 1 for line, column in (span[:2], span[2:]))
    return start, max(start, end)


def _line_and_column(lines: Sequence[int], at: int) -> tuple[int, int]:
    line = bisect_right(lines, at)
    return line, at - lines[line - 1] + 1


class _Layout:
    """Where the patches of a draft stand, to be asked often."""

    def __init__(self, draft: Draft) -> None:
        places = draft.places()
        self._patches = draft.patches
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def touched(self, start: int, end: int) -> Stretch:
        """Which patches a stretch touches: the number of the first, and of the first behind them."""
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def widened(self, start: int, end: int) -> Stretch:
        """The stretch with all of the patches that it touches."""
        first, last = self.touched(start, end)
        if first == last:
            return start, end
        return min(start, self._starts[first]), max(end, self._ends[last - 1])

    def origin(self, start: int, end: int) -> Stretch:
        """What a widened stretch was in the old text."""
        first, last = self.touched(start, end)
        return self._before(first, start), self._before(last, end)

    def _before(self, patch: int, at: int) -> int:
        """A place in the old text that is the start of a patch, or in front of it and behind the one before."""
        if patch < len(self._patches) and at == self._starts[patch]:
            return self._patches[patch].start
        if patch == 0:
            return at
        return self._patches[patch - 1].end + at - self._ends[patch - 1]
