"""What the headings of lists mean: keys by their own names, their labels, and what old lists call them."""

import re
from collections.abc import Iterator, Mapping

from projreg.diagnostic import Path
from projreg.model.also_called import key_called, word_for
from projreg.model.fields import Record, Records
from projreg.model.records import Funding, Project
from projreg.values.nearest import nearest, plain

PERIOD: Path = ("period",)
"""A column with both ends of the project in each cell."""
NOTHING: Path = ("column",)
"""A column that is known and left out."""
STATE: Path = ("state",)
"""A column that says how far a project has come: only what dates cannot tell is kept of it."""
CONTACT_ROLE = {
    "projektledare": "project_manager",
    "projektansvarig": "project_manager",
    "projectmanager": "project_manager",
    "projektekonom": "controller",
    "ekonom": "controller",
    "controller": "controller",
    "styrgruppensordförande": "steering_chair",
    "ordförandestyrgrupp": "steering_chair",
    "kommunikatör": "communications",
    "kommunikation": "communications",
}
"""Headings under which a person stands whose role they name."""

_WORDS: Mapping[str, str] = {
    "period": (
        "projekttid projektperiod period löptid tid tidsperiod projekttiden genomförandetid genomförandeperiod "
        "projectperiod duration"
    ),
    "state": "status läge projektstatus fas state",
    "title": (
        "projektnamn projektetsnamn benämning projektbenämning projekttitel projektets_titel titel namn projects"
    ),
    "acronym": "förkortning akronym kortnamn",
    "start_date": (
        "startår start startar startdag projektstart påbörjas påbörjat börjar från fromdatum fråndatum fr.o.m from "
        "startdate begin"
    ),
    "end_date": (
        "slutår slut slutar slutdag projektslut avslutas avslut till tilldatum tomdatum t.o.m tom enddate end"
    ),
    "closed_date": "slutredovisningsdatum slutredovisaddatum",
    "total_budget": (
        "budget totalbudget projektbudget totalkostnad projektkostnad totalprojektkostnad totalaprojektkostnaden "
        "omslutning totalomslutning kostnad totalprojektbudget totaltbudget"
    ),
    "summary": ("sammanfattning beskrivning projektbeskrivning kortfattadbeskrivning omprojektet description innehåll"),
    "aims": "syfte syften målsättning målochsyfte syfteochmål projektmål",
    "reference": "dnr diarienr diarienummer ärendenr ärendenummer",
    "url": "hemsida webb webbsida webbadress länk website",
    "owner": (
        "ägare huvudman projektägaren stödmottagare bidragsmottagare sökande sökandeorganisation "
        "projektägareorganisation"
    ),
    "role": "roll kommunensroll vårroll",
    "municipalities": "kommun kommuner deltagandekommuner berördakommuner",
    "partners": (
        "partner samarbetspartner samarbetspartners samverkanspartner samverkanspartners medverkande deltagare"
    ),
    "notes": "anteckning anteckningar kommentar kommentarer noteringar övrigt anmärkning",
    "account": "projektnummer projektnr projektkod konto ansvarskod",
    "funding[0].funder": (
        "finansiär finansiärer finansieringskälla finansieringskällor "
        "bidragsgivare finansiering medfinansiär finansierasav huvudfinansiär funder"
    ),
    "funding[0].amount": (
        "beviljatbelopp beviljat beviljadestödmedel beviljatstöd beviljade_medel beviljatbidrag bidragsbelopp "
        "stödbelopp eustöd bidrag stöd grant"
    ),
    "funding[0].rate": "stödandel stödprocent stödnivå medfinansieringsgrad",
    "funding[0].paid": "utbetalt utbetalat utbetaltbelopp",
    "funding[0].decision_date": "beslutsdatum beslutsdag beslutad beslut beviljatdatum",
    "funding[0].reference": (
        "ärendeid finansiärensdnr finansiärensdiarienummer ärendenummerfinansiär journalnummer journalnr"
    ),
    "funding[0].programme": "program stödprogram utlysning programme",
    "funding[0].fund": "fond eufond fund",
    "funding[0].level": (
        "nivå finansieringsnivå finansiärsnivå finansiärstyp finansiärtyp typavfinansiär typavfinansiering "
        "finansieringstyp finansieringskällatyp typavfinansieringskälla"
    ),
    "contact[0]": (
        "kontakt kontakter kontaktperson kontaktuppgifter kontaktuppgift kontaktpersoner ansvarig handläggare contact"
    ),
    "contact[0].email": "epost epostadress mejl mail mejladress mailadress email",
    "contact[0].phone": "telefon telefonnummer telefonnr tel tfn mobil mobilnummer mobilnr phone",
    "column": "asof publisher publisherid schemaversion daysleft",
}
"""What stands over columns of old lists, in small letters and written as one word."""

