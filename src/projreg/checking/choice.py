"""Which rules count, and how much: what a repository's settings and the command line say of them."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from projreg.diagnostic import Severity
from projreg.errors import UsageError
from projreg.rules import CODES, RULES
from projreg.rules.rule import Rule
from projreg.values.nearest import nearest

Weight = Literal["error", "warning", "info", "off"]
WEIGHTS: tuple[Weight, ...] = get_args(Weight)


class Choice(NamedTuple):
    """What was chosen. `weights` are by code; without `selected` all rules count that are not `ignored`."""

    weights: Mapping[str, Weight] = {}
    selected: frozenset[str] | None = None
    ignored: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    """What was asked for that has no effect."""

    def severity(self, rule: Rule) -> Severity | None:
        """How much a finding of the rule counts; None when it is left out.

        Rules on the file itself cannot be left out: a file that cannot be read is never fine. A rule that is selected
        counts also where it is switched off: whoever names it wants to see it.
        """
        weight = self.weights.get(rule.code, rule.severity)
        if _always_counts(rule):
            return "error"
        if rule.code in self.ignored or not (self.selected is None or rule.code in self.selected):
            return None
        if weight == "off":
            return None if self.selected is None else rule.severity
        return weight


ALL = Choice()


def chosen(
    table: object, select: Iterable[str], ignore: Iterable[str], *, file: str = "pyproject.toml", staged: bool = True
) -> Choice:
    """The choice that `[tool.projreg.rules]` of a file and the options make.

    `select` and `ignore` hold codes, beginnings of codes ("PR2") or names, also several with commas between. `staged`
    tells whether the last commit is compared. Raises UsageError for one that names no rule, and where no table is.
    """
    notes: list[str] = []
    selected = [code for words in select for code in _codes(words, "--select", notes, _unasked(staged))]
    ignored = [code for words in ignore for code in _codes(words, "--ignore", notes, _NOT_TO_LEAVE_OUT)]
    weights = _weights(table, f"[tool.projreg.rules] in {file}", notes)
    return Choice(weights, frozenset(selected) if selected else None, frozenset(ignored), tuple(notes))


def _weights(table: object, where: str, notes: list[str]) -> dict[str, Weight]:
    if not isinstance(table, dict):
        raise UsageError(f"{where} is no table", 'write lines such as PR606 = "off"')
    weights: dict[str, Weight] = {}
    for name, word in table.items():
        found = next((each for each in WEIGHTS if each == word), None)
        if found is None:
            raise UsageError(f"{where}: {name} is “{word}”", f"write one of {', '.join(WEIGHTS)}, in quotes")
        idle = _DEPENDS_ON_DAY if found == "error" else _NOT_TO_LEAVE_OUT
        weights |= dict.fromkeys(_codes(name, where, notes, idle), found)
    return weights


Idle = Mapping[str, str]
"""Codes of rules on which a switch has no effect, and why."""


def _always_counts(rule: Rule) -> bool:
    return rule.subject == "source" and rule.severity == "error"


_DEPENDS_ON_DAY: Idle = {
    rule.code: "what depends on the day is asked by `report` alone" for rule in RULES if rule.subject == "clock"
}
_NOT_TO_LEAVE_OUT: Idle = {
    **_DEPENDS_ON_DAY,
    **{rule.code: "a file that cannot be read is never fine" for rule in RULES if _always_counts(rule)},
}


def _unasked(staged: bool) -> Idle:
    """The rules that a check does not ask."""
    compared = [] if staged else [rule.code for rule in RULES if rule.subject == "history"]
    return {**_DEPENDS_ON_DAY, **dict.fromkeys(compared, "the last commit is compared with --staged only")}


def _codes(words: str, origin: str, notes: list[str], idle: Idle) -> list[str]:
    """The codes that are meant; with a note where it has no effect to mean them. Raises UsageError for no such rule."""
    found: list[str] = []
    for word in (each.strip() for each in words.split(",")):
        codes = [
            rule.code for rule in RULES if rule.name == word.lower() or (word and rule.code.startswith(word.upper()))
        ]
        if not codes:
            unknown = unknown_rule(word)
            raise UsageError(f"{origin}: {unknown.message}", unknown.mend)
        if idle.keys() >= set(codes):
            notes.append(f"{origin}: {word} has no effect: {idle[codes[0]]}")
        found += codes
    return found


def unknown_rule(word: str) -> UsageError:
    """What to say when somebody names a rule that does not exist: the likely ones."""
    likely = _likely_rules(word.strip())
    named = ", ".join(likely[:_MOST_NAMED]) + (" …" if len(likely) > _MOST_NAMED else "")
    meant = f"did you mean {'one of ' if len(likely) > 1 else ''}{named}? " if likely else ""
    return UsageError(f"there is no rule “{word}”", f"{meant}`projreg rule --all` shows them")


_MOST_NAMED = 8
_FIGURES = str.maketrans("OIL", "011")
"""Letters that look like figures."""


def _likely_rules(word: str) -> list[str]:
    """The rules that a word most likely means, by code or name: written in another way, begun, in part, or misspelt."""
    figures = re.fullmatch(r"(?:PR)?[ _-]*([0-9OIL]{3})", word, re.IGNORECASE)
    code = f"PR{figures[1].upper().translate(_FIGURES)}" if figures else ""
    if code in CODES:
        return [code]
    begun = re.fullmatch(r"PR\d+", word, re.IGNORECASE)
    if begun and (codes := sorted(each for each in CODES if each.startswith(word.upper()))):
        return codes
    spoken = re.sub(r"[\W_]+", "-", word.casefold()).strip("-")
    held = [rule.name for rule in RULES if re.search(rf"\b{re.escape(spoken)}", rule.name)] if len(spoken) > 2 else []
    if held:
        return held
    names = {code.lower(): code for code in sorted(CODES)} | {rule.name.replace("-", "_"): rule.name for rule in RULES}
    near = nearest(word, names)
    return [names[near]] if near else []
