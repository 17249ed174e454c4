"""What a shell may complete: ids and words of the format only, without help text.

A title in a completion could run in the shell.
"""

from collections.abc import Sequence
from typing import Any

from typer import Context

from projreg.values.slug import is_slug


def project_ids(context: Context, incomplete: str) -> list[str]:
    """The ids that begin so. Completion never complains: a registry that cannot be read completes nothing."""
    return sorted(
        {
            each.id
            for each in _projects(context.params.get("file"))
            if each.id.startswith(incomplete) and is_slug(each.id)
        }
    )


def field_names(incomplete: str) -> list[str]:
    """The beginnings of `--fields` that begin so: the last name is completed, and none is offered twice."""
    from projreg.derived.columns import field_names as names

    before, comma, last = incomplete.rpartition(",")
    said = before.split(",")
    return [f"{before}{comma}{each}" for each in names() if each.startswith(last) and each not in said]


def assignments(context: Context, incomplete: str) -> list[str]:
    """The beginnings of KEY=VALUE that begin so: keys, after `[` the positions that the project has, after `=` words.

    Some shells hand over what stands before and after `=` as words of their own.
    """

    written = [*(context.params.get("written") or ())]
    if written[-1:] == ["="]:
        return _words(written[-2] if len(written) > 1 else "", incomplete, joined=False)
    if written and _kind_of(written[-1]) is not None and "=" not in incomplete:
        return _words(written[-1], incomplete, joined=False)
    name, equals, value = incomplete.partition("=")
    if equals:
        return _words(name, value, joined=True)
    key, bracket, _ = name.partition("[")
    found = _in_tables(context, key, incomplete) if bracket else _keys(context)
    return sorted(each for each in found if each.startswith(incomplete))


def _projects(files: Sequence[str] | None) -> Sequence[Any]:
    """The projects of the registry; none when it cannot be read."""
    from projreg.cli.discovery import registry_paths
    from projreg.errors import ProjregError
    from projreg.model.decode import decode
    from projreg.reading.source import read_source

    try:
        return [each for path in registry_paths(files) for each in decode(read_source(path).data).registry.projects]
    except ProjregError:
        return []


def _keys(context: Context) -> list[str]:
    from projreg.model.fields import Reasons, Records
    from projreg.model.records import Project

    found = []
    for name, key in Project.keys.items():
        if isinstance(key.kind, Records):
            found += _in_tables(context, name, "")
        else:
            found.append(f"{name}.PR" if isinstance(key.kind, Reasons) else f"{name}=")
    return found


def _in_tables(context: Context, key: str, incomplete: str) -> list[str]:
    """What adds to a key and the positions there are; once one position is meant, the keys of that table."""
    from projreg.model.fields import Records, Texts
    from projreg.model.records import Project

    kind = Project.keys[key].kind if key in Project.keys else None
    if not isinstance(kind, Records | Texts):
        return []
    asked = context.params
    project = next((each for each in _projects(asked.get("file")) if each.id == asked.get("id")), None)
    places = [f"{key}[{at}]" for at in range(len(getattr(project, key, ())))]
    begun = incomplete.partition("]")[0]
    meant = [each for each in places if each.startswith(begun)]
    if isinstance(kind, Records) and begun.partition("[")[2] and len(meant) == 1:
        return [f"{meant[0]}=", *(f"{meant[0]}.{inner}=" for inner in kind.record.keys)]
    return [f"{key}[]=", *places]


def _kind_of(name: str) -> Any:
    """The kind of value of the key that an assignment names; None when it names none that holds a value."""
    from projreg.model.fields import Records
    from projreg.model.records import Project

    outer, _, inner = name.partition(".")
    key = Project.keys.get(outer.partition("[")[0])
    if key and isinstance(key.kind, Records):
        key = key.kind.record.keys.get(inner)
    return key.kind if key else None


def _words(name: str, begun: str, *, joined: bool) -> list[str]:
    """The words that the key may hold and that begin so, `joined` to the key or alone."""
    from projreg.model.fields import Choice

    kind = _kind_of(name)
    words = kind.words if isinstance(kind, Choice) else ()
    return [f"{name}={each}" if joined else each for each in words if each.startswith(begun)]