UNSURE: Mapping[str, str] = {
    **dict.fromkeys(
        ("belopp", "summa", "summakr", "kronor", "kr", "amount", "finansieringkr"),
        "it may be the whole budget (total_budget) or a grant (funding[0].amount)",
    ),
    **dict.fromkeys(
        ("söktbelopp", "sökt", "ansöktbelopp", "söktamedel", "söktstöd"),
        "projreg keeps what was granted, not what was applied for",
    ),
    **dict.fromkeys(
        (
            "egeninsats",
            "egenfinansiering",
            "kommunensinsats",
            "kommunensdel",
            "medfinansiering",
            "kommunalmedfinansiering",
        ),
        'a funding line of its own: --map "…=funding[1].amount", --set "funding[1].funder=…" and --set '
        '"funding[1].level=own"',
    ),
    **dict.fromkeys(("datum", "date"), "it may be any date"),
    **dict.fromkeys(("nr", "nummer", "no", "lopnr", "löpnr", "rad"), "it may be a number in the list or a case number"),
}
"""Headings that could mean several keys, and why nothing is taken from them unless somebody says which."""

_GROUPS: Mapping[str, type[Record]] = {
    name: key.kind.record for name, key in Project.keys.items() if isinstance(key.kind, Records)
}
_NO_COLUMN = {*_GROUPS, "waive"}
"""Keys that no single cell holds."""
_NUMBERED = re.compile(r"([a-z]+)_(\d{1,4})_([a-z_]+)")
_WRITTEN = re.compile(r"([a-z_]+)(?:\[(\d{1,2})\])?(?:\.([a-z_]+))?")
_LEVEL = ("niva", "level")
_UNIT = re.compile(r"\((?:[^()]*)\)|\[[^\[\]]*\]|\b(?:i )?(?:tkr|mkr|msek|ksek|tsek|sek|kr|kronor)\b\.?$|[*:?]")
_LIKE = 0.87


def meaning(heading: str) -> Path | None:
    """The key that a heading most likely means; None when it says nothing, or could mean several."""
    exact = heading.strip()
    if found := own_name(exact):
        return found
    bare = re.sub(r"\s*[\d]{1,2}\.?$", "", _UNIT.sub("", exact).strip()) or exact
    words = plain(bare).replace("/", "").replace(".", "")
    if not words or words in _UNSURE:
        return None
    return _known(words) or _known(re.sub(r"^projektets?|^projekt(?=[a-zåäö]{4})", "", words)) or _near(words)


def number_in(heading: str) -> int:
    """The number behind a heading such as "Finansiär 2"; 0 without one."""
    found = re.search(r"[^\d\s.]\s*(\d{1,2})\.?$", _UNIT.sub("", heading).strip())
    return int(found[1]) if found else 0


def why_unsure(heading: str) -> str:
    """Why nothing is taken from a column with this heading; empty when it is simply not known."""
    return _UNSURE.get(plain(_UNIT.sub("", heading)).replace(".", ""), "")


def role_in(heading: str) -> str:
    """The role of the person who stands under a heading; `contact` when it names none."""
    return _ROLES.get(plain(_UNIT.sub("", heading)), "contact")


