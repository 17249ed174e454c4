"""Registries of any size that look like ours: nested funding, contacts, deadlines, Swedish text, and some dirt.

The same number, dirt and seed give the same bytes. Without dirt `projreg validate` has nothing to say about one.

    python benchmarks/registry.py 10000 --dirt 0.01 > projects.toml
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

HEAD = """\
# Ett påhittat register, för att mäta med.
schema_version = 1

[registry]
title = "Pågående projekt"
publisher = "Norrdals kommun"
contact = "kommun@norrdal.example"
intro = "Här finns de projekt som Norrdals kommun driver eller är med och finansierar."
"""
PUBLISHER = "Norrdals kommun"
OTHERS = (
    "Lövdals kommun",
    "Byalaget Södra Ådalen",
    "Fjällens ekonomiska förening",
    "Region Norrland",
    "Älvsby Företagarförening",
)
SUBJECTS = (
    "Hållbar service",
    "Bredband till byarna",
    "Gröna näringar",
    "Kulturarvet längs älven",
    "Ungas väg till arbete",
)
PLACES = ("Björkliden", "Gårdsjö", "Höglandet", "Lövånger", "Näset", "Överbyn", "Åselet")
SENTENCES = (
    "Byarna får bättre tillgång till daglig service, också den som inte har bil.",
    "Föreningar och företag prövar tillsammans nya sätt att nå besökare året om.",
    "Kommunen samlar erfarenheterna i en handbok som andra får använda fritt.",
    "Arbetet följer den regionala utvecklingsstrategin och bidrar till Agenda 2030.",
    "Ungdomar från hela kommunen deltar och får ersättning för sin tid.",
)
EU_MONEY = (
    ("Tillväxtverket", "ERDF", "Regionalfonden Övre Norrland 2021–2027"),
    ("Svenska ESF-rådet", "ESF+", "Europeiska socialfonden+ 2021–2027"),
    ("Jordbruksverket", "EAFRD", "Strategiska planen 2023–2027"),
)


def text(projects: int, *, dirt: float = 0.0, seed: int = 1) -> Iterator[str]:
    """The registry, block by block. `dirt` is the share of projects with one fault each, from 0 to 1."""
    random = Random(seed)
    yield HEAD
    every = round(1 / dirt) if dirt else 0
    for number in range(1, projects + 1):
        block = _project(number, random)
        yield DIRT[number // every % len(DIRT)](block) if every and number % every == 0 else block


def _project(number: int, random: Random) -> str:
    start = date(2021, 1, 1) + timedelta(days=random.randrange(1600))
    end = start + timedelta(days=random.randrange(200, 1200))
    ours = random.random() < 0.6
    eu = 1000 * random.randrange(200, 9000)
    regional = eu * random.randrange(10, 60) // 100
    own = eu * random.randrange(10, 50) // 100
    funder, fund, programme = random.choice(EU_MONEY)
    name = f"{random.choice(SUBJECTS)} i {random.choice(PLACES)}, etapp {number}"
    mail = f"projekt{number}@norrdal.example"
    lines = [
        "",
        "# Uppgifterna är kontrollerade mot besluten." if number % 3 == 0 else "",
        "[[project]]",
        f'id = "projekt-{number}"',
        f'title = "{name}"',
        f'role = "{"owner" if ours else "partner"}"',
        f'owner = "{PUBLISHER if ours else random.choice(OTHERS)}"',
        f'partners = ["{random.choice(OTHERS[:3])}", "{random.choice(OTHERS[3:])}"]',
        f"start_date = {start}",
        f"end_date = {end}  # sista dagen räknas",
        f"total_budget = {eu + regional + own:_}",
        'summary = """',
        f'{random.choice(SENTENCES)}\n\n{random.choice(SENTENCES)}"""',
        f'aims = "{random.choice(SENTENCES)}"',
        f'places = ["{random.choice(PLACES)}", "{random.choice(PLACES)}"]',
        f'reference = "KS {start.year}/{number}"',
        f"reviewed = {start + timedelta(days=30)}",
        "",
        "[[project.funding]]",
        f'funder = "{funder}"',
        'level = "eu"',
        f'fund = "{fund}"',
        f'programme = "{programme}"',
        f"amount = {eu:_}",
        f'reference = "EU-{number}"',
        f"decision_date = {start - timedelta(days=40)}",
        "",
        "[[project.funding]]",
        'funder = "Region Norrland"',
        'level = "regional"',
        f"amount = {regional:_}",
        f"paid = {regional // 2:_}",
        "",
        "[[project.funding]]",
        f'funder = "{PUBLISHER}"',
        'level = "own"',
        f"amount = {own:_}",
        "",
        "[[project.contact]]",
        'role = "project_manager"',
        f'name = "Projektledare {number}"',
        f'email = "{mail}"',
        'phone = "0999-123 45"',
        "",
        "[[project.deadline]]",
        'type = "progress_report"',
        f"due = {start + timedelta(days=180)}",
        f'funder = "{funder}"',
        "",
        "[[project.deadline]]",
        'type = "final_report"',
        f"due = {end}",
        "",
    ]
    return "\n".join(lines)


def _replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda block: block.replace(old, new, 1)


DIRT = (
    _replaced("end_date = 20", "end_date = 19"),
    _replaced("total_budget", "total_budgett"),
    _replaced("@norrdal", "(at)norrdal"),
    _replaced("total_budget = ", "total_budget = 1 # "),
    _replaced('phone = "0999-123 45"', 'phone = "112"'),
    _replaced('level = "eu"', 'level = "EU"'),
)
"""The faults that people make, in turn: one to a project."""


def main() -> None:
    """Write a registry to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", type=int)
    parser.add_argument("--dirt", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for block in text(given.projects, dirt=given.dirt, seed=given.seed):
        sys.stdout.buffer.write(block.encode())


if __name__ == "__main__":
    main()
