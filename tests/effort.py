"""How much the tests that try things at random try: little each time, much with PROJREG_LONG=1."""

import os

LONG = bool(os.environ.get("PROJREG_LONG"))


def examples(short: int, long: int) -> int:
    """How many examples to try."""
    return long if LONG else short
