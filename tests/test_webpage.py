"""The page for a browser: its colours can be told apart in light, in dark and on paper, and its words in each language.

The colours are read from the style itself; contrast is as WCAG 2.2 computes it.
"""

import re
from pathlib import Path

import pytest
from console import called

from projreg.derived.state import STATES
from projreg.webpage.style import STYLE

Rules = dict[str, dict[str, str]]
Colour = tuple[float, float, float]


def rules(style: str) -> Rules:
    """Selector → property → value; a later rule for the same selector adds to the earlier."""
    found: Rules = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style):
        given = dict(re.findall(r"([\w-]+):\s*([^;]+)", body))
        for each in selectors.split(","):
            found.setdefault(each.strip(), {}).update(given)
    return found


PLAIN, _, REST = STYLE.partition("@media (prefers-color-scheme: dark) {")
DARK, _, REST = REST.partition("\n}\n")
REST, _, PRINT = REST.partition("@media print {")
RULES = rules(PLAIN + REST)
LIGHT = RULES[":root"]
PALETTES = {"light": LIGHT, "dark": LIGHT | rules(DARK)[":root"], "print": LIGHT | rules(PRINT)[":root"]}


def colour(value: str, palette: dict[str, str]) -> Colour:
    named = re.fullmatch(r"var\((--\w+)\)", value)
    digits = palette[named[1]] if named else value
    assert re.fullmatch("#[0-9a-f]{6}", digits), digits
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def mixed(above: Colour, opacity: float, below: Colour) -> Colour:
    red, green, blue = (a * opacity + b * (1 - opacity) for a, b in zip(above, below, strict=True))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    def light(of: Colour) -> float:
        parts = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in of]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_published() -> None:
    black, white, grey = (colour(each, {}) for each in ("#000000", "#ffffff", "#767676"))
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("name", PALETTES)
def test_every_text_can_be_read(name: str) -> None:
    palette = PALETTES[name]
    paper = colour("var(--paper)", palette)
    texts = {selector: given["color"] for selector, given in RULES.items() if "color" in given}
    assert {"body", "a", ".urgent", "thead th", "footer", *(f".{each}" for each in STATES)} <= set(texts)
    assert {s: v for s, v in texts.items() if contrast(colour(v, palette), paper) < 4.5} == {}
    grounds = {given["background"] for given in RULES.values() if "background" in given}
    assert grounds == {"var(--paper)", "var(--band)"}  # the band holds drawings only


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", PALETTES)
def test_every_bar_stands_out_from_its_band(name: str, state: str) -> None:
    palette = PALETTES[name]
    band = colour(RULES[".timeline svg"]["background"], palette)
    own = colour(RULES[f".{state}"]["color"], palette)
    drawn = RULES[".timeline .bar"] | RULES.get(f".timeline .{state} .bar", {})
    assert drawn["fill"] == "currentColor"
    fill = contrast(mixed(own, float(drawn.get("fill-opacity", "1")), band), band)
    stroke = contrast(own, band) if drawn.get("stroke") == "currentColor" else 1
    assert max(fill, stroke) >= 3


@pytest.mark.parametrize("mark", ["today", "due", "late"])
@pytest.mark.parametrize("name", PALETTES)
def test_every_mark_stands_out_from_what_lies_under_it(name: str, mark: str) -> None:
    palette = PALETTES[name]
    line = RULES[f".timeline .{mark}"]
    under = RULES[".timeline .under"] | RULES.get(f".timeline .{mark}.under", {})
    assert contrast(colour(line["stroke"], palette), colour(under["stroke"], palette)) >= 3
    assert int(under["stroke-width"]) >= int(line["stroke-width"]) + 4  # two pixels on each side


REGISTRY = """
schema_version = 1
[registry]
publisher = "Exempelkommun"
[[project]]
id = "broar"
title = "Broar och vägar"
start_date = 2025-01-01
end_date = 2026-04-01
[[project.deadline]]
type = "progress_report"
due = 2026-02-01
[[project.deadline]]
type = "final_report"
due = 2026-04-04
[[project.contact]]
role = "controller"
name = "Maja Gran"
[[project]]
id = "skolor"
title = "Skolor i samverkan"
title_en = "Schools together"
start_date = 2025-01-01
end_date = 2026-04-02
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "projects.toml").write_text(REGISTRY, "utf-8")
    return tmp_path


def page(folder: Path, *arguments: str) -> str:
    return called("report", *arguments, "--format=html", "--as-of=2026-03-01", cwd=folder).out


def test_a_line_in_the_colour_of_the_paper_lies_under_every_mark_and_the_late_one_is_on_top(folder: Path) -> None:
    _, drawing, *_ = re.findall("<svg.*?</svg>", page(folder, "--timeline"), re.DOTALL)  # the years stand first
    lines = re.findall(r'<line class="([\w ]+)" x1="([\d.]+%)" x2="([\d.]+%)"', drawing)
    assert [each for each, _, _ in lines] == ["today under", "today", "due under", "due", "late under", "late"]
    assert [x for _, x, _ in lines[::2]] == [x for _, x, _ in lines[1::2]]


def test_swedish_titles_in_an_english_page_say_that_they_are(folder: Path) -> None:
    made = page(folder, "--lang=en")
    assert made.count('<span lang="sv">Broar och vägar</span>') == made.count("Broar och vägar") >= 2
    assert "Schools together" in made
    assert "Skolor i samverkan" not in made


def test_a_page_in_the_language_of_the_registry_marks_nothing(folder: Path) -> None:
    made = page(folder)
    assert "Skolor i samverkan" in made
    assert "<span lang=" not in made


def test_days_in_tables_are_kept_together(folder: Path) -> None:
    cells = re.findall("<td.*?</td>", page(folder, "--expiring=90d"))
    assert '<td><span class="day">2026-04-04</span> (sista arbetsdag <span class="day">2026-04-02</span>)</td>' in cells
    days = [day for cell in cells for day in re.findall(r"(.{0,18})\d{4}-\d\d-\d\d", cell)]
    assert days
    assert all(each.endswith('<span class="day">') for each in days)
    assert "nowrap" in RULES[".day"]["white-space"]


def test_only_states_look_like_states(folder: Path) -> None:
    made = page(folder, "--contacts")
    assert '<span class="state active">Pågående</span>' in made
    assert re.findall('class="state (.*?)"', made) == ["active"] * made.count("Pågående")


def test_an_urgent_heading_is_marked_whatever_its_level(folder: Path) -> None:
    assert '<h3 class="urgent">Försenade tidsfrister</h3>' in page(folder)
    assert ".urgent" in RULES
