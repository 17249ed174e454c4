"""The statement of EU support that a published project must carry: by fund and programming period.

Sources: Regulation (EU) 2021/1060 art. 47 and annex IX (2021–2027); Commission Implementing Regulation (EU) No 821/2014
art. 4 and No 808/2014 annex III (2014–2020, for rural development until 2022).
"""

import re

from projreg.language import Phrase
from projreg.model.records import Funding, Project
from projreg.model.words import FUNDS

CO_FUNDED = Phrase("Medfinansieras av Europeiska unionen", "Co-funded by the European Union")
RURAL = Phrase(
    "Europeiska jordbruksfonden för landsbygdsutveckling: Europa investerar i landsbygdsområden",
    "The European Agricultural Fund for Rural Development: Europe investing in rural areas",
)
UNION = Phrase("Europeiska unionen", "European Union")
OLD_SOCIAL_FUND = Phrase("Europeiska socialfonden", "European Social Fund")

_YEARS = re.compile(r"\b(20\d\d)\s*[-–—/]\s*(?:20)?\d\d\b")
_NEW_PERIOD_BEGINS = 2021
_NEW_RURAL_PERIOD_BEGINS = 2023


def eu_statements(project: Project) -> tuple[Phrase, ...]:
    """The statements that the project's EU lines ask for, each once; none when no EU money is in it."""
    return tuple(dict.fromkeys(_statement(project, each) for each in project.funding if each.level == "eu"))


def _statement(project: Project, funding: Funding) -> Phrase:
    if not _is_older(project, funding):
        return CO_FUNDED
    if funding.fund == "EAFRD":
        return RURAL
    if not funding.fund or funding.fund == "OTHER":
        return UNION
    fund = OLD_SOCIAL_FUND if funding.fund == "ESF+" else FUNDS[funding.fund]
    return Phrase(f"{UNION.sv}, {fund.sv}", f"{UNION.en}, {fund.en}")


def _is_older(project: Project, funding: Funding) -> bool:
    """Whether the money is of a period before 2021–2027: as the programme's name says, else by the project's start."""
    if years := _YEARS.search(funding.programme):
        return int(years[1]) < _NEW_PERIOD_BEGINS
    begins = _NEW_RURAL_PERIOD_BEGINS if funding.fund == "EAFRD" else _NEW_PERIOD_BEGINS
    return project.start_date is not None and project.start_date.year < begins
