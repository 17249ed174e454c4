"""The JSON Schema of the format, for completion and checks in editors.

Without --output it goes to standard output. How editors are told of it: docs/editor.md. With --export it is the
schema of what `export json` and `export jsonl` write, for those who read them.

Example: projreg schema -o projects.schema.json
"""

from typing import Annotated

from typer import Option

from projreg.cli.output import emit, note
from projreg.errors import UnreadableFile, UsageError
from projreg.visible import visible


def run(
    output: Annotated[str | None, Option("--output", "-o", metavar="PATH", help="The file to write.")] = None,
    check: Annotated[
        bool,
        Option("--check", help="Write nothing; exit with 1 when the file at --output is not what would be written."),
    ] = False,
    export: Annotated[bool, Option("--export", help="The schema of what export json and jsonl write.")] = False,
) -> int:
    named = None if output == "-" else output
    if named and named.endswith(".toml"):
        raise UsageError(f"--output names a TOML file, {visible(named)}", "name a file that ends with .json")
    if check and not named:
        raise UsageError("--check has no file to compare with", "name it with --output")
    schema = _text(export=export)
    if named is None:
        emit(schema)
        return 0
    return _compared(named, schema.encode(), export=export) if check else _written(named, schema.encode())


def _text(*, export: bool) -> str:
    if export:
        from projreg.publishing import exportschema  # not for --help

        return exportschema.text()
    from projreg.model import jsonschema  # nor for --help

    return jsonschema.text()


def _written(path: str, content: bytes) -> int:
    from projreg.storing.store import replace_output

    replace_output(path, content)
    note(f"wrote {visible(path)}")
    return 0


def _compared(path: str, content: bytes, *, export: bool) -> int:
    shown = visible(path)
    mend = f"write it with projreg schema{' --export' if export else ''} -o {shown}"
    try:
        with open(path, "rb") as file:
            same = file.read() == content
    except FileNotFoundError:
        note(f"{shown} does not exist; {mend}")
        return 1
    except OSError as error:
        raise UnreadableFile(f"{shown} cannot be read: {error.strerror}") from None
    if same:
        note(f"{shown} is the schema of this projreg")
        return 0
    note(f"{shown} is not the schema of this projreg; {mend}")
    return 1
