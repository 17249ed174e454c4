"""What the rules on text and on what ties projects together say: exact words, places, mends; what they let be."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
import tomli
from hypothesis import assume, example, given
from hypothesis import strategies as st
from samples import HEAD, findings, found, project

from projreg.checking.check import check
from projreg.diagnostic import Finding
from projreg.model.records import Project
from projreg.reading.source import parse
from projreg.rules import RULES
from projreg.rules.text import is_placeholder
from projreg.values.charset import ungarbled
from projreg.values.toml_text import basic_string

Related = list[tuple[int, str]]
SPLIT = next(rule for rule in RULES if rule.code == "PR109")
ACTING = ("Cc", "Cf", "Zl", "Zp")
MINE = ("PR106", "PR108", "PR109", "PR110", "PR111", "PR605", "PR701", "PR703")


def told(text: str, *codes: str) -> list[Finding]:
    """What the rules of this page find, or those named."""
    return [each for each in findings(text) if each.code in (codes or MINE)]


HIDDEN = "take it away: nobody sees it, and a search does not find the word"
TURNS = "take it away: it can show the text in another order than it is written"
WINDOWS = "write ’ in its place: that is what it is in texts from Windows"
NO_NAME = "write the name, or give email instead"
NO_SUMMARY = "write summary: what the project is, in a few sentences"
TRIM = "write it without space around it"
AGAIN = "type it again: it looks right, but a search does not find the word"
LOST = "type the word again: the text was saved in the wrong encoding before it came here"
SENTENCE = "write in a sentence or two what the project does, for whom and where"
MOVE = "take it out of the text, and give it as email in a [[project.contact]]"
WAY = "bredband → h → g → f → e → 3 more → bredband"
RIGHT_ID = "write the id of the project that it continues, or take the line away"

SAID = [
    # PR108
    ({"title": '" Fiber"'}, ("PR108", 10, 9, 17, "title begins with a space", TRIM, '"Fiber"')),
    ({"owner": '"Byalaget   "'}, ("PR108", 12, 9, 22, "owner ends with 3 spaces", TRIM, '"Byalaget"')),
    ({"title": "' Fiber '"}, ("PR108", 10, 9, 18, "title begins with a space and ends with a space", TRIM, '"Fiber"')),
    ({"title": r'"Fiber\t"'}, ("PR108", 10, 9, 18, "title ends with U+0009 TAB", TRIM, '"Fiber"')),
    ({"title": r'"Fiber\n"'}, ("PR108", 10, 9, 18, "title ends with U+000A LINE BREAK", TRIM, '"Fiber"')),
    (
        {"title": r'" Fiber \"A\" C:\\ \u00a0"'},
        (
            *("PR108", 10, 9, 35, "title begins with a space and ends with U+00A0 NO-BREAK SPACE"),
            *(TRIM, r'"Fiber \"A\" C:\\"'),
        ),
    ),
    ({"summary": '"Fiber. "'}, ("PR108", 15, 11, 20, "summary ends with a space", TRIM, '"Fiber."')),
    ({"summary": '"Fiber.\\n "'}, ("PR108", 15, 11, 22, "summary ends with a space", TRIM, None)),
    ({"partners": '["Ett", "Två "]'}, ("PR108", 17, 20, 26, "partners ends with a space", TRIM, '"Två"')),
    (
        {"title": r'"Bredband i Lövdals alla by\u200bar"'},
        ("PR108", 10, 9, 45, "title has U+200B ZERO WIDTH SPACE after “…nd i Lövdals alla by”", HIDDEN, None),
    ),
    (
        {"title": r'"\ufeffFiber"'},
        ("PR108", 10, 9, 22, "title has U+FEFF ZERO WIDTH NO-BREAK SPACE at its beginning", HIDDEN, None),
    ),
    ({"title": r'" Fi\u00adber "'}, ("PR108", 10, 9, 24, "title has U+00AD SOFT HYPHEN after “Fi”", HIDDEN, None)),
    (
        {"title": r'"Fiber \u202enorr\u202c"'},
        ("PR108", 10, 9, 33, "title has U+202E RIGHT-TO-LEFT OVERRIDE after “Fiber ”, and 1 more", TURNS, None),
    ),
    ({"title": r'"Fi\u0000ber"'}, ("PR108", 10, 9, 22, "title has U+0000 NULL after “Fi”", HIDDEN, None)),
    ({"title": r'"Fi\u0007ber"'}, ("PR108", 10, 9, 22, "title has U+0007 CONTROL CHARACTER after “Fi”", HIDDEN, None)),
    (
        {"title": r'"Hull\u0092s"'},
        (
            *("PR108", 10, 9, 22, "title has U+0092 CONTROL CHARACTER after “Hull”"),
            *(WINDOWS, None),
        ),
    ),
    (
        {"title": r'"Fiber\u0085"'},
        ("PR108", 10, 9, 22, "title has U+0085 CONTROL CHARACTER after “Fiber”", WINDOWS.replace("’", "…"), None),
    ),
    ({"title": r'"Fi\u0081ber"'}, ("PR108", 10, 9, 22, "title has U+0081 CONTROL CHARACTER after “Fi”", HIDDEN, None)),
    (
        {"title": r'"En\nTvå"'},
        ("PR108", 10, 9, 18, "title has U+000A LINE BREAK after “En”", "write it on one line", None),
    ),
    (
        {"title": r'"En\tTvå"'},
        ("PR108", 10, 9, 18, "title has U+0009 TAB after “En”", "write a space in its place", None),
    ),
    (
        {"notes": r'"A\nEn\tTvå"'},
        ("PR108", 17, 9, 21, "notes has U+0009 TAB after “En”", "write a space in its place", None),
    ),
    (
        {"summary": r'"A\n\rTvå"'},
        (
            *("PR108", 15, 11, 21, "summary has U+000D CARRIAGE RETURN after “A ”"),
            *("write an ordinary line break in its place", None),
        ),
    ),
    (
        {"deadline": r'[{ type = "other", due = 2025-01-01, note = "En\u000bTvå" }]'},
        ("PR108", 17, 56, 69, "note has U+000B CONTROL CHARACTER after “En”", "write it on one line", None),
    ),
    # PR109
    (
        {"title": r'"Bredband i Lo\u0308vdal"'},
        (
            *("PR109", 10, 9, 34, "title has “ö” in another form than the keyboard gives, after “Bredband i L”"),
            *(AGAIN, '"Bredband i Lövdal"'),
        ),
    ),
    (
        {"owner": '"\u212bs byalag"'},
        (
            "PR109",
            12,
            9,
            20,
            "owner has “Å” in another form than the keyboard gives, at its beginning",
            AGAIN,
            '"Ås byalag"',
        ),
    ),
    (
        {"summary": r'"Ett.\nTva\u030a."'},
        ("PR109", 15, 11, 29, "summary has “å” in another form than the keyboard gives, after “Tv”", AGAIN, None),
    ),
    (
        {"places": r'["Lövdal", "A\u030as"]'},
        (
            "PR109",
            17,
            21,
            31,
            "places has “Å” in another form than the keyboard gives, at its beginning",
            AGAIN,
            '"Ås"',
        ),
    ),
    (
        {"owner": '"LÃ¶vdals byalag"'},
        (
            *("PR109", 12, 9, 26, "owner has letters that were read in the wrong encoding, such as “ö” after “L”"),
            *('did you mean "Lövdals byalag"?', '"Lövdals byalag"'),
        ),
    ),
    (
        {"summary": f'"{"Fiber. " * 12}Till byarna norr om sjÃ¶n och Ã…s â€“ alla."'},
        (
            *("PR109", 15, 11, 140),
            "summary has letters that were read in the wrong encoding, such as “ö” after “…ll byarna norr om sj”",
            *("write “sjön” there", f'"{"Fiber. " * 12}Till byarna norr om sjön och Ås – alla."'),
        ),
    ),
    (
        {"places": r'["Lövdal", "Ã\u0085s"]'},  # Å by way of Latin-1: no hidden character besides
        (
            *("PR109", 17, 21, 31),
            "places has letters that were read in the wrong encoding, such as “Å” at its beginning",
            *('did you mean "Ås"?', '"Ås"'),
        ),
    ),
    (
        {"title": '"Sam�kning i Lo\u0308vdal"'},
        ("PR109", 10, 9, 30, "title has �, where a letter is lost, after “Sam”", LOST, None),
    ),
    (
        {"places": '["Lövdal", "�lg� by"]'},
        ("PR109", 17, 21, 30, "places has �, where 2 letters are lost, at its beginning", LOST, None),
    ),
    # PR110
    (
        {"title": f'"{"å" * 141}"'},
        (
            *("PR110", 10, 9, 152, "title has 141 characters, and should have at most 140"),
            *("shorten it to the name that the project goes by; the rest fits in summary", None),
        ),
    ),
    (
        {"title_en": f'"{"å" * 200}"'},
        (
            *("PR110", 17, 12, 214, "title_en has 200 characters, and should have at most 140"),
            *("shorten it to the name that the project goes by; the rest fits in summary", None),
        ),
    ),
    # PR111
    ({"summary": '"-"'}, ("PR111", 15, 11, 14, "summary says nothing: “-”", NO_SUMMARY, None)),
    (
        {"aims": '"UPPGIFT SAKNAS"'},
        ("PR111", 17, 8, 24, "aims says nothing: “UPPGIFT SAKNAS”", "leave aims out until it is known", None),
    ),
    (
        {"owner": '"Okänd"'},
        ("PR111", 12, 9, 16, "owner says nothing: “Okänd”", "write owner: who owns the project", None),
    ),
    ({"tags": '["fiber", "TBD"]'}, ("PR111", 17, 18, 23, "tags says nothing: “TBD”", "take it out of tags", None)),
    (
        {"contact": '[{ role = "contact", email = "a@lovdal.example", name = "xxx" }]'},
        ("PR111", 16, 67, 72, "name says nothing: “xxx”", "leave name out until it is known", None),
    ),
    (
        {"contact": '[{ role = "contact", phone = "0952-140 00", name = "saknas" }]'},
        ("PR111", 16, 62, 70, "name says nothing: “saknas”", NO_NAME, None),
    ),
    (
        {"logos": '[{ src = "https://lovdal.example/a.png", alt = "?" }]'},
        ("PR111", 17, 56, 59, "alt says nothing: “?”", "write whose logo it is", None),
    ),
    (
        {"results": f'"Lorem ipsum {"dolor " * 50}"'.replace(' "', '"')},
        (
            *("PR111", 17, 11, 324, "results says nothing: “Lorem ipsum dolor dolor dolor dolor dolo”"),
            *("leave results out until it is known", None),
        ),
    ),
]


@pytest.mark.parametrize(("changes", "wanted"), SAID, ids=lambda each: each[0] if type(each) is tuple else "")
def test_project(changes: dict[str, str], wanted: tuple[object, ...]) -> None:
    (finding,) = findings(HEAD + project(**changes))
    span = finding.span
    fix = finding.fix.text if finding.fix else None
    assert (finding.code, span.line, span.column, span.end_column, finding.message, finding.help, fix) == wanted
    assert (finding.related, finding.severity) == ((), "warning")
    assert finding.fix is None or finding.fix.safe


FUNDED = '[[project.funding]]\nfunder = "Vi"\nlevel = "own"\n'
ALSO = [
    (
        project(summary='"Bredband i Lövdal"'),
        ("PR111", 15, 11, "summary is the title again", SENTENCE, [(10, "the title stands")]),
    ),
    (
        project(title_en='"Broadband"', summary_en='"Broadband"'),
        ("PR111", 18, 14, "summary_en is the title again", SENTENCE, [(17, "the title stands")]),
    ),
    (
        project(summary='"Frågor: kim@lovdal.example."'),
        ("PR605", 15, 11, "summary has the e-mail address kim@lovdal.example in it", MOVE, []),
    ),
    (
        project(aims='"Hos Info@Lovdal.Example, kim@lovdal.example eller bo@lovdal.example."'),
        (
            *("PR605", 17, 8, "aims has the e-mail address Info@Lovdal.Example and 2 more in it"),
            "take it out of the text: it stands as a contact already",
            [(16, "the contact stands")],
        ),
    ),
    (
        project(contact="", summary='"Kim@lovdal.example, bo@lovdal.example"')
        + '[[project.contact]]\nrole = "contact"\nemail = "kim@lovdal.example"\n'
        + '[[project.contact]]\nrole = "project_manager"\nemail = "kim@lovdal.example"\n',
        (
            *("PR605", 15, 11, "summary has the e-mail address Kim@lovdal.example and 1 more in it"),
            "take it out of the text: it stands as a contact already",
            [(18, "the contact stands")],
        ),
    ),
    (
        project() + project(id='"fiber"', title='"bredband i LÖVDAL "'),
        (
            *("PR106", 20, 9, "title, owner and dates are those of “bredband”"),
            "remove one of them if it was entered twice, or say in the titles what sets them apart",
            [(10, "first entered")],
        ),
    ),
    (
        project(id="") + project(id='"fiber"'),
        (
            *("PR106", 19, 9, "title, owner and dates are those of an earlier project"),
            "remove one of them if it was entered twice, or say in the titles what sets them apart",
            [(9, "first entered")],
        ),
    ),
    (project(follows='"bredband"'), ("PR701", 17, 11, "the project follows itself", RIGHT_ID, [])),
    (project(follows='"xyz"'), ("PR701", 17, 11, "no project has the id “xyz”", RIGHT_ID, [])),
    (
        project() + project(id='"fiber-2"', title='"Två"', follows='"bredbnad"'),
        ("PR701", 27, 11, "no project has the id “bredbnad”", 'did you mean "bredband"?', []),
    ),
    (
        project() + project(id='"fiber-2"', title='"Två"', follows='"fiber-1"'),
        ("PR701", 27, 11, "no project has the id “fiber-1”", RIGHT_ID, []),
    ),
    (
        project() + project(id='"fiber-2"', title='"Två"', follows='"bredband i lövdal"'),
        ("PR701", 27, 11, "no project has the id “bredband i lövdal”", 'did you mean "bredband"?', []),
    ),
    (
        project() + project(id='"fiber-2"', title='"Två"', follows='" Bredband "'),
        ("PR701", 27, 11, "no project has the id “ Bredband ”", 'did you mean "bredband"?', []),
    ),
    (
        project(follows='"Bredband i Lövdal"'),
        ("PR701", 17, 11, "no project has the id “Bredband i Lövdal”", RIGHT_ID, []),
    ),
    (
        project(id='"a-b-c-d"') + project(id='"fiber-2"', title='"Två"', follows='"a-b-c-x"'),
        ("PR701", 27, 11, "no project has the id “a-b-c-x”", 'did you mean "a-b-c-d"?', []),
    ),
    (
        project(start_date="", follows='"b"') + project(id='"b"', title='"B"', start_date="", follows='"bredband"'),
        (
            *("PR701", 16, 11, "the projects follow each other in a circle: bredband → b → bredband"),
            "take follows away from the one that came first",
            [(26, "b follows bredband")],
        ),
    ),
    (
        project(follows='"f"')
        + "".join(
            project(id=f'"{one}"', title=f'"{one}"', follows=f'"{other}"')
            for one, other in [("b", "bredband"), *zip("cdef", "bcde", strict=True)]
        ),
        (
            *("PR701", 17, 11),
            "the projects follow each other in a circle: bredband → f → e → d → c → b → bredband",
            "take follows away from the one that came first",
            [
                (72, "f follows e"),
                (61, "e follows d"),
                (50, "d follows c"),
                (39, "c follows b"),
                (28, "b follows bredband"),
            ],
        ),
    ),
    (
        project(follows='"b"') + project(id='"b"', title='"B"', start_date="2023-01-01", follows='"bredband"'),
        (
            *("PR701", 17, 11, "the projects follow each other in a circle: bredband → b → bredband"),
            "take follows away from the one that came first, “b”",
            [(28, "b follows bredband")],
        ),
    ),
    (
        project(follows='"h"')
        + "".join(
            project(id=f'"{one}"', title=f'"{one}"', follows=f'"{other}"')
            for one, other in [("b", "bredband"), *zip("cdefgh", "bcdefg", strict=True)]
        ),
        (
            *("PR701", 17, 11, f"the projects follow each other in a circle: {WAY}"),
            "take follows away from the one that came first",
            [(94, "h follows g"), (83, "g follows f"), (72, "f follows e"), (61, "e follows d"), (50, "d follows c")],
        ),
    ),
    (
        project(id="", funding='[{ funder = "Vi", level = "own", reference = "RN\\u00a017" }]')
        + project(id="", title='"B"', funding='[{ funder = "Vi", level = "own", reference = "rn17" }]'),
        (
            *("PR703", 26, 56, "Vi has the reference “rn17” in an earlier project too"),
            "was it copied? Write the case number of this project's own decision",
            [(16, "first entered")],
        ),
    ),
    (
        "".join(
            project(id=id, title=id) + FUNDED + FUNDED + 'reference = "17"\n' for id in ('"a"', '"b"')
        ),  # the line without a reference does not end the search
        (
            *("PR703", 40, 13, "Vi has the reference “17” in “a” too"),
            "was it copied? Write the case number of this project's own decision",
            [(23, "first entered")],
        ),
    ),
    (
        project(funding='[{ funder = "Region Norrdal", level = "regional", reference = "RN 17" }]')
        + project(
            id='"b"', funding='[{ funder = "REGION NORRDAL", level = "regional", reference = "rn17" }]', title='"B"'
        ),
        (
            *("PR703", 28, 73, "REGION NORRDAL has the reference “rn17” in “bredband” too"),
            "was it copied? Write the case number of this project's own decision",
            [(17, "first entered")],
        ),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), ALSO, ids=lambda each: each[0] if type(each) is tuple else "")
def test_related(text: str, wanted: tuple[object, ...]) -> None:
    (finding,) = told(HEAD + text, str(wanted[0]))
    related: Related = [(each.span.line, each.message) for each in finding.related]
    assert (finding.code, finding.span.line, finding.span.column, finding.message, finding.help, related) == wanted


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # another rule tells it
        (project(id='"bredband "'), ["PR104"]),
        (project(currency='"SEK "'), ["PR308"]),
        (project(owner_id=r'"212000-9994\u200b"'), ["PR406"]),
        (project(contact='[{ role = "contact", email = " info@lovdal.example" }]'), ["PR402"]),
        (project(contact='[{ role = "contact", email = "UPPGIFT SAKNAS" }]'), ["PR402"]),
        (project(contact='[{ role = "contact", name = "Kim", phone = "saknas" }]'), ["PR403"]),
        (project(url='"https://lovdal.example "'), ["PR604"]),
        (project(url='"-"'), ["PR604"]),
        (project(follows='"saknas"'), ["PR701"]),
        (project(title='"  "'), ["PR103"]),
        (project(summary=r'" \t\n\u00a0"'), ["PR103"]),
        (project() + project(), ["PR105"]),
        (project() + project(id='"bredband "'), ["PR104", "PR106"]),
        (project(summary='"TBD"', title='"TBD"'), ["PR111", "PR111"]),
        (project(role='"owner"', owner='"LÃ¶vdals kommun"'), ["PR109", "PR409"]),
        (project() + project(id='"b"', title='"B"', owner='"Byalaget Norra LÃ¶vdal"'), ["PR109"]),
        # each fault of its own
        (project(title=r'"Lo\u0308vdal "'), ["PR108", "PR109"]),
        (project(owner='"-"', title=f'"{"å" * 141}"'), ["PR110", "PR111"]),
        # not given, or not read
        (project(acronym='"  "', aims='""', notes=r'"\u2003"', follows='" "'), []),
        (project(id="", follows='"forstudie"'), ["PR103"]),
        (project(id="5", follows='"forstudie"'), ["PR102"]),
        (project(id='"  "', title='"A"', follows='"b"') + project(id='"b"', follows='"  "'), ["PR103"]),
        (project(title="5") + project(id='"b"', title="5"), ["PR102", "PR102"]),
        (project(title="5", summary='"5"'), ["PR102"]),
        # what is allowed
        (project(title='"Lövdal – 480\u00a0000\u00a0kr: ”A”, naïve, €, →, 👍, ½"'), []),
        (project(summary=r'"\n\nEtt.\n  Två.  \nTre.\n"'), []),
        (project(title=f'"{"å" * 140}"', title_en=f'"{"o" * 140}"'), []),
        (project(title='"Okänd mark"', owner='"Saknas AB"', summary='"Okänd mark: kartor."'), []),
        (project(summary='"BÜRO@COMPUTER, FL@T-SH, @lovdal, 3@4.5, kim(a)lovdal.example, a@.example"'), []),
        (project(notes='"Ring kim@lovdal.example."'), []),
        (project(follows='"b"') + project(id='"b"', title='"B"'), []),
    ],
)
def test_one_fault_is_told_once(text: str, codes: list[str]) -> None:
    assert sorted(code for _, code in found(HEAD + text)) == codes


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("title", '"Pågående projekt "'),
        ("publisher", r'"Lövdals kommun\u200b"'),
        ("title", r'"Pa\u030aga\u030aende"'),
        ("title", '"TBD"'),
        ("publisher", '"Okänd"'),
    ],
)
def test_the_registry_table_is_judged_too(key: str, written: str) -> None:
    (finding,) = told(re.sub(rf"^{key} = .*$", lambda _: f"{key} = {written}", HEAD, count=1, flags=re.MULTILINE))
    assert finding.path == ("registry", key)


def test_a_currency_with_a_space_is_not_told_of_each_project() -> None:
    assert found(HEAD + 'currency = "SEK "\n' + project() + project(id='"b"', title='"B"')) == [(7, "PR308")]


def test_the_last_text_of_a_project_may_end_with_a_space() -> None:
    contact = '[{ role = "contact", email = "info@lovdal.example", name = "Kim " }]'
    assert found(HEAD + project(contact=contact)) == [(16, "PR108")]


def test_a_placeholder_is_known_in_every_dress() -> None:
    wanted = "Uppgift saknas|UPPGIFT SAKNAS|uppgift saknas.|(Uppgift saknas)|[TBD]|tba|N/A|n/a|Okänt|Okänd|-|--|–|—"
    wanted += (
        "|?|???|.|...|…|/|*|_|x|xxx|XXX|Ej angivet|Att fylla i|Kommer|Kommer senare|N.N.|unknown|None|#N/A|#SAKNAS!"
    )
    wanted += "|Beskrivning kommer|Text kommer|kommer snart|Kommer inom kort|to come|Coming soon|Description to come"
    assert [each for each in wanted.split("|") if not is_placeholder(each)] == []
    wanted = (
        "Uppgift Saknas|Ej Angivet|tBd|Uppgift saknas!|uppgift  saknas|okÄnt|“Okänt”|- tbd -|Lorem Ipsum dolor sit amet"
    )
    wanted += "|BESKRIVNING KOMMER!|Beskrivning kommer …"
    assert [each for each in [*wanted.split("|"), "x" * 9, "-" * 60, "—" * 45] if not says_nothing(each)] == []
    allowed = "|Nej|Inga|Ingen|NN|Test|Vakant|0|1|X2000|SEK|Saknas AB|Kim Okänd|x-y|eu|ERDF|owner|contact|other|cash"
    allowed += "|Framtiden kommer|Kommer du|Beskrivning|Tåget kommer|Bredband kommer till byn|Time to come|Come"
    assert [each for each in allowed.split("|") if is_placeholder(each) or says_nothing(each)] == []


def says_nothing(text: str) -> bool:
    """Whether PR111 tells of the text in a project."""
    return [each.code for each in told(HEAD + project(acronym=basic_string(text)))] == ["PR111"]


SWEDISH = "Åre, Älvsbyn, Örebro; årligen, ända, över; É, é, ü – ”så” ’ … § ½ °"


@given(st.text(st.sampled_from(SWEDISH)))
@example(SWEDISH)
def test_text_read_in_the_wrong_encoding_comes_back_as_it_was(text: str) -> None:
    windows = "".join(
        each.decode("cp1252") if each not in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d") else each.decode("latin-1")
        for each in (bytes([one]) for one in f"{text}ö".encode())
    )
    assert ungarbled(windows) == ungarbled(f"{text}ö".encode().decode("latin-1")) == f"{text}ö"


def test_text_that_went_wrong_twice() -> None:
    assert ungarbled("LÃƒÂ¶vdal") == "Lövdal"


@pytest.mark.parametrize(
    "text",
    [SWEDISH, "São Paulo", "”IRMÃ”", "IRMÃ…", "IRMÃ–", "Â och Ã", "Âge", "Château", "â", "Ã", "a€b", "VÅ Ä", "5 °C"],
)
def test_text_that_is_meant_so_stays(text: str) -> None:
    assert ungarbled(text) == text


def lines(text: str) -> Iterator[Finding]:
    yield from told(HEAD + project(title=basic_string(text), summary='"En text om något."'), "PR108", "PR109")


STRANGE = (
    "\ufffd \t\n\r\v\0\x1c\x85\x92\xa0\xadaåÅe\u0308\u030a\u0301\u200b\u202e\u2003\u2028\u3000\ufeff\u212b\U000e0001–”"
)
ODD = st.text(st.sampled_from(STRANGE))
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]))


@given(ODD | PLAIN)
def test_split_letters_are_found_by_the_pattern_that_picks_suspects(text: str) -> None:
    faults = list(SPLIT.check(Project(("project", 0)), ("project", 0, "title"), text))
    assert bool(faults) == ("\ufffd" in text or unicodedata.normalize("NFC", ungarbled(text)) != text)
    assert SPLIT.suspect
    assert not faults or SPLIT.suspect(Project(), ["SEK", text, "owner"], f"SEK\n{text}\nowner")


@given(ODD | PLAIN)
@example("a\n ")
@example(" \na")
@example("\x85")
@example("\u200b")
@pytest.mark.parametrize("key", ["title", "summary", "partners"])
def test_hidden_characters_are_told_where_there_are_some(key: str, text: str) -> None:
    assume(ungarbled(text) == text)
    inner = text.strip()
    hidden = [each for each in inner if each not in "\n" * (key == "summary") and unicodedata.category(each) in ACTING]
    ends = text.strip("\n" if key == "summary" else "") != inner
    written = f"[{basic_string(text)}]" if key == "partners" else basic_string(text)
    lines = told(HEAD + project(**{"title": '"Två"', "summary": '"Tre."', key: written}), "PR108")
    assert len(lines) == bool(inner and (hidden or ends))


@given(ODD | PLAIN)
def test_a_fix_says_the_same_and_nothing_is_left_to_mend(text: str) -> None:
    for finding in lines(text):
        if finding.fix:
            mended = tomli.loads(f"a = {finding.fix.text}")["a"]
            same = unicodedata.normalize("NFC", ungarbled(text)) if finding.code == "PR109" else text.strip()
            assert mended == same
            assert finding.code not in [each.code for each in lines(mended)]


@given(ODD | PLAIN)
def test_messages_are_safe_to_show(text: str) -> None:
    for finding in lines(text):
        assert [each for each in finding.message if unicodedata.category(each) in ACTING] == []


@given(PLAIN | ODD)
@example('"\\\u202e\x9b\t\n\r\x7f\U000e0041"')
def test_a_basic_string_reads_back_as_it_was(text: str) -> None:
    written = basic_string(text)
    assert tomli.loads(f"a = {written}") == {"a": text}
    assert "\n" not in written
    assert not [each for each in written if unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp")]


@given(st.lists(st.integers(-1, 7), min_size=1, max_size=8))
def test_each_circle_is_told_once_on_its_first_project(follows: list[int]) -> None:
    """`follows[n]` is what project n follows; -1 is nobody, a number that is not there nobody either."""
    text = "".join(
        project(id=f'"id-{one}"', title=f'"Nr {one}"', follows=f'"id-{other}"' if 0 <= other < len(follows) else "")
        for one, other in enumerate(follows)
    )
    steps = {one: other for one, other in enumerate(follows) if 0 <= other < len(follows) and other != one}
    circles = set()
    for start in steps:
        way = [start]
        while way[-1] in steps and steps[way[-1]] not in way:
            way.append(steps[way[-1]])
        if steps.get(way[-1]) == start:
            circles.add(frozenset(way))
    own = {one for one, other in enumerate(follows) if other == one}
    wanted = sorted([*[min(each) for each in circles], *own])
    assert [each.path[1] for each in told(HEAD + text, "PR701")] == wanted


def test_so_many_unknown_ids_are_compared_with_all() -> None:
    """Ten are; what needs no search is suggested for all."""
    known = project() + project(id='"fiber-norr"', title='"Fiber"')
    slips = "".join(project(id=f'"p-{at}"', title=f'"{at}"', follows='"bredbnad"') for at in range(12))
    found = told(HEAD + known + slips + project(id='"sist"', title='"Sist"', follows='"Fiber Norr"'), "PR701")
    near, slug = 'did you mean "bredband"?', 'did you mean "fiber-norr"?'
    assert [each.help for each in found] == [*[near] * 10, RIGHT_ID, RIGHT_ID, slug]


@pytest.mark.parametrize(
    ("id", "shown", "help_"),
    [
        ("!!!", "!!!", 'write a short name such as "bredband-2026"'),
        ("Å" * 70, "Å" * 60, f'write "{"a" * 40}"'),
    ],
)
def test_an_id_that_is_no_slug(id: str, shown: str, help_: str) -> None:
    (finding,) = told(HEAD + project(id=f'"{id}"'), "PR104")
    assert finding.message == f"the id “{shown}” has other characters than a–z, 0–9 and single hyphens"
    assert finding.help == help_


def test_ids_that_are_used_twice_get_new_ones() -> None:
    """A missing id does not end the search, and one without letters is named for what it is."""
    ids = ["", '"a"', '"a"', '"!!"', '"!!"']
    found = told(HEAD + "".join(project(id=id, title=f'"{at}"') for at, id in enumerate(ids)), "PR105")
    suggested = ["a-2", "projekt"]
    assert [each.help for each in found] == [
        f'write another, such as "{id}", or remove the project if it was entered twice' for id in suggested
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "at its beginning"), ("x" * 20, f"after “{'x' * 20}”"), ("x" * 21, f"after “…{'x' * 20}”")],
)
def test_the_place_of_a_character_is_told_by_what_stands_before_it(before: str, after: str) -> None:
    (finding,) = told(HEAD + project(title=f'"{before}\u200bx"'))
    assert finding.message == f"title has U+200B ZERO WIDTH SPACE {after}"


@pytest.mark.parametrize(
    ("key", "value", "codes"),
    [
        ("id", "bra\u030adjupt", ["PR104"]),
        ("currency", "A\u030aR", ["PR308"]),
        ("owner_id", "2120009994a\u030a", ["PR406"]),
        ("account", "a\u030a", ["PR109"]),
    ],
)
def test_a_split_letter_is_left_to_the_rule_on_the_form(key: str, value: str, codes: list[str]) -> None:
    assert [each.code for each in findings(HEAD + project(**{key: f'"{value}"'}))] == codes


def test_of_a_text_in_lines_the_last_before_the_character_is_shown() -> None:
    (finding,) = told(HEAD + project(summary='"En.\\nTvå.\\nTre\u200b."'))
    assert finding.message == "summary has U+200B ZERO WIDTH SPACE after “Tre”"


def test_an_id_that_another_file_has_too() -> None:
    texts = {"a.toml": project(), "b.toml": project(title='"Två"')}
    sources = [parse((HEAD + text).encode(), name) for name, text in texts.items()]
    (twice,) = check(sources, as_one=True).findings
    assert (twice.file, twice.message) == ("b.toml", "the id “bredband” is used in another file too")
    assert [(each.file, each.span.line) for each in twice.related] == [("a.toml", 9)]


def test_a_grant_in_two_projects_with_one_id_is_told_once() -> None:
    funding = '[{ funder = "Vi", level = "own", reference = "17" }]'
    found = findings(HEAD + project(funding=funding) + project(title='"Två"', funding=funding))
    assert [each.code for each in found] == ["PR105"]


def test_of_two_projects_with_one_id_the_first_is_followed() -> None:
    text = project() + project(id='"b"', title='"B"', follows='"bredband"') + project(title='"C"', follows='"b"')
    assert found(HEAD + text) == [(30, "PR105")]


def test_many_unknown_ids_are_told_in_reasonable_time() -> None:
    text = "".join(project(id=f'"p-{n}"', title=f'"Nr {n}"', follows=f'"q-{n}x"') for n in range(300))
    faults = told(HEAD + text, "PR701")
    assert len(faults) == 300
    assert sum((each.help or "").startswith("did you mean") for each in faults) <= 10


def test_a_third_project_names_the_first() -> None:
    funding = '[{ funder = "Region Norrdal", level = "regional", reference = "17" }]'
    text = "".join(project(id=f'"p-{n}"', title=f'"Nr {n}"', funding=funding) for n in range(3))
    assert [(each.span.line, each.related[0].span.line) for each in told(HEAD + text)] == [(28, 17), (39, 17)]


@pytest.mark.parametrize("reference", ['"-"', '"saknas"', '""', '"  "'])
def test_what_says_nothing_is_no_case_number(reference: str) -> None:
    funding = f'[{{ funder = "Region Norrdal", level = "regional", reference = {reference} }}]'
    text = "".join(project(id=f'"p-{n}"', title=f'"Nr {n}"', funding=funding) for n in range(2))
    assert told(HEAD + text, "PR703") == []


def test_a_copied_project_is_told_once() -> None:
    funding = '[{ funder = "Region Norrdal", level = "regional", reference = "17" }]'
    one = project(funding=funding)
    assert [code for _, code in found(HEAD + one + one)] == ["PR105"]
    assert [code for _, code in found(HEAD + one + project(id='"b"', funding=funding))] == ["PR106"]
