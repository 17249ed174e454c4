"""Yes and no as people write them, in Swedish and English."""

_YES = ("true", "ja", "j", "yes", "y", "sant", "1")
_NO = ("false", "nej", "n", "no", "falskt", "0")


def yes_or_no(written: str) -> bool | None:
    """Whether a word says yes; None when it says neither yes nor no."""
    word = written.strip().casefold()
    return True if word in _YES else False if word in _NO else None
