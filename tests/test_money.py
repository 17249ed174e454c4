"""Amounts: read from what people write, shown in words they use."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projreg.errors import UsageError
from projreg.language import Lang
from projreg.values.money import Money, plain_amount, read_amount, spoken_amount, totals, whole

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("480000", 480_000),
        ("480 000", 480_000),
        ("480 000 kr", 480_000),
        (f"480{NO_BREAK}000{NO_BREAK}kr", 480_000),
        ("480\N{NARROW NO-BREAK SPACE}000\N{THIN SPACE}kr", 480_000),
        ("480_000", 480_000),
        ("480'000", 480_000),
        ("480.000 kr", 480_000),
        ("480 000:-", 480_000),
        ("480 000,-", 480_000),
        ("480 000 kr.", 480_000),
        ("SEK 480.000", 480_000),
        ("480 000 SEK", 480_000),
        ("480000 kronor", 480_000),
        ("1 250,50", Decimal("1250.50")),
        ("1250.50", Decimal("1250.50")),
        ("1.250,50", Decimal("1250.50")),
        ("1,250.50", Decimal("1250.50")),
        ("1 250,00 kr", 1250),
        ("1.250.000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("23,9 mkr", 23_900_000),
        ("23.9 mkr", 23_900_000),
        ("23,974594 miljoner kronor", 23_974_594),
        ("600 tkr", 600_000),
        ("600 TKR", 600_000),
        ("1,5 miljarder", 1_500_000_000),
        ("2 miljoner", 2_000_000),
        ("-5", -5),
        ("\N{MINUS SIGN}5 kr", -5),
        ("+5", 5),
        ("0", 0),
        ("0,5", Decimal("0.5")),
        (" 480 000 ", 480_000),
        ("007", 7),
    ],
)
def test_amounts(text: str, amount: int | Decimal) -> None:
    read = read_amount(text)
    assert read == amount
    assert type(read) is type(amount)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "kr", "-", "okänt", "UPPGIFT SAKNAS", "480 000 dollar", "480 000 EUR", "€ 480", "ca 480 000"),
        *("50 %", "480-500", "1,2,3", "1.2.3", "480,0000", "1,250", "1.250,505", "12,505", "1.250 mkr", "0x10", "1e6"),
        *("nan", "inf", "½", "²", "4 80,00 00", "1" * 25, "9" * 5000, "480 000 kr 50 öre", "480\n000x", "\x00", "--5"),
        *("1.25.000", "12,50.000", ".", ",", ",5", "0,001 kr", "1,234567 tkr", "0,000000001 mkr"),
    ],
)
def test_amounts_that_are_refused(text: str) -> None:
    with pytest.raises(UsageError) as error:
        read_amount(text)
    assert error.value.mend


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [("480 EUR", "EUR", 480), ("€ 1.250,50", "EUR", Decimal("1250.50")), ("480 euro", "EUR", 480), ("480", "NOK", 480)],
)
def test_amounts_in_other_currencies(text: str, currency: str, amount: int | Decimal) -> None:
    assert read_amount(text, currency) == amount


@pytest.mark.parametrize(
    ("text", "currency"), [("480 kr", "EUR"), ("SEK 480", "EUR"), ("5 mkr", "EUR"), ("5 tkr", "EUR"), ("5 EUR", "SEK")]
)
def test_another_currency_is_refused(text: str, currency: str) -> None:
    with pytest.raises(UsageError):
        read_amount(text, currency)


THOUSANDS_AS_DECIMALS = (
    *("23.885", "50.000", "49.947", "48.219", "235.250", "173.197", "285.282", "92.628"),
    *("172.306 €", "40.000 €", "14.000 €", "550.000 €"),
    *("€ 43.375", "€ 35.147", "€ 60.510", "€ 47.556", "€ 21.717", "€ 15.632"),
)
"""Austrian, German and Cypriot sums with a point before thousands: the corpus takes it for a decimal sign."""
LOST_DECIMALS = ("288.11",)
"""From Luxembourg: the corpus says 28 811, the text 288 and 11 cents."""


def test_the_amounts_of_real_lists_are_read_as_meant_or_refused(shared: Path) -> None:
    text = (shared / "data/corpora/amounts_real.json").read_text("utf-8")
    right, wrong = 0, []
    for each in json.loads(text, parse_float=Decimal):
        try:
            amount = read_amount(each["raw"], each["currency"] or "EUR")
        except UsageError:
            continue
        if each["status"] == "ok" and amount == each["value"]:
            right += 1
        else:
            wrong.append(each["raw"])
    assert sorted(wrong) == sorted(THOUSANDS_AS_DECIMALS + LOST_DECIMALS)
    assert right > 1000


@given(
    st.integers(0, 10**15), st.sampled_from([" ", NO_BREAK, ".", "_", ""]), st.sampled_from(["", " kr", " SEK", ":-"])
)
def test_grouped_amounts_are_read_back(amount: int, sign: str, unit: str) -> None:
    assert read_amount(f"{amount:,}".replace(",", sign) + unit) == amount


@given(st.decimals(Decimal("-1e12"), Decimal("1e12"), places=2))
def test_spoken_swedish_amounts_are_read_back(amount: Decimal) -> None:
    assert read_amount(spoken_amount(Money(amount, "SEK"), "sv")) == amount


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        amount = read_amount(text)
    except UsageError:
        return
    assert Decimal(amount).is_finite()


@pytest.mark.parametrize(
    ("amount", "plain"),
    [
        (480_000, "480000"),
        (Decimal("1250.50"), "1250.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.000001"), "0.000001"),
        (0, "0"),
        (-5, "-5"),
    ],
)
def test_plain_amounts(amount: int | Decimal, plain: str) -> None:
    assert plain_amount(amount) == plain


@pytest.mark.parametrize(
    ("money", "lang", "spoken"),
    [
        (Money(23_974_594, "SEK"), "sv", "23 974 594 kr"),
        (Money(23_974_594, "SEK"), "en", "SEK 23,974,594"),
        (Money(Decimal("1250.50"), "EUR"), "sv", "1 250,50 EUR"),
        (Money(Decimal("1250.5"), "EUR"), "en", "EUR 1,250.50"),
        (Money(-480_000, "SEK"), "sv", "\N{MINUS SIGN}480 000 kr"),
        (Money(0, "SEK"), "sv", "0 kr"),
        (Money(Decimal("1000.00"), "SEK"), "sv", "1 000 kr"),
    ],
)
def test_spoken_amounts(money: Money, lang: Lang, spoken: str) -> None:
    assert spoken_amount(money, lang) == spoken.replace(" ", NO_BREAK)


def test_totals_are_exact_and_never_mix_currencies() -> None:
    moneys = [
        Money(Decimal("0.10"), "EUR"),
        Money(5, "SEK"),
        Money(Decimal("0.20"), "EUR"),
        Money(Decimal("0.5"), "SEK"),
    ]
    assert totals(moneys) == {"EUR": Decimal("0.30"), "SEK": Decimal("5.5")}
    assert list(totals(moneys)) == ["EUR", "SEK"]
    assert totals([]) == {}


def test_amounts_without_decimals_are_whole_numbers() -> None:
    assert type(whole(Decimal("480000.00"))) is int
    assert type(whole(Decimal("0.5"))) is Decimal
