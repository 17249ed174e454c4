"""What the rules on the file itself say: encodings, merge conflicts, what only TOML 1.1 allows, the schema version."""

import pytest
from samples import HEAD, findings, project

OURS, MIDDLE, THEIRS = "<<<<<<< HEAD\n", "=======\n", ">>>>>>> main\n"
KEEP = "keep what is right, and take away the lines with <<<<<<<, ======= and >>>>>>>"


def told(text: str | bytes) -> list[tuple[str, str, str, str | None]]:
    """All that is found, as it reads: code, line and columns, message and help."""
    return [
        (each.code, f"{each.span.line}:{each.span.column}-{each.span.end_column}", each.message, each.help)
        for each in findings(text)
    ]


@pytest.mark.parametrize(
    ("clash", "sides"),
    [
        (
            f"{OURS}end_date = 2026-03-16\n{MIDDLE}end_date = 2026-06-30\n{THEIRS}",
            "line 9 on one side, line 11 on the other",
        ),
        (
            f"{OURS}end_date = 2026-03-16\ntags = []\n{MIDDLE}\n\nend_date = 2026-06-30\n{THEIRS}",
            "lines 9 to 10 on one side, lines 12 to 14 on the other",
        ),
        (f"{OURS}{MIDDLE}tags = []\n{THEIRS}", "nothing on one side, line 10 on the other"),
        (f"{OURS}tags = []\nplaces = []\n{MIDDLE}{THEIRS}", "lines 9 to 10 on one side, nothing on the other"),
        (
            f"{OURS}tags = []\n||||||| base\nplaces = []\n{MIDDLE}\n\n{THEIRS}",
            "line 9 on one side, lines 13 to 14 on the other",
        ),
    ],
)
def test_both_sides_of_a_merge_are_named(clash: str, sides: str) -> None:
    (conflict, *_) = [each for each in told(f"{HEAD}\n{clash}{project()}") if each[0] == "PR003"]
    assert conflict[1].startswith("8:1-")
    assert conflict[2:] == (f"git could not merge: {sides}", KEEP)


@pytest.mark.parametrize("mark", [OURS, MIDDLE, THEIRS, "||||||| base\n"])
def test_a_mark_alone(mark: str) -> None:
    (left,) = told(f"{HEAD}\n{mark}{project()}")
    assert left[0] == "PR003"
    assert left[1].startswith("8:1-")
    assert left[2:] == (
        "a mark of a merge conflict was left behind",
        "take the line away, and look whether the rest is as meant",
    )


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ((HEAD + "# å\n").replace("å", "a", 1).encode("cp1252"), "4:13-14"),
        (b'a = "\0"\nb = "\0"', "1:6-7"),
        (b'\xef\xbb\xbfa = "\0"', "1:6-7"),
        (b'a = 1\nb = "\0"', "2:6-7"),
        (HEAD.encode("utf-16"), "1:1-2"),
        ("a = 1".encode("utf-16-le"), "1:2-3"),
    ],
)
def test_the_first_byte_that_is_no_text(raw: bytes, place: str) -> None:
    assert [each[1] for each in told(raw) if each[0] == "PR002"] == [place]


NEWER: list[tuple[str, list[tuple[str, str, str]]]] = [
    ('tags = ["\\e[1m"]', [("17:10-12", "the escape \\e is newer than TOML 1.0", "write \\u001b")]),
    (
        'tags = ["a", "b\\xe5c\\x41"]',
        [
            ("17:16-20", "the escape \\xe5 is newer than TOML 1.0", "write \\u00e5"),
            ("17:21-25", "the escape \\x41 is newer than TOML 1.0", "write \\u0041"),
        ],
    ),
    ("tags = ['\\e', '\\x41', \"\\\\e\"]", []),
    (
        'waive = {\n  PR203 = "Ramavtal.",\n  PR204 = "Ramavtal." }',
        [("17:10-11", "an inline table over several lines is newer than TOML 1.0", "write it on one line")],
    ),
    (
        'waive = { PR203 = "Ramavtal.", }',
        [("17:30-31", "a comma before } is newer than TOML 1.0", "take the comma away")],
    ),
    (
        'waive = { PR203 = "Ramavtal." , }\nx_own = { a = 1, }\nx_other = {\nb = 2, # två\n}',
        [
            ("17:31-32", "a comma before } is newer than TOML 1.0", "take the comma away"),
            ("18:16-17", "a comma before } is newer than TOML 1.0", "take the comma away"),
            ("19:12-13", "an inline table over several lines is newer than TOML 1.0", "write it on one line"),
        ],
    ),
    (
        "x_own = { a = [\n  { b = 1, },\n  {\n  c = 2 },\n], d = 3, }",
        [
            ("18:10-11", "a comma before } is newer than TOML 1.0", "take the comma away"),
            ("19:4-5", "an inline table over several lines is newer than TOML 1.0", "write it on one line"),
            ("21:9-10", "a comma before } is newer than TOML 1.0", "take the comma away"),
        ],
    ),
    ('tags = [\n  "a", # en\n  "b",\n]', []),
    ("x_own = [{ a = \"},\" }, { b = '{,' }, ]", []),
]


@pytest.mark.parametrize(("line", "wanted"), NEWER)
def test_what_is_newer_than_toml_1_0(line: str, wanted: list[tuple[str, str, str]]) -> None:
    text = HEAD + project() + line + "\n"
    assert [each[1:] for each in told(text) if each[0] == "PR004"] == wanted


def test_a_text_that_begins_with_an_empty_line() -> None:
    places = [each[1] for each in told("\nx_own = { a = 1, }\n") if each[0] == "PR004"]
    assert places == ["2:16-17"]


@pytest.mark.parametrize(("escape", "wanted"), [("\\e[1m", 1), ("\\x41", 1), ("\\u0041", 0), ("\\\\e", 0)])
def test_an_escape_is_found_without_any_inline_table(escape: str, wanted: int) -> None:
    contact = '[[project.contact]]\nrole = "contact"\nemail = "info@lovdal.example"\n'
    text = f'{HEAD}{project(contact="")}tags = ["{escape}"]\n{contact}'
    assert "{" not in text
    assert len([each for each in told(text) if each[0] == "PR004"]) == wanted


def test_a_broken_file_is_not_told_to_be_newer() -> None:
    found = told(f"{HEAD}{project()}x_own = {{ a = 1, }}\nny rad\n")
    assert [each[0] for each in found] == ["PR001"]


def test_a_byte_order_mark() -> None:
    mark = ("PR004", "1:1-2", "the file begins with a byte-order mark", "save it as UTF-8 without one")
    assert told("\ufeff" + HEAD + project()) == [mark]
    assert [each.span.end_line for each in findings("\ufeff" + HEAD + project())] == [1]


@pytest.mark.parametrize("version", ["2", "0", "-1"])
def test_a_version_that_is_not_known(version: str) -> None:
    message = f"schema_version is {version}, and this projreg knows version 1"
    mend = "write schema_version = 1, or use the projreg that knows it"
    text = HEAD.replace("= 1", f"= {version}", 1) + project()
    assert told(text) == [("PR107", f"1:18-{18 + len(version)}", message, mend)]
