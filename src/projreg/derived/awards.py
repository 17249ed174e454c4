"""The decisions of others to give a project money, each with a name that it keeps while others come and go.

The name is the funder's case number, as far as it is letters, digits and hyphens, with `_` for the rest. Without one it
is the funder's name. Those alike in one project are numbered in the order of their days, so that a later decision takes
no earlier one's name: `2023-4471`, `2023-4471.2`.
"""

import re
from datetime import date
from typing import NamedTuple

from projreg.model.records import Funding, Project
from projreg.values.kept_apart import kept_apart
from projreg.values.slug import slug_of


class Award(NamedTuple):
    """A decision; `position` is its number among the project's funding lines, from 0 and own money counted."""

    decision: Funding
    position: int
    name: str


def awards(project: Project) -> list[Award]:
    """The decisions in the file's order. Our own money is nobody's decision to give us something."""
    found = [(_position(each, at), each) for at, each in enumerate(project.funding) if each.level != "own"]
    by_day = sorted(found, key=lambda each: (each[1].decision_date or date.max, each[0]))
    names = kept_apart(tidy(each.reference) or slug_of(each.funder) or "funding" for _, each in by_day)
    named = {at: name for (at, _), name in zip(by_day, names, strict=True)}
    return [Award(each, at, named[at]) for at, each in found]


def _position(decision: Funding, position: int) -> int:
    """The number that it has in the file, where entries that are no tables count, too."""
    step = decision.path[-1] if decision.path else position
    return step if isinstance(step, int) else position


def tidy(written: str) -> str:
    """Letters a–z, digits and hyphens of what is written, å as a; `_` for all that stands between them."""
    from unicodedata import combining, normalize  # needed to publish only

    plain = "".join(each for each in normalize("NFKD", written) if not combining(each))
    return re.sub(r"[^A-Za-z0-9-]+", "_", plain).strip("_")
