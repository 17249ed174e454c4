"""What `export` does: make the document, write it or compare it with the file, and tell what is left out."""

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from projreg.cli.options import option_of
from projreg.cli.output import emit, emit_raw, note
from projreg.cli.reading import Reading, read, the_day
from projreg.edition import Document, Edition, Template
from projreg.errors import UnreadableFile, UsageError
from projreg.export import FORMATS, named
from projreg.inset import BEGIN, END, inset
from projreg.language import Lang, Phrase, count
from projreg.model import Project
from projreg.select import Selection, select
from projreg.source import BYTE_ORDER_MARK
from projreg.state import state_on
from projreg.visible import visible

_ONE, _MANY = Phrase("projekt", "project"), Phrase("projekt", "projects")


class Order(NamedTuple):
    """What is asked for: the format, where it goes, what is wished for, of which projects in which registries."""

    form: str
    output: str | None
    into: str | None
    wishes: Mapping[str, Any]
    selection: Selection
    files: Sequence[str] | None
    as_of: str | None
    lang: Lang | None
    staged: bool

    @property
    def path(self) -> str | None:
        """The file that it goes to; None for standard output."""
        return self.into or (None if self.output == "-" else self.output)


def publish(order: Order) -> int:
    """Write the document."""
    _need_sense(order)
    if order.staged:
        raise UsageError("--staged belongs to --check", "give --check too")
    reading = _read(order, order.as_of)
    document = _document(order, reading)
    _tell_left_out(order, reading)
    for line in document.remarks:
        note(f"note: {visible(line)}")
    if order.path is None:
        emit(document.content) if isinstance(document.content, str) else emit_raw(document.content)
        return 0
    if order.into:
        from projreg.store import update  # nothing to replace in a pipe

        name = order.into
        if not os.path.lexists(name):
            raise UnreadableFile(f"{visible(name)} does not exist", f"make it, with these two lines: {BEGIN} and {END}")
        update(name, lambda page: inset(page, name).filled(document.raw), tell=note)
    else:
        from projreg.store import replace_output

        replace_output(order.path, document.raw)
    number = count(len(_published(order, reading)), _ONE, _MANY, "en")
    note(f"wrote {visible(order.path)}: {number} as of {reading.today}")
    return 0


def check(order: Order, words: Sequence[str]) -> int:
    """1 when the file is not what would be written, judged by the day that it was made for. `words` are the command."""
    _need_sense(order)
    if order.path is None:
        raise UsageError("--check needs the file to check", "name it with --output PATH, or --into PATH")
    old = _old(order.path, staged=order.staged)
    if old is None:
        return _differs(f"{visible(order.path)} does not exist", words)
    content = inset(old, order.path).content if order.into else old
    day = None if order.as_of is not None else named(order.form).day_of(content)
    reading = _read(order, day.isoformat() if day else order.as_of)
    raw = _document(order, reading).raw
    new = inset(old, order.path).filled(raw) if order.into else raw
    if not _same(old, new):
        registries = ", ".join(map(visible, reading.paths))
        what = f"{visible(order.path)} is not what {registries} says as of {reading.today}"
        return _differs(f"{what}: {_first_difference(old, new)}", words)
    note(f"{visible(order.path)} is right as of {reading.today}")
    _tell_age(order, reading, words)
    return 0


def _need_sense(order: Order) -> None:
    """Raise UsageError for a format that is not known, and for what it cannot do."""
    named(order.form)
    asked = [name for name, value in order.wishes.items() if value] + (["into"] if order.into else [])
    for name in asked:
        if name not in FORMATS[order.form].wishes:
            able = ", ".join(each for each, form in FORMATS.items() if name in form.wishes)
            raise UsageError(f"{order.form} has no {option_of(name)}", f"it goes with {able}")
    if order.into and order.output:
        raise UsageError("--into and --output are two places", "name one of them")


def _read(order: Order, as_of: str | None) -> Reading:
    """The registries as of a day. Raises UsageError when the document would take their place."""
    reading = read(order.files, as_of, order.lang, staged=order.staged)
    if order.path and any(os.path.realpath(order.path) == os.path.realpath(path) for path in reading.paths):
        raise UsageError(
            f"{'--into' if order.into else '--output'} names the registry itself, {visible(order.path)}",
            "name another file for the page",
        )
    return reading


