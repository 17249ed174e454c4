"""What `edit` does: a project's block in an editor, checked when that closes. What was typed is never lost."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from typer import Abort

from projreg.blocks import has_header
from projreg.check import Checked
from projreg.cli.changing import Found, find, on_same_project, one_registry, terms_for
from projreg.cli.editor import Draft, Ended, editor, ended_by_signals, open_in_editor
from projreg.cli.output import note, on_terminal, terminal_columns
from projreg.cli.writing import agreed, carry_out
from projreg.diagnostic import Finding, Related
from projreg.edit import Terms, Unfit, replaced
from projreg.errors import NotWritten, ProjregError, Refused, UsageError
from projreg.findings import Look, renderer
from projreg.source import BYTE_ORDER_MARK, Source, parse
from projreg.store import need_writable, undisturbed, written
from projreg.visible import visible


def edit_project(name: str, files: Sequence[str] | None, *, dry_run: bool, yes: bool) -> int:
    """Open the project's block in an editor and write what is saved there; the exit status.

    On a terminal an error offers to edit again, unless `yes`. Raises UsageError, UnreadableFile, NotWritten; whatever
    was typed then lies in the file that the message names.
    """
    found = find(name, one_registry(files))
    shown, registry = visible(name), visible(found.source.name)
    if not has_header(found.source.text, ("project", found.at)):
        raise UsageError(
            f"{shown} stands inside an array in brackets and has no block of its own",
            f"change it with `projreg set {shown} KEY=VALUE`, or edit {registry} itself",
        )
    need_writable(found.source.name)
    terms = terms_for(found.source, found.publisher)
    command, again = editor(), on_terminal(sys.stdin) and not yes
    with ended_by_signals(), _draft(found) as draft:
        done = _edited(found, draft, terms, command, dry_run=dry_run, again=again)
        if done:
            draft.forget()
            note(f"changed {shown} in {registry}")
        elif draft.worth_keeping:
            note(f"note: {draft.whereabouts}")
    return 0


@contextmanager
def _draft(found: Found) -> Iterator[Draft]:
    """The project's text in a file. Whatever ends the editing: the file stays, and is told of, when it is needed."""
    draft = None
    try:
        with undisturbed():
            draft = Draft.beside(found.source.name, found.project.id, "\n".join(found.texts).encode())
        yield draft
    except ProjregError as error:
        if draft and draft.worth_keeping:
            error.mend = "; ".join(filter(None, (error.mend, draft.whereabouts)))
        raise
    except (KeyboardInterrupt, Abort, Ended):
        if draft and written():
            draft.forget()
        elif draft and draft.worth_keeping:
            note(f"\n{draft.whereabouts}")
        raise
    finally:
        if draft and not draft.worth_keeping and not _still_typing(sys.exception()):
            draft.forget()


def _still_typing(error: BaseException | None) -> bool:
    return isinstance(error, Ended) and error.still_typing


def _edited(found: Found, draft: Draft, terms: Terms, command: Sequence[str], *, dry_run: bool, again: bool) -> bool:
    """Edit until what is saved can be written, or nobody wants to go on; whether it was written."""
    unchanged = f"{visible(found.source.name)} is unchanged"
    while True:
        status = open_in_editor(command, draft.path)
        if status:
            how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
            raise NotWritten(f"the editor {how}; {unchanged}")
        if draft.saved.strip() == draft.before.strip():
            note(f"nothing to change; {unchanged}")
            return False
        try:
            typed = _text(draft, unchanged)

            def change(now: Found, typed: str = typed) -> Source:
                return replaced(now.source, now.at, typed, terms)

            return carry_out(found.source, on_same_project(found, change), question="", dry_run=dry_run, yes=True)
        except Unfit as error:
            _show(error, draft)
            number = len(error.findings)
            refused = Refused(f"{number} {'error' if number == 1 else 'errors'} in what was typed; {unchanged}")
        except Refused as error:
            refused = error
            if again:
                note(f"{visible(error.message)}" + (f"; {visible(error.mend)}" if error.mend else ""))
        if not again or not agreed("Edit again?"):
            raise refused
        draft.refill()


Place = TypeVar("Place", Finding, Related)


def _show(error: Unfit, draft: Draft) -> None:
    """The findings as they stand in the draft; those elsewhere in the registry as they would stand there."""
    text, typed = (each.replace("\r\n", "\n") for each in (error.source.text, draft.saved.decode("utf-8", "replace")))
    above, _, _ = text.partition(typed.strip())
    first = above.count("\n")
    last = first + typed.strip().count("\n") + 1
    path = os.path.relpath(draft.path)
    lead = typed[: len(typed) - len(typed.lstrip())].count("\n")

    def moved(found: Place) -> Place:
        if not first < found.span.line <= last:
            return found
        by = lead - first
        span = found.span._replace(line=found.span.line + by, end_line=found.span.end_line + by)
        return found._replace(file=path, span=span)

    form = "full" if on_terminal(sys.stderr) else "concise"
    findings = (moved(each)._replace(related=tuple(map(moved, each.related))) for each in error.findings)
    look = Look(columns=terminal_columns() or Look().columns)
    note(renderer(form)(Checked(1, 1, tuple(findings)), [error.source, parse(draft.saved, path)], look).rstrip("\n"))


def _text(draft: Draft, unchanged: str) -> str:
    """What was saved, as text. Raises Refused when it is none."""
    try:
        text = draft.saved.removeprefix(BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError as error:
        line = draft.saved.count(b"\n", 0, error.start) + 1
        raise Refused(f"line {line} is not UTF-8 text; {unchanged}", "save it as UTF-8") from None
    if not text.strip():
        raise Refused(f"nothing is left of the project; {unchanged}", "`projreg remove` takes a project out")
    return text
