"""What `export` does: make the document, write it or compare it with the file, and tell what is left out."""

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from projreg.cli.options import option_of
from projreg.cli.output import emit, emit_raw, note
from projreg.cli.reading import Reading, read, the_day
from projreg.derived.select import Selection, select
from projreg.derived.state import state_on
from projreg.errors import NotWritten, UnreadableFile, UsageError
from projreg.export import FORMATS, Format, named
from projreg.language import Lang, Phrase, count
from projreg.model.records import Project
from projreg.publishing.edition import Document, Edition, Template
from projreg.publishing.inset import BEGIN, END, inset
from projreg.reading.source import BYTE_ORDER_MARK
from projreg.values.swedish_numbers import of_organisation
from projreg.visible import argument, visible

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
    _tell_persons(_published(order, reading))
    for line in document.remarks:
        note(f"note: {visible(line)}")
    if order.path is None:
        emit(document.content) if isinstance(document.content, str) else emit_raw(document.content)
        return 0
    if order.into:
        from projreg.storing.store import update  # nothing to replace in a pipe

        name = order.into
        if not os.path.lexists(name):
            raise UnreadableFile(f"{visible(name)} does not exist", f"make it, with these two lines: {BEGIN} and {END}")
        _tell_charset(name)
        update(name, lambda page: inset(page, name).filled(document.raw), tell=note)
    else:
        from projreg.storing.store import replace_output

        _need_ours(order, document)
        replace_output(order.path, document.raw)
    number = count(len(_published(order, reading)), _ONE, _MANY, "en")
    note(f"wrote {visible(order.path)}: {number} as of {reading.today}")
    return 0


def check(order: Order, words: Sequence[str]) -> int:
    """1 when the file is not what would be written, judged by the day that it was made for. `words` are the command."""
    from projreg.publishing.first_difference import first_difference, same  # most only write

    _need_sense(order)
    if order.path is None:
        raise UsageError("--check needs the file to check", "name it with --output PATH, or --into PATH")
    old = _old(order.path, staged=order.staged)
    if old is None:
        return _differs(f"{visible(order.path)} does not exist", order, words)
    content = inset(old, order.path).content if order.into else old
    day = None if order.as_of is not None else named(order.form).day_of(content)
    reading = _read(order, day.isoformat() if day else order.as_of)
    if day and day > the_day(None, reading.registry.publisher):
        return _differs(f"{visible(order.path)} is as of {day}, a day that has not come", order, words)
    document = _document(order, reading)
    new = inset(old, order.path).filled(document.raw) if order.into else document.raw
    if not same(old, new, is_text=isinstance(document.content, str)):
        registries = ", ".join(map(visible, reading.paths))
        what = f"{visible(order.path)} is not what {registries} says as of {reading.today}"
        return _differs(f"{what}: {first_difference(old, new)}", order, words)
    note(f"{visible(order.path)} is right as of {reading.today}")
    _tell_age(order, reading, words)
    return 0


def _need_ours(order: Order, document: Document) -> None:
    """Raise NotWritten where a file stands that projreg did not make: our own say of which day they are."""
    day_of = named(order.form).day_of
    if order.path is None or day_of(document.raw) is None or not os.path.isfile(order.path):
        return
    old = _old(order.path, staged=False)
    if old and day_of(old) is None:
        raise NotWritten(
            f"{visible(order.path)} is there already, and does not say that projreg made it; it is unchanged",
            "name another file, or take that one away first",
        )


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
    if order.path:
        _need_own_name(order.form, order.path, into=order.into is not None)


_OF_OTHERS = {".toml": "a registry", ".xls": "an old workbook", ".docx": "a document of Word", ".pdf": "a PDF"}
"""What a file is by its name that no format is written to."""


def _need_own_name(form: str, path: str, *, into: bool) -> None:
    """Raise UsageError for a file whose name says another format: another document may stand there, or be sought."""
    stem, suffix = os.path.splitext(path)
    formats = [name for name, each in FORMATS.items() if suffix.lower() in each.suffixes]
    others = formats or [each for each in (_OF_OTHERS.get(suffix.lower()),) if each]
    if not others or form in formats:
        return
    if not into and FORMATS[form].suffixes:
        mend = f"-o {argument(stem + FORMATS[form].suffixes[0])}, or another name"
    elif into and "into" in FORMATS.get(others[0], Format("")).wishes:
        mend = f"projreg export {others[0]} --into {argument(path)}, or another name"
    else:
        mend = "name another file"
    raise UsageError(f"{visible(path)} is a name for {' or '.join(others)}, and {form} was asked for", mend)


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
    _need_kind(order.form, path)
    raw = _old(path, staged=order.staged)
    if raw is None:
        raise UnreadableFile(f"there is no template {visible(path)}", "check the path")
    try:
        return Template(path, raw.removeprefix(BYTE_ORDER_MARK).decode())
    except UnicodeDecodeError:
        raise UnreadableFile(f"{visible(path)} is not UTF-8 text", "save the template as UTF-8") from None


_KINDS = {suffix: name for name, each in FORMATS.items() if "template" in each.wishes for suffix in each.suffixes}


def _need_kind(form: str, template: str) -> None:
    """Raise UsageError for a template of the other kind of page: what it prints would be escaped for this one."""
    name = template.lower().removesuffix(".j2").removesuffix(".jinja2").removesuffix(".jinja")
    meant = _KINDS.get(os.path.splitext(name)[1], form)
    if meant != form:
        raise UsageError(
            f"by its name {visible(template)} is a template for {meant}",
            f"projreg export {meant} --template {argument(template)}",
        )


def _tell_left_out(order: Order, reading: Reading) -> None:
    """One line on standard error when something is not published: its deadlines, too, are missing from a calendar."""
    meant = select(reading.registry.projects, order.selection, reading.today)
    if reading.registry.projects and not meant:
        note("note: no project is one of those asked for: there is none in the document")
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


def _tell_persons(projects: Sequence[Project]) -> None:
    """One line for each number of an organisation that is a person's: no format tells it."""
    for project in projects:
        numbers = [("owner_id", project.owner_id), *(("funder_id", each.funder_id) for each in project.funding)]
        for key in dict.fromkeys(key for key, number in numbers if of_organisation(number) != number):
            note(f"note: {visible(project.id)}: {key} is a personal identity number, and never told")


def _old(path: str, *, staged: bool) -> bytes | None:
    """What the file holds; None when there is none. Raises UnreadableFile."""
    if staged:
        from projreg.versions.git import held
        from projreg.versions.git import staged as staged_bytes

        return staged_bytes(path) if os.path.lexists(path) else held(path)
    from projreg.reading.source import read_bytes

    return read_bytes(path) if os.path.lexists(path) else None


def _tell_charset(path: str) -> None:
    """Say that a page will hold two ways to write letters, when it is not UTF-8."""
    try:
        (_old(path, staged=False) or b"").decode()
    except UnicodeDecodeError:
        note(f"note: {visible(path)} is not UTF-8 text; what is put into it is")


def _differs(what: str, order: Order, words: Sequence[str]) -> int:
    note(f"error: {what}")
    add = f", then git add {argument(order.path)}" if order.staged and order.path else ""
    note(f"  help: {_again(words)}{add}")
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