def own_name(heading: str) -> Path | None:
    """The key whose very name a heading is, as our own CSV has it: `end_date`, `funding_2_amount`."""
    if heading in Project.keys and heading not in _NO_COLUMN:
        return STATE if heading == "status" else (heading,)
    if heading in ("as_of", "publisher", "publisher_id", "state", "schema_version"):
        return NOTHING
    found = _NUMBERED.fullmatch(heading)
    if found and found[1] in _GROUPS and found[3] in _GROUPS[found[1]].keys and int(found[2]):
        return found[1], int(found[2]) - 1, found[3]
    return None


def may_be_type(heading: str) -> bool:
    """Whether a heading may say what kind a funder is, of any kinds: they are levels if such stand below it."""
    return own_name(heading.strip()) is None and plain(_UNIT.sub("", heading)).rstrip("0123456789") not in _LEVEL


def is_label(heading: str, target: Path) -> bool:
    """Whether a heading is the very label of the key that it gives, and not another word for it."""
    key = Project.keys.get("status" if target == STATE else str(target[0])) if len(target) == 1 else None
    return key is not None and plain(heading) in map(plain, key.label)


def target_named(name: str) -> Path | None:
    """The key that `--map` names: `title`, `funding[0].amount`, `funding_1_amount`, `contact`, `period` or a label."""
    written = name.strip()
    if written in ("period", "state"):
        return (written,)
    if own := own_name(written):
        return own
    found = _WRITTEN.fullmatch(written)
    if found and found[1] in _GROUPS:
        group, at, inner = found[1], int(found[2] or 0), found[3]
        if not inner:
            return (group, at) if group == "contact" else None
        return (group, at, inner) if inner in _GROUPS[group].keys else None
    called = key_called(written, Project)
    return (called,) if called and called not in _NO_COLUMN else None


def near_target(name: str) -> str:
    """The key that a misspelt one in `--map` most likely means; empty when none is near."""
    if record := _GROUPS.get(name.strip()):
        return f"{name.strip()}[0].{next(iter(record.required))}"
    found = nearest(name, list(_names()), likeness=0.6)
    meant = None if found else meaning(name)
    return found or (shown(meant) if meant else "")


def shown(target: Path) -> str:
    """A key as `--map` and `--set` take it."""
    if target == PERIOD:
        return "start_date and end_date"
    if target == STATE:
        return "status"
    first, *rest = target
    return "".join([str(first), *(f"[{each}]" if isinstance(each, int) else f".{each}" for each in rest)])


def _names() -> Iterator[str]:
    for name, key in Project.keys.items():
        if isinstance(key.kind, Records):
            yield from (f"{name}[0].{inner}" for inner in key.kind.record.keys)
        else:
            yield name
    yield from ("period", "contact")


def _known(words: str) -> Path | None:
    if words in _ROLES:
        return ("contact", 0)
    if found := _PLAIN.get(words):
        return found
    for record, path in _LABELLED:
        key = key_called(words, record)
        if key and key not in _NO_COLUMN:
            return (*path, key)
    key = word_for(words, Project)
    return (key,) if key and key not in _NO_COLUMN else None


def _near(words: str) -> Path | None:
    """The heading that a misspelt one is nearest to; short ones are not guessed at."""
    if len(words) < 6:
        return None
    found = nearest(words, [*_PLAIN, *_LABELS], likeness=_LIKE)
    if not found or nearest(words, _UNSURE, likeness=_LIKE):
        return None
    return _PLAIN.get(found) or _LABELS[found]


_LABELLED: tuple[tuple[type[Record], Path], ...] = ((Project, ()), (Funding, ("funding", 0)))
_ROLES = {plain(word): role for word, role in CONTACT_ROLE.items()}
_UNSURE = {plain(word): why for word, why in UNSURE.items()}
_LABELS: dict[str, Path] = {
    plain(label): (*path, name)
    for record, path in reversed(_LABELLED)
    for name, key in record.keys.items()
    for label in key.label
    if name not in _NO_COLUMN
}


def _path(name: str) -> Path:
    """A key as `_WORDS` names it, as a path."""
    found = _WRITTEN.fullmatch(name)
    assert found
    first, at, inner = found.groups()
    return (first, *([int(at)] if at else []), *([inner] if inner else []))


_PLAIN = {plain(word).replace(".", ""): _path(name) for name, words in _WORDS.items() for word in words.split()}
