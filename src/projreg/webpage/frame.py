"""The frame of a page: its head, style and landmarks. It reads on a phone and on paper, in light and in dark."""

from projreg.encode.html import attributes, text
from projreg.language import Lang, Phrase
from projreg.tables.table import Text
from projreg.webpage.style import STYLE

CONTENT = "projreg--content"
_SKIP = Phrase("Till innehållet", "To the content")
_ALLOWED = "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; base-uri 'none'; form-action 'none'"
"""What a browser may load for the page: its own style, and pictures. No script, even if one got in."""


def page(
    title: Text,
    body: str,
    lang: Lang,
    *,
    foot: str = "",
    top: str = "",
    says: str = "",
    style: str = "",
    data: str = "",
) -> str:
    """A whole document. `body`, `foot` and `top` are HTML, `says` stands in a comment before everything, `style` comes
    after the style of all pages, and `data` is what the page says to machines (JSON-LD)."""
    said = f"<!-- {says} -->\n" if says else ""
    return f"""\
<!DOCTYPE html>
{said}<html{attributes([("lang", lang)])}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{_ALLOWED}">
<title{attributes([("lang", title.lang)] if title.lang != lang else [])}>{text(title.written)}</title>
<style>
{STYLE}{style}</style>
</head>
<body>
<a class="skip" href="#{CONTENT}">{text(_SKIP.say(lang))}</a>
{f"<header>{top}</header>{chr(10)}" if top else ""}<main id="{CONTENT}">
{body}
</main>
{f"<footer>{foot}</footer>{chr(10)}" if foot else ""}{f"{_block(data)}{chr(10)}" if data else ""}</body>
</html>
"""


def _block(data: str) -> str:
    """JSON-LD as a block of data, which is no script; nothing in it can end it."""
    for sign in "<>&":
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">\n{data.strip()}\n</script>'
