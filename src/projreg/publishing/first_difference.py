"""Whether a file is still the document that it was made as, and where the two part."""

from itertools import zip_longest

from projreg.visible import visible

_SHOWN = 60
"""So many characters of a line are told."""


def same(old: bytes, new: bytes, *, is_text: bool) -> bool:
    """Whether the file holds the document; git may keep a text, or have checked it out, with other line ends."""
    return old == new or (is_text and _alike_ended(old) == _alike_ended(new))


def _alike_ended(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def first_difference(old: bytes, new: bytes) -> str:
    """The first line in which a file is not the document, in words."""
    if b"\0" in new:
        return "its content is another"
    before, after = (each.decode("utf-8", "replace").splitlines() for each in (old, new))
    for number, (has, wanted) in enumerate(zip_longest(before, after), 1):
        if has != wanted:
            return f"line {number} has {_told(has, wanted)} where {_told(wanted, has)} should stand"
    return "only its line ends are others"


def _told(line: str | None, other: str | None) -> str:
    """A line in quotes: as much of it as holds the first character in which it is not the other."""
    if line is None:
        return "nothing"
    if line.strip() != (other or "").strip():
        line, other = line.strip(), (other or "").strip()
    signs = enumerate(zip(line, other or "", strict=False))
    at = next((at for at, (sign, counterpart) in signs if sign != counterpart), min(len(line), len(other or "")))
    start = at - _SHOWN // 2 if len(line) > _SHOWN and at > _SHOWN - 10 else 0
    end = start + _SHOWN
    return f"“{'…' if start else ''}{visible(line[start:end])}{'…' if end < len(line) else ''}”"
