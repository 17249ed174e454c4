"""A report as a page for a browser and for paper: what a head of department reads."""

from collections.abc import Sequence

from projreg.encode.html import paragraphs, table, text
from projreg.language import Lang, Phrase, genitive
from projreg.report.page import Section
from projreg.tables.table import Text
from projreg.webpage.bars import bars
from projreg.webpage.frame import page

_FOOT = Phrase("Gjord av projreg ur {publisher} register.", "Made by projreg from the registry of {publisher}.")


def html(sections: Sequence[Section], publisher: str, lang: Lang) -> str:
    """The report as a whole document."""
    body = "\n".join(_section(each, lang) for each in sections)
    foot = f"<p>{text(_FOOT.say(lang, publisher=genitive(publisher, lang)))}</p>"
    return page(Text(f"{sections[0].heading} – {publisher}", lang), body, lang, foot=foot)


def _section(section: Section, lang: Lang) -> str:
    tag = f"h{section.level}"
    urgent = ' class="urgent"' if section.urgent else ""
    parts = [f"<{tag}{urgent}>{text(section.heading)}</{tag}>"]
    if section.text:
        parts.append("\n".join(paragraphs(each) for each in section.text.split("\n")))
    if section.table:
        parts.append(table(section.table, lang, section.heading))
    if section.timeline:
        parts.append(bars(section.timeline, lang))
    return "\n".join(parts)
