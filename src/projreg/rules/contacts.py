"""Rules on contacts: can somebody be reached, and at a possible address."""

import re
from collections.abc import Iterator

from projreg.diagnostic import Fault, Path
from projreg.model import Project, Registry
from projreg.rules.rule import Faults, project_rule, registry_rule
from projreg.visible import visible

_LOCAL = r"[^\s@<>()\[\]\\,;:\"\x00-\x20\x7f]+"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_EMAIL = re.compile(rf"(?!\.)(?!.*\.\.)(?!.*\.@){_LOCAL}@(?:{_LABEL}\.)+(?!\d+$)[^\W_](?:[\w-]*[^\W_])")
_AT = r"\s*[(\[{]\s*(?:at|a|snabel-?a)\s*[)\]}]\s*|\s+(?:at|snabel-?a)\s+"
_DOT = r"\s*[(\[{]\s*(?:dot|punkt)\s*[)\]}]\s*"
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15


def is_email(address: str) -> bool:
    """Whether somebody could have this address: one @, no spaces, a domain with a dot. Unquoted local parts only."""
    local, _, domain = address.rpartition("@")
    return (
        len(local.encode()) <= 64
        and len(domain) <= 253
        and _EMAIL.fullmatch(address) is not None
        and ("_" not in domain and all(len(label) <= 63 for label in domain.split(".")))
    )


@project_rule("PR401", "no-reachable-contact", "error")
def no_reachable_contact(project: Project) -> Faults:
    """The project has no contact with an e-mail address or telephone number.

    When a date comes close somebody must be told; of 374 real Swedish contacts 11 % say "UPPGIFT SAKNAS".

    Mend: add `[[project.contact]]` with `role = "contact"` and `email`; a mailbox will do.
    """
    if any(contact.reachable for contact in project.contact):
        return
    if not project.contact or any(contact.name.strip() for contact in project.contact):  # else PR103 tells it
        what = "has an e-mail address or telephone number" if project.contact else "is given"
        help_ = 'add [[project.contact]] with role = "contact" and an email'
        yield Fault(project.at("contact"), f"no contact {what}", help_, part="key")


@registry_rule("PR402", "no-email-address", "error")
def no_email_address(registry: Registry) -> Faults:
    """What stands as an e-mail address cannot be one.

    Mend: write it with @, without spaces and "(at)".
    Source: RFC 5321, without quoted local parts and address literals, which no mailbox of a public body uses.
    """
    for path, address in _addresses(registry):
        if address.strip() and not is_email(address):
            meant = _likely_address(address)
            yield Fault(
                path,
                f"“{visible(address)}” is no e-mail address",
                f'did you mean "{visible(meant)}"?' if is_email(meant) else "write it as name@domain.se",
            )


def _likely_address(written: str) -> str:
    """The address with "(at)", " at " and "(punkt)" undone: what a robot was not to read."""
    meant = re.sub(_AT, "@", written.strip().removeprefix("mailto:"), flags=re.IGNORECASE)
    return re.sub(_DOT, ".", meant, flags=re.IGNORECASE)


def _addresses(registry: Registry) -> Iterator[tuple[Path, str]]:
    yield registry.publisher.at("contact"), registry.publisher.contact
    for project in registry.projects:
        for contact in project.contact:
            yield contact.at("email"), contact.email


@project_rule("PR403", "no-phone-number", "error")
def no_phone_number(project: Project) -> Faults:
    """A telephone number has fewer than 7 or more than 15 digits. Spaces, hyphens and brackets do not matter.

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
