"""`validate --fix`: what has one safe answer is mended, what is likely when asked for, and every other byte stays."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from console import called
from fixed_files import NAME, held, mended
from samples import HEAD, findings, project

from projreg.checking.choice import Choice
from projreg.editing.fixing import Fixed, fixed
from projreg.model.fields import Choice as Words
from projreg.model.records import Contact, Deadline, Funding, Project, Publisher
from projreg.reading.draft import line_starts, stretch
from projreg.values.nearest import plain

RULES = Path(__file__).parent / "rules"
SAMPLES = sorted(RULES.glob("*.toml"))
CLEAN = (RULES / "clean.toml").read_text("utf-8")


# ---- what the findings say and what the fixes do


def fixable() -> list[tuple[str, str, int]]:
    """Every finding of every sample that has a fix: file, code, number."""
    return [
        (sample.name, finding.code, number)
        for sample in SAMPLES
        for number, finding in enumerate(findings(sample.read_bytes()))
        if finding.fix
    ]


def test_the_samples_have_fixes_of_every_kind() -> None:
    assert {"PR001", "PR101", "PR102", "PR201"} <= {code for _, code, _ in fixable()}


@pytest.mark.parametrize(("name", "code", "number"), fixable())
def test_a_fix_mends_its_finding_and_says_what_the_help_says(name: str, code: str, number: int) -> None:
    text = (RULES / name).read_text("utf-8")
    before = findings(text)
    finding = before[number]
    assert finding.fix is not None
    start, end = stretch(finding.span, line_starts(text))
    after = findings(text[:start] + finding.fix.text + text[end:])
    if finding.fix.safe:
        wanted = Counter((each.code, each.span.line, each.message) for each in before[:number] + before[number + 1 :])
        assert Counter((each.code, each.span.line, each.message) for each in after) == wanted
    help_ = finding.help or ""
    if code in ("PR001", "PR101", "PR102") or "did you mean" in help_:
        assert finding.fix.text.strip('"') in help_


# ---- tables of cases

REGION = 'funding = [{{ funder = "Region Norrdal", level = "regional", {} }}]'
SAFE = [
    # keys
    ("end_dat = 2026-03-16", "end_date = 2026-03-16"),
    ("'end-date' = 2026-03-16", "end_date = 2026-03-16"),
    ("Slutdatum = 2026-03-16", "end_date = 2026-03-16"),
    ("EndDate = 2026-03-16", "end_date = 2026-03-16"),
    ("Webbplats = 'https://lovdal.example'", "url = 'https://lovdal.example'"),
    ("taggs = []", "tags = []"),
    ("Closed = 2026-03-16", "closed_date = 2026-03-16"),
    (REGION.format("amuont = 5_000"), REGION.format("amount = 5_000")),
    # dates
    ('reviewed = "2025-11-03"', "reviewed = 2025-11-03"),
    ("reviewed = '2025-11-3'", "reviewed = 2025-11-03"),
    ('reviewed = "3 nov. 2025"', "reviewed = 2025-11-03"),
    ('reviewed = "13.11.2025"', "reviewed = 2025-11-13"),
    ('reviewed = "2025-11-03 00:00:00"', "reviewed = 2025-11-03"),
    ('reviewed = """2025-11-03"""', "reviewed = 2025-11-03"),
    ("reviewed = 2025-11-03T00:00:00", "reviewed = 2025-11-03"),
    ("reviewed = 2025-11-03T00:00:00Z", "reviewed = 2025-11-03"),
    ("reviewed = 3 november 2025", "reviewed = 2025-11-03"),
    ("reviewed = 2025/11/03 # av Eva", "reviewed = 2025-11-03 # av Eva"),
    ("reviewed = “2025-11-03”", "reviewed = 2025-11-03"),
    # amounts
    ('total_budget = "480 000 kr"', "total_budget = 480_000"),
    ('total_budget = "480\u00a0000\u202fkr"', "total_budget = 480_000"),
    ("total_budget = \u00a0480 000 kr\u00a0", "total_budget = 480_000"),
    ('total_budget = "1 250 000,50"', "total_budget = 1_250_000.50"),
    ('total_budget = "23,9 mkr"', "total_budget = 23_900_000"),
    ('total_budget = "480.000:-"', "total_budget = 480_000"),
    ("total_budget = 480 000 kr", "total_budget = 480_000"),
    ("total_budget = SEK 480 000", "total_budget = 480_000"),
    (REGION.format('rate = "67,5 %"'), REGION.format("rate = 67.5")),
    ('currency = "EUR"\ntotal_budget = "480 000 €"', 'currency = "EUR"\ntotal_budget = 480_000'),
    ('currency = "EUR"\ntotal_budget = 480 000 euro', 'currency = "EUR"\ntotal_budget = 480_000'),
    # words, yes and no
    (REGION.format('currency = "EUR", fund = "interreg"'), REGION.format('currency = "EUR", fund = "INTERREG"')),
    ('status = "Vilande"', 'status = "suspended"'),
    ('status = " suspended "', 'status = "suspended"'),
    ("status = SUSPENDED", 'status = "suspended"'),
    ("state_aid = True", "state_aid = true"),
    ("state_aid = ja", "state_aid = true"),
    ("state_aid = 'Nej'", "state_aid = false"),
    ("state_aid = 0", "state_aid = false"),
    # text
    ("acronym = 5", 'acronym = "5"'),
    ("account = 1250.50", 'account = "1250.50"'),
    ("account = 2024-01-01", 'account = "2024-01-01"'),
    ("account = 0471", 'account = "0471"'),
    ("account = KS 2023/117", 'account = "KS 2023/117"'),
    ("account = “KS 2023/117”", 'account = "KS 2023/117"'),
    ("url = https://lovdal.example/?a=b&c=d", 'url = "https://lovdal.example/?a=b&c=d"'),
    ("x_eget = Kim Exempel", 'x_eget = "Kim Exempel"'),
    ("notes = Ring Kim # kommentar", 'notes = "Ring Kim" # kommentar'),
    # one upon another
    ('Granskad = "5"\nsenast_granskad = "3 nov 2025"', 'Granskad = "5"\nreviewed = 2025-11-03'),
    ('valuta = "EUR"\ntotal_budget = "480 000 €"', 'currency = "EUR"\ntotal_budget = 480_000'),
    ("curency = EUR\ntotal_budget = 480 000 €", 'currency = "EUR"\ntotal_budget = 480_000'),
    ('Total-Budget = "480 000 kr"', "total_budget = 480_000"),
    # headers
    ("[[project.deadline]\ntype = 'other'\ndue = 2026-03-01", "[[project.deadline]]\ntype = 'other'\ndue = 2026-03-01"),
    ("[project.deadline]]\ntype = 'other'\ndue = 2026-03-01", "[[project.deadline]]\ntype = 'other'\ndue = 2026-03-01"),
]


def with_line(line: str) -> str:
    """A good registry with more lines in its project, which take the place of the lines they are about."""
    left_out = {"end_date": ""} if re.match("(?i).?(end_?-?dat|slutdatum)", line) else {}
    return HEAD + project(**left_out) + line + "\n"


SAFE += [
    (f"{key} = {figures}", f'{key} = "{figures}"')
    for key, figures in [
        ("reference", "0x1F"),
        ("reference", "0o17"),
        ("reference", "2024_1234"),
        ("reference", "1.50"),
        ("reference", "1e3"),
        ("reference", "2024-06-30"),
        ("account", "+46952140000"),
        ("account", "-0"),
    ]
]
"""The text is what was written, not the number that it makes."""


@pytest.mark.parametrize(("wrong", "right"), SAFE)
def test_what_has_one_safe_answer_is_mended(wrong: str, right: str) -> None:
    text = with_line(wrong)
    assert mended(text) == text.replace(f"\n{wrong}\n", f"\n{right}\n")


LIKELY = [
    ("closing_date = 2026-03-16", "closed_date = 2026-03-16"),
    ("taeg = ['fiber']", "tags = ['fiber']"),
    ('status = "suspnded"', 'status = "suspended"'),
    ("reviewed = 2025-11-03T12:00:00", "reviewed = 2025-11-03"),
    ("reviewed = 2025-11-03T00:00:00+02:00", "reviewed = 2025-11-03"),
    ('reviewed = "2025-11-03 kl 12"', None),
    ("reviewed = 2025-13-11", "reviewed = 2025-11-13"),
    ('total_budget = "48 00 00 kr"', "total_budget = 480_000"),
    ('total_budget = "480 t"', "total_budget = 480_000"),
    ("account = Väg # 73", 'account = "Väg" # 73'),
    ("account = null", 'account = "null"'),
    ("x_eget = 480 000 kr", "x_eget = 480_000"),
    ("x_eget = 3 nov 2025", "x_eget = 2025-11-03"),
    ("notes = Ring Kim\noch sedan Robin", 'notes = "Ring Kim"\noch sedan Robin'),
    (
        REGION.format('amount = 5_000, fund = "Interreg"'),
        REGION.format('amount = 5_000, fund = "INTERREG"'),
    ),
]


@pytest.mark.parametrize(("wrong", "right"), LIKELY)
def test_what_is_only_likely_is_mended_when_asked_for(wrong: str, right: str | None) -> None:
    text = with_line(wrong)
    assert mended(text) == text
    assert mended(text, unsafe=True) == text.replace(f"\n{wrong}\n", f"\n{right or wrong}\n")


NEVER = [
    "reviewed = 2025-06-29T22:00:00Z",
    "reviewed = 2025-06-30T05:00:00+09:00",
    "reviewed = 2025",
    'reviewed = "2025"',
    'reviewed = "03/04/2025"',
    'reviewed = "2025-11-03 – 2025-12-01"',
    'reviewed = "1 marknad 2025"',
    "retain_until = 12:30:00",
    'total_budget = "480 000 EUR"',
    "total_budget = 480 000 EUR",
    'currency = "EUR"\ntotal_budget = "480 000 kr"',
    'currency = "EUR"\ntotal_budget = 480 000 kr',
    'total_budget = "cirka 480 000 kr"',
    'total_budget = "480,000"',
    'total_budget = "50 %"',
    "total_budget = 1250.505",
    "total_budget = true",
    REGION.format('rate = "67 kr"'),
    REGION.format('fund = "eu-fond", amount = "480 000 kr"'),
    'status = "paused"',
    "status = paused",
    "acronym = true",
    "url = 5",
    "url = 2024-01-01",
    'title = "Två gånger"',
    "notes = Ring [Kim]",
    "notes = ”Ring” Kim",
    'notes = Ring Kim owner = "Kim"',
    "notes = C:\\arkivet",
    "partners = Region Norrdal",
    'partners = "Region Norrdal"',
    "x_a = ",
    "reviwed = 2025-11-03\nreveiwed = 2025-11-04",
    "[project.contacts]\nrole = 'contact'",
    "[[project.fundings]]\nfunder = 'A'\nlevel = 'own'",
    "funding = 5",
]


@pytest.mark.parametrize("wrong", NEVER)
@pytest.mark.parametrize("unsafe", [False, True])
def test_what_cannot_be_told_is_left(wrong: str, unsafe: bool) -> None:
    text = with_line(wrong)
    assert findings(text)
    assert fixed(text.encode(), NAME, unsafe) == Fixed(text.encode())


def test_amounts_wait_for_their_currency() -> None:
    text = with_line('valuta = "EUR"\ntotal_budget = "480 000 kr"')
    assert mended(text) == text.replace("valuta", "currency")


@pytest.mark.parametrize("word", ['"Ägare"', "'Owner'", "Projektägare", '"projektagare "', "OWNER", "“owner”"])
def test_a_word_is_known_by_its_names(word: str) -> None:
    assert mended(HEAD + project(role=word)) == HEAD + project(role='"owner"')


def test_the_version_is_mended_too() -> None:
    right = HEAD + project()
    for wrong in ('schema_version = "1"', "schema-version = 1", 'schema_versoin = "1"'):
        assert mended(right.replace("schema_version = 1", wrong)) == right
    later = right.replace("= 1", '= "2"')
    assert mended(later) == later


def test_a_key_that_is_used_or_stands_in_the_wrong_table_stays() -> None:
    used = with_line('titel = "Igen"')
    moved = HEAD + project(title="", contact="") + "\n[[project.contact]]\nrole = 'contact'\nemail = 'a@lovdal.example'"
    for text in (used, f'{moved}\ntitle = "Bredband"\n'):
        assert mended(text, unsafe=True) == text


def test_no_two_words_of_a_list_are_alike() -> None:
    for record in (Publisher, Project, Funding, Contact, Deadline):
        for key in record.keys.values():
            if isinstance(key.kind, Words):
                named = {(plain(name), word) for word, label in key.kind.words.items() for name in (word, *label)}
                assert len(named) == len({name for name, _ in named}), key.name


def test_what_is_hidden_by_a_rule_that_does_not_count_is_mended() -> None:
    text = (HEAD + project(contact='[{ role = "contact", email = "kim@lovdal.example " }]')).encode()
    assert fixed(text, NAME).raw == text
    done = fixed(text, NAME, choice=Choice(ignored=frozenset({"PR402"})))
    assert ([each.code for each in done.mended], done.raw) == (["PR108"], text.replace(b"example ", b"example"))


def test_only_chosen_rules_are_mended() -> None:
    text = with_line('reviewed = "2025-11-03"\ntaggs = []').encode()
    assert [each.code for each in fixed(text, NAME).mended] == ["PR102", "PR101"]
    assert [each.code for each in fixed(text, NAME, choice=Choice(selected=frozenset({"PR101"}))).mended] == ["PR101"]
    assert [each.code for each in fixed(text, NAME, choice=Choice(ignored=frozenset({"PR101"}))).mended] == ["PR102"]
    assert [each.code for each in fixed(text, NAME, choice=Choice(weights={"PR101": "off"})).mended] == ["PR102"]


def test_the_mended_findings_stand_where_they_stood_and_in_order() -> None:
    text = HEAD + project(end_date="", owner="Byalaget  Norra") + 'slutdatum = "16 mars 2026" # x\nstate_aid = ja\n'
    done = held(text.encode())
    assert [(each.code, tuple(each.span)) for each in done.mended] == [
        ("PR001", (12, 9, 12, 24)),
        ("PR101", (16, 1, 16, 10)),
        ("PR102", (16, 13, 16, 27)),
        ("PR001", (17, 13, 17, 15)),
    ]


def test_the_year_is_corrected_only_when_asked_for() -> None:
    text = HEAD + project(start_date='"2024-01-01"', end_date='"2023-06-30"')
    assert mended(text, unsafe=True) == HEAD + project(end_date="2024-06-30")
    done = held(text.encode())
    assert done.raw == text.encode()  # mended, it would say an error that it does not say now
    assert [(each.finding.code, each.error and each.error.code) for each in done.left] == [("PR102", "PR201")] * 2


def test_a_fix_that_would_bring_an_error_is_left_and_the_rest_is_done() -> None:
    bad = project(total_budget='"0 kr"', reviewed='"2025-11-03"')
    good = project(id='"tva"', title='"Två"', total_budget='"480 000 kr"')
    done = held((HEAD + bad + good).encode())
    assert done.raw.decode() == HEAD + bad.replace('"2025-11-03"', "2025-11-03") + good.replace(
        '"480 000 kr"', "480_000"
    )
    ((finding, error),) = done.left
    assert error
    assert [(each.code, each.span.line) for each in (finding, error)] == [("PR102", 17), ("PR301", 17)]


def test_what_was_not_mended_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(HEAD + project(total_budget='"0 kr"'), "utf-8")
    for options in ([], ["--dry-run"]):
        told = called("validate", NAME, "--fix", *options, cwd=tmp_path).err.splitlines()
        assert told[0] == (
            "not mended: projects.toml:17:16: to write 0 would bring in PR301 on line 17: "
            "total_budget is 0, and must be above 0"
        )


def test_a_dry_run_tells_what_is_found_in_the_file_as_it_is(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(HEAD + project(reviewed='"2025-11-03"', url='"lovdal"'), "utf-8")
    before = called("validate", NAME, cwd=tmp_path)
    told = called("validate", NAME, "--fix", "--dry-run", cwd=tmp_path)
    assert (told.out.endswith("\n" + before.out), before.out.count("\n")) == (True, 2)
    assert told.err == f"would mend one place in projects.toml\n{before.err}"
    assert told.status == 1


@pytest.mark.parametrize("form", [["--json"], *(["--format", each] for each in ("gitlab", "github", "sarif", "junit"))])
@pytest.mark.parametrize("text", [CLEAN, CLEAN.replace("reviewed = 2025-11-03", 'reviewed = "2025-11-03"')])
def test_a_diff_is_not_mixed_with_a_document_for_programs(tmp_path: Path, form: list[str], text: str) -> None:
    (tmp_path / NAME).write_text(text, "utf-8")
    told = called("validate", NAME, "--fix", "--dry-run", *form, cwd=tmp_path)
    name = form[-1].removeprefix("--")
    assert (told.out, told.status) == ("", 2)
    assert told.err.startswith(f"error: --dry-run shows the change as a diff, which has no place in {name}\n")


def test_a_warning_that_comes_to_light_is_no_hindrance() -> None:
    text = HEAD + project(total_budget='"480 000 kr"') + REGION.format("amount = 200_000") + "\n"
    assert "PR303" in {each.code for each in findings(mended(text))}


# ---- bytes


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n", "  # slut"])
def test_every_other_byte_stays(mark: bytes, ending: str, last: str) -> None:
    text = (
        HEAD
        + project(end_date="")
        + "\t'end_dat'\t=\t\"2026-03-16\"  \t# 'a' = \"b\"\n"
        + "state_aid=True\n# slut = [\n\n   owner_id   =   2120009994   # nr"
    )
    right = text.replace("'end_dat'", "end_date").replace('"2026-03-16" ', "2026-03-16 ").replace("True", "true")
    right = right.replace("2120009994", '"2120009994"')
    raw = mark + (text + last).replace("\n", ending).encode()
    assert held(raw).raw == mark + (right + last).replace("\n", ending).encode()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_other_encodings_become_utf_8(encoding: str, ending: str) -> None:
    text = CLEAN.replace("\n", ending).replace("reviewed = 2025-11-03", 'reviewed = "2025-11-03"')
    done = held(text.encode(encoding))
    assert done.raw.decode() == CLEAN.replace("\n", ending)
    assert [each.code for each in done.mended] == ["PR002", "PR102"]


ENCODINGS = {
    "DOS": HEAD.encode("cp850"),
    "Macintosh": HEAD.encode("mac-roman"),
    "Polish": HEAD.replace("Pågående projekt", "Zażółć gęślą jaźń").encode("cp1250", "replace"),
    "undefined byte": HEAD.encode("cp1252") + b"# \x81\n",
    "partly UTF-8": HEAD.encode() + HEAD.encode("cp1252"),
    "with the mark of UTF-8": b"\xef\xbb\xbf" + HEAD.encode("cp1252"),
    "NUL": HEAD.encode("cp1252") + b"\0",
    "NUL in UTF-8": HEAD.encode() + b"\0",
    "UTF-32": HEAD.encode("utf-32"),
    "half a character": HEAD.encode("utf-16")[:-1],
    "no Swedish letter": b"# \xd8\n",
    "control characters": HEAD.encode("cp1252") + b"# \x1b[31m\n",
    "any bytes": bytes(range(1, 256)),
}


@pytest.mark.parametrize("raw", ENCODINGS.values(), ids=ENCODINGS)
def test_what_may_be_another_encoding_stays(raw: bytes) -> None:
    assert fixed(raw, NAME) == Fixed(raw)


def test_nothing_is_mended_before_a_merge_is() -> None:
    side = 'reviewed = "2025-11-03"\n'
    text = HEAD + project() + f"<<<<<<< HEAD\n{side}=======\n{side}>>>>>>> gren\nstate_aid = ja\n"
    assert fixed(text.encode(), NAME, unsafe=True) == Fixed(text.encode())


CONFLICT = HEAD + project() + "<<<<<<< HEAD\nx_a = 1\n=======\nx_a = 2\n>>>>>>> gren\nstate_aid = ja\n"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (CONFLICT.encode(), "first settle the merge conflict at line 17"),
        (CONFLICT.replace("<<<<<<< HEAD\n", "").encode(), "first settle the merge conflict at line 18"),
        (HEAD.encode().replace("ö".encode(), b"\xf6"), "it is in two encodings; first type the word on line 5 again"),
        (HEAD.encode("cp850"), "its encoding is in doubt; first save it as UTF-8"),
    ],
)
def test_what_is_in_the_way_of_a_mend_is_told(raw: bytes, why: str, tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_bytes(raw)
    for options in ([], ["--unsafe"], ["--dry-run"]):
        told = called("validate", NAME, "--fix", *options, cwd=tmp_path)
        assert (f"nothing mended in projects.toml: {why}\n" in told.err, told.status) == (True, 1)
    assert file.read_bytes() == raw


def test_a_file_with_nothing_to_mend_has_nothing_in_the_way(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(HEAD + project(), "utf-8")
    assert (
        called("validate", NAME, "--fix", cwd=tmp_path).err
        == "checked 1 project in projects.toml: 0 errors, 0 warnings\n"
    )


@pytest.mark.parametrize(
    ("plain", "odd"),
    [
        ("end_date = 2026-03-16", "end_date\u00a0=\u00a02026-03-16"),
        ("end_date = 2026-03-16", "end_date =\u202f2026-03-16"),
        (' id = "bredband"', '\u00a0id = "bredband"'),
        (' title = "Bredband\u00a0i Lövdal"', '\u2003title = "Bredband\u00a0i Lövdal"'),
        (" [[project]]", "\u00a0[[project]]"),
        ('owner = "Byalaget Norra Lövdal" ', 'owner = "Byalaget Norra Lövdal"\u200b'),
        ('places = [ "Ås",\n  "Lövdal" ]', 'places = [\u00a0"Ås",\n\u00a0\u00a0"Lövdal" ]'),
    ],
)
def test_spaces_that_toml_does_not_know_are_made_plain(plain: str, odd: str) -> None:
    good = HEAD + project(places='[ "Ås",\n  "Lövdal" ]', title='"Bredband\u00a0i Lövdal"')
    text = good.replace(plain.strip(), plain)
    broken = text.replace(plain, odd)
    (finding,) = findings(broken)
    shown = next(each for each in odd if each not in plain or each == "\u00a0")
    assert (finding.code, finding.help) == ("PR001", "write a plain space")
    assert finding.message.startswith(f"U+{ord(shown):04X} ")
    assert mended(broken) == text


def test_a_space_that_toml_does_not_know_is_named() -> None:
    (finding,) = findings(HEAD + project() + 'url\u00a0= "https://lovdal.example"\n')
    assert finding.message == "U+00A0 NO-BREAK SPACE stands here, which is no plain space"
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (17, 4, 5)


def test_a_file_that_cannot_be_mended_does_not_end_the_check(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(HEAD + project(end_date='"2026-03-16"'), "utf-8")
    (tmp_path / "one.toml").chmod(0o444)
    done = called("validate", "--fix", "one.toml", "two.toml", cwd=tmp_path)
    assert (done.status, "error: one.toml is read-only" in done.err) == (2, True)
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["one.toml"]
    assert '"2026-03-16"' not in (tmp_path / "two.toml").read_text("utf-8")


def test_what_is_told_is_what_was_done_to_the_file_as_it_was_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "projects.toml"
    path.write_text(HEAD + project(end_date='"2026-03-16"'), "utf-8")

    def overtaken(target: str, change: Callable[[bytes], bytes], *, tell: object) -> None:
        newer = (HEAD + project(end_date="juni", start_date='"2024-01-01"')).encode()
        Path(target).write_bytes(newer)
        Path(target).write_bytes(change(newer))

    monkeypatch.setattr("projreg.cli.mending.update", overtaken)
    done = called("validate", "--fix", str(path), cwd=tmp_path)
    assert "start_date = 2024-01-01" in path.read_text("utf-8")
    assert ("end_date cannot be read" in done.out, "1 error" in done.err, done.status) == (True, True, 1)
