"""What `edit` does: a project's block in an editor, checked when that closes. What was typed is never lost."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from typer import Abort

from projreg.checking.check import Checked
from projreg.cli.changing import Found, find, on_same_project, one_registry, terms_for
from projreg.cli.editor import Draft, editor, open_in_editor
from projreg.cli.output import emit, note, on_terminal, terminal_columns
from projreg.cli.settings import from_here
from projreg.cli.writing import agreed, carry_out
from projreg.diagnostic import Finding, Related
from projreg.editing.blocks import has_header
from projreg.editing.consequences import first_end_date
from projreg.editing.diff import unified_diff
from projreg.editing.edit import Conditions, Unfit, changed, replaced
from projreg.editing.toml_edit import Change
from projreg.errors import NotWritten, ProjregError, Refused, UsageError
from projreg.findings import Look, renderer
from projreg.reading.source import BYTE_ORDER_MARK, Source, parse
from projreg.storing.newfile import written
from projreg.storing.signals import Ended, ended_by_signals, undisturbed
from projreg.storing.store import need_writable
from projreg.visible import visible

_AT_ONCE = 1.0
"""Seconds. Nobody has read a project, changed nothing and closed the editor in less."""


def edit_project(name: str, files: Sequence[str] | None, *, dry_run: bool, yes: bool) -> int:
    """Open the project's block in an editor and write what is saved there; the exit status.

    On a terminal an error offers to edit again, what an earlier edit left can be gone on with, and what changed is
    shown, unless `yes`. A later end date keeps the old one as original_end_date when there is none.

    Raises UsageError, UnreadableFile, NotWritten; whatever was typed then lies in the file that the message names.
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
    kept = _unfinished(found, ask=again)
    with ended_by_signals(), _draft(found, kept) as draft:
        done = _edited(found, draft, terms, command, dry_run=dry_run, again=again, show=kept is not None)
        if done:
            draft.forget()
            if again and not kept:
                emit(unified_diff(done.before.raw, done.after.raw, found.source.name))
            note(f"changed {shown} in {registry}")
            for said in done.notes:
                note(f"note: {said}")
        elif draft.worth_keeping:
            note(f"note: {draft.whereabouts}")
    return 0


def _unfinished(found: Found, *, ask: bool) -> Draft | None:
    """What an earlier edit of the project left, when the user wants to go on with it; without `ask` it is only told."""
    kept = Draft.kept(found.source.name, found.project.id, _text_of(found))
    if kept is None:
        return None
    told = f"here is an unfinished edit of {visible(found.project.id)} from {kept.saved_at} in {kept.shown}"
    if ask:
        return kept if agreed(f"T{told}: go on with it?") else None
    note(f"note: t{told}; this is a new one")
    return None


def _text_of(found: Found) -> bytes:
    return "\n".join(found.texts).encode()


@contextmanager
def _draft(found: Found, kept: Draft | None) -> Iterator[Draft]:
    """The project's text in a file, or the one that was kept.

    Whatever ends the editing: the file stays, and is told of, when it is needed.
    """
    draft = kept
    try:
        with undisturbed():
            draft = draft or Draft.beside(found.source.name, found.project.id, _text_of(found))
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


class _Done:
    """What an edit makes of the registry, and what is to be said of it."""

    def __init__(self, found: Found, typed: str, terms: Conditions) -> None:
        self.before = found.source
        self.after = replaced(found.source, found.at, typed, terms)
        self.notes: list[str] = []
        for change in first_end_date(found.project, found.table, self.after.data["project"][found.at]):
            self._keep(change, found.at, terms)

    def _keep(self, change: Change, at: int, terms: Conditions) -> None:
        key, value = change.path[0], change.value
        try:
            self.after = changed(self.after, at, [change], terms)
        except NotWritten:
            self.notes.append(f"the end date was {value} before; {key} cannot keep it")
        else:
            self.notes.append(f"{key} = {value} was added")


def _edited(
    found: Found, draft: Draft, terms: Conditions, command: Sequence[str], *, dry_run: bool, again: bool, show: bool
) -> _Done | None:
    """Edit until what is saved can be written, or nobody wants to go on; what was written, if it was.

    With `show` the change is shown and asked about before it is written: what was typed may be older than what stands
    there now.
    """
    unchanged = f"{visible(found.source.name)} is unchanged"
    while True:
        started = time.monotonic()
        status = open_in_editor(command, draft.path)
        if again and not status and draft.is_untouched and time.monotonic() - started < _AT_ONCE:
            _wait_for_a_window()
        if status:
            how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
            raise NotWritten(f"the editor {how}; {unchanged}")
        if draft.is_untouched:
            note(f"nothing to change; {unchanged}")
            return None
        done: list[_Done] = []
        try:
            typed = _text(draft, unchanged)

            def change(now: Found, typed: str = typed, done: list[_Done] = done) -> Source:
                done.append(_Done(now, typed, terms))
                return done[-1].after

            question = f"Change {visible(found.project.id)}?"
            change_it = on_same_project(found, change)
            is_written = carry_out(found.source, change_it, question=question, dry_run=dry_run, yes=not show)
            return done[-1] if is_written else None
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


def _wait_for_a_window() -> None:
    """Some editors come back at once and go on in a window of their own."""
    from typer import prompt

    note("the editor came back at once; one that waits is set like VISUAL='code --wait'")
    prompt("Press Enter when you have saved and closed it", default="", show_default=False, err=True)


Place = TypeVar("Place", Finding, Related)


def _show(error: Unfit, draft: Draft) -> None:
    """The findings as they stand in the draft; those elsewhere in the registry as they would stand there."""
    text, typed = (each.replace("\r\n", "\n") for each in (error.source.text, draft.saved.decode("utf-8", "replace")))
    above, _, _ = text.partition(typed.strip())
    first = above.count("\n")
    last = first + typed.strip().count("\n") + 1
    path = from_here(draft.path)
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
