"""What a line of a registry may not be: longer than the parser can bear, or one of the marks that a merge leaves."""

LONGEST_LINE = 1_000_000
"""Characters. A line that is longer is not given to the parser, which could take minutes over it."""
MERGE_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""How the lines begin that git leaves in a file which it could not merge."""


def has_long_line(text: str) -> bool:
    """Whether a line is longer than is read; long texts are gone through in leaps."""
    start = 0
    while len(text) - start > LONGEST_LINE:
        end = text.rfind("\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            return True
        start = end + 1
    return False
