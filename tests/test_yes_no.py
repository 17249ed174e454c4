"""Yes and no: `validate --fix`, `set`, the answer to a question and `import` know the same words."""

from pathlib import Path

import pytest
from console import called, on_terminal
from lists import GOOD, HEADINGS, Taken, csv
from samples import HEAD, findings, project

from projreg.diagnostic import Fix
from projreg.editing.assignments import read_assignments
from projreg.editing.toml_edit import Change
from projreg.errors import UsageError
from projreg.values.yes_no import yes_or_no

WORDS = [
    *((each, True) for each in ("true", "ja", "Ja", "J", "yes", "y", "SANT", " 1 ")),
    *((each, False) for each in ("False", "nej", "NEJ", "n", "no", "N", "falskt", "0")),
]
NEITHER = ["kanske", "10", "2", "jan", "ja nej"]


@pytest.mark.parametrize(("word", "meant"), [*WORDS, *((each, None) for each in NEITHER)])
def test_a_word_is_read_everywhere_as_the_same(word: str, meant: bool | None) -> None:
    assert yes_or_no(word) is meant
    (found,) = findings(HEAD + project(publish=f'"{word}"'))
    assert found.fix == (None if meant is None else Fix(str(meant).lower()))
    taken = Taken(csv((*HEADINGS, "Statsstöd"), (*GOOD, word)), for_all=("owner=Byalaget", "role=partner"))
    if meant is None:
        assert taken.lines
        with pytest.raises(UsageError, match="is neither yes nor no"):
            read_assignments([f"publish={word}"], {}, "SEK")
    else:
        assert [each["state_aid"] for each in taken.projects] == [meant]
        assert read_assignments([f"publish={word}"], {}, "SEK") == [Change(("publish",), meant)]


@pytest.mark.parametrize(("word", "meant"), WORDS)
def test_an_answer_may_be_any_of_them(word: str, meant: bool, tmp_path: Path) -> None:
    path = tmp_path / "projects.toml"
    path.write_text(HEAD + project(), "utf-8")
    name = called("list", "--format=ids", cwd=tmp_path).out.strip()
    on_terminal(["set", name, "tags=vatten"], tmp_path, 100, keys=[("]:", f"{word}\r")])
    assert ("vatten" in path.read_text("utf-8")) is meant
