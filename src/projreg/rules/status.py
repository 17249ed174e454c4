"""Rules on `status`: only what dates cannot tell."""

from projreg.diagnostic import Fault
from projreg.model.decode import Misfit
from projreg.rules.rule import Faults, misfit_rule
from projreg.visible import visible

_RUNNING = (
    "active ongoing current running started upcoming planned aktiv aktivt aktiva pågår pågående löpande igång startad "
    "startat startade påbörjad påbörjat påbörjade kommande planerad planerat planerade"
)
_OVER = (
    "ended finished done expired over avslutad avslutat avslutade slutförd slutfört slutförda klar klart klara färdig "
    "färdigt färdiga genomförd genomfört genomförda utgången utgånget"
)
_CLOSED = (
    "closed completed slutredovisad slutredovisat slutredovisade slutrapporterad slutrapporterat slutrapporterade "
    "stängd stängt stängda"
)
_TAKE_AWAY = "take the line away: the state follows from start_date and end_date"


def instead_of(status: object) -> str:
    """What to do about a `status` for what the dates tell, in capitals or not, also with spaces; empty for others."""
    from projreg.values.nearest import plain  # needed when something is wrong

    word = plain(status) if isinstance(status, str) else ""
    if word and word in map(plain, _CLOSED.split()):
        return "write closed_date with the day instead"
    return _TAKE_AWAY if word and word in map(plain, f"{_RUNNING} {_OVER}".split()) else ""


@misfit_rule("PR503", "status-told-by-dates", "error")
def status_told_by_dates(misfit: Misfit) -> Faults:
    """`status` says what the dates tell: active, ended, closed.

    A written state goes stale: the page that projreg was made for called a project ongoing long after its end.

    Example: `status = "pågående"`.

    Mend: take the line away. `status` is for `applied`, `suspended` and `cancelled`.
    """
    if misfit.kind == "type" and misfit.path[-1] == "status" and (help_ := instead_of(misfit.value)):
        yield Fault(misfit.path, f"status “{visible(str(misfit.value))}” is what the dates tell", help_)
