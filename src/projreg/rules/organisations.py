"""Rules on organisations: their numbers, their names, and which of them owns a project."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from projreg.diagnostic import Also, Fault, Path
from projreg.model.fields import Record
from projreg.model.records import Project, Registry
from projreg.rules.rule import Faults, project_rule, registry_rule
from projreg.rules.text import is_placeholder
from projreg.values.spelling import cleaned, joined, plain_words, slips
from projreg.values.swedish_numbers import is_organisation_number, ten_digits
from projreg.visible import visible


@registry_rule("PR406", "wrong-organisation-number", "error")
def wrong_organisation_number(registry: Registry) -> Faults:
    """An organisation number is not ten digits of which the third is 2 or more and the last agrees with the others.

    With a wrong number the organisation is found in no register, and payments and lists of aid meet another one.
    The digits may be written with or without a hyphen after the sixth.

    Example: `owner_id = "212000-9995"`: the last digit would have to be 4.

    Mend: copy the number from the decision or the organisation's website. A VAT number (SE…01) and a number with 16
    before it hold the right one, which the finding shows. Leave the key out for organisations abroad, and for a
    person's own business, whose number is a personal identity number.
    """
    publisher = registry.publisher
    if publisher.publisher_id:
        yield from _wrong_number(publisher.at("publisher_id"), publisher.publisher_id)
    for project in registry.projects:
        if project.owner_id:
            yield from _wrong_number(project.at("owner_id"), project.owner_id)
        for funding in project.funding:
            if funding.funder_id:
                yield from _wrong_number(funding.at("funder_id"), funding.funder_id)


def _wrong_number(path: Path, written: str) -> Faults:
    if re.fullmatch(r"[0-9]{6}-?[0-9]{4}", written) and is_organisation_number(written.replace("-", "")):
        return
    if not written.strip():
        return
    personal = (("PR405", path),)
    digits, shown = ten_digits(written), visible(written[:40])
    if digits is None:
        count = sum(each.isdecimal() for each in written)
        what = f"has {count} digits" if count != 10 else "has other characters between its digits"
        yield Fault(
            path,
            f"“{shown}” {what}; an organisation number has 10",
            "write its ten digits, such as 212000-9994; leave the key out for an organisation abroad",
            covered_by=personal,
        )
    elif is_organisation_number(digits):
        yield Fault(
            path, f"“{shown}” is an organisation number in another form", f'write "{digits}"', covered_by=personal
        )
    elif digits[2] in "01":  # may be somebody's personal number, mistyped: not repeated
        yield Fault(
            path,
            f"the third digit of {path[-1]} is {digits[2]}, as in a person's number; an organisation has 2 to 9 there",
            "write the organisation's own number; leave the key out for a person's own business",
            covered_by=personal,
        )
    else:
        yield Fault(
            path,
            f"“{shown}” is mistyped: its last digit does not agree with the others",
            "compare it with the decision: a digit is wrong, or two have changed places",
            covered_by=personal,
        )


@registry_rule("PR407", "organisation-named-twice", "warning", across=True)
def organisation_named_twice(registry: Registry) -> Faults:
    """One organisation stands under two names or two numbers, or its name is spelt in two ways.

    A list by funder then shows it twice, each time with a part of its money.

    Owners and funders are compared, also the funders of deadlines: without capitals, accents, spaces and punctuation,
    and within one mistyped letter in a word of seven or more, unless each has a number of its own. Each odd spelling
    is told once, at its first place. Where `role` is `owner`, the owner's name is PR408's to judge.

    Example: `funder = "Region Vasterbotten"` beside `funder = "Region Västerbotten"`.

    Mend: write the name that the organisation itself uses, in all places. The finding shows the usual one; where the
    rarer one is right, correct the others. If they are two organisations, give each its number, or waive the rule.
    """
    pairs = {(registry.publisher.publisher, registry.publisher.publisher_id)}
    add = pairs.add
    for project in registry.projects:
        if project.role != "owner" or project.owner_id:
            add((project.owner, project.owner_id))
        for funding in project.funding:
            add((funding.funder, funding.funder_id))
        for deadline in project.deadline:
            add((deadline.funder, ""))
    if _may_be_named_twice(pairs):
        places = [place for place in _places(registry) if not is_placeholder(place.name)]
        yield from _odd_spellings(places)
        yield from _odd_numbers(places)


def _may_be_named_twice(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether the names and numbers, each pair seen once, are worth a second look with their places."""
    names = {clean: plain_words(clean) for name, _ in pairs if (clean := cleaned(name))}
    given = [(_right_number(number), name) for name, number in pairs if number]
    numbered = {(number, joined(plain_words(name))) for number, name in given if number}
    return (
        len({joined(plain) for plain in names.values()}) < len(names)
        or len({number for number, _ in numbered}) < len(numbered)
        or len({key for _, key in numbered}) < len(numbered)
        or any(slips(dict.fromkeys(names.values())))
    )


