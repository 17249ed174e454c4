"""From the filter options of `list`, `export` and `report` to a selection."""

from collections.abc import Sequence

from projreg.errors import UsageError
from projreg.model import ROLES
from projreg.select import Selection
from projreg.state import STATES, State


def selection(
    *,
    flags: dict[State, bool],
    states: Sequence[str] | None,
    funder: str,
    owner: str,
    role: str,
    tag: str,
    year: int | None,
    search: str,
) -> Selection:
    """What the options ask for. Raises UsageError for a state or role that is not known."""
    wanted: list[State] = [state for state, flag in flags.items() if flag]
    for name in states or ():
        known = [state for state in STATES if state == name]
        if not known:
            raise UsageError(f"there is no state “{name}”", f"the states are {', '.join(STATES)}")
        wanted += known
    if role and role not in ROLES:
        raise UsageError(f"there is no role “{role}”", f"the roles are {', '.join(ROLES)}")
    return Selection(tuple(wanted), funder, owner, role, tag, year, search)
