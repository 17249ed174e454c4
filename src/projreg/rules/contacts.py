"""Rules on contacts and persons: can somebody be reached, at a possible address, and is too much said of them."""

import re
from collections.abc import Iterator, Sequence

from projreg.diagnostic import Fault, Path
from projreg.model.fields import Record
from projreg.model.records import Contact, Project, Registry
from projreg.rules.rule import Faults, project_rule, registry_rule, text_rule
from projreg.values.swedish_numbers import SUSPECT_PERSONAL, Personal, personal_numbers
from projreg.visible import visible

_LOCAL = r"[^\s@<>()\[\]\\,;:\"\x00-\x20\x7f]+"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_EMAIL = re.compile(rf"(?!\.)(?!.*\.\.)(?!.*\.@){_LOCAL}@(?:{_LABEL}\.)+(?!\d+$)[^\W_](?:[\w-]*[^\W_])")
_AT = r"\s*[(\[{]\s*(?:at|a|snabel-?a)\s*[)\]}]\s*|\s+(?:at|snabel-?a)\s+"
_DOT = r"\s*[(\[{]\s*(?:dot|punkt)\s*[)\]}]\s*"
_LIKE_A_NUMBER = r"\+?[\d\s()/-]{6,}"
_LONGEST_ADDRESS = 254
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_PRIVATE_DOMAINS = frozenset(
    (
        *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.se", "outlook.com", "outlook.se", "live.com"),
        *("live.se", "msn.com", "yahoo.com", "yahoo.se", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com"),
        *("gmx.com", "gmx.net", "mail.com", "proton.me", "protonmail.com", "home.se", "passagen.se", "spray.se"),
        *("telia.com", "bredband.net", "bredband2.com", "comhem.se", "glocalnet.net", "swipnet.se", "tele2.se"),
    )
)
"""Mail services for everybody, and the mailboxes that Swedish network operators give to households."""


def is_email(address: str) -> bool:
    """Whether somebody could have this address: one @, no spaces, a domain with a dot. Unquoted local parts only."""
    local, _, domain = address.rpartition("@")
    return (
        len(address) <= _LONGEST_ADDRESS
        and len(local.encode()) <= 64
        and _EMAIL.fullmatch(address) is not None
        and ("_" not in domain and all(len(label) <= 63 for label in domain.split(".")))
    )


@project_rule(
    "PR401", "no-reachable-contact", "error", needs=("contact", "contact.email", "contact.phone", "contact.name")
)
def no_reachable_contact(project: Project) -> Faults:
    """The project has no contact with an e-mail address or telephone number.

    When a date comes close somebody must be told; of 374 real Swedish contacts 11 % say "UPPGIFT SAKNAS".

    Example: a project whose only contact is `name = "Kim Exempel"`, without e-mail and telephone.

    Mend: add `[[project.contact]]` with `role = "contact"` and `email`; a mailbox will do.
    """
    if any(contact.reachable for contact in project.contact):
        return
    what = "has an e-mail address or telephone number" if project.contact else "is given"
    is_led = project.role != "owner" or any(contact.role == "project_manager" for contact in project.contact)
    role = "contact" if is_led else "project_manager"  # else PR409 tells it next
    yield Fault(
        project.at("contact"),
        f"no contact {what}",
        _reach(project) or f'add [[project.contact]] with role = "{role}" and email = "…"',
        part="key",
        covered_by=()
        if any(contact.name.strip() for contact in project.contact)
        else tuple(("PR103", contact.at("name")) for contact in project.contact),
    )


def _reach(project: Project) -> str:
    """How a contact that is there comes to be reachable; empty when there is none."""
    if len(project.contact) > 1:
        return 'add email = "…" to one of them'
    return 'add email = "…" to that contact: contact[0].email' if project.contact else ""


@registry_rule("PR402", "no-email-address", "error")
def no_email_address(registry: Registry) -> Faults:
    """What stands as an e-mail address cannot be one.

    A reminder sent to it comes back, or reaches nobody.

    Example: `email = "kommun(a)lovdal.example"`.

    Mend: write it with @, without spaces and "(at)".
    Source: RFC 5321, without quoted local parts and address literals, which no mailbox of a public body uses.
    """
    for record, key, address in _addresses(registry):
        if address and not is_email(address) and address.strip():
            meant = _likely_address(address[:_LONGEST_ADDRESS])
            help_ = "write it with a name, @ and the domain: name@…"
            if is_email(meant):
                help_ = f'did you mean "{visible(meant)}"?'
            elif re.fullmatch(_LIKE_A_NUMBER, address.strip()) and isinstance(record, Contact):
                help_ = f'a telephone number stands in phone: phone = "{visible(address)}"'
            yield Fault(record.at(key), f"“{visible(address)}” is no e-mail address", help_)


def _likely_address(written: str) -> str:
    """The address with "(at)", " at " and "(punkt)" undone: what a robot was not to read."""
    meant = re.sub(_AT, "@", written.strip().removeprefix("mailto:"), flags=re.IGNORECASE)
    return re.sub(_DOT, ".", meant, flags=re.IGNORECASE)


def _addresses(registry: Registry) -> Iterator[tuple[Record, str, str]]:
    yield registry.publisher, "contact", registry.publisher.contact
    for project in registry.projects:
        for contact in project.contact:
            yield contact, "email", contact.email


@project_rule("PR403", "no-phone-number", "error")
def no_phone_number(project: Project) -> Faults:
    """A telephone number has fewer than 7 or more than 15 digits. Spaces, hyphens and brackets do not matter.

    Nobody can ring half a number: most often the area code is left out, or two numbers stand in one value.

    Example: `phone = "140 00"`.

    Mend: write the number in full, such as 0952-140 00 or +46 952 140 00.
    Source: ITU-T E.164 (15 digits at most); Swedish numbers have at least 7 with their area code.
    """
    for contact in project.contact:
        digits = sum(each.isdecimal() for each in contact.phone)
        if contact.phone.strip() and not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
            yield Fault(
                contact.at("phone"),
                f"“{visible(contact.phone)}” has {digits} digits; a number has {_FEWEST_DIGITS} to {_MOST_DIGITS}",
                "write the number in full, with its area code",
            )


@registry_rule("PR404", "private-mail-domain", "warning")
def private_mail_domain(registry: Registry) -> Faults:
    """A contact's e-mail address is at a service for private mail.

    What comes to such a mailbox never reaches the organisation's own records, and it leaves with the person. Capitals
    do not matter.

    Example: `email = "kim@gmail.com"`.

    Mend: give the address at work, or a shared mailbox. Where there is none, as in a small village association, waive
    the rule for the project with the reason.
    """
    publisher = registry.publisher
    if domain := _private_domain(publisher.contact):
        yield _private(publisher.at("contact"), publisher.contact, domain, "give the publisher's own mailbox")
    shared = "" if domain or not is_email(publisher.contact) else f', or the mailbox "{visible(publisher.contact)}"'
    for project in registry.projects:
        for contact in project.contact:
            if domain := _private_domain(contact.email):
                yield _private(contact.at("email"), contact.email, domain, f"give the address at work{shared}")


def _private_domain(address: str) -> str:
    domain = address.rpartition("@")[2].lower()
    return domain if domain in _PRIVATE_DOMAINS else ""


def _private(path: Path, address: str, domain: str, help_: str) -> Fault:
    return Fault(path, f"“{visible(address)}” is a private mailbox, at {domain}", help_)


def _may_hold_a_number(record: Record, words: list[str], together: str) -> object:
    return re.search(SUSPECT_PERSONAL, together)


@text_rule("PR405", "personal-identity-number", "error", suspect=_may_hold_a_number)
def personal_identity_number(record: Record, path: Path, text: str) -> Faults:
    """A personal identity number or coordination number stands in a text, a comment, or a key of one's own.

    The registry is kept in git, copied and published: a number in it is spread to people who have no need of it. Only
    ten or twelve digits with a possible date of birth and the right last digit are told, so nearly every finding is
    true; digits in web addresses, UUIDs and longer rows are left alone. In `phone`, ten digits that begin with 0 and
    have no hyphen are a telephone number; so they are elsewhere, after a word such as "tel" or "mobil".
    The finding does not repeat the number, so that it can be sent on.

    Example: `notes = "Deltagare: YYMMDD-NNNN"`, with the digits of a real person.

    Mend: take the number out; a name, or the funder's id of the participant, will do. A number that was ever committed
    is still in git's history: whoever keeps the repository must rewrite it there (git filter-repo), and the data
    protection officer must hear of it. If it is another kind of number, waive the rule with the reason.
    Source: GDPR, Regulation (EU) 2016/679, art. 87; lagen (2018:218) 3 kap. 10 §.
    """
    found = list(personal_numbers(text))
    if path[-1] == "phone" and isinstance(record, Contact):
        found = [each for each in found if not each.like_phone]
    if not found:
        return
    yield identity_numbers_told(path, str(path[len(record.path)]), text, found)


def identity_numbers_told(path: Path, where: str, text: str, found: Sequence[Personal]) -> Fault:
    """The fault of identity numbers found in a text that stands at a path, `where` in words."""
    line = text.count("\n", 0, found[0].start) + 1
    inside = f", in line {line} of the text" if line > 1 else ""
    what = "a personal identity number" if len(found) == 1 else f"{len(found)} personal identity numbers, the first"
    return Fault(
        path,
        f"{visible(where)} holds {what} of the form {found[0].form}{inside}",
        "take it out, also out of git's history if it was ever committed; a name will do",
    )


@project_rule("PR409", "no-project-manager", "warning", needs=("role", "contact", "contact.role", "contact.name"))
def no_project_manager(project: Project) -> Faults:
    """The project is ours, and none of its contacts is the project manager.

    Then nobody here is named who must report in time. Projects that are applied for, cancelled or closed need none.

    Example: `role = "owner"`, and the only contact is `role = "contact"`.

    Mend: add `[[project.contact]]` with `role = "project_manager"`, or give that role to the contact who has it.
    """
    if project.role != "owner":
        return
    roles = [contact.role for contact in project.contact]
    over = project.closed_date or project.status in ("applied", "cancelled")
    if "project_manager" not in roles and "" not in roles and not over:
        yield Fault(
            project.at("contact"),
            "the project is ours, and no contact is its project manager",
            'add [[project.contact]] with role = "project_manager" and a name, or give a contact that role',
            part="key",
            covered_by=() if project.contact else (("PR401", project.at("contact")),),
        )
