"""How a key of the format is declared: once, with its kind of value, labels and meaning.

The decoder, the columns of `list`, the options of `add` and the format page follow from these declarations.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Generic, NoReturn, Self, TypeVar, overload

from projreg.diagnostic import Path
from projreg.language import Phrase
from projreg.values.money import Amount, whole

T = TypeVar("T")
R = TypeVar("R", bound="Record")
Words = Mapping[str, Phrase]
"""The words that a key may hold, each with its label."""

LARGEST_INTEGER = 2**63 - 1
MOST_DIGITS = 19
"""That an amount may have before its decimal point."""


class Kind:
    """A kind of value: what TOML value stands for it. `expected` says it in words, `example` shows one."""

    name: ClassVar[str]
    expected: ClassVar[str]
    example: ClassVar[str]
    plain: ClassVar[type | None] = None
    """The Python type whose every value is of this kind as it is; None when more must be asked."""

    def accepts(self, value: object) -> bool:
        """Whether the parsed TOML value is of this kind."""
        return type(value) is self.plain

    def read(self, value: Any) -> Any:
        """The value as the model keeps it."""
        return value


class Text(Kind):
    """Text; `form` names what it must look like (one of `forms`), which is the rules' business, not the decoder's."""

    name, expected, example = "text", "text in quotes", '"text"'
    plain = str

    def __init__(self, form: str = "") -> None:
        self.form = form


class Choice(Kind):
    """One word of a list."""

    name, expected, example = "choice", "one of the known words", '"word"'

    def __init__(self, words: Words) -> None:
        self.words = words

    def accepts(self, value: object) -> bool:
        return type(value) is str and value in self.words


class Day(Kind):
    """A local date."""

    name, expected, example = "date", "a date without quotes", "2024-06-30"
    plain = date


class Money(Kind):
    """An amount: whole, or exact with at most two decimals. Its limits are the rules' business, not the decoder's."""

    name, expected, example = "amount", "a plain number in whole currency units", "480_000"

    def __init__(self, *, above: int | None = None, least: int | None = None, most: int | None = None) -> None:
        self.above, self.least, self.most = above, least, most

    def accepts(self, value: object) -> bool:
        if type(value) is int:
            return abs(value) <= LARGEST_INTEGER
        if type(value) is not Decimal or not value.is_finite() or abs(value.adjusted()) >= MOST_DIGITS:
            return False
        return value == value.quantize(Decimal("0.01"))

    def read(self, value: Amount) -> Amount:
        return whole(value)


class Percent(Money):
    """A share in per cent."""

    name, expected, example = "per cent", "a number of per cent", "67.5"


class Integer(Kind):
    """A whole number; `known` are those that have a meaning, which is the rules' business, not the decoder's."""

    name, expected, example = "integer", "a whole number", "1"
    plain = int

    def __init__(self, known: tuple[int, ...]) -> None:
        self.known = known


class Flag(Kind):
    """Yes or no."""

    name, expected, example = "boolean", "true or false, without quotes", "true"
    plain = bool


class Texts(Kind):
    """An array of text."""

    name, expected, example = "array of text", "texts in square brackets", '["one", "two"]'

    def accepts(self, value: object) -> bool:
        return type(value) is list and all(type(each) is str for each in value)

    def read(self, value: list[str]) -> tuple[str, ...]:
        return tuple(value)


class Reasons(Kind):
    """A table from rule code to reason."""

    name, expected, example = "table of reasons", "a table of rule code and reason", '{ PR311 = "why" }'
    code = r"PR\d{3}"
    """What a rule's code looks like."""

    def accepts(self, value: object) -> bool:
        return type(value) is dict and all(type(each) is str for each in value.values())


class Records(Kind):
    """Sub-tables: `[[project.funding]]` or an inline array of tables. The decoder reads them one by one."""

    name, expected, example = "array of tables", "tables in double square brackets", "[[…]]"

    def __init__(self, record: "type[Record]") -> None:
        self.record = record

    def accepts(self, value: object) -> bool:
        return type(value) is list


class Table(Kind):
    """One sub-table."""

    name, expected, example = "table", "a table in single square brackets", "[…]"

    def __init__(self, record: "type[Record]") -> None:
        self.record = record

    def accepts(self, value: object) -> bool:
        return type(value) is dict


class Key(Generic[T]):
    """One key of a table.

    On the class it is the declaration (`Project.title.label`); on a record it gives the value (`project.title`), or
    the default when the file does not say.
    """

    def __init__(
        self,
        kind: Kind,
        default: T,
        sv: str,
        en: str,
        meaning_sv: str,
        meaning_en: str,
        *,
        required: bool = False,
        unless: str = "",
        internal: bool = False,
    ) -> None:
        self.name = ""
        self.kind = kind
        self.plain = kind.plain
        self.default = default
        self.label = Phrase(sv, en)
        self.meaning = Phrase(meaning_sv, meaning_en)
        self.required = required
        self.unless = unless
        """Another key of the table: where it is given, this one is not required."""
        self.internal = internal

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, record: None, owner: type) -> Self: ...
    @overload
    def __get__(self, record: object, owner: type) -> T: ...
    def __get__(self, record: object | None, owner: type) -> "Self | T":
        return self if record is None else self.default  # a value that was given lies in the record's __dict__


