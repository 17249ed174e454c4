"""Whether a file is still the document that it was made as, and where the two part."""

from itertools import zip_longest

from projreg.visible import escaped, visible

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
    shown = line[start:end]
    letter, counterpart = (_look(each[at : at + _ONE_LETTER])[:1] for each in (line, other or ""))
    if letter == counterpart:  # which is which would not be seen
        shown = "".join(escaped(each) if _look(each) in ("", letter) and each != letter else each for each in shown)
    return f"“{'…' if start else ''}{visible(shown)}{'…' if end < len(line) else ''}”"


_ONE_LETTER = 4
"""A letter with its marks."""
_ALIKE = {**dict.fromkeys(map(ord, "‐‑‒–—−"), "-"), **dict.fromkeys(map(ord, "’‘ʼ"), "'"), ord("\t"): " "}


def _look(text: str) -> str:
    """The text as it looks: one blank is like another, and a letter like one that is put together.

    A mark alone looks like nothing.
    """
    from unicodedata import combining, normalize  # needed when something differs

    return "" if text and combining(text[0]) else normalize("NFKC", text).translate(_ALIKE)
