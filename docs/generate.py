"""Write the pages that the code knows: the format, the rules, the commands, the two schemas and the manual pages.

`python docs/generate.py` writes them, `--check` tells with exit status 1 which are not what the code says.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import manpage

from projreg.cli.main import COMMANDS
from projreg.model.fields import Choice, Key, Kind, Record, Records, Table, Text
from projreg.model.jsonschema import text as schema_page
from projreg.model.records import Contact, Deadline, Funding, Logo, Project, Publisher, Top
from projreg.publishing.exportschema import text as export_schema_page
from projreg.publishing.inset import inset
from projreg.rules import RULES
from projreg.rules.rule import Rule

DOCS = Path(__file__).parent
_NOTE = "<!-- Made by docs/generate.py from the code: change it there. -->\n\n"
_TABLES: tuple[tuple[str, type[Record]], ...] = (
    ("Top of the file", Top),
    ("`[registry]`", Publisher),
    ("`[[project]]`", Project),
    ("`logos`", Logo),
    ("`[[project.funding]]`", Funding),
    ("`[[project.contact]]`", Contact),
    ("`[[project.deadline]]`", Deadline),
)


def format_page() -> str:
    """The reference of the registry format."""
    parts = ["# The format of the registry, version 1\n\n" + _NOTE + _FORMAT_INTRO]
    for heading, record in _TABLES:
        rows = "".join(_key_row(name, key) for name, key in record.keys.items())
        parts.append(f"## {heading}\n\n| key | value | | Swedish / English | meaning |\n|---|---|---|---|---|\n{rows}")
        parts += [_words(name, key.kind) for name, key in record.keys.items() if isinstance(key.kind, Choice)]
    return "\n".join(parts)


_FORMAT_INTRO = """\
One UTF-8 TOML file is the registry. People edit it by hand and keep it in git. Sub-tables may be written as
`[[project.funding]]` or as an inline array `funding = [{ … }]`. Keys of your own begin with `x_`: they are kept, never
checked and never exported. What is not known is left out; an amount of 0 is not the same as an unknown one.

Amounts are whole currency units (`480_000`) or have at most two decimals. Dates are written without quotes
(`2024-06-30`), and both ends of a period count. The state of a project is never written: it follows from its dates.

R = required, i = internal, never exported.
"""


def _key_row(name: str, key: Key[Any]) -> str:
    marks = ("R" if key.required else "") + ("i" if key.internal else "")
    value = key.kind.form if isinstance(key.kind, Text) and key.kind.form else key.kind.name
    if isinstance(key.kind, (Records, Table)):
        value = "see below"
    return f"| `{name}` | {value} | {marks} | {key.label.sv} / {key.label.en} | {key.meaning.en} |\n"


def _words(name: str, kind: Kind) -> str:
    words = kind.words.items() if isinstance(kind, Choice) else ()
    return f"`{name}`: " + " · ".join(f"`{word}` ({label.sv} / {label.en})" for word, label in words) + "\n"


def rules_page() -> str:
    """The manual of the rules, from their docstrings."""
    parts = ["# The rules of `projreg validate`\n\n" + _NOTE + _RULES_INTRO]
    parts.append(
        "| code | name | severity |\n|---|---|---|\n"
        + "".join(
            f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {_weight(rule)} |\n"
            for rule in _rules()
        )
    )
    parts += [f"## {rule.code} {rule.name}\n\n*{_weight(rule)}*\n\n{rule.manual}\n" for rule in _rules()]
    return "\n".join(parts)


_RULES_INTRO = """\
Codes are permanent. An error makes `validate` exit with 1, and no command writes one into the registry; a warning stays
visible. `validate` gives the same answer every day: it does not ask the rules marked “depends on the day”.

A project waives a rule with a reason: `waive = { PR203 = "nine-year framework agreement" }`. A repository weighs the
rules in its `pyproject.toml`, by code, by the beginning of codes or by name; PR001 to PR003 always count:

```toml
[tool.projreg.rules]
PR606 = "off"        # error, warning, info or off
PR409 = "error"
odd-length = "info"
```

What counts for a registry are the settings nearest above the file, up to its repository's root, wherever one stands;
with `--staged` as git has them staged. `--select` and `--ignore` choose for one run: a rule that is selected counts
even where the settings switch it off. A switch without effect is told on standard error: PR001 to PR003 cannot be
switched off, and the rules that depend on the day are asked by `report` alone.
"""


def _weight(rule: Rule) -> str:
    return f"{rule.severity}, depends on the day" if rule.subject == "clock" else rule.severity


def _rules() -> list[Rule]:
    return sorted(RULES, key=lambda rule: rule.code)


def commands_page() -> str:
    """The help of every command, as it is printed."""
    parts = ["# The commands\n\n" + _NOTE + _COMMANDS_INTRO]
    parts += [f"## projreg {name}\n\n```text\n{help_}```\n" for name, help_ in _helps()]
    return "\n".join(parts)


_COMMANDS_INTRO = """\
Exit status: 0 fine · 1 findings · 2 wrong usage, or could not do it · 130 interrupted · 141 closed pipe.

The registry is the file named by `--file`, else by `PROJREG_FILE`, else `projects.toml`, `data/projects.toml` or
`[tool.projreg] file` in `pyproject.toml`, from the current folder up to the repository's root. The day is `--as-of`,
else `PROJREG_TODAY`, else today in the registry's time zone. `NO_COLOR` and `FORCE_COLOR` are heeded.
`projreg-validate` is `projreg validate` for hooks.
"""


def _helps() -> Iterator[tuple[str, str]]:
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    for name in COMMANDS:
        command = [sys.executable, "-m", "projreg", name, "--help"]
        said = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
        yield name, re.sub(r"[ \t]+$", "", said, flags=re.MULTILINE)


def house_page() -> str:
    """The picture of the house, with every room and module in its own words, put between the markers of the page."""
    page = inset((DOCS / "architecture.md").read_bytes(), "architecture.md")
    return page.filled("".join(_rooms()).encode()).decode()


def _rooms() -> Iterator[str]:
    """Each package with the first lines of its modules' docstrings, the single modules before them."""
    source = DOCS.parent / "src" / "projreg"
    yield "| module | what it is for |\n|---|---|\n"
    yield from (_room_row(file) for file in sorted(source.glob("[a-z]*.py")))
    for folder in sorted(each.parent for each in source.glob("**/__init__.py") if each.parent != source):
        name = folder.relative_to(source).as_posix()
        yield f"\n**`{name}/`** {_first_line(folder / '__init__.py')}\n\n| module | what it is for |\n|---|---|\n"
        yield from (_room_row(file) for file in sorted(folder.glob("*.py")) if file.name != "__init__.py")


def _room_row(file: Path) -> str:
    return f"| `{file.stem}` | {_first_line(file)} |\n"


def _first_line(file: Path) -> str:
    doc = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(doc.partition("\n\n")[0].split()).replace("|", "\\|")


PAGES = {
    "architecture.md": house_page,
    "format.md": format_page,
    "rules.md": rules_page,
    "commands.md": commands_page,
    "projects.schema.json": schema_page,
    "export.schema.json": export_schema_page,
    "installed/share/man/man1/projreg.1": manpage.page,
    "installed/share/man/man1/projreg-validate.1": manpage.validate_page,
}


def main() -> int:
    """Write the pages, or with --check tell which differ."""
    differing = []
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            differing.append(name)
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                sys.stdout.write(f"wrote docs/{name}\n")
    if "--check" in sys.argv and differing:
        sys.stderr.write(f"not what the code says: {', '.join(differing)}; run python docs/generate.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
