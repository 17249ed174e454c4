"""Places in a list, said together: "rows 5–9, 11 and 14"."""

import re
from collections.abc import Iterable, Sequence

MOST_NAMED = 5
_NUMBERS = r"\d+(?:–\d+)?"
_PLACE = re.compile(rf"([a-z]+?)s? ({_NUMBERS}(?:(?:, | and ){_NUMBERS})*)")


def together(places: Iterable[str]) -> str:
    """Several places as one: "row 5" and "row 6" are "rows 5 and 6"."""
    each_once = list(dict.fromkeys(places))
    found = [_PLACE.fullmatch(each) for each in each_once]
    words = {each[1] for each in found if each}
    if not all(found) or len(words) != 1:
        return in_words(each_once)
    numbers = sorted({number for each in found if each for number in _numbers(each[2])})
    return f"{words.pop()}{'s' if len(numbers) > 1 else ''} {in_words(_runs(numbers))}"


def are(place: str) -> str:
    """ "is", or "are" for several places that were said together."""
    return "are" if re.match(r"[a-z]+s ", place) else "is"


def named(names: Sequence[str]) -> str:
    """Names with commas, and how many more there are."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def in_words(parts: Iterable[str]) -> str:
    """Parts with commas and an "and" before the last."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _numbers(text: str) -> Iterable[int]:
    for first, last in re.findall(r"(\d+)(?:–(\d+))?", text):
        yield from range(int(first), int(last or first) + 1)


def _runs(numbers: list[int]) -> list[str]:
    """The numbers, three and more that follow upon each other as one."""
    runs: list[list[int]] = []
    for each in numbers:
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [part for run in runs for part in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(each) for each in run])]
