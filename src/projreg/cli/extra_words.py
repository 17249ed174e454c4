"""What is said of words that a command has no place for: mostly they belong to a value that wants quotes."""

from collections.abc import Iterator, Sequence

from projreg.errors import UsageError
from projreg.visible import argument, visible


def too_many(extra: str, command: str, words: Sequence[str]) -> UsageError:
    """What to say of the `extra` words, parted by blanks, among the `words` behind the command.

    The whole line is told as it should be where only one joining of words leaves none too many.
    """
    joined = [*_joined(words)]
    fewer = len(words) - len(joined)
    names_file = any(each.startswith(("-o", "--output", "--into")) for each in words)
    if command == "projreg export" and "." in extra and not names_file:
        return UsageError(f"there is no place for “{extra}”", f"name the file to write with -o: -o {_shown(extra)}")
    mend = "a value with blanks in it needs quotes"
    if fewer == len(extra.split(" ")):
        mend += f": {command} {' '.join(map(_shown, joined))}"
    else:
        mend = f"{f'{mend}, or ' if fewer else ''}see {command} --help"
    return UsageError(f"there is no place for “{extra}”", mend)


def _joined(words: Sequence[str]) -> Iterator[str]:
    """The words, those that may belong to the value before them joined to it."""
    begun = ""
    for before, word in zip(("--", *words), words, strict=False):
        is_own = word.startswith("-") or (before.startswith("-") and "=" not in before)
        if is_own and begun:
            yield begun
        begun = word if is_own or not begun else f"{begun} {word}"
    yield begun


def _shown(word: str) -> str:
    """A word as it is typed in a shell, in the quotes that people know where it needs some."""
    if " " in word and visible(word) == word and not set(word) & set('"\\$`!'):
        return f'"{word}"'
    return argument(word)
