"""The forms of text: what an id, an e-mail address or a currency looks like, as far as a pattern can tell.

An editor checks no more than this. A pattern lets through whatever the rules let through, and more: the rules judge the
rest. It is read by Python and by the editors' engines (Rust, Java, ECMAScript), so it has no look-around; and Tombi
compiles it for each text, so it is cheap.
"""

from collections.abc import Mapping
from typing import NamedTuple

from projreg.values.slug import SLUG


class Form(NamedTuple):
    """What the whole text must match (anything when empty), and an example of it."""

    pattern: str
    example: str


FORMS: Mapping[str, Form] = {
    "slug": Form(SLUG, "bredband-2026"),
    "email": Form(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", "namn@kommun.example"),
    "phone": Form("([^0-9]*[0-9]){7,15}[^0-9]*|.*[^ -~].*", "0952-140 00"),  # digits of other scripts are not counted
    "organisation number": Form("[0-9]{2}[2-9][0-9]{3}-?[0-9]{4}", "212000-9994"),
    "currency": Form("[A-Z]{3}", "SEK"),
    "timezone": Form("", "Europe/Stockholm"),
    "url": Form(r'[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#<>"][^\s<>"]*', "https://www.kommun.example/projekt"),
}
"""Name of a form, as a key's kind has it → the form."""
