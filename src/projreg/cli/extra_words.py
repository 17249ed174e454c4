"""What is said of words that a command has no place for: mostly they belong to a value that wants quotes."""

import os
from collections.abc import Collection, Sequence
from typing import NamedTuple

from projreg.errors import UsageError
from projreg.visible import argument, visible

_NEVER_WITH_BLANKS = tuple(f"projreg {each}" for each in ("show", "set", "edit", "close", "remove", "rule", "export"))
"""Commands with an argument in which no blank can stand: an id, a code, a format."""


def too_many(extra: str, command: str, words: Sequence[str], flags: Collection[str]) -> UsageError:
    """What to say of the `extra` words, parted by blanks, among the `words` behind the command.

    `flags` are its options that take no value. The whole line is told as it should be where only one joining of words
    leaves none too many.
    """
    read = _read(command, words, flags)
    fewer = len(words) - len(read.joined)
    mend = _meant(extra, command, words, read.arguments)
    if not mend:
        mend = f"see {command} --help"
        if fewer == len(extra.split(" ")):
            mend = f"a value with blanks in it needs quotes: {command} {' '.join(map(_shown, read.joined))}"
        elif fewer:
            mend = f"a value with blanks in it needs quotes, or {mend}"
    return UsageError(f"there is no place for “{extra}”", mend)


def _meant(extra: str, command: str, words: Sequence[str], arguments: Sequence[str]) -> str:
    """What to do about words that are no part of a value before them; empty when that is not known."""
    match command:
        case "projreg export" if "." in extra and not _has(words, "-o", "--output", "--into"):
            return f"name the file to write with -o: -o {_shown(extra)}"
        case "projreg close" if not _has(words, "--on") and _is_day(extra):
            return f"the day is given with --on: --on {_shown(extra)}"
        case "projreg import" if len(arguments) > 1 and os.path.isfile(arguments[0]):
            return "one file is read at a time"
        case "projreg rule" if rule := _rule(arguments):
            return f"{command} {rule}"
    return ""


def _has(words: Sequence[str], *options: str) -> bool:
    return any(each.startswith(options) for each in words)


def _is_day(text: str) -> bool:
    from projreg.values.dates import read_written_date

    try:
        read_written_date(text)
    except UsageError as error:
        return "two days" in error.message
    return True


def _rule(arguments: Sequence[str]) -> str:
    """The rule whose code or name has come apart; empty when there is none."""
    from projreg.rules import RULES

    code, name = "".join(arguments).upper(), "-".join(arguments).lower()
    return next((code if each.code == code else name for each in RULES if code == each.code or name == each.name), "")


class _Line(NamedTuple):
    """A line of words: those that may belong to the value before them joined to it; and what is no option's value."""

    joined: Sequence[str]
    arguments: Sequence[str]


def _read(command: str, words: Sequence[str], flags: Collection[str]) -> _Line:
    joined: list[str] = []
    arguments: list[str] = []
    is_open = False  # whether the last of them may go on
    before = ""
    for word in words:
        is_option = word.startswith("-")
        is_value = before.startswith("-") and "=" not in before and before not in flags
        if is_open and not is_option and not is_value:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
            is_argument = not is_option and not is_value
            if is_argument:
                arguments.append(word)
            value = word.partition("=")[2] if is_option else word
            never = (is_argument and command in _NEVER_WITH_BLANKS) or (is_option and "=" not in word)
            is_open = not never and not os.path.isfile(value)
        before = word
    return _Line(joined, arguments)


def _shown(word: str) -> str:
    """A word as it is typed in a shell, in the quotes that people know where it needs some."""
    if " " in word and visible(word) == word and not set(word) & set('"\\$`!'):
        return f'"{word}"'
    return argument(word)
