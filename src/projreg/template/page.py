"""An edition as a page by its template."""

from collections.abc import Mapping
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any

from projreg.errors import UnreadableFile, UsageError
from projreg.publishing.edition import Document, Edition, Template, mark, marked_day
from projreg.template.target import Target
from projreg.template.view import Fault, project_view, registry_view
from projreg.visible import visible

if TYPE_CHECKING:
    from projreg.template.sandbox import Sandbox

_YES_NO = {"sv": ("nej", "ja"), "en": ("no", "yes")}
_LARGEST = 64 * 1024 * 1024
"""Characters of a page: whatever is longer was not meant."""


def render(edition: Edition, template: Template, target: Target) -> Document:
    """The page. It says its day at its end when the template does not.

    Raises UnreadableFile for what is wrong with the template, with its place, and UsageError without Jinja2.
    """
    try:
        from projreg.template.sandbox import Sandbox
    except ImportError:
        from projreg.values.extras import TEMPLATES, how_to_install

        raise UsageError("--template needs Jinja2, which is not installed", how_to_install(TEMPLATES)) from None
    from projreg.template.filters import filters, functions

    sandbox = Sandbox(target, _YES_NO[edition.lang])
    sandbox.filters |= filters(target, edition.lang)
    values = _values(edition)
    sandbox.globals |= functions(edition)
    return Document(_marked(_made(sandbox, template, values), template, edition.today))


def _marked(text: str, template: Template, today: date) -> str:
    """The page with its day: where the template says it on a line of its own, else at the end."""
    said = marked_day(text.encode())
    if said is None:
        return text + ("\n" if text and not text.endswith("\n") else "") + f"<!-- {mark(today)} -->\n"
    if said != today:
        raise _wrong(template, 0, f"the page says that it was made for {said}; have {{{{ mark() }}}} say its day")
    return text


def _values(edition: Edition) -> dict[str, Any]:
    """What a template knows by name, beside the functions."""
    return {
        "registry": registry_view(edition.publisher, edition.lang),
        "projects": tuple(project_view(each, edition.today, edition.lang) for each in edition.projects),
        "today": edition.today,
        "lang": edition.lang,
        "fragment": edition.fragment,
    }


def _made(sandbox: "Sandbox", template: Template, values: Mapping[str, Any]) -> str:
    from jinja2 import Template as Compiled
    from jinja2 import TemplateError, TemplateSyntaxError, nodes

    try:
        tree = sandbox.parsed(template.text)
        own = (each.name for each in tree.find_all(nodes.Name) if each.ctx != "load")
        sandbox.name_what_is_missing(iter([*own, *values, *sandbox.globals, "loop"]))
        code = sandbox.compile(tree, template.name, _FILE)
        return _limited(Compiled.from_code(sandbox, code, {**sandbox.globals}).generate(**values))
    except TemplateSyntaxError as error:
        raise _wrong(template, error.lineno, error.message or "") from None
    except (TemplateError, Fault) as error:
        raise _wrong(template, _line(error.__traceback__), str(error)) from None
    except RecursionError as error:
        raise _wrong(template, _line(error.__traceback__), "this goes on without end, or is too deep") from None
    except SyntaxError as error:  # what Jinja2 made of it is too much for Python
        raise _wrong(template, 0, f"this cannot be done: {error.msg}") from None
    except (ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError) as error:
        line = _line(error.__traceback__)
        if not line:
            raise  # it was not the template
        raise _wrong(template, line, f"this cannot be done: {error}") from None


_FILE = "<template of one's own>"
"""What the template's lines are found by in a traceback."""


def _limited(pieces: Any) -> str:
    made, size = [], 0
    for each in pieces:
        made.append(each)
        size += len(each)
        if size > _LARGEST:
            raise Fault(f"the page is longer than {_LARGEST} characters")
    return "".join(made)


def _line(traceback: TracebackType | None) -> int:
    """The line of the template in which an error happened; 0 when that cannot be told."""
    line = 0
    while traceback:
        if traceback.tb_frame.f_code.co_filename == _FILE:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _wrong(template: Template, line: int, what: str) -> UnreadableFile:
    place = f"{visible(template.name)}:{line}" if line else visible(template.name)
    return UnreadableFile(f"{place}: {what.strip().rstrip('.')}", "docs/templates.md tells what a template can say")
