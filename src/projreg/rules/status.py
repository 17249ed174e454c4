"""Rules on `status`: only what dates cannot tell."""

from projreg.decode import Misfit
from projreg.diagnostic import Fault
from projreg.rules.rule import Faults, misfit_rule
from projreg.visible import visible

TOLD_BY_DATES = {
    **dict.fromkeys(
        ("active", "ongoing", "aktiv", "aktivt", "pågående", "upcoming", "planned", "kommande", "planerad", "planerat"),
        "",
    ),
    **dict.fromkeys(
        ("ended", "finished", "avslutad", "avslutat", "slutfört", "klar", "klart", "expired", "utgånget"), ""
    ),
    **dict.fromkeys(
        ("closed", "completed", "slutredovisad", "slutredovisat"), "write closed_date with the day instead"
    ),
}
"""Words for what the dates tell, each with what to write instead when it is more than taking the line away."""


@misfit_rule("PR503", "status-told-by-dates", "error")
def status_told_by_dates(misfit: Misfit) -> Faults:
    """`status` says what the dates tell: active, ended, closed.

    A written state goes stale: the page that projreg was made for called a project ongoing long after its end.

    Example: `status = "pågående"`.

    Mend: take the line away. `status` is for `applied`, `suspended` and `cancelled`.
    """
    word = misfit.value.casefold() if isinstance(misfit.value, str) else ""
    if misfit.kind == "type" and misfit.path[-1] == "status" and word in TOLD_BY_DATES:
        yield Fault(
            misfit.path,
            f"status “{visible(str(misfit.value))}” is what the dates tell",
            TOLD_BY_DATES[word] or "take the line away: the state follows from start_date and end_date",
        )
