"""How text becomes part of a page: one target for each kind of page that a template can make."""

import re
from collections.abc import Callable
from typing import NamedTuple

from projreg.encode import html, markdown
from projreg.values.web_address import encoded


class Target(NamedTuple):
    """The encoders of one kind of page. Each makes text of users harmless there."""

    inline: Callable[[str], str]
    """Text on one line, wherever text may stand."""
    address: Callable[[str], str]
    """A checked address, where a link's target stands."""
    paragraphs: Callable[[str], str]
    link: Callable[[str, str], str]
    """A link with its text, to a checked address."""
    image: Callable[[str, str], str]
    """An image: its alternative text and its checked address."""


def _inline_markdown(text: str) -> str:
    """As `inline`; behind another value at the beginning of a line it makes no numbered list either."""
    return re.sub(r"^[.)]", r"\\\g<0>", markdown.inline(text))


def _address_in_markdown(target: str) -> str:
    """As `address`, and good where it stands as text as well: it makes nothing bold, struck out or a formula."""
    return re.sub(r"[*~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", _percent, encoded(target))


def _percent(found: "re.Match[str]") -> str:
    return f"%{ord(found[0]):02X}"


def _link_in_html(text: str, target: str) -> str:
    return f"<a{html.attributes((('href', target),))}>{html.text(text)}</a>"


def _image_in_html(alt: str, source: str) -> str:
    return f"<img{html.attributes((('src', source), ('alt', alt)))}>"


MARKDOWN = Target(_inline_markdown, _address_in_markdown, markdown.paragraphs, markdown.link, markdown.image)
HTML = Target(html.text, html.text, html.paragraphs, _link_in_html, _image_in_html)
