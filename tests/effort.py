"""How much the long tests try: little each time, the whole counts with PROJREG_LONG=1. docs/testing.md tells more."""

import os

LONG = bool(os.environ.get("PROJREG_LONG"))


def count(short: int, long: int) -> int:
    """How often to try something."""
    return long if LONG else short
