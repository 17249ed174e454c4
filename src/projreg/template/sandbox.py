"""Jinja2 for templates whose author is trusted with the page, and whose values nobody is trusted with.

Whatever a template prints goes through the encoder of its target, unless it is `Encoded`, which only the encoders, our
own filters and macros make. A value never says of itself that it is safe, and what is made of an encoded text by any
means is plain text again: it may be encoded twice, and never not at all. Names are looked up in views and in short
lists of what is harmless; Python's own attributes are out of reach.

Loaded only where a template is used: it needs the extra `templates`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from projreg.template.target import Target
from projreg.template.view import Address, Fault, Sum, View, Word
from projreg.values.nearest import nearest

_STOCK = (
    "abs", "capitalize", "count", "default", "d", "first", "groupby", "items", "join", "last", "length", "list",
    "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select", "selectattr", "sort",
    "sum", "title", "trim", "truncate", "unique", "upper", "wordcount",
)  # fmt: skip
"""The filters of Jinja2 that are here too. None makes much of little, marks anything as safe, or asks for chance."""

_ATTRIBUTES: Mapping[type, tuple[str, ...]] = {
    Word: ("label",),
    Sum: ("currency",),
    str: ("endswith", "lower", "split", "startswith", "upper"),
    date: ("day", "month", "year"),
    dict: ("get", "items", "keys", "values"),
    LoopContext: (
        "changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem", "previtem",
        "revindex", "revindex0",
    ),
}  # fmt: skip
_REFUSED: Mapping[type[nodes.Node], tuple[str, str]] = {
    nodes.AssignBlock: ("{% set %} with a block", "use a macro"),
    nodes.Block: ("{% block %}", "a template is one file"),
    nodes.CallBlock: ("{% call %}", "call the macro in {{ }}"),
    nodes.Extends: ("{% extends %}", "a template is one file"),
    nodes.FilterBlock: ("{% filter %}", "use the filter in {{ }}"),
    nodes.FromImport: ("{% import %}", "a template is one file"),
    nodes.Import: ("{% import %}", "a template is one file"),
    nodes.Include: ("{% include %}", "a template is one file"),
    nodes.ScopedEvalContextModifier: ("{% autoescape %}", "text of the registry is always escaped"),
}
_LONGEST_RANGE = 100_000


class Encoded(str):
    """Text that stands in the page as it is."""

    __slots__ = ()


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one template for one page."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, target: Target, yes_no: tuple[str, str]) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # it would be for HTML alone, and trust whatever says that it is safe: see `finalize`
            finalize=self._printed,
            undefined=StrictUndefined,
        )
        self._target = target
        self._yes_no = yes_no
        self._left = _LONGEST_RANGE
        self.globals = {"range": self._range, "namespace": Namespace}
        self.filters = {name: self.filters[name] for name in _STOCK}

    def parsed(self, text: str) -> nodes.Template:
        """The template's tree. Raises TemplateSyntaxError, also for what is not to be had here."""
        tree = self.parse(text)
        for node in tree.find_all(tuple(_REFUSED)):
            what, instead = _REFUSED[type(node)]
            raise TemplateSyntaxError(f"there is no {what} here; {instead}", node.lineno)
        for each in tree.find_all((nodes.Filter, nodes.Test)):
            known = self.filters if isinstance(each, nodes.Filter) else self.tests
            if each.name not in known:
                kind = "filter" if isinstance(each, nodes.Filter) else "test"
                raise TemplateSyntaxError(f"there is no {kind} “{each.name}”{meant(each.name, known)}", each.lineno)
        return tree

    def name_what_is_missing(self, names: Iterator[str]) -> None:
        """Have a name that is not known be told with the one that is meant."""
        known = sorted(set(names))

        class Missing(StrictUndefined):
            @property
            def _undefined_message(self) -> str:
                name = str(self._undefined_name)
                return self._undefined_hint or f"there is no “{name}”{meant(name, known)}"

        self.undefined = Missing

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute`: of a view its value, of anything else only what is listed."""
        return self.getitem(obj, attribute) if isinstance(obj, View) else self._attribute(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]`."""
        if isinstance(obj, View):
            return obj.value(argument) if argument in obj else self._missing_in(obj, str(argument))
        if isinstance(obj, (str, list, tuple, dict)):
            try:
                return obj[argument]
            except (TypeError, LookupError):
                pass
        return self._attribute(obj, argument) if isinstance(argument, str) else self._nothing(obj, argument)

    def _attribute(self, obj: Any, name: str) -> Any:
        if isinstance(obj, Undefined):
            str(obj)  # which raises, and says what it is that is missing
        if isinstance(obj, dict) and name in obj:
            return obj[name]
        listed = {each for kind, names in _ATTRIBUTES.items() if isinstance(obj, kind) for each in names}
        fields = getattr(type(obj), "_fields", ()) if isinstance(obj, tuple) else ()
        free = isinstance(obj, Namespace) and not name.startswith("_")
        if name in listed or name in fields or free:
            return getattr(obj, name)
        return self._nothing(obj, name)

    def _missing_in(self, view: View, name: str) -> Undefined:
        if name in view.withheld:
            return self.undefined(hint=f"“{name}” is internal and never leaves the registry")
        return self.undefined(hint=f"a {view.kind} has no “{name}”{meant(name, view.names())}")

    def _nothing(self, obj: Any, name: Any) -> Undefined:
        return self.undefined(hint=f"{_kind(obj)} has no “{name}” here")

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a macro, whose text is encoded already, or a function."""
        made = super().call(__context, __obj, *args, **kwargs)
        return Encoded(made) if isinstance(__obj, (Macro, LoopContext)) else made

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Numbers only: of texts and lists these operators make much out of little."""
        if operator == "**" or not (
            isinstance(left, (int, float, Decimal)) and isinstance(right, (int, float, Decimal))
        ):
            raise Fault(f"“{operator}” is for numbers" if operator != "**" else "there is no “**” here")
        return super().call_binop(context, operator, left, right)

    def _range(self, *bounds: int) -> range:
        made = range(*bounds)
        self._left -= len(made)
        if self._left < 0:
            raise Fault(f"range() counts to {_LONGEST_RANGE} in all, and no further")
        return made

    def _printed(self, value: Any) -> str:
        """What is printed for a value: text of users encoded, whatever was done with it before."""
        match value:
            case Encoded():
                return value
            case None:
                return ""
            case Undefined():
                return str(value)  # which raises
            case Address():
                return self._target.address(value)
            case bool():
                return self._target.inline(self._yes_no[value])
            case str():
                return self._inline(value)
            case int() | float() | Decimal() | date() | View():
                return self._target.inline(str(value))
        raise Fault(f"{_kind(value)} is no text; print what is in it")

    def _inline(self, text: str) -> str:
        """Text encoded; of the space around it, which an encoder takes away, one is kept where an author put it."""
        before, after = text[:1] == " ", text[-1:] == " "
        encoded = self._target.inline(text)
        return f"{' ' * before}{encoded}{' ' * (after and bool(encoded))}"


def meant(name: str, known: Any) -> str:
    """Which known name is meant, as the end of a sentence; empty when none is like it."""
    near = nearest(name, known)
    return f"; did you mean “{near}”?" if near else ""


_KINDS: Mapping[type, str] = {str: "a text", date: "a date", bool: "yes or no", dict: "a table", Macro: "a macro"}


def _kind(value: Any) -> str:
    if value is None:
        return "what is not given"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, (int, float, Decimal)):
        return "a number"
    named = [said for kind, said in _KINDS.items() if isinstance(value, kind)]
    return named[0] if named else "this"
