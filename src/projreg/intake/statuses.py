"""Words for the state of a project, as lists have them: what the registry keeps, and what dates tell."""

from projreg.derived.state import LABELS, State
from projreg.model.words import STATUSES
from projreg.values.nearest import plain

CLOSED, BY_DATES = "closed", "by dates"
"""That the project is settled, on a day that is not said; and what its dates tell."""
_CLOSED = {plain(word) for word in ("Slutredovisat", "Slutredovisad", "Closed", *LABELS["closed"])}
_TOLD_BY_DATES: tuple[State, ...] = ("active", "upcoming", "ended")
_SAID_OF_DATES = (
    "Pågår Aktiv Aktivt Avslutad Avslutat Klart Klar Kommande Planerat Planerad Beviljat Beviljad Startat Genomförande "
    "Ongoing Completed Planned"
)
_BY_DATES = {
    *map(plain, _SAID_OF_DATES.split()),
    *(plain(word) for each in _TOLD_BY_DATES for word in (each, *LABELS[each])),
}
"""Words for what the dates of a project tell."""


_SAID_OF_WHAT_GOES_ON = "Pågår Aktiv Aktivt Kommande Planerat Planerad Startat Genomförande Ongoing Planned"
_GOES_ON = {
    *map(plain, _SAID_OF_WHAT_GOES_ON.split()),
    *(plain(word) for each in _TOLD_BY_DATES if each != "ended" for word in (each, *LABELS[each])),
}
"""Words for a project that is not over."""


def goes_on(written: str) -> bool:
    """Whether a word says that the project is not over, whatever its dates are."""
    return plain(written) in _GOES_ON


def status_in(written: str) -> str | None:
    """The word of the format; CLOSED and BY_DATES are none of them. None for other words."""
    for word, label in STATUSES.items():
        if written.casefold() in (word, label.sv.casefold(), label.en.casefold()):
            return word
    if plain(written) in _CLOSED:
        return CLOSED
    return BY_DATES if plain(written) in _BY_DATES else None
