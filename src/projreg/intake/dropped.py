"""Funders that the registry has of a project, and a list that gives its funders has not: told, and never taken away."""

from collections.abc import Sequence
from decimal import Decimal

from projreg.editing.written import Values
from projreg.intake.candidates import Candidate
from projreg.intake.pairing import given_keys, lines_of, paired
from projreg.intake.places import MOST_NAMED, named
from projreg.intake.proposals import proved, shown
from projreg.values.nearest import plain
from projreg.values.slug import is_slug
from projreg.visible import visible


def dropped_funders(candidate: Candidate, table: Values, option: str) -> str:
    """What is said of funding lines of `table`, a project of the registry, that the rows lack; empty if there are none.

    Our own money is left out: lists of funders seldom have it. `option` is what a command needs to find this registry.
    """
    said = table.get("funding")
    theirs = said if isinstance(said, list) and all(isinstance(each, dict) for each in said) else []
    mine = candidate.values.get("funding", [])
    given = [given_keys(candidate, "funding", at) for at in range(len(mine))]
    if not any("funder" in each for each in given):
        return ""
    found = paired("funding", mine, theirs, given)
    lines = [
        at
        for at, each in enumerate(theirs)
        if at not in found and each.get("level") != "own" and not _is_in_a_sum(each, theirs, mine)
    ]
    if not lines:
        return ""
    name = str(table.get("id", "?"))
    others = {plain(str(each.get("funder", ""))) for each in mine}
    also = any(plain(str(theirs[at].get("funder", ""))) in others for at in lines)
    noun = "grant" if also else "funder"
    what, gone = (f"a {noun}", "it is") if len(lines) == 1 else (f"{noun}s", "they are")
    told = named([f"{shown(theirs[at].get('funder', '?'))} (funding[{at}])" for at in lines])
    words = [proved(f"funding[{at}]=", table, ("funding", at), None) for at in lines]
    can_be_set = is_slug(name) and all(words) and len(words) <= MOST_NAMED
    how = f"projreg set {name} {' '.join(words)}" if can_be_set else f"projreg edit {visible(name)}"
    return (
        f"{candidate.place}: {visible(name)} has {what} that the list does not give: {told}; not changed; "
        f"if {gone} gone: {how}{option}"
    )


def _is_in_a_sum(line: Values, theirs: Sequence[Values], mine: Sequence[Values]) -> bool:
    """Whether the list gives in one line what the registry has of that funder in several."""
    funder = line.get("funder", "")
    amounts = [[each.get("amount") for each in lines_of(funder, lines)] for lines in (mine, theirs)]
    one, several = ([each for each in some if isinstance(each, (int, Decimal))] for some in amounts)
    return len(one) == 1 and len(several) > 1 and one[0] == sum(several)