class _Place(NamedTuple):
    """Where an organisation stands: its name, with the key below it, and its number in ten digits if that is right."""

    name: str
    record: Record
    key: str
    number: str
    number_key: str
    is_publisher: bool = False


def _places(registry: Registry) -> Iterator[_Place]:
    """Every organisation in the file's order, the publisher first. Names of role `owner` stand as the publisher's."""
    names: dict[str, str] = {}
    numbers: dict[str, str] = {}
    publisher = registry.publisher

    def place(record: Record, key: str, name: str, number: str, number_key: str) -> Iterator[_Place]:
        name = names[name] if name in names else names.setdefault(name, cleaned(name))
        number = numbers[number] if number in numbers else numbers.setdefault(number, _right_number(number))
        if name:
            yield _Place(name, record, key, number, number_key, record is publisher)

    yield from place(publisher, "publisher", publisher.publisher, publisher.publisher_id, "publisher_id")
    for project in registry.projects:
        if project.role != "owner":
            yield from place(project, "owner", project.owner, project.owner_id, "owner_id")
        elif _is_publisher(project):
            yield from place(project, "owner", project.publisher.publisher, project.owner_id, "owner_id")
        for funding in project.funding:
            yield from place(funding, "funder", funding.funder, funding.funder_id, "funder_id")
        for deadline in project.deadline:
            yield from place(deadline, "funder", deadline.funder, "", "")


def _right_number(written: str) -> str:
    digits = ten_digits(written) if written else None
    return digits if digits and is_organisation_number(digits) else ""


def _odd_spellings(places: Sequence[_Place]) -> Faults:
    """Names that are spelt otherwise in more places: each told at its first place."""
    groups: dict[str, dict[str, list[_Place]]] = {}
    keys: dict[str, str] = {}
    for place in places:
        name = place.name
        key = keys[name] if name in keys else keys.setdefault(name, joined(plain_words(name)))
        groups.setdefault(key or name, {}).setdefault(name, []).append(place)
    usual: dict[str, list[_Place]] = {}
    for spellings in sorted(groups.values(), key=lambda each: -sum(map(_weight, each.values()))):
        first, *odd = sorted(spellings.values(), key=_order)
        for each in odd:
            yield _odd_spelling(each, first)
        usual[plain_words(first[0].name)] = first
    for plain, other in slips(usual):
        numbers, others = ({place.number for place in usual[each]} - {""} for each in (plain, other))
        if not numbers or not others or numbers & others:
            yield _odd_spelling(usual[plain], usual[other])


def _weight(places: Sequence[_Place]) -> int:
    """How usual it is: in how many places it stands; nothing is more usual than the publisher's name."""
    return len(places) + (1_000_000 if places[0].is_publisher else 0)


def _order(places: Sequence[_Place]) -> tuple[int, bool, int, bool]:
    """The usual spelling comes first; of two as usual, the one with single spaces, with accents, not in capitals."""
    name = places[0].name
    accents = sum(not each.isascii() and each.isalpha() for each in name)
    return -_weight(places), name != " ".join(name.split()), -accents, name.isupper()


def _odd_spelling(odd: Sequence[_Place], usual: Sequence[_Place]) -> Fault:
    name, other = odd[0].name, " ".join(usual[0].name.split())
    here = "here" if len(odd) == 1 else f"in {len(odd)} places"
    spaces = ", with other spaces," if " ".join(name.split()) == other else ""
    return Fault(
        odd[0].record.at(odd[0].key),
        f"“{visible(name)}” stands {here}, and “{visible(other)}”{spaces} {_in_others(usual)}",
        f'write "{visible(other)}", if that is how the organisation spells it',
        (Also(usual[0].record.at(usual[0].key), "the usual spelling stands"),),
    )


