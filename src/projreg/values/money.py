"""Amounts of money: exact, in whole currency units or with two decimals, read from and shown in words people use."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from projreg.errors import UsageError
from projreg.language import Lang

Amount = int | Decimal

NO_BREAK = "\N{NO-BREAK SPACE}"
_SPACES = (
    " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}_'\N{RIGHT SINGLE QUOTATION MARK}"
)
_MULTIPLIERS = {
    **dict.fromkeys(("tkr", "tsek", "ksek", "t", "k", "tusen"), 1_000),
    **dict.fromkeys(("mkr", "mnkr", "msek", "m", "mn", "milj", "miljon", "miljoner", "million", "millions"), 1_000_000),
    **dict.fromkeys(("mdkr", "mdr", "miljard", "miljarder"), 1_000_000_000),
}
_CURRENCIES = {"kronor": "SEK", "kr": "SEK", "sek": "SEK", "euro": "EUR", "eur": "EUR", "€": "EUR"}
_SIGNS = (":-", ":–", "-", "–", "")
_WRITTEN = r"(?P<before>sek|eur|€|kr)?\s*(?P<sign>[-+−]?)(?P<digits>\d[\d.,]*)(?P<unit>[^\d.,].*)?"
LONGEST_AMOUNT = 24
AMOUNT_FORMS = "write 480000, 480 000 kr, 1 250,50 kr or 23,9 mkr"


class Money(NamedTuple):
    """An amount and its currency (ISO 4217), never parted: amounts in different currencies are never added."""

    amount: Amount
    currency: str


def whole(amount: Amount) -> Amount:
    """The amount as an int when it has no decimals: `Decimal("480000.00")` and `480000` are the same money."""
    return int(amount) if isinstance(amount, Decimal) and amount == amount.to_integral_value() else amount


def totals(moneys: Iterable[Money]) -> dict[str, Amount]:
    """The sum for each currency, in the order in which the currencies appear."""
    sums: dict[str, Amount] = {}
    for money in moneys:
        sums[money.currency] = whole(sums.get(money.currency, 0) + money.amount)
    return sums


class OtherCurrency(UsageError):
    """An amount names a currency that it is not taken for; `other` is its code."""

    def __init__(self, text: str, currency: str, other: str) -> None:
        super().__init__(
            f"“{text}” is not in {currency}",
            f"say that it is: currency={other}, or of a funding line by its number funding[0].currency={other}",
        )
        self.other = other


def read_amount(text: str, currency: str = "SEK") -> Amount:
    """The amount that a person wrote, in `currency`: "480000", "480 000 kr", "23,9 mkr", "1 250,50", "SEK 480.000".

    Spaces (no-break ones too) and dots group thousands, a comma is the decimal sign; a dot before one or two last
    digits is one too. Raises UsageError when the text is no amount or could mean two, OtherCurrency when it
    names another.
    """
    squeezed = "".join(each for each in text.strip().casefold() if each not in _SPACES)
    written = re.fullmatch(_WRITTEN, squeezed, re.DOTALL)
    if written is None or len(written["digits"]) > LONGEST_AMOUNT:
        raise UsageError(f"“{text[:60]}” is no amount", AMOUNT_FORMS)
    times, tail = _unit((written["unit"] or "").rstrip("."))
    if times is None:
        raise UsageError(f"“{text[:60]}” is no amount", AMOUNT_FORMS)
    for word in (written["before"] or "", tail):
        if word in _CURRENCIES and _CURRENCIES[word] != currency:
            raise OtherCurrency(text, currency, _CURRENCIES[word])
    amount = _number(written["digits"].rstrip(".,"), text, scaled=times > 1) * times
    if amount != amount.quantize(Decimal("0.01")):
        raise UsageError(f"“{text}” has more than two decimals", AMOUNT_FORMS)
    return whole(-amount if written["sign"] in ("-", "−") else amount)


_DECIMALS = r"(?:[.,]\d{1,2})?"
_GROUPED = rf"\d+{_DECIMALS}|\d{{1,3}}([.,{_SPACES}])\d{{3}}(?:\1\d{{3}})*{_DECIMALS}"


def grouped_by_threes(text: str) -> bool:
    """Whether the figures of a written amount stand as figures do: together, or in groups of three."""
    found = re.search(rf"\d[\d.,{_SPACES}]*", text)
    return bool(found and re.fullmatch(_GROUPED, found[0].rstrip(f".,{_SPACES}")))


def _unit(unit: str) -> tuple[int | None, str]:
    """What a unit multiplies by, and the currency word in it; None for one that is not known."""
    if unit in _MULTIPLIERS:
        return _MULTIPLIERS[unit], "kr" if "kr" in unit or "sek" in unit else ""
    for tail in (*_CURRENCIES, *_SIGNS):
        stem = unit.removesuffix(tail)
        if unit.endswith(tail) and (not stem or stem in _MULTIPLIERS):
            return _MULTIPLIERS.get(stem, 1), tail
    return None, ""


def _number(digits: str, text: str, *, scaled: bool) -> Decimal:
    """The digits with their points and commas as a number; `scaled` when a word such as "mkr" follows."""
    plain = digits.replace(".", "").replace(",", "")
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return Decimal(plain)
    decimals = digits[last + 1 :]
    sign = digits[last]
    head = digits[:last]
    other = "." if sign == "," else ","
    if sign in head:  # 1.250.000, 1,250,000: the same sign twice can only group
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits) and other not in digits:
            return Decimal(plain)
    elif not head.replace(other, "").isdecimal() or (
        other in head and not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", head)
    ):
        pass
    elif len(decimals) <= 2 or (scaled and sign == ","):
        return Decimal(f"{head.replace(other, '')}.{decimals}")
    elif sign == "." and len(decimals) == 3 and not scaled and other not in head and len(head) <= 3:
        return Decimal(plain)  # 480.000 kr: no amount has three decimals
    raise UsageError(f"“{text}” can be read in two ways", f"{AMOUNT_FORMS}, without a sign between thousands")


def plain_amount(amount: Amount) -> str:
    """For machines: plain digits, a point before decimals, no exponent."""
    return str(amount) if isinstance(amount, int) else f"{amount:f}"


def exact_number(amount: Amount) -> int | float | None:
    """The amount as a number of JSON; None when the double that most programs would make of it is another amount."""
    if isinstance(amount, int):
        return amount
    number = float(amount)
    return number if Decimal(repr(number)) == amount else None


def number_or_text(amount: Amount) -> int | float | str:
    """The amount as a number of JSON where one carries it exactly, else as plain digits in a text."""
    number = exact_number(amount)
    return plain_amount(amount) if number is None else number


def toml_amount(amount: Amount) -> str:
    """As TOML and people read it best: 480_000, 1_250.50."""
    return f"{amount:,}".replace(",", "_")


def spoken_amount(money: Money, lang: Lang) -> str:
    """For people: "23 974 594 kr" with no-break spaces, "SEK 23,974,594" in English, other currencies by their code."""
    amount, currency = money
    figures = f"{whole(amount):,}" if amount == int(amount) else f"{amount:,.2f}"
    if lang == "en":
        return f"{currency}{NO_BREAK}{figures}"
    figures = figures.replace(",", NO_BREAK).replace(".", ",").replace("-", "\N{MINUS SIGN}")
    return f"{figures}{NO_BREAK}{'kr' if currency == 'SEK' else currency}"
