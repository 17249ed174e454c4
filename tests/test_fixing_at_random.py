"""`validate --fix` on files with random faults and random damage, and on real lists."""

import re
from pathlib import Path

import pytest
from effort import LONG, count
from fixed_files import errors, held, mended
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import CONTACT, HEAD, KEYS, findings

from projreg.reading.draft import Draft, Edit, applied

pytestmark = pytest.mark.long

CLEAN = (Path(__file__).parent / "rules" / "clean.toml").read_text("utf-8")
REAL = "data/registries/europe-500.toml"
LINES = [
    ('role = "partner"', ['role = "Partner"', "role = partner", "rolle = 'Partner'", "role = “partner”"]),
    (
        'owner = "Byalaget Norra Lövdal"',
        ["owner = Byalaget Norra Lövdal", "owner = “Byalaget Norra Lövdal”", '"ownr" = "Byalaget Norra Lövdal"'],
    ),
    ("start_date = 2024-01-01", ['start_date = "2024-01-01"', "start-date = 2024-01-01", "startdatum = '1 jan 2024'"]),
    ("end_date = 2026-03-16", ["end_date = 16 mars 2026", "end_dat = 2026-03-16", "end_date = 2026-03-16T00:00:00"]),
    (
        "total_budget = 480_000",
        ["total_budget = 480 000 kr", 'TotalBudget = "480 000 kr"', 'total_budget = "0,48 mkr"'],
    ),
    ("state_aid = true", ["state_aid = True", "state_aid = ja", "state_aid = 1", '"statsstöd" = true']),
    ('account = "4711"', ["account = 4711", "acount = 4711"]),
    ('tags = ["fiber"]', ['Tags = ["fiber"]', '"tag" = ["fiber"]']),
]
UNSAFE_LINES = [
    ("end_date = 2024-06-30", ["end_date = 2023-06-30", 'end_date = "2023-06-30"']),
    ('status = "suspended"', ['status = "suspendd"', "status = suspendd"]),
]


@st.composite
def registries(draw: st.DrawFn, lines: list[tuple[str, list[str]]]) -> tuple[str, str]:
    """A registry with random faults, and the same one right."""
    wrong = right = draw(st.sampled_from(["", "\ufeff"])) + HEAD
    for number in range(draw(st.integers(1, 4))):
        head = f'\n[[project]]\nid = "p{number}"\ntitle = "Projekt {number}"\nsummary = "Fiber."\ncontact = {CONTACT}\n'
        for stands in (head, *(f"{key} = {KEYS[key]}\n" for key in ("role", "owner", "start_date", "end_date"))):
            if stands == head or not any(stands.split(" ")[0] == each.split(" ")[0] for each, _ in lines):
                wrong, right = wrong + stands, right + stands
        for line, faults in draw(st.permutations(lines)):
            end = draw(st.sampled_from(["", " ", "\t", " # till och med", "\t# a = [\n#"])) + "\n"
            wrong, right = wrong + draw(st.sampled_from([line, *faults])) + end, right + line + end
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    return wrong.replace("\n", ending), right.replace("\n", ending)


@settings(max_examples=60)
@given(registries(LINES))
def test_random_faults_are_all_mended(both: tuple[str, str]) -> None:
    wrong, right = both
    assert mended(wrong) == right


@settings(max_examples=40)
@given(registries([line for line in LINES if "end_date" not in line[0]] + UNSAFE_LINES))
def test_random_likely_faults_are_all_mended(both: tuple[str, str]) -> None:
    wrong, right = both
    assert mended(wrong, unsafe=True) == right
    mended(wrong)


@settings(max_examples=150)
@given(
    st.integers(0, len(CLEAN) - 1),
    st.sampled_from(["delete", "double", "replace"]),
    st.characters(exclude_categories=["Cs"]),
    st.booleans(),
)
def test_random_damage(at: int, how: str, character: str, unsafe: bool) -> None:
    middle = {"delete": "", "double": CLEAN[at] * 2, "replace": character}[how]
    held((CLEAN[:at] + middle + CLEAN[at + 1 :]).encode(), unsafe)


@settings(max_examples=50)
@given(st.integers(0, len(CLEAN)), st.integers(0, 400), st.booleans())
def test_a_piece_cut_out(at: int, length: int, unsafe: bool) -> None:
    held((CLEAN[:at] + CLEAN[at + length :]).encode(), unsafe)


@settings(max_examples=50)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes(raw: bytes, unsafe: bool) -> None:
    held(raw, unsafe)


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_real_list(shared: Path, unsafe: bool) -> None:
    raw = (shared / REAL).read_bytes()
    done = held(raw, unsafe)
    assert len(done.mended) > 0
    assert errors(done.raw) <= errors(raw) - sum(each.severity == "error" for each in done.mended)


@settings(max_examples=count(8, 200))
@given(st.data())
def test_a_real_list_with_more_faults(shared: Path, data: st.DataObject) -> None:
    """The head of a list of 500, and 60 projects in a row of it, all 500 with PROJREG_LONG=1."""
    head, *projects = re.split(r"^(?=\[\[project\]\])", (shared / REAL).read_text("utf-8"), flags=re.M)
    first = data.draw(st.integers(0, len(projects) - 60))
    text = head + "".join(projects if LONG else projects[first : first + 60])
    places = list(re.finditer(r"^(start_date|end_date|total_budget|role|owner) = (.+)$", text, re.M))
    chosen = sorted(data.draw(st.sets(st.sampled_from(range(len(places))), min_size=1, max_size=40)))
    wrong, at = [], 0
    for found in (places[number] for number in chosen):
        key, value = found[1], found[2]
        forms = [f"{key[:-1]} = {value}", f"{key} = {value.strip(chr(34))}", f"{key} = '{value.strip(chr(34))}'"]
        wrong += [text[at : found.start()], data.draw(st.sampled_from(forms))]
        at = found.end()
    held("".join([*wrong, text[at:]]).encode())


@given(st.data())
def test_a_draft_knows_where_everything_comes_from(data: st.DataObject) -> None:
    old = "".join(chr(0x4E00 + number) for number in range(30))
    (finding, *_) = findings(b"")
    draft = Draft(old)
    for _ in range(data.draw(st.integers(1, 5))):
        text, edits, at = draft.text, [], 0
        while at < len(text) and data.draw(st.booleans()):
            start = data.draw(st.integers(at, len(text) - 1))
            end = data.draw(st.integers(start + 1, len(text)))
            edits.append(Edit(start, end, data.draw(st.text("abc", min_size=1, max_size=4)), finding))
            at = end
        origins = draft.origins(each[:2] for each in edits)
        for edit, (start, end) in zip(edits, origins, strict=True):
            assert set(text[edit.start : edit.end]) - set("abc") <= set(old[start:end])
        count = sum(len(each.findings) for each in draft.patches)
        draft = draft.with_edits(edits)
        assert draft.text == applied(text, edits)
        assert sum(len(each.findings) for each in draft.patches) == count + len(edits)
        ends = [0, *(at for each in draft.patches for at in each[:2]), len(old)]
        assert ends == sorted(ends)
        assert [draft.text[start:end] for start, end in draft.places()] == [each.text for each in draft.patches]