def _in_others(places: Sequence[_Place]) -> str:
    return "in another place" if len(places) == 1 else f"in {len(places)} other places"


def _odd_numbers(places: Sequence[_Place]) -> Faults:
    """Numbers that stand for another organisation in more places, and names with another number in more places."""
    names: dict[str, dict[str, list[_Place]]] = {}
    numbers: dict[str, dict[str, list[_Place]]] = {}
    for place in places:
        if place.number:
            name = plain_words(place.name)
            names.setdefault(joined(name), {}).setdefault(place.number, []).append(place)
            numbers.setdefault(place.number, {}).setdefault(joined(name), []).append(place)
    told: set[Path] = set()
    for number, named in numbers.items():
        usual, *odd = sorted(named.values(), key=_weight, reverse=True)
        for each in odd:
            name = each[0].name
            if not any(slips((plain_words(usual[0].name), plain_words(name)))):
                told.add(each[0].record.at(each[0].number_key))
                own = max(names[joined(plain_words(name))].values(), key=_weight)[0].number
                yield _odd_number(
                    f"{number} stands for “{visible(name)}” here, and for “{visible(usual[0].name)}”",
                    "correct the number, or write one name for both"
                    if own == number
                    else f'write "{own}", the number of “{visible(name)}” elsewhere',
                    each,
                    usual,
                )
    for numbered in names.values():
        usual, *odd = sorted(numbered.values(), key=_weight, reverse=True)
        for each in odd:
            if each[0].record.at(each[0].number_key) not in told:
                yield _odd_number(
                    f"“{visible(each[0].name)}” has the number {each[0].number} here, and {usual[0].number}",
                    f'write "{usual[0].number}", or the full name of each if they are two organisations',
                    each,
                    usual,
                )


def _odd_number(message: str, help_: str, odd: Sequence[_Place], usual: Sequence[_Place]) -> Fault:
    known = usual[0].record.at(usual[0].number_key)
    return Fault(
        odd[0].record.at(odd[0].number_key),
        f"{message} {_in_others(usual)}",
        help_,
        (Also(known, "the usual one stands"),),
    )


@project_rule("PR408", "owner-against-role", "warning", needs=("role", "owner"))
def owner_against_role(project: Project) -> Faults:
    """The role is `owner` and the owner is not the publisher, or the owner is the publisher and the role is another.

    One of them is wrong, and with it every list of our own projects. Capitals and spaces at the ends do not matter.

    Example: `role = "partner"` and `owner = "Lövdals kommun"` in the registry of Lövdals kommun.

    Mend: correct `role`, or write the owner as the publisher is written. A department is no owner of its own: name it
    in a contact.
    """
    role, owner, publisher = project.role, project.owner, project.publisher.publisher
    if not role or (owner == publisher and role == "owner"):
        return
    is_ours = _is_publisher(project)
    if is_ours == (role == "owner"):
        return
    one, other = cleaned(owner), cleaned(publisher)
    if not one or not other or (not is_ours and one.casefold() == other.casefold()):
        return  # PR108 or PR109 tells it
    us, whose = visible(other), visible(one)
    if is_ours:
        yield Fault(
            project.at("role"),
            f"role is {role}, and the owner is the publisher, “{us}”",
            'write role = "owner", or the name of the real owner',
            (Also(project.at("owner"), "owner stands"),),
            covered_by=(("PR111", project.at("owner")),),
        )
    else:
        plain = plain_words(one), plain_words(other)
        misspelt = joined(plain[0]) == joined(plain[1]) or any(slips(plain))
        yield Fault(
            project.at("owner"),
            f"role is owner, and the owner is “{whose}”, not the publisher, “{us}”",
            f'write "{us}"' if misspelt else f'write role = "partner" if “{whose}” owns it, else owner = "{us}"',
            (Also(project.at("role"), "role stands"),),
            covered_by=(("PR111", project.at("owner")),),
        )


def _is_publisher(project: Project) -> bool:
    """Whether the project's owner is the publisher."""
    owner, publisher = project.owner, project.publisher.publisher
    return owner == publisher or owner.strip().casefold() == publisher.strip().casefold()
