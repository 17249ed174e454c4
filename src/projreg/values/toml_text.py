"""Text as TOML writes it on one line."""

from projreg.visible import escape_unseen


def basic_string(text: str) -> str:
    """`text` in straight quotes, on one line, with everything that is not seen as an escape: `"Bredband\\u200b"`."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escape_unseen(quoted)}"'
