"""Personal identity numbers (PR405) in what the model does not hold: comments, keys of one's own, what is not read."""

from collections.abc import Iterable, Iterator

from projreg.diagnostic import Fault, Path, Span
from projreg.model.decode import Misfit
from projreg.reading.source import Source
from projreg.rules.contacts import identity_numbers_told
from projreg.rules.newer import comments
from projreg.values.swedish_numbers import personal_numbers

_MOST_DIGITS = 12


def in_comments(source: Source) -> Iterator[Fault]:
    """What is to be told of the comments of a file."""
    text = source.parsed_text if source.breaks else source.text  # a header put in place has lost its comment
    for line, column, comment in comments(text):
        found = list(personal_numbers(comment))
        if found:
            start, end = column + found[0].start, column + found[0].end
            yield identity_numbers_told((), "a comment", comment, found)._replace(span=Span(line, start, line, end))


def in_values(source: Source, misfits: Iterable[Misfit], known: set[Path]) -> Iterator[Fault]:
    """What is to be told of values that are no texts of the model; `known` are paths of which it is told already."""
    unread = [(each.path, each.value) for each in misfits if each.kind in ("type", "unknown")]
    own = _own(source.data) if b"x_" in source.raw else ()
    for path, value in (*unread, *own):
        for place, name, text in _texts(path, value):
            is_key = text is None
            searched = name if text is None else f"{name.replace('_', ' ')} {text}"  # the name may say "mobil"
            found = list(personal_numbers(searched))
            if found and (place not in known or is_key):
                known.add(place)
                told = identity_numbers_told(place, "a key" if is_key else name, searched, found)
                yield told._replace(part="key") if is_key else told


def _own(data: dict[str, object]) -> Iterator[tuple[Path, object]]:
    """Every key that begins with `x_`, by its path, with its value."""
    left: list[tuple[Path, object]] = [((), data)]
    while left:
        path, value = left.pop()
        if type(value) is dict:
            for name, each in value.items():
                if name.startswith("x_"):
                    yield (*path, name), each
                elif type(each) in (dict, list):
                    left.append(((*path, name), each))
        elif type(value) is list:
            left += [((*path, at), each) for at, each in enumerate(value) if type(each) in (dict, list)]


def _texts(path: Path, value: object) -> Iterator[tuple[Path, str, str | None]]:
    """The texts and numbers in a value, each with its path and the key it stands under; and keys, without a text."""
    if type(path[-1]) is str:
        yield path, path[-1], None
    left = [(path, next((step for step in reversed(path) if type(step) is str), ""), value)]
    while left:
        path, name, value = left.pop()
        if type(value) is dict:
            for key, each in value.items():
                yield (*path, key), key, None
                left.append(((*path, key), key, each))
        elif type(value) is list:
            left += [((*path, at), name, each) for at, each in enumerate(value)]
        elif type(value) is str:
            yield path, name, value
        elif type(value) is int and abs(value) < 10**_MOST_DIGITS:
            yield path, name, str(value)
