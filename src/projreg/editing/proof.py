"""The proof of edits: made and parsed again, the data differ from the old where the edits say so, and nowhere else."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from projreg.diagnostic import Path
from projreg.model.decode import UNREADABLE
from projreg.reading.draft import Edit, applied
from projreg.reading.source import Source, headers_as_meant, with_text
from projreg.reading.toml import NOT_TOML, parsed

if TYPE_CHECKING:
    from projreg.reading.breaks import Break

_MOST_PROOFS = 32
_MOST_PROVED = 2_000_000
"""So many characters, times what is broken in them, are parsed again to find the edits that do not go together."""


def proved(source: Source, edits: Sequence[Edit]) -> tuple[Sequence[Edit], Source]:
    """The edits that do what they say and nothing else, alone and together, and the source that they make."""
    proofs = _MOST_PROVED // (len(source.raw) * (len(source.breaks) + 1))
    return _proved(source, edits, iter(range(max(3, min(_MOST_PROOFS, proofs)))))


def _proved(source: Source, edits: Sequence[Edit], proofs: Iterator[int]) -> tuple[Sequence[Edit], Source]:
    if not edits or next(proofs, None) is None:
        return (), source
    after = with_text(source, applied(source.text, edits))
    if source.slips:
        after = headers_as_meant(after)
    if _is_as_meant(source, after, edits):
        return edits, after
    if len(edits) == 1:
        return (), source
    half = len(edits) // 2
    one, with_one = _proved(source, edits[:half], proofs)
    other, with_other = _proved(source, edits[half:], proofs)
    if not one or not other:
        return (one, with_one) if one else (other, with_other)
    if len(one) + len(other) == len(edits):
        return one, with_one  # each is right, but not both together
    return _proved(source, [*one, *other], proofs)


def _is_as_meant(before: Source, after: Source, edits: Sequence[Edit]) -> bool:
    """Whether the data changed as the edits say, and only there."""
    lines = {each.finding.span.line for each in edits}
    still_broken = sum(each.line not in lines and each.span.line not in lines for each in _values_broken(before))
    if after.encoding or len(_values_broken(after)) != still_broken:
        return False
    values: dict[Path, Any] = {}
    names: dict[Path, str] = {}
    revealed: list[Any] = []
    for each in edits:
        is_key = each.finding.part == "key"
        meant = _parsed(f"{each.text} = 0" if is_key else f"x = {each.text}")
        if not each.finding.path:
            revealed += meant.values()
        elif len(meant) != 1:
            return False
        elif is_key:
            names[each.finding.path] = next(iter(meant))
        else:
            values[each.finding.path] = meant["x"]
    try:
        return _is_changed(before.data, after.data, (), values, names, revealed)
    except RecursionError:
        return False


def _values_broken(source: Source) -> "list[Break]":
    """What is broken, headers aside: a header that was told may be all that is left."""
    told = {each.span for each in source.slips}
    return [each for each in source.breaks if each.span not in told]


def _parsed(text: str) -> dict[str, Any]:
    """What one line of TOML says; nothing when it is none."""
    try:
        return parsed(text)
    except NOT_TOML:
        return {}


def _is_changed(
    old: Any, new: Any, path: Path, values: dict[Path, Any], names: dict[Path, str], revealed: list[Any]
) -> bool:
    """Whether `new` is `old` but for these values and names, and for what was broken and is now revealed."""
    if path in values:
        return same(values[path], new)
    if old is UNREADABLE:
        return new is UNREADABLE or any(same(each, new) for each in revealed)
    if type(old) is not type(new):
        return False
    if isinstance(old, dict):
        renamed = {names.get((*path, key), key): key for key in old}
        return (
            len(renamed) == len(old)
            and renamed.keys() == new.keys()
            and all(
                _is_changed(old[key], new[name], (*path, key), values, names, revealed) for name, key in renamed.items()
            )
        )
    if isinstance(old, list):
        return len(old) == len(new) and all(
            _is_changed(one, other, (*path, at), values, names, revealed)
            for at, (one, other) in enumerate(zip(old, new, strict=True))
        )
    return same(old, new)


def same(one: Any, other: Any) -> bool:
    """Whether parsed data are equal in value and type, to the last written decimal; nan equals nan.

    Raises RecursionError for data that are nested very deep.
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return repr(one) == repr(other)
