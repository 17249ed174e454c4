"""What looks like a project of the registry whose title, owner or start was corrected since, and would come twice."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from projreg.editing.written import Values
from projreg.intake.candidates import Candidate
from projreg.intake.entry import Objection
from projreg.intake.proposals import proved, shown
from projreg.values.slug import is_slug
from projreg.values.spelling import plain_words, slips
from projreg.visible import visible


class Lookalikes:
    """The projects of a registry, to be asked whether one of them may be meant."""

    def __init__(self, projects: Iterable[Values], option: str) -> None:
        self._option = option
        self._taken = set[int]()
        self._by_trait: dict[_Trait, list[Values]] = {}
        for each in projects:
            for trait in _traits(each):
                self._by_trait.setdefault(trait, []).append(each)

    def set_apart(self, projects: Iterable[Values]) -> None:
        """The projects have rows of their own: another row that looks like one of them is another project."""
        self._taken = {id(each) for each in projects}

    def like(self, candidate: Candidate) -> Objection | None:
        """What is said against a project that looks like one of the registry with another title, owner or start."""
        values = candidate.values
        if "id" in values:
            return None  # who gives ids tells projects apart
        for trait in _traits(values):
            if trait.names[0] in _SAID and not _is_of_the_list(trait, candidate):
                continue  # --set says the same of all
            for each in self._near(trait):
                if not _is_another(values, each, trait):
                    return _like(candidate, each, trait, self._option)
        return None

    def _near(self, trait: "_Trait") -> list[Values]:
        """The projects that have a trait, and no row of their own.

        One that is enough alone tells nothing where several have it, and the list has none of them: it is that of a
        whole case, or of a grant for several projects.
        """
        found = self._by_trait.get(trait, [])[:_TRIED]
        free = [each for each in found if id(each) not in self._taken]
        return [] if trait.names in _ALONE and len(free) == len(found) > 1 else free


class _Trait(NamedTuple):
    """What two entries of one project have in common, also when something else was corrected in one of them."""

    names: tuple[str, ...]
    values: tuple[Any, ...]


_TRIED = 200
"""Projects with the same trait that are compared, at most."""
_PAIRS = (
    ("title", "owner"),
    ("title", "start_date"),
    ("reference", "start_date"),
    ("reference", "title"),
    ("summary", "start_date"),
    ("owner", "start_date"),
)
"""Keys that are the same when one other was corrected."""
_ALONE = (("reference",), ("funding",), ("summary", "owner"))
"""What is enough when title and start were corrected both."""
_CORRECTED = ("title", "start_date", "owner")
_SAID = ("reference", "summary", "funding")
_WORDS = {
    "title": "title",
    "owner": "owner",
    "start_date": "start",
    "reference": "case number",
    "summary": "summary",
    "funding": "grant number",
}
_LEAST_SUMMARY = 20
"""Characters of a summary that hardly two projects have."""


def _traits(values: Values) -> Iterator[_Trait]:
    """What a project may have in common with an earlier entry of it."""
    for names in (*_PAIRS, *_ALONE):
        if names == ("funding",):
            for table in _tables(values):
                grant = tuple(_folded(table.get(key)) for key in ("funder", "reference"))
                if all(grant):
                    yield _Trait(names, grant)
            continue
        found = tuple(_folded(values.get(name)) for name in names)
        if all(found) and (names[0] != "summary" or len(found[0]) >= _LEAST_SUMMARY):
            yield _Trait(names, found)


def _tables(values: Values) -> Iterator[Values]:
    funding = values.get("funding")
    yield from (each for each in funding if isinstance(each, dict)) if isinstance(funding, list) else ()


def _is_of_the_list(trait: _Trait, candidate: Candidate) -> bool:
    last = "reference" if trait.names[0] == "funding" else trait.names[0]
    return any(path[0] == trait.names[0] and path[-1] == last for path in candidate.places)


def _is_another(mine: Values, theirs: Values, trait: _Trait) -> bool:
    """Whether two projects have something in common without being one: rounds of it, or two that begin together."""
    if trait.names == ("owner", "start_date"):
        titles = [plain_words(str(each.get("title", ""))) for each in (theirs, mine)]
        far = abs(len(titles[0]) - len(titles[1])) > 1
        return far or (titles[0] != titles[1] and not any(slips(titles)))
    return _is_before(mine, theirs) or _is_before(theirs, mine)


def _is_before(one: Values, other: Values) -> bool:
    end, start = one.get("end_date"), other.get("start_date")
    return type(end) is date and type(start) is date and end < start


def _like(candidate: Candidate, there: Values, trait: _Trait, option: str) -> Objection:
    name, values = str(there.get("id", "?")), candidate.values
    keys = [key for key in _CORRECTED if _folded(values.get(key)) != _folded(there.get(key))]
    same, other = (" and ".join(_WORDS[key] for key in each) for each in (trait.names, keys))
    was, now = (" and ".join(shown(each.get(key, "")) for key in keys) for each in (there, values))
    words = [proved(f"{key}={values.get(key)}", there, (key,), values.get(key)) for key in keys]
    can_be_set = is_slug(name) and all(words)
    how = f"projreg set {name} {' '.join(words)}{option}" if can_be_set else f"correct its {other} in the registry"
    return candidate.objection(
        (keys[0],),
        f"it looks like {visible(name)}: the same {same}, another {other} ({was} there, {now} in the list)",
        f"if it is that project: {how}; if it is another, give it an id of its own in a column “Id”",
    )


def _folded(value: Any) -> Any:
    """A value as it is compared; None for what no text and no day is."""
    if isinstance(value, str):
        return " ".join(value.split()).casefold()
    return value if isinstance(value, date) else None
