"""A plugin of pytest for mutation testing: who is asked about a change, and in which order. It saves hours.

A file of tests that judges some modules of rules is asked about changes in these alone. That can only make a change
look unnoticed that was noticed, never the other way. The test that noticed the last change of a function is asked first
of the next one.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

NOTED = Path(__file__).parents[2] / "killers"
JUDGED = {
    "test_date_money_rules.py": ("dates", "deadlines", "money", "budget"),
    "test_clock_rules.py": ("clock",),
    "test_organisation_rules.py": ("organisations", "contacts"),
    "test_publication_rules.py": ("publication",),
    "test_text_rules.py": ("characters", "text", "identity"),
    "test_key_rules.py": ("keys", "meant", "status", "wrong_values"),
    "test_document_rules.py": ("document", "newer"),
    "test_syntax_rules.py": ("broken_values", "document", "meant", "syntax"),
    "test_waiver_history_rules.py": ("waivers", "history"),
    "test_source.py": ("broken_values", "document", "newer", "syntax"),
    "test_fixing.py": ("broken_values", "keys", "meant", "syntax", "characters", "text"),
}
"""The modules of rules that each of these files judges; all other files are asked about every change."""
MODULES = frozenset(module for modules in JUDGED.values() for module in modules)


def _changed() -> str:
    """The full name of the function that is changed now; empty while nothing is."""
    name, is_change, _ = os.environ.get("MUTANT_UNDER_TEST", "").partition("__mutmut_")
    return name if is_change else ""


def _killers() -> Iterator[str]:
    """The tests that noticed a change of this function, the latest first."""
    note = NOTED / _changed()
    if note.is_file():
        yield from reversed(note.read_text("utf-8").splitlines())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out who has nothing to say; known killers come first, and tests that try many random cases last."""
    if not _changed():
        return
    module = _changed().split(".")[2]
    idle = [each for each in items if module in MODULES and module not in JUDGED.get(each.path.name, (module,))]
    config.hook.pytest_deselected(items=idle)
    order = {test: at for at, test in reversed(list(enumerate(_killers())))}
    items[:] = [each for each in items if each not in idle]
    items.sort(key=lambda each: (order.get(each.nodeid, len(order)), hasattr(getattr(each, "obj", None), "hypothesis")))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a test that fails while a function is changed."""
    if report.failed and _changed():
        NOTED.mkdir(exist_ok=True)
        with (NOTED / _changed()).open("a", encoding="utf-8") as note:
            note.write(f"{report.nodeid}\n")
