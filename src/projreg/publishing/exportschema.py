"""What `export json` and `export jsonl` write, as JSON Schema 2020-12: made from the declarations, for its readers.

The document is described at its root, a line of `jsonl` by `#/$defs/line`. Every key is always there, and null when the
registry does not give it; only `contact` is left out, unless contacts were wished for. A registry with faults is
published as far as it can be read, so a value that must be given may be null, and a text need not look as it should.

Keys may be added within version 1, so others are let through: but neither an internal one nor one of somebody's own.
"""

import json
from typing import Any

from projreg.derived.state import LABELS
from projreg.encode.json import SCHEMA_VERSION
from projreg.language import Phrase
from projreg.model.fields import Choice, Day, Flag, Key, Money, Record, Records, Text, Texts
from projreg.model.jsonschema import Schema, both, listed, words_of
from projreg.model.records import Project, Publisher, Top
from projreg.publishing.publishedjson import PUBLIC, TABLES

_TITLE = Phrase("Publicerade projekt", "Published projects")
_MEANING = Phrase(
    "Det som projreg export json skriver; en rad av export jsonl är #/$defs/line. Varje nyckel finns alltid, med null"
    " när registret inte anger den; bara contact utelämnas, om inte --with-contacts gavs. Valutan är alltid utskriven.",
    "What projreg export json writes; a line of export jsonl is #/$defs/line. Every key is always there, with null"
    " when the registry does not give it; only contact is left out, unless --with-contacts was given. The currency is"
    " always told.",
)
_AS_OF = Phrase("Per den dag", "As of"), Phrase("Dagen som läget gäller.", "The day that the state is told for.")
_STATE = Phrase("Läge", "State"), Phrase("Följer av datum och status.", "It follows from the dates and the status.")
_LINE = Phrase("En rad", "A line"), Phrase("En rad av export jsonl.", "A line of export jsonl.")
_FAULTY = Phrase("Null bara om registret har ett fel.", "Null only if the registry has a fault.")
_AS_TEXT = Phrase(
    "Som text bara när ett flyttal inte räcker till.", "As text only where a floating-point number cannot carry it."
)


def text() -> str:
    """The schema as it stands in a file: the same each time."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> Schema:
    """The schema of what is exported."""
    version = {"title": both(Top.schema_version.label), "const": SCHEMA_VERSION}
    top = {"schema_version": version, "as_of": {**_told(*_AS_OF), "type": "string", "format": "date"}}
    who = {name: _key(Publisher.keys[name]) for name in ("publisher", "publisher_id")}
    tables = {name: (key, key.kind.record) for name, key in Project.keys.items() if isinstance(key.kind, Records)}
    line = {**_told(*_LINE), **_object({**top, **who}), "allOf": [{"$ref": "#/$defs/project"}]}
    publisher = {**_told(Top.registry.label, Top.registry.meaning), "$ref": "#/$defs/publisher"}
    projects = {"title": both(Top.project.label), "type": "array", "items": {"$ref": "#/$defs/project"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:projreg:export:{SCHEMA_VERSION}",
        "$comment": "Made by `projreg schema --export` from the format's declarations: change it there.",
        **_told(_TITLE, _MEANING),
        **_object({**top, "publisher": publisher, "projects": projects}),
        "$defs": {
            "line": line,
            "publisher": {**_told(Top.registry.label, Top.registry.meaning), **_table(Publisher)},
            "project": _project(),
            **{name: {**_told(key.label, key.meaning), **_table(record)} for name, (key, record) in tables.items()},
        },
    }


def _project() -> Schema:
    """A project: its public keys, its state, its tables; its contacts may be left out."""
    words: dict[str, str] = {word: both(label) for word, label in LABELS.items()}
    label, meaning = _STATE
    state = {"title": both(label), "description": both(meaning) + listed(words), "enum": [*words]}
    keys = {name: _key(key) for name, key in PUBLIC.items()}
    below = {name: keys.pop(name) for name in TABLES}
    project = _object({**keys, "state": state, **below})
    project["properties"]["contact"] = _key(Project.contact)
    project["properties"] |= {name: False for name, key in Project.keys.items() if key.internal}
    return {"title": both(Top.project.label), **project}


def _table(record: type[Record]) -> Schema:
    return _object({name: _key(key) for name, key in record.keys.items()})


def _object(properties: Schema) -> Schema:
    """An object in which each of these is always there."""
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "patternProperties": {"^x_": False},
    }


def _told(label: Phrase, *meanings: Phrase) -> Schema:
    meaning = Phrase(" ".join(each.sv for each in meanings), " ".join(each.en for each in meanings))
    return {"title": both(label), "description": both(meaning)}


def _key(key: Key[Any]) -> Schema:
    """A key that is always there."""
    parts = [key.meaning]
    parts += [_AS_TEXT] if isinstance(key.kind, Money) else []
    parts += [_FAULTY] if key.required and not key.unless else []
    told = _told(key.label, *parts)
    told["description"] += listed(words_of(key.kind))
    return {**told, **_value(key)}


def _value(key: Key[Any]) -> Schema:
    """What its value is."""
    match key.kind:
        case Records():
            return {"type": "array", "items": {"$ref": f"#/$defs/{key.name}"}}
        case Texts():
            return {"type": "array", "items": {"type": "string"}}
        case Choice(words=words) if key.default:
            return {"type": "string", "enum": [*words]}
        case Choice(words=words):
            return {"type": ["string", "null"], "enum": [*words, None]}
        case Text(form="currency"):
            return {"type": "string"}
        case Text():
            return {"type": ["string", "null"]}
        case Day():
            return {"type": ["string", "null"], "format": "date"}
        case Money():
            return {"type": ["number", "string", "null"], "pattern": r"^-?[0-9]+\.[0-9]{1,2}$"}
        case Flag():
            return {"type": ["boolean", "null"]}
    raise NotImplementedError(key.kind.name)
