"""Names for those who are to be told apart, also where they are called the same."""

from collections.abc import Iterable


def kept_apart(names: Iterable[str]) -> list[str]:
    """Each name, from its second time on with its number: `a`, `b`, `a.2`. None stands twice."""
    used: dict[str, int] = {}
    taken: set[str] = set()
    found = []
    for name in names:
        kept = name
        while kept in taken:
            used[name] = used.get(name, 1) + 1
            kept = f"{name}.{used[name]}"
        taken.add(kept)
        found.append(kept)
    return found
