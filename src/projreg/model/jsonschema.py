"""The format as JSON Schema 2020-12, for completion and checks in editors: made from the declarations, nothing else.

Where it cannot say what a rule says it lets through more, never less; `validate` has the last word. Some of it is equal
to JSON Schema and different to an editor, and was tried on Taplo 0.9 and Tombi 1.9 (`tests/test_editors.py`):

- Dates are strings with `format: date`. To Taplo, as to every program that turns TOML into JSON first, a date *is* a
  string: it refuses times, numbers and other words, but takes "2024-06-30" in quotes. Tombi takes the format to mean a
  date of TOML, and refuses quotes too. Its type is an array because Taplo completes a plain "string" to `due = ""`.
- Amounts are `integer` or `number`, which is `number` alone; but then Tombi has nothing to tell of `480_000`.
- The words of a list are an `enum`. Their labels stand in the description, which all editors show, and once more where
  Taplo looks for them. With `oneOf` and `const` Taplo would offer the key once for each word.
- `x_` keys are allowed by `true`: with any other schema Tombi warns of what stands in a table of one's own.
- Nothing is referred to by `$ref`: Taplo takes no notice of a description beside it.
"""

import json
from collections.abc import Mapping
from typing import Any

from projreg.language import Phrase
from projreg.model.fields import (
    MOST_DIGITS,
    Choice,
    Day,
    Flag,
    Integer,
    Key,
    Kind,
    Money,
    Reasons,
    Record,
    Records,
    Table,
    Text,
    Texts,
)
from projreg.model.forms import FORMS
from projreg.model.records import SCHEMA_VERSIONS, Top

_TITLE = Phrase("Projektregister", "Project registry")
_MEANING = Phrase(
    "Registret över en kommuns bidragsprojekt.", "The registry of a municipality's grant-funded projects."
)
_UNQUOTED = Phrase("Skrivs {example}, utan citattecken.", "Written {example}, without quotes.")
_WRITTEN = Phrase("Skrivs {example}.", "Written {example}.")
_INTERNAL = Phrase("Lämnar aldrig registret.", "Never leaves the registry.")

Schema = dict[str, Any]


def text() -> str:
    """The schema as it stands in a file: the same each time."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, object]:
    """The schema of a registry."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:projreg:registry:{SCHEMA_VERSIONS[-1]}",
        "$comment": "Made by `projreg schema` from the format's declarations: change it there.",
        "title": both(_TITLE),
        "description": both(_MEANING),
        **_table(Top),
    }


def _table(record: type[Record]) -> Schema:
    """A table: its keys, those it must have, and whatever begins with x_."""
    either = [[{"required": [name]}, {"required": [key.unless]}] for name, key in record.required.items() if key.unless]
    return {
        "type": "object",
        "properties": {name: _key(key) for name, key in record.keys.items()},
        "required": [name for name, key in record.required.items() if not key.unless],
        **({"anyOf": either[0]} if either else {}),
        "patternProperties": {"^x_": True},
        "additionalProperties": False,
    }


def _key(key: Key[Any]) -> Schema:
    title, description, words = both(key.label), both(_described(key)), words_of(key.kind)
    description += listed(words)
    told = {"main": f"#### {title}\n\n{description}", **({"enumValues": [*words.values()]} if words else {})}
    return {
        "title": title,
        "description": description,
        **_value(key),
        **({"default": key.default} if key.default and isinstance(key.default, str) else {}),
        "x-taplo": {"docs": told},  # Taplo shows no titles, and of a word only this
    }


def _described(key: Key[Any]) -> Phrase:
    """What the key means and how its value is written, in both languages."""
    parts = [key.meaning]
    if isinstance(key.kind, (Day, Money, Reasons)):
        how = _WRITTEN if isinstance(key.kind, Reasons) else _UNQUOTED
        parts.append(Phrase(*(each.replace("{example}", key.kind.example) for each in how)))
    if key.internal:
        parts.append(_INTERNAL)
    return Phrase(" ".join(each.sv for each in parts), " ".join(each.en for each in parts))


def both(phrase: Phrase) -> str:
    """Swedish / English; once when they are the same."""
    return " / ".join(dict.fromkeys(phrase))


def words_of(kind: Kind) -> dict[str, str]:
    """The words that a value of this kind may be, each with its label."""
    return {word: both(label) for word, label in kind.words.items()} if isinstance(kind, Choice) else {}


def listed(words: Mapping[str, str]) -> str:
    """Words and their labels as they stand below a description."""
    return "".join(f"\n- `{word}`: {label}" for word, label in words.items()).replace("\n", "\n\n", 1)


def _value(key: Key[Any]) -> Schema:
    """What the key's value must be."""
    match key.kind:
        case Records(record=record):
            return {"type": "array", "items": _table(record)}
        case Table(record=record):
            return _table(record)
        case Choice(words=words):
            return {"type": "string", "enum": [*words]}
        case Text(form=form):
            return {"type": "string", **_form(form, needed=key.required and not key.unless)}
        case Texts():
            return {"type": "array", "items": {"type": "string"}}
        case Reasons(code=code):
            return {
                "type": "object",
                "propertyNames": {"pattern": f"^{code}$"},
                "additionalProperties": {"type": "string"},
            }
        case Day():
            return {"type": ["string"], "format": "date"}
        case Money():
            return _amount(key.kind)
        case Integer(known=known):
            return {"type": "integer", "enum": [*known]}
        case Flag():
            return {"type": "boolean"}
    raise NotImplementedError(key.kind.name)


def _form(name: str, *, needed: bool) -> Schema:
    """What the text must look like. One that may be left out may be empty too: that is the same."""
    if name not in FORMS:
        return {"pattern": r"\S"} if needed else {}
    form = FORMS[name]
    whole = f"^(?:{form.pattern})$" if needed else rf"^(?:\s*|{form.pattern})$"
    return {**({"pattern": whole} if form.pattern else {}), "examples": [form.example]}


def _amount(kind: Money) -> Schema:
    """Its limits; that it has two decimals at most cannot be said of binary fractions without refusing good ones."""
    limits = {"exclusiveMinimum": kind.above, "minimum": kind.least, "maximum": kind.most}
    if kind.most is None:
        limits["exclusiveMaximum"] = 10**MOST_DIGITS
    example = float(kind.example) if "." in kind.example else int(kind.example)
    given = {name: limit for name, limit in limits.items() if limit is not None}
    return {"type": ["integer", "number"], **given, "examples": [example]}
