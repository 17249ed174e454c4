"""Explain a rule: what it catches, why, an example, the mend.

Example: projreg rule PR201
"""

import re
from typing import Annotated, Literal

from typer import Argument, Option

from projreg.checking.choice import unknown_rule
from projreg.cli import options
from projreg.cli.output import chosen_format, emit, terminal_columns
from projreg.errors import UsageError
from projreg.rules import RULES
from projreg.rules.rule import Rule

Format = Literal["text", "tsv", "json"]


def _codes(incomplete: str) -> list[str]:
    written = str.lower if incomplete.startswith("p") else str  # a shell takes only what begins as it is typed
    return [code for rule in RULES if (code := written(rule.code)).startswith(incomplete)]


def run(
    code: Annotated[
        str, Argument(metavar="[CODE]", help="The rule's code or name.", autocompletion=_codes, show_default=False)
    ] = "",
    everything: Annotated[bool, Option("--all", help="All rules.")] = False,
    form: Annotated[Format | None, Option("--format", help="text; all rules in a pipe: tsv.")] = None,
    as_json: options.Json = False,
) -> int:
    if bool(code) == everything:
        raise UsageError("name a rule, or ask for all", "projreg rule PR201, or projreg rule --all")
    rules = sorted(RULES, key=lambda rule: rule.code) if everything else [_named(code)]
    match chosen_format(form, as_json, terminal="text", pipe="tsv" if everything else "text"):
        case "json":
            from projreg.encode import json

            emit(json.document({"rules": [_object(rule) for rule in rules]}))
        case "tsv":
            emit("".join(f"{rule.code}\t{rule.name}\t{rule.severity}\t{rule.summary}\n" for rule in rules))
        case _:
            emit("\n".join(_line(rule) for rule in rules) + "\n" if everything else _page(rules[0]))
    return 0


def _named(code: str) -> Rule:
    for rule in RULES:
        if code.upper() == rule.code or code.lower() == rule.name:
            return rule
    raise unknown_rule(code)


def _line(rule: Rule) -> str:
    return f"{rule.code}  {rule.severity:7}  {rule.name}"


def _page(rule: Rule) -> str:
    asked = "; depends on the day, so `validate` does not ask it" if rule.subject == "clock" else ""
    head = f"{rule.code} {rule.name} ({rule.severity}{asked})"
    columns = terminal_columns()
    if columns is None:
        return f"{head}\n\n{rule.manual}\n"
    from projreg.encode.width import wrapped

    lines = re.sub(r"(?<=[^\n])\n(?!\n|[A-Z][a-z]+: )", " ", rule.manual).split("\n")
    return "".join(f"{wrapped(each, min(columns, _WIDEST))}\n" for each in (head, "", *lines))


_WIDEST = 100
"""Longer lines are hard to read."""


def _object(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "depends_on_day": rule.subject == "clock",
        "summary": rule.summary,
        "manual": rule.manual,
    }