class Record:
    """A table of the registry as a frozen value. `path` tells where in the file it stands."""

    __slots__ = ("__dict__", "path")
    path: Path
    keys: ClassVar[Mapping[str, Key[Any]]] = {}
    required: ClassVar[Mapping[str, Key[Any]]] = {}

    def __init_subclass__(cls) -> None:
        cls.keys = {name: key for name, key in vars(cls).items() if isinstance(key, Key)}
        cls.required = {name: key for name, key in cls.keys.items() if key.required}

    def __init__(self, path: Path = (), **values: object) -> None:
        object.__setattr__(self, "path", path)
        self.__dict__.update(values)

    @classmethod
    def holding(cls, values: dict[str, Any], path: Path) -> Self:
        """A record that takes the dictionary as its own, without a copy."""
        record = cls.__new__(cls)
        object.__setattr__(record, "path", path)
        object.__setattr__(record, "__dict__", values)
        return record

    def at(self, *steps: str | int) -> Path:
        """The path of something in this table."""
        return self.path + steps

    def below(self, path: Path) -> Self:
        """The record, and those below it, as one that stands further down: its path after another path."""
        values = {
            name: tuple(each.below(path) if isinstance(each, Record) else each for each in value)
            if type(value) is tuple
            else value
            for name, value in self.__dict__.items()
        }
        return type(self).holding(values, path + self.path)

    def words(self) -> list[str]:
        """Every text in this table and those below it, without its place: all that most searches need."""
        found: list[str] = []
        for value in self.__dict__.values():
            if type(value) is str:
                found.append(value)
            elif type(value) is tuple:
                for each in value:
                    if type(each) is str:
                        found.append(each)
                    else:
                        found += each.words()
            elif type(value) is dict:
                found += value.values()
        return found

    def texts(self) -> Iterator[tuple["Record", Path, str]]:
        """Every text in this table and those below it, with its table and path."""
        for name, value in self.__dict__.items():
            if type(value) is str:
                yield self, (*self.path, name), value
            elif type(value) is tuple:
                for position, each in enumerate(value):
                    if type(each) is str:
                        yield self, (*self.path, name, position), each
                    else:
                        yield from each.texts()
            elif type(value) is dict:
                for step, each in value.items():
                    yield self, (*self.path, name, step), each

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), self.path))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path}, {self.__dict__})"


def text(
    sv: str,
    en: str,
    meaning_sv: str,
    meaning_en: str,
    *,
    form: str = "",
    default: str = "",
    required: bool = False,
    unless: str = "",
    internal: bool = False,
) -> Key[str]:
    """A key that holds text; empty means not given."""
    return Key(Text(form), default, sv, en, meaning_sv, meaning_en, required=required, unless=unless, internal=internal)


def choice(
    words: Words, sv: str, en: str, meaning_sv: str, meaning_en: str, *, required: bool = False, default: str = ""
) -> Key[str]:
    """A key that holds one word of a list."""
    return Key(Choice(words), default, sv, en, meaning_sv, meaning_en, required=required)


def day(
    sv: str, en: str, meaning_sv: str, meaning_en: str, *, required: bool = False, internal: bool = False
) -> Key[date | None]:
    """A key that holds a date."""
    return Key(Day(), None, sv, en, meaning_sv, meaning_en, required=required, internal=internal)


def money(
    sv: str, en: str, meaning_sv: str, meaning_en: str, *, above: int | None = None, least: int | None = None
) -> Key[Amount | None]:
    """A key that holds an amount of money."""
    return Key(Money(above=above, least=least), None, sv, en, meaning_sv, meaning_en)


def percent(sv: str, en: str, meaning_sv: str, meaning_en: str) -> Key[Amount | None]:
    """A key that holds a share in per cent."""
    return Key(Percent(above=0, most=100), None, sv, en, meaning_sv, meaning_en)


def flag(sv: str, en: str, meaning_sv: str, meaning_en: str) -> Key[bool | None]:
    """A key that holds yes or no; None means not said."""
    return Key(Flag(), None, sv, en, meaning_sv, meaning_en)


def texts(sv: str, en: str, meaning_sv: str, meaning_en: str) -> Key[tuple[str, ...]]:
    """A key that holds an array of text."""
    return Key(Texts(), (), sv, en, meaning_sv, meaning_en)


def reasons(sv: str, en: str, meaning_sv: str, meaning_en: str, *, internal: bool = False) -> Key[Mapping[str, str]]:
    """A key that holds a table of rule codes and reasons."""
    return Key(Reasons(), {}, sv, en, meaning_sv, meaning_en, internal=internal)


def records(record: type[R], sv: str, en: str, meaning_sv: str, meaning_en: str) -> Key[tuple[R, ...]]:
    """A key that holds sub-tables."""
    return Key(Records(record), (), sv, en, meaning_sv, meaning_en)


def is_amount(key: Key[Any]) -> bool:
    """Whether a key holds money: no share of it."""
    return isinstance(key.kind, Money) and not isinstance(key.kind, Percent)
