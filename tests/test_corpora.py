"""E-mail addresses and telephone numbers of other people's test suites and lists: where we differ, and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from projreg.model.records import Contact, Project
from projreg.rules.contacts import is_email, no_phone_number

PICTURES = {0x2400 + code: code for code in range(0x22)}
"""The corpus writes control characters as their pictures."""


def corpus(shared: Path, name: str) -> Any:
    return json.loads((shared / "data" / "corpora" / f"{name}.json").read_text("utf-8"))


def test_isemail_agrees_but_for_addresses_of_no_public_body(shared: Path) -> None:
    """isemail follows RFC 5322 to the letter: quoted names, comments, address literals and domains of one word."""
    found = {}
    for each in corpus(shared, "emails_isemail"):
        address = each["address"].translate(PICTURES)
        good = each["category"] in ("ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN")
        if is_email(address) != good:
            found[address[:20]] = is_email(address)
    assert found == {
        "test@io": False,  # no dot: a mailbox at a top-level domain
        "test@iana.a": False,  # no top-level domain has one letter
        "a@a.b.c.d.e.f.g.h.i.": False,  # the same
    }


def test_email_validator_agrees_but_for_what_only_the_network_knows(shared: Path) -> None:
    verdicts = corpus(shared, "emails_email_validator")
    refused = [each["address"] for each in verdicts["valid"] if not is_email(each["address"])]
    other = [each for each in refused if "@" in each and '"' not in each and "<" not in each]
    assert other == ["राम@मोहन.ईन्फो"]  # vowel signs are no letters to us; å, é, ß and λ are
    accepted = [each for each in verdicts["invalid"] if is_email(each["address"])]
    unexplained = [each["address"] for each in accepted if not explained(each["message"], each["test"])]
    assert unexplained == ["me.\u037e@example.com"]  # a Greek question mark, which normalizing makes a semicolon
    assert len(accepted) <= 20


def explained(message: str | None, test: str) -> bool:
    """Reserved domains are for a directory to know, and lengths after coding for a mail server."""
    words = ("IDNA", "too long", "Label", "Punycode", "top-level domain", "characters: '⒈'")
    return test == "test_email_invalid_reserved_domain" or any(each in (message or "") for each in words)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("aa@" + "b" * 60 + "." + "c" * 60 + "." + "d" * 60 + "." + "e" * 60 + ".example", True),  # 254 in all
        ("aaa@" + "b" * 60 + "." + "c" * 60 + "." + "d" * 60 + "." + "e" * 60 + ".example", False),
    ],
)
def test_an_address_has_at_most_254_characters(address: str, good: bool) -> None:
    assert is_email(address) is good


def test_numbers_of_swedish_lists(shared: Path) -> None:
    """Judged by digits alone: two numbers in one value have too many, words have none."""
    shapes = [each["raw"] for each in corpus(shared, "phones_se_shapes")]
    refused = [raw for raw in shapes if [*no_phone_number.check(Project(contact=(Contact(phone=raw),)))]]
    assert set(refused) >= {"UPPGIFT SAKNAS", "XX"}
    assert [raw for raw in refused if raw not in ("UPPGIFT SAKNAS", "XX") and "," not in raw] == []
    assert len(shapes) - len(refused) > 35
