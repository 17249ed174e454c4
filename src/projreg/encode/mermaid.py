"""Mermaid: charts that GitHub and GitLab draw in a Markdown page."""

from projreg.visible import visible


def text(written: str) -> str:
    """Text of users for a label in a chart: whatever could end it or mean something there is a numeric entity."""
    return "".join(each if each.isalnum() or each in " -.()/" else f"#{ord(each)};" for each in visible(written))
