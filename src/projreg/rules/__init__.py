"""The rules: one module per subject, each in the list below; a rule is one decorated function in it."""

from projreg.rules import (
    budget,
    characters,
    clock,
    contacts,
    dates,
    deadlines,
    document,
    history,
    identity,
    keys,
    money,
    organisations,
    publication,
    status,
    text,
    waivers,
)
from projreg.rules.rule import Rule, Subject

_MODULES = (
    document,
    keys,
    identity,
    characters,
    text,
    dates,
    deadlines,
    money,
    budget,
    contacts,
    organisations,
    status,
    publication,
    waivers,
    history,
    clock,
)

RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in vars(module).values() if isinstance(rule, Rule))
BY_SUBJECT: dict[Subject, tuple[Rule, ...]] = {
    subject: tuple(rule for rule in RULES if rule.subject == subject)
    for subject in ("source", "misfit", "project", "text", "registry", "clock", "waiver", "history")
}
CODES = frozenset(rule.code for rule in RULES)
