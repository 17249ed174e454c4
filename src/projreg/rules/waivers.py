"""Rules on waivers: an exception needs a reason, and something that it excepts."""

from collections.abc import Set

from projreg.diagnostic import Fault
from projreg.model.records import Project
from projreg.rules.rule import Faults, project_rule, waiver_rule
from projreg.rules.text import is_placeholder
from projreg.visible import visible


def is_reason(text: str) -> bool:
    """Whether a waiver's reason says anything; a placeholder such as "-" or "TBD" does not."""
    return bool(text.strip()) and not is_placeholder(text)


@project_rule("PR112", "waiver-without-reason", "error")
def waiver_without_reason(project: Project) -> Faults:
    """A waiver gives no reason, or a placeholder such as "-" for one.

    The next person cannot tell whether the exception still holds; without a reason the rule stays in force.

    Example: `waive = { PR203 = "" }`.

    Mend: write why the rule does not fit this project, or take the waiver away.
    """
    for code, reason in project.waive.items():
        if not is_reason(reason):
            said = f": “{visible(reason.strip())}”" if reason.strip() else ""
            yield Fault(
                project.at("waive", code),
                f"the waiver of {visible(code)} gives no reason{said}",
                f'write why, such as {visible(code)} = "nine-year framework agreement", or take it away',
            )


@waiver_rule("PR113", "waiver-of-nothing", "warning")
def waiver_of_nothing(project: Project, waived: Set[str], known: Set[str]) -> Faults:
    """A waiver waives nothing: the rule has nothing to say about the project, or does not exist.

    It was mended, or mistyped; left standing, it would silence the rule when it is needed.

    Example: `waive = { PR203 = "nine-year framework agreement" }` in a project of two years.

    Mend: take the waiver away, or write the code that is meant.
    """
    for code, reason in project.waive.items():
        if code not in waived and is_reason(reason):
            what = "waives nothing here" if code in known else "names no rule"
            help_ = "take it away" if code in known else "write a code such as PR203; `projreg rule --all` shows them"
            yield Fault(project.at("waive", code), f"the waiver of {visible(code)} {what}", help_, part="key")
