"""All rules. A module that stands in the list below is searched for rules; a rule is one decorated function in it."""

from projreg.rules import contacts, dates, document, identity, keys, money, publication, status
from projreg.rules.rule import Rule, Subject

_MODULES = (document, keys, identity, dates, money, contacts, status, publication)

RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in vars(module).values() if isinstance(rule, Rule))
BY_SUBJECT: dict[Subject, tuple[Rule, ...]] = {
    subject: tuple(rule for rule in RULES if rule.subject == subject)
    for subject in ("source", "misfit", "project", "registry")
}
