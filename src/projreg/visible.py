"""The one cleaning function: text of users made safe to look at.

Registry text is hostile until cleaned: escape sequences drive a terminal, bidirectional marks turn a title round,
a line break forges a second record. Every encoder (`projreg.encode`, `projreg.cli`) sends text through here.
"""

import re

# Unicode categories Cc, Cf, Cs, Zl and Zp: controls, format characters (among them the bidirectional and the
# zero-width ones), lone surrogates, line and paragraph separators. A test holds this against `unicodedata`.
UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)


def escaped(character: str) -> str:
    """The character as TOML and Python write it: `\\u200b`, `\\U000e0001`."""
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def visible(text: str) -> str:
    """`text` on one line with nothing in it that acts: unseen characters as `\\uXXXX`, tabs and breaks as a space.

    Cleaning cleaned text changes nothing.
    """
    if text.isprintable():
        return text
    return escape_unseen(re.sub(r"\r\n|[\t\n\r]", " ", text))


def visible_paragraphs(text: str) -> str:
    """As `visible`, but line breaks stay: for the keys that may hold paragraphs (summary, aims, results, notes)."""
    return "\n".join(visible(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def escape_unseen(text: str) -> str:
    """Every unseen character as `\\uXXXX`, tabs and breaks among them."""
    return re.sub(f"[{UNSEEN}]", lambda match: escaped(match[0]), text)


def argument(path: str) -> str:
    """A path as it can be pasted into a command: harmless, and in quotes where it must be."""
    from shlex import quote  # needed for a hint only

    return quote(visible(path))
