"""Which rules count, and how much: what a repository's settings and the command line say of them."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from projreg.diagnostic import Severity
from projreg.errors import UsageError
from projreg.nearest import nearest
from projreg.rules import CODES, RULES
from projreg.rules.rule import Rule

Weight = Literal["error", "warning", "info", "off"]
WEIGHTS: tuple[Weight, ...] = get_args(Weight)


class Choice(NamedTuple):
    """What was chosen. `weights` are by code; without `selected` all rules count that are not `ignored`."""

    weights: Mapping[str, Weight] = {}
    selected: frozenset[str] | None = None
    ignored: frozenset[str] = frozenset()

    def severity(self, rule: Rule) -> Severity | None:
        """How much a finding of the rule counts; None when it is left out.

        Rules on the file itself cannot be left out: a file that cannot be read is never fine.
        """
        weight = self.weights.get(rule.code, rule.severity)
        if rule.subject == "source" and rule.severity == "error":
            return "error"
        if rule.code in self.ignored or not (self.selected is None or rule.code in self.selected) or weight == "off":
            return None
        return weight


ALL = Choice()


def chosen(table: object, select: Iterable[str], ignore: Iterable[str]) -> Choice:
    """The choice that `[tool.projreg.rules]` and the options make.

    `select` and `ignore` hold codes, beginnings of codes ("PR2") or names, also several with commas between.
    Raises UsageError for one that names no rule, and for a table that is none.
    """
    selected = [code for words in select for code in _codes(words, "--select")]
    ignored = [code for words in ignore for code in _codes(words, "--ignore")]
    return Choice(_weights(table), frozenset(selected) if selected else None, frozenset(ignored))


def _weights(table: object) -> dict[str, Weight]:
    where = "[tool.projreg.rules] in pyproject.toml"
    if not isinstance(table, dict):
        raise UsageError(f"{where} is no table", 'write lines such as PR606 = "off"')
    weights: dict[str, Weight] = {}
    for name, word in table.items():
        found = next((each for each in WEIGHTS if each == word), None)
        if found is None:
            raise UsageError(f"{where}: {name} is “{word}”", f"write one of {', '.join(WEIGHTS)}, in quotes")
        weights |= dict.fromkeys(_codes(name, where), found)
    return weights


def _codes(words: str, origin: str) -> list[str]:
    """The codes that are meant. Raises UsageError when there is no such rule."""
    found: list[str] = []
    for word in (each.strip() for each in words.split(",")):
        codes = [
            rule.code for rule in RULES if rule.name == word.lower() or (word and rule.code.startswith(word.upper()))
        ]
        if not codes:
            unknown = unknown_rule(word)
            raise UsageError(f"{origin}: {unknown.message}", unknown.mend)
        found += codes
    return found


def unknown_rule(word: str) -> UsageError:
    """What to say when somebody names a rule that does not exist: the nearest one."""
    names = {code.lower(): code for code in sorted(CODES)} | {rule.name.replace("-", "_"): rule.name for rule in RULES}
    near = nearest(word, names)
    meant = f"did you mean {names[near]}? " if near else ""
    return UsageError(f"there is no rule “{word}”", f"{meant}`projreg rule --all` shows them")
