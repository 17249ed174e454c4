"""The known word that a misspelt one most likely means."""

from collections.abc import Iterable


def nearest(written: str, known: Iterable[str], *, likeness: float = 0.7) -> str | None:
    """The known word most like the written one; None when none is like it. `likeness` goes from 0 to 1."""
    from difflib import get_close_matches  # needed when something is misspelt

    found = get_close_matches(written.casefold().replace("-", "_"), list(known), n=1, cutoff=likeness)
    return found[0] if found else None
