"""Rules on what is published, and on what EU and national money asks for: aims, fund, case number."""

import re

from projreg.diagnostic import Also, Fault
from projreg.model.records import Funding, Project
from projreg.rules.rule import Faults, project_rule
from projreg.visible import visible

_URL = re.compile(r"https?://[^\s/?#<>\"][^\s<>\"]*", re.IGNORECASE)
_FUNDS_BY_NAME = {
    "ERDF": ("erdf ", "eruf ", "regionalfond", "regionala utvecklingsfond", "regional development fund"),
    "JTF": ("jtf ", "rättvis omställning", "just transition"),
    "ESF+": ("esf ", "socialfond", "social fund"),
    "EAFRD": ("eafrd ", "ejflu ", "landsbygdsprogram", "jordbruksfond", "rural development"),
    "EMFAF": ("emfaf ", "ehfvf ", "havs fiskeri", "havs och fiskeri"),
    "INTERREG": ("interreg",),
    "ERASMUS": ("erasmus",),
    "HORIZON": ("horisont europa", "horizon europe"),
}
"""How the words of programmes and funders begin that tell the fund; a word that ends there has a space behind it."""


@project_rule(
    "PR601", "eu-money-without-aims", "error", needs=("aims", "publish", "status", "funding", "funding.level")
)
def eu_money_without_aims(project: Project) -> Faults:
    """A published project has EU money, and does not say what it is to achieve.

    Who receives EU money must tell on its website what the operation is, its aims and its results.

    Example: a funding line with `level = "eu"` in a project without `aims`.

    Mend: add `aims` in a sentence or two, or `publish = false` while the project is not to be shown.
    Source: Regulation (EU) 2021/1060, art. 50.
    """
    if project.aims.strip():
        return
    line = next((each for each in project.funding if each.level == "eu"), None)
    if line and project.published:
        yield Fault(
            project.at("aims"),
            "the project is published and has EU money, and its aims are not given",
            'write aims = "what the project is to achieve" below its summary',
            (Also(line.at("level"), "the EU money stands"),),
        )


@project_rule("PR602", "eu-money-without-fund", "warning")
def eu_money_without_fund(project: Project) -> Faults:
    """A line of EU money lacks the fund or the programme.

    Each fund and period has its own statement of EU support, and without the two it cannot be chosen.

    Example: `level = "eu"` with `fund = "ERDF"` and no `programme`.

    Mend: add both as they stand in the decision. The finding names the fund when the programme or the funder tells it.
    """
    for funding in project.funding:
        if funding.level == "eu" and not (funding.fund and funding.programme.strip()):
            given = {"fund": funding.fund, "programme": funding.programme.strip()}
            missing = [key for key in given if not given[key]]
            likely = "" if funding.fund else _fund_named(funding.programme) or _fund_named(funding.funder)
            mend = f'add fund = "{likely}", if the decision agrees' if likely else ""
            if mend and len(missing) > 1:
                mend += ", and programme"
            yield Fault(
                funding.at(missing[0]),
                f"the EU money{_from(funding)} is entered without {' and '.join(missing)}",
                mend or f"add {' and '.join(missing)} from the decision",
            )


def _fund_named(text: str) -> str:
    """The fund that a name tells; empty when it tells none or more than one."""
    words = "".join(each if each.isalnum() else " " for each in f" {text.casefold()} ")
    spaced = f" {' '.join(words.split())} "
    found = [fund for fund, names in _FUNDS_BY_NAME.items() if any(f" {name}" in spaced for name in names)]
    return found[0] if len(found) == 1 else ""


def _key(funding: Funding, name: str) -> str:
    """The key of the line as `set` and `show` call it: the project may have one of the same name."""
    at = funding.path[-1]
    return f": funding[{at}].{name}" if isinstance(at, int) else ""


def _from(funding: Funding) -> str:
    return f" from {visible(funding.funder.strip())}" if funding.funder.strip() else ""


@project_rule("PR603", "logo-without-alt", "error")
def logo_without_alt(project: Project) -> Faults:
    """A logo has no alternative text.

    Someone who cannot see the picture must be told whose it is; public bodies are bound to it.

    Example: `{ src = "https://www.example.se/logo.png", alt = "" }`.

    Mend: add `alt = "the name on the logo"`.
    Source: lagen (2018:1937) om tillgänglighet till digital offentlig service; WCAG 2.2, 1.1.1.
    """
    for logo in project.logos:
        if not logo.alt.strip():
            yield Fault(
                logo.at("alt"),
                f"the logo {visible(logo.src) or 'here'} has no alternative text",
                'add alt = "whose logo it is"',
            )


@project_rule("PR604", "no-web-address", "error")
def no_web_address(project: Project) -> Faults:
    """A website is not an http or https address.

    Other schemes can run programs, and a bare name is no link.

    Example: `url = "www.example.se"`.

    Mend: write it whole, beginning with https://.
    """
    url = project.url
    if url.strip() and not _URL.fullmatch(url):
        bare = re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", url.strip())
        help_ = f'did you mean "https://{visible(url.strip())}"?' if bare else "write it whole, beginning with https://"
        yield Fault(project.at("url"), f"“{visible(url)}” is no http or https address", help_)


@project_rule("PR606", "no-case-number", "warning")
def no_case_number(project: Project) -> Faults:
    """A granted line of EU or national money has no `reference`.

    The case number is needed in every contact with the authority, and whoever takes over the project must have it.
    A line is granted although its amount is not known; in a project that is only applied for, once it has a
    `decision_date`.

    Example: `funder = "Tillväxtverket"`, `level = "eu"` and no `reference`.

    Mend: add `reference` to the line of funding, as it stands in the decision. The project's own `reference` is another
    number: the one in your own register.
    """
    for funding in project.funding:
        if (
            funding.level in ("eu", "national")
            and not funding.reference.strip()
            and (project.status != "applied" or funding.decision_date)
        ):
            yield Fault(
                funding.at("reference"),
                f"the {'EU' if funding.level == 'eu' else 'national'} money{_from(funding)} has no case number",
                f'add reference = "…", the number in the decision, to that line of funding{_key(funding, "reference")}',
            )
