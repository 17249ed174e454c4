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
    **dict.fromkeys(("tkr", "tsek", "ksek", "tusen"), 1_000),
    **dict.fromkeys(("mkr", "mnkr", "msek", "meur", "milj", "miljon", "miljoner", "million", "millions"), 1_000_000),
    **dict.fromkeys(("mdkr", "mdr", "miljard", "miljarder"), 1_000_000_000),
}
_UNITS = ("", "kr", "kronor", "sek", "eur", "euro", "€", ":-", ",-", ".-", ":–")
_WRITTEN = re.compile(
    r"(?P<before>sek|eur|€|kr)?\s*(?P<sign>[-+−]?)(?P<digits>\d[\d.,]*?)(?P<unit>[^\d].*)?", re.DOTALL
)
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


def read_amount(text: str) -> Amount:
    """The amount that a person wrote: "480000", "480 000 kr", "23,9 mkr", "1 250,50", "SEK 480.000".

    Spaces (no-break ones too) and dots group thousands, a comma is the decimal sign; a dot before one or two last
    digits is one too. Raises UsageError when the text is no amount, or when it could mean two.
    """
    written = _WRITTEN.fullmatch("".join(each for each in text.strip().lower() if each not in _SPACES))
    unit = (written["unit"] or "").rstrip(".") if written else "?"
    for tail in ("kronor", "kr", "sek", "euro", "eur"):
        if unit not in _MULTIPLIERS and unit.removesuffix(tail) in _MULTIPLIERS:
            unit = unit.removesuffix(tail)
    if written is None or (unit not in _MULTIPLIERS and unit not in _UNITS):
        raise UsageError(f"“{text}” is no amount", AMOUNT_FORMS)
    digits = written["digits"].rstrip(".,")
    if len(digits) > LONGEST_AMOUNT:
        raise UsageError(f"“{text[:40]}…” is no amount", AMOUNT_FORMS)
    times = _MULTIPLIERS.get(unit, 1)
    amount = _number(digits, text, scaled=times > 1) * times
    if amount.as_tuple().exponent not in range(-2, 1) and amount != amount.quantize(Decimal("0.01")):
        raise UsageError(f"“{text}” has more than two decimals", AMOUNT_FORMS)
    return whole(-amount if written["sign"] in ("-", "−") else amount)


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


def spoken_amount(money: Money, lang: Lang) -> str:
    """For people: "23 974 594 kr" with no-break spaces, "SEK 23,974,594" in English, other currencies by their code."""
    amount, currency = money
    figures = f"{amount:,}" if amount == int(amount) else f"{amount:,.2f}"
    if lang == "en":
        return f"{currency}{NO_BREAK}{figures}"
    figures = figures.replace(",", NO_BREAK).replace(".", ",").replace("-", "\N{MINUS SIGN}")
    return f"{figures}{NO_BREAK}{'kr' if currency == 'SEK' else currency}"
