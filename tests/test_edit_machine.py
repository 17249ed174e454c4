"""Long lives of a registry: commands and hand edits in any order leave the data as a model says, and every comment.

`PROJREG_LONG=1 python -m pytest tests/test_edit_machine.py` lives 5 000 of them.
"""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
from console import called
from effort import count
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from odd_registries import HOSTILE, INDENTS, REMARKS
from samples import HEAD

pytestmark = pytest.mark.long

Table = dict[str, Any]
TEXTS = HOSTILE.map(str.strip).filter(bool)
START, CLOSED, REVIEWED = date(2024, 1, 1), date(2025, 1, 15), date(2025, 11, 3)
TABLES: dict[str, tuple[str, Table]] = {
    "funding": ("regional: Regionen=5 tkr", {"funder": "Regionen", "level": "regional", "amount": 5000}),
    "deadline": ("other=2024-05-05", {"type": "other", "due": date(2024, 5, 5)}),
    "contact": ("controller: Bo Ek", {"role": "controller", "name": "Bo Ek"}),
}


class Life(RuleBasedStateMachine):
    """A registry on disk, what it should hold, and the comments that people wrote, each with whose it is."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "projects.toml"
        self.projects: list[Table] = []
        self.comments: dict[str, str] = {}
        self.faulty: list[Table] = []
        self.made = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    @initialize(newline=st.sampled_from(["\n", "\r\n"]), mark=st.sampled_from(["", "\ufeff"]), last=st.booleans())
    def begin(self, newline: str, mark: str, last: bool) -> None:
        text = HEAD if last else HEAD.removesuffix("\n")
        self.path.write_bytes((mark + text.replace("\n", newline)).encode())

    # ---- commands

    def does(self, *arguments: str) -> None:
        out, err, status = called(*arguments, "--yes", cwd=self.path.parent)
        assert (status, out) == (0, ""), err

    def sets(self, project: Table, *written: str) -> None:
        self.does("set", project["id"], *written)

    def one(self, data: st.DataObject) -> Table:
        """One of the projects."""
        return self.projects[data.draw(st.integers(0, len(self.projects) - 1))]

    @rule(title=TEXTS, summary=TEXTS, tables=st.lists(st.sampled_from([*TABLES]), unique=True))
    def add(self, title: str, summary: str, tables: list[str]) -> None:
        self.made += 1
        name = f"p{self.made}"
        options = [f"--{each}={TABLES[each][0]}" for each in tables]
        self.does(
            "add", f"--id={name}", f"--title={title}", f"--summary={summary}", "--role=owner", "--owner=Granby kommun",
            f"--start-date={START}", "--end-date=2024-06-30", "--contact=contact: a@granby.example", *options,
        )  # fmt: skip
        project: Table = {
            "id": name, "title": title, "summary": summary, "role": "owner", "owner": "Granby kommun",
            "start_date": START, "end_date": date(2024, 6, 30),
            "contact": [{"role": "contact", "email": "a@granby.example"}],
        }  # fmt: skip
        for each in tables:
            project.setdefault(each, []).append(dict(TABLES[each][1]))
        self.projects.append(project)

    @precondition(lambda self: self.projects)
    @rule(data=st.data(), name=st.sampled_from(["title", "summary", "notes", "acronym", "x_eget"]), text=TEXTS)
    def set_text(self, data: st.DataObject, name: str, text: str) -> None:
        project = self.one(data)
        self.sets(project, f"{name}={text}")
        project[name] = text

    @precondition(lambda self: self.projects)
    @rule(data=st.data(), text=TEXTS)
    def add_texts(self, data: st.DataObject, text: str) -> None:
        project = self.one(data)
        self.sets(project, f"places[]={text}", f"waive.PR311=beslut: {text}")
        project["places"] = [*dict.fromkeys([*project.get("places", []), text])]
        project["waive"] = {"PR311": f"beslut: {text}"}

    @precondition(lambda self: self.projects)
    @rule(
        data=st.data(), name=st.sampled_from(["notes", "acronym", "places", "waive", "funding", "deadline", "x_eget"])
    )
    def take_away(self, data: st.DataObject, name: str) -> None:
        project = self.one(data)
        if name in project or name != "x_eget":
            self.sets(project, f"{name}=")
            project.pop(name, None)

    @precondition(lambda self: self.projects)
    @rule(data=st.data(), name=st.sampled_from([*TABLES]))
    def add_table(self, data: st.DataObject, name: str) -> None:
        project = self.one(data)
        self.sets(project, f"{name}[]={TABLES[name][0]}")
        if TABLES[name][1] not in project.get(name, []):  # what is there is not added again
            project[name] = [*project.get(name, []), dict(TABLES[name][1])]

    @precondition(lambda self: any(each.get("funding") for each in self.projects))
    @rule(data=st.data(), amount=st.integers(1, 10**9), away=st.booleans())
    def change_table(self, data: st.DataObject, amount: int, away: bool) -> None:
        project = data.draw(st.sampled_from([each for each in self.projects if each.get("funding")]))
        at = data.draw(st.integers(0, len(project["funding"]) - 1))
        if away:
            self.sets(project, f"funding[{at}]=")
            del project["funding"][at]
            if not project["funding"]:
                del project["funding"]
        else:
            self.sets(project, f"funding[{at}].amount={amount}", f"funding[{at}].reference=R {amount}")
            project["funding"][at] |= {"amount": amount, "reference": f"R {amount}"}

    @precondition(lambda self: self.projects)
    @rule(data=st.data(), end=st.dates(START, date(2024, 12, 31)))
    def move_end(self, data: st.DataObject, end: date) -> None:
        project = self.one(data)
        if project.get("original_end_date") == end:  # it was not prolonged after all
            del project["original_end_date"]
        elif end > project["end_date"]:
            project.setdefault("original_end_date", project["end_date"])
        project["end_date"] = end
        self.sets(project, f"end_date={end}")

    @precondition(lambda self: self.projects)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        project = self.one(data)
        if "closed_date" not in project:
            self.does("close", project["id"], "--on", str(CLOSED))
            project["closed_date"] = CLOSED

    @precondition(lambda self: self.projects)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        project = self.one(data)
        self.does("remove", project["id"])
        self.projects.remove(project)
        self.faulty = [each for each in self.faulty if each is not project]
        text = self.text
        for comment, whose in [*self.comments.items()]:
            if whose == f"in {project['id']}":
                assert comment not in text
            if whose.endswith(f" {project['id']}") and comment not in text:
                del self.comments[comment]

    # ---- hands

    @property
    def text(self) -> str:
        return self.path.read_bytes().decode("utf-8-sig")

    def inserts(self, line: str, at: int) -> None:
        """Insert a line where line number `at` begins."""
        raw = self.path.read_bytes()
        newline = b"\r\n" if b"\r\n" in raw else b"\n"
        lines = raw.splitlines(keepends=True)
        lines.insert(at, line.encode().replace(b"\n", newline) + newline)
        self.path.write_bytes(b"".join(lines))

    def line_of(self, project: Table) -> int:
        """The line behind the project's id."""
        lines = [each.strip() for each in self.path.read_bytes().decode().splitlines()]
        return next(at for at, each in enumerate(lines, 1) if each.startswith(f'id = "{project["id"]}"'))

    @precondition(lambda self: self.projects)
    @rule(data=st.data(), remark=REMARKS, indent=INDENTS, where=st.sampled_from(["in", "above", "apart"]))
    def comment(self, data: st.DataObject, remark: str, indent: str, where: str) -> None:
        project = self.one(data)
        self.made += 1
        text, line = f"# {remark} ({self.made})", self.line_of(project)
        self.comments[text] = f"{where} {project['id']}" if where != "apart" else "nobody's"
        if where == "apart":
            self.inserts(f"\n{indent}{text}\n", line - 2)
        else:
            self.inserts(f"{indent}{text}", line if where == "in" else line - 2)

    @precondition(lambda self: self.projects)
    @rule(data=st.data(), blank=st.sampled_from(["", "  ", "\t"]))
    def empty_line(self, data: st.DataObject, blank: str) -> None:
        self.inserts(blank, self.line_of(self.one(data)) - data.draw(st.sampled_from([0, 2])))

    @precondition(lambda self: self.projects)
    @rule(data=st.data())
    def own_key(self, data: st.DataObject) -> None:
        project = self.one(data)
        self.made += 1
        self.inserts(f"'x_{self.made}'\t=  [ {self.made}, ] # siffran", self.line_of(project))
        project[f"x_{self.made}"] = [self.made]

    @precondition(lambda self: self.projects)
    @rule(data=st.data())
    def date_in_quotes(self, data: st.DataObject) -> None:
        project = self.one(data)
        if "reviewed" not in project:
            self.inserts(f'  reviewed = "{REVIEWED}" # i dag', self.line_of(project))
            project["reviewed"] = str(REVIEWED)
            self.faulty.append(project)

    @rule()
    def fix(self) -> None:
        out, err, status = called("validate", "--fix", cwd=self.path.parent)
        assert status == 0, out + err
        for project in self.faulty:
            project["reviewed"] = REVIEWED
        self.faulty.clear()

    # ---- always

    @invariant()
    def the_data_are_as_meant(self) -> None:
        if self.path.exists():
            assert tomli.loads(self.text).get("project", []) == self.projects

    @invariant()
    def every_comment_is_there(self) -> None:
        if self.comments:
            text = self.text
            assert [each for each in self.comments if each not in text] == []


Life.TestCase.settings = settings(
    max_examples=count(150, 5_000),
    stateful_step_count=count(8, 30),
    suppress_health_check=[*HealthCheck],
    deadline=None,
)
TestLife = Life.TestCase
