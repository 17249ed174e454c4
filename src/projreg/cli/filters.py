"""The filter options that several commands share, and the selection that they ask for."""

import inspect
from collections.abc import Callable, Iterable
from typing import Annotated, Any

from typer import Option

from projreg.cli.signature import with_signature
from projreg.derived.select import Selection
from projreg.derived.state import STATES, State
from projreg.errors import UsageError
from projreg.model.words import ROLES

_FLAGS: tuple[State, ...] = ("active", "upcoming", "ended", "closed")


def _any_of(words: Iterable[str]) -> Callable[[str], list[str]]:
    """What completes to one of the words."""
    return lambda incomplete: [each for each in words if each.startswith(incomplete)]


def _wanted(
    *,
    active: Annotated[bool, Option("--active", help="Those under way.")] = False,
    upcoming: Annotated[bool, Option("--upcoming", help="Those that have not begun.")] = False,
    ended: Annotated[bool, Option("--ended", help="Those that have ended and are not closed.")] = False,
    closed: Annotated[bool, Option("--closed", help="Those that are closed.")] = False,
    state: Annotated[
        list[str] | None,
        Option("--state", metavar="STATE", help="Those in this state; repeatable.", autocompletion=_any_of(STATES)),
    ] = None,
    funder: Annotated[str, Option("--funder", metavar="TEXT", help="Those with this in a funder's name.")] = "",
    owner: Annotated[str, Option("--owner", metavar="TEXT", help="Those with this in the owner's name.")] = "",
    role: Annotated[
        str, Option("--role", metavar="ROLE", help="Those in which we have this role.", autocompletion=_any_of(ROLES))
    ] = "",
    tag: Annotated[str, Option("--tag", metavar="TAG", help="Those with this topic.")] = "",
    year: Annotated[
        int | None, Option("--year", metavar="YYYY", min=1, max=9999, help="Those that overlap the year.")
    ] = None,
    search: Annotated[str, Option("--search", metavar="TEXT", help="Those with this anywhere in their text.")] = "",
) -> Selection:
    """What the options ask for. Raises UsageError for a state or role that is not known."""
    flags = dict(zip(_FLAGS, (active, upcoming, ended, closed), strict=True))
    states = [each for each, wanted in flags.items() if wanted] + [_known_state(name) for name in state or ()]
    if role and role not in ROLES:
        raise UsageError(f"there is no role “{role}”", f"the roles are {', '.join(ROLES)}")
    return Selection(tuple(states), funder, owner, role, tag, year, search)


def _known_state(name: str) -> State:
    for state in STATES:
        if state == name:
            return state
    raise UsageError(f"there is no state “{name}”", f"the states are {', '.join(STATES)}")


def filtered(command: Callable[..., int]) -> Callable[..., int]:
    """A command whose parameter `selection` is given by the filter options: they take its place in the signature."""
    filters = inspect.signature(_wanted).parameters
    own = inspect.signature(command).parameters

    def run(**given: Any) -> int:
        selection = _wanted(**{name: given.pop(name) for name in filters})
        return command(selection=selection, **given)

    parameters = [
        each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in _in_place(own.values(), filters.values())
    ]
    return with_signature(run, parameters)


def _in_place(own: Any, filters: Any) -> list[inspect.Parameter]:
    found: list[inspect.Parameter] = []
    for each in own:
        found += filters if each.name == "selection" else [each]
    return found