def _document(order: Order, reading: Reading) -> Document:
    wishes = {
        **order.wishes,
        "fragment": order.wishes["fragment"] or order.into is not None,
        "template": _template(order),
    }
    projects = _published(order, reading)
    edition = Edition(reading.registry.publisher, projects, reading.today, reading.lang, **wishes)
    return named(order.form).render(edition)


def _published(order: Order, reading: Reading) -> list[Project]:
    meant = select(reading.registry.projects, order.selection, reading.today)
    return [each for each in meant if each.published]


def _template(order: Order) -> Template | None:
    """The template that is named. Raises UnreadableFile, and UsageError when the page would take its place."""
    path = order.wishes["template"]
    if not path:
        return None
    if order.path and os.path.realpath(order.path) == os.path.realpath(path):
        raise UsageError(f"{visible(path)} is the template itself", "name another file for the page")
    raw = _old(path, staged=order.staged)
    if raw is None:
        raise UnreadableFile(f"there is no template {visible(path)}", "check the path")
    try:
        return Template(path, raw.removeprefix(BYTE_ORDER_MARK).decode())
    except UnicodeDecodeError:
        raise UnreadableFile(f"{visible(path)} is not UTF-8 text", "save the template as UTF-8") from None


def _tell_left_out(order: Order, reading: Reading) -> None:
    """One line on standard error when something is not published: its deadlines, too, are missing from a calendar."""
    meant = select(reading.registry.projects, order.selection, reading.today)
    left_out = [each for each in meant if not each.published]
    held = sum(each.held_back for each in left_out)
    applied = sum(not each.held_back and each.publish is None for each in left_out)
    parts = [
        (len(left_out) - held - applied, "not to be published"),
        (applied, "only applied for"),
        (held, "held back because a value cannot be read"),
    ]
    told = [
        f"{count(number, _ONE, _MANY, 'en')} {'is' if number == 1 else 'are'} {why}" for number, why in parts if number
    ]
    if told:
        note(f"note: left out: {', '.join(told)}")


def _old(path: str, *, staged: bool) -> bytes | None:
    """What the file holds; None when there is none. Raises UnreadableFile."""
    if staged:
        from projreg.git import staged as staged_bytes

        return staged_bytes(path)
    from projreg.source import read_bytes

    return read_bytes(path) if os.path.lexists(path) else None


def _same(old: bytes, new: bytes) -> bool:
    """Whether the file is the document; git may have checked its lines out with other ends."""
    return old == new or (b"\r\n" not in new and old.replace(b"\r\n", b"\n") == new)


def _first_difference(old: bytes, new: bytes) -> str:
    if b"\0" in new:
        return "its content is another"
    before, after = (each.decode("utf-8", "replace").splitlines() for each in (old, new))
    at = next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    has, wanted = (visible(lines[at].strip()) if at < len(lines) else None for lines in (before, after))
    pairs = enumerate(zip(has or "", wanted or "", strict=False))
    alike = next((place for place, (a, b) in pairs if a != b), min(len(has or ""), len(wanted or "")))
    return f"line {at + 1} has {_quoted(has, alike)} where {_quoted(wanted, alike)} should stand"


def _quoted(line: str | None, alike: int) -> str:
    """A line, of a long one the part where the two begin to differ."""
    if line is None:
        return "nothing"
    if len(line) > 60 and alike > 30:
        line = "…" + line[alike - 20 :]
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


def _differs(what: str, words: Sequence[str]) -> int:
    note(f"error: {what}")
    note(f"  help: {_again(words)}")
    return 1


def _again(words: Sequence[str]) -> str:
    """The command that writes the file."""
    from shlex import join

    return visible(join(["projreg", "export", *(each for each in words if each not in ("--check", "--staged"))]))


def _tell_age(order: Order, reading: Reading, words: Sequence[str]) -> None:
    """One line when time alone has made something else of a page that was right on its day, which nobody named."""
    if order.as_of is not None:
        return
    now = the_day(None, reading.registry.publisher)
    then_or_now = dict.fromkeys((*_published(order, reading), *_published(order, reading._replace(today=now))))
    changed = sum(state_on(each, now) != state_on(each, reading.today) for each in then_or_now)
    if changed:
        number = count(changed, _ONE, _MANY, "en")
        note(f"note: {number} changed state between {reading.today} and {now}; to tell it: {_again(words)}")
