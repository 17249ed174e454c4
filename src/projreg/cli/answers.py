"""What has been said of a new project so far, by options and answers: as it was typed, and as the format has it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from projreg.cli.options import option_of
from projreg.editing.alike import place_among
from projreg.editing.written import READERS, read_value, texts_of
from projreg.errors import UsageError
from projreg.model.fields import Key, Reasons, Records, Texts
from projreg.model.records import Project
from projreg.values.money import OtherCurrency
from projreg.visible import visible

Typed = str | bool | list[str]
"""What stands behind an option: text, several texts, or yes or no."""


class Answers:
    """The values of a project, each beside the words that it was read from, so that none need be typed twice."""

    def __init__(self, given: Mapping[str, Any], currency: str, tell: Callable[[str], object]) -> None:
        """`given` are the options by their keys, None where one is left out; `currency` is the registry's.

        `tell` is told in words what is given twice. Raises UsageError naming the option that cannot be read.
        """
        self.typed: dict[str, Typed] = {}
        self.values: dict[str, Any] = {}
        self.answered: set[str] = set()
        """The keys whose words are answers to questions."""
        self._currency = currency
        self._tell = tell
        first = sorted(given, key=lambda name: name != "currency")  # amounts are read in it
        for name in first:
            if given[name] is not None and given[name] != []:
                try:
                    self._keep(name, given[name])
                except OtherCurrency as error:
                    mend = error.mend if isinstance(given[name], list) else f"say that it is: --currency {error.other}"
                    raise UsageError(f"{option_of(name)}: {error.message}", mend) from None
                except UsageError as error:
                    raise UsageError(f"{option_of(name)}: {error.message}", error.mend) from None
        self.values = {name: self.values[name] for name in given if name in self.values}

    @property
    def currency(self) -> str:
        """What amounts without a currency are in."""
        return str(self.values.get("currency") or self._currency)

    def answer(self, name: str, typed: Typed | None) -> None:
        """Take an answer, or with None take it back. Raises UsageError when it cannot be read; nothing changes then."""
        if typed is None or typed == []:
            self.typed.pop(name, None)
            self.values.pop(name, None)
        else:
            self._keep(name, typed)
        self.answered.add(name)

    def lines(self, name: str) -> list[str]:
        """What was typed for a key that takes several."""
        typed = self.typed.get(name, [])
        return list(typed) if isinstance(typed, list) else []

    def command(self, files: Sequence[str] | None) -> str:
        """The command line that says the same again, for a shell such as bash."""
        words = ["projreg", "add", *(_word("--file", each) for each in files or ())]
        for name in Project.keys:
            typed = self.typed.get(name)
            if isinstance(typed, bool):
                words.append(option_of(name) if typed else option_of(name).replace("--", "--no-", 1))
            elif typed is not None:
                words += [_word(option_of(name), each) for each in ([typed] if isinstance(typed, str) else typed)]
        return " ".join(words)

    def _keep(self, name: str, typed: Typed) -> None:
        key = Project.keys[name]
        if isinstance(typed, list) and not isinstance(key.kind, Reasons):
            typed = [each for each in typed if each.strip() or name in READERS]
            values = texts_of(key, typed, self.currency)
            kept = self._once(name, typed, values)
            self.values[name], self.typed[name] = [values[at] for at in kept], [typed[at] for at in kept]
        else:
            self.values[name], self.typed[name] = _read(key, typed, self.currency), typed

    def _once(self, name: str, typed: Sequence[str], values: Sequence[Any]) -> list[int]:
        """Which of the values say something that none before them says. The others are told."""
        kept: list[int] = []
        for at, value in enumerate(values):
            before = [values[other] for other in kept]
            if name in READERS:
                try:
                    found = place_among(name, before, value, self.currency)
                except UsageError:
                    raise UsageError(f"“{typed[at]}” is given before, not as done then", "give it once") from None
            else:
                found = before.index(value) if value in before else None
            if found is None:
                kept.append(at)
                continue
            first, second = typed[kept[found]].strip(), typed[at].strip()
            same = "is given twice" if first == second else f"says the same as “{first}”"
            self._tell(f"{option_of(name)}: “{second}” {same}; one is kept")
        return kept


def takes_several(key: Key[Any]) -> bool:
    """Whether a key is given as several texts, each on a line or behind an option of its own."""
    return isinstance(key.kind, (Records, Texts, Reasons))


def _read(key: Key[Any], typed: Typed, currency: str) -> Any:
    if isinstance(typed, bool):
        return typed
    return texts_of(key, typed, currency) if isinstance(typed, list) else read_value(key, typed, currency)


def _word(option: str, text: str) -> str:
    """An option with its value as a shell reads it; what does not show, or acts, is written as an escape."""
    from shlex import quote  # needed for a hint only

    if visible(text) == text:
        return f"{option}={quote(text)}"
    return f"{option}=$'{''.join(map(_in_escapes, text))}'"


def _in_escapes(character: str) -> str:
    if visible(character) == character and character not in "'\\":
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
