"""A file mended by `validate --fix`, after seeing that only what was told has changed."""

import re
from functools import lru_cache

from projreg.checking.check import check_one
from projreg.editing.fixing import Fixed, fixed
from projreg.reading.draft import line_starts, stretch
from projreg.reading.source import parse

NAME = "projects.toml"


@lru_cache(8)
def errors(raw: bytes) -> int:
    """How many errors there are."""
    return sum(each.severity == "error" for each in check_one(parse(raw, NAME))[1])


def held(raw: bytes, unsafe: bool = False) -> Fixed:
    """The file fixed, after seeing that only the mended stretches changed, no error came, and no more can be done."""
    done = fixed(raw, NAME, unsafe)
    again = fixed(done.raw, NAME, unsafe)
    assert (again.raw, again.mended) == (done.raw, ())
    if not parse(raw, NAME).encoding:
        assert errors(done.raw) <= errors(raw)
        old, new = raw.decode(), done.raw.decode()
        lines, at, pieces = line_starts(old.removeprefix("\ufeff")), 0, []
        mark = len(old) - len(old.removeprefix("\ufeff"))
        for span in sorted({each.span for each in done.mended}):
            start, end = stretch(span, lines)
            pieces.append(old[at : start + mark])
            at = end + mark
        pattern = ".+".join(map(re.escape, [*pieces, old[at:]]))
        assert re.fullmatch(pattern, new, re.DOTALL)
    return done


def mended(text: str, unsafe: bool = False) -> str:
    """The text of the file fixed."""
    return held(text.encode(), unsafe).raw.decode()
