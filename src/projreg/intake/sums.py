"""Amounts as old lists write them: in thousands or millions, with points or commas between thousands."""

import re
from collections.abc import Iterable
from decimal import Decimal

from projreg.errors import UsageError
from projreg.values.money import Amount, read_amount, whole

_SCALES: tuple[tuple[int, str], ...] = (
    (1_000, r"tkr|tsek|ksek|kkr|tusental(?:s kronor)?|tusen(?: kronor| kr)?|1000-?tals? kr(?:onor)?|tkronor"),
    (1_000_000, r"mkr|mnkr|msek|mkronor|milj(?:oner)?(?: kronor| kr| sek)?|miljontals kronor"),
)
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})+(?!\d)|\d{1,3}([.,])(?:\d{3}\2)*\d{3}(?!\2)[.,]\d{1,2}(?!\d)")
_ONE_GROUP = re.compile(r"(?<![\d.,])(\d{1,3})([.,])(\d{3})(?![\d.,])")
MOST = 1_000_000_000
"""A project that costs more than this is more likely one whose amount is not in thousands."""


def scale_of(heading: str) -> int:
    """What a heading such as "Budget (tkr)" multiplies by; 1 when it says nothing."""
    for scale, words in _SCALES:
        if re.search(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", heading.casefold()):
            return scale
    return 1


def grouping_of(texts: Iterable[str]) -> str:
    """The sign between thousands in a column: "." where one has 1.250.000 or 1.250,50; empty when it does not tell."""
    found = {each[1] or each[2] for text in texts for each in _GROUPED.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def read_sum(text: str, currency: str, groups: str = "", scale: int = 1) -> Amount:
    """The amount that somebody wrote in a column whose heading says `scale`, with `groups` between thousands.

    "23.885" alone is 23 885 or 23 kronor and 885 thousandths: without a column that tells it is refused. Raises
    UsageError.
    """
    bare = _has_no_unit(text)
    found = _ONE_GROUP.search(text)
    if found and bare:
        if found[2] != groups:
            raise UsageError(f"“{text}” can be read in two ways", f"write {found[1]}{found[3]}")
        text = _ONE_GROUP.sub(r"\1\3", text, count=1)
    amount = read_amount(text, currency)
    if scale == 1:
        return amount
    if not re.fullmatch(r"[^A-Za-z€£$]*", text.strip()):
        if scale_of(text) == 1:
            raise UsageError(f"“{text}” names whole units, its heading does not", "say in the heading or here which")
        return amount
    return scaled(amount, scale, text)


def scaled(amount: Amount, scale: int, text: str) -> Amount:
    """The amount times what its heading says. Raises UsageError for what can hardly be meant."""
    result = whole(Decimal(amount) * scale)
    if scale > 1 and not -MOST <= result <= MOST:
        raise UsageError(
            f"“{text}” would be {result:,} as its heading says".replace(",", " "), "write the amount in whole units"
        )
    return result


def _has_no_unit(text: str) -> bool:
    """Whether no word such as "mkr" says how large the number is."""
    return scale_of(text) == 1
