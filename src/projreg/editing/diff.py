"""What a change does to a file, as a unified diff that is safe to look at."""

from projreg.visible import visible


def unified_diff(before: bytes, after: bytes, name: str) -> str:
    """The diff of two texts; empty when they are equal. Unseen characters stand as escapes."""
    from difflib import unified_diff as lines

    old, new = (raw.decode("utf-8", "backslashreplace").replace("\r\n", "\n").splitlines() for raw in (before, after))
    shown = visible(name)
    return "".join(visible(each) + "\n" for each in lines(old, new, f"a/{shown}", f"b/{shown}", lineterm=""))
