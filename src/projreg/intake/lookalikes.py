"""What looks like a project of the registry whose title, owner or start was corrected since, and would come twice."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from projreg.editing.written import Values
from projreg.intake.candidates import Candidate
from projreg.intake.differences import proved, shown
from projreg.intake.entry import Objection
from projreg.values.slug import is_slug
from projreg.values.spelling import plain_words, slips
from projreg.visible import visible


class Lookalikes:
    """The projects of a registry, to be asked whether one of them may be meant."""

    def __init__(self, projects: Sequence[Values]) -> None:
        self._taken = set[int]()
        self._by_trait: dict[_Trait, list[Values]] = {}
        for each in projects:
            for trait, _ in _traits(each):
                self._by_trait.setdefault(trait, []).append(each)

    def set_apart(self, projects: Iterable[Values]) -> None:
        """The projects have rows of their own: another row that looks like one of them is another project."""
        self._taken = {id(each) for each in projects}

    def like(self, candidate: Candidate) -> Objection | None:
        """What is said against a project that looks like one of the registry with another start or title."""
        values = candidate.values
        if "id" in values:
            return None  # who gives ids tells projects apart
        for trait, corrected in _traits(values):
            if trait[0] == "summary" and ("summary",) not in candidate.places:
                continue  # --set says the same of all
            for each in self._by_trait.get(trait, ())[:_TRIED]:
                if id(each) in self._taken or _is_another(values, each, trait):
                    continue
                differs = _folded(values.get(corrected)) != _folded(each.get(corrected))
                return _like(candidate, each, trait, corrected if differs else "owner")
        return None


_TRIED = 200
"""Projects with the same owner and start whose titles are compared, at most."""
_TRAITS = (
    ("title", "owner", "start_date"),
    ("title", "start_date", "owner"),
    ("reference", "start_date", "title"),
    ("reference", "title", "start_date"),
    ("summary", "start_date", "title"),
    ("owner", "start_date", "title"),
)
"""Two keys that entries of one project have in common when the third was corrected in one of them."""
_Trait = tuple[str, str, Any, Any]
_WORDS = {"title": "title", "owner": "owner", "start_date": "start", "reference": "case number", "summary": "summary"}
_LEAST_SUMMARY = 20
"""Characters of a summary that hardly two projects have."""


def _traits(values: Values) -> Iterator[tuple[_Trait, str]]:
    """What a project may have in common with an earlier entry of it, and which key would be the corrected one."""
    for one, other, corrected in _TRAITS:
        if values.get(one) and values.get(other) and (one != "summary" or len(str(values[one])) >= _LEAST_SUMMARY):
            yield (one, other, _folded(values[one]), _folded(values[other])), corrected


def _is_another(mine: Values, theirs: Values, trait: _Trait) -> bool:
    """Whether two projects have something in common without being one: rounds of it, or two that begin together."""
    if trait[:2] == ("owner", "start_date"):
        titles = [plain_words(str(each.get("title", ""))) for each in (theirs, mine)]
        far = abs(len(titles[0]) - len(titles[1])) > 1
        return far or (titles[0] != titles[1] and not any(slips(titles)))
    return _is_before(mine, theirs) or _is_before(theirs, mine)


def _is_before(one: Values, other: Values) -> bool:
    end, start = one.get("end_date"), other.get("start_date")
    return type(end) is date and type(start) is date and end < start


def _like(candidate: Candidate, there: Values, trait: _Trait, key: str) -> Objection:
    name = str(there.get("id", "?"))
    value = candidate.values.get(key, "")
    set_it = proved(f"{key}={value}", there, (key,), value) if is_slug(name) else ""
    how = f"projreg set {name} {set_it}" if set_it else f"correct its {key} in the registry"
    return candidate.objection(
        (key,),
        f"it looks like {visible(name)}: the same {_WORDS[trait[0]]} and {_WORDS[trait[1]]}, another {_WORDS[key]} "
        f"({shown(there.get(key))} there, {shown(value)} in the list)",
        f"if it is that project: {how}; if it is another, give it an id of its own in a column “Id”",
    )


def _folded(value: Any) -> Any:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value
