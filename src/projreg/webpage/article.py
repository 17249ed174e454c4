"""One project of the published page as an article: what it is, its facts and funding as tables, whom to ask."""

from collections.abc import Iterator
from typing import NamedTuple

from projreg.derived.eu_statement import eu_statements
from projreg.derived.shares import shares
from projreg.derived.titles import shown_name
from projreg.encode.html import attributes, link, mail, named, passage, text
from projreg.language import Lang, Phrase
from projreg.model.records import Logo, Project
from projreg.publishing.project_page import (
    CONTACT,
    FUNDING,
    Fact,
    Grant,
    Reach,
    acronym,
    contacts,
    facts,
    grant,
    passages,
    remark,
    told,
)
from projreg.values.money import Money
from projreg.values.web_address import picture

_FACTS = Phrase("Fakta", "Facts")
_ABOUT = Phrase("om", "about")
_OF = Phrase("av", "of")
_FUNDER, _AMOUNT, _SHARE = Phrase("Finansiär", "Funder"), Phrase("Belopp", "Amount"), Phrase("Andel", "Share")
_PERCENT = Phrase("{share}\N{NO-BREAK SPACE}%", "{share}%")


class Place(NamedTuple):
    """Where the article stands: its name to link to, the language of the page, and the host that the page is on."""

    anchor: str
    lang: Lang
    home: str


def article(project: Project, place: Place) -> str:
    """The project."""
    title, lang = told(project, "title", place.lang), place.lang
    short, heading = acronym(project), f"{place.anchor}--title"
    said = " ".join(
        each for each in (named(title, lang), f"({text(short)})" if short else "", text(remark(title, lang))) if each
    )
    opened = attributes([("class", "projreg-project"), ("id", place.anchor), ("aria-labelledby", heading)])
    parts = "\n".join([*_parts(project, place)])
    return (
        f"<article{opened}>\n<h3{attributes([('id', heading)])}>{said or text(project.id) or place.anchor}</h3>\n"
        f'<div class="projreg-body">\n{parts}\n</div>\n</article>'
    )


def _parts(project: Project, place: Place) -> Iterator[str]:
    lang = place.lang
    yield f'<div class="projreg-text">\n{_text(project, lang)}\n</div>'
    rows = "\n".join(map(_fact, facts(project, lang)))
    head = _caption(_FACTS, _ABOUT, project, lang)
    yield f'<table class="projreg-facts">\n{head}\n<tbody>\n{rows}\n</tbody>\n</table>'
    if project.funding:
        yield _funding(project, lang)
    if ending := [*_support(project, place), *_contact(project, lang)]:
        yield '<div class="projreg-rest">\n' + "\n".join(ending) + "\n</div>"


def _text(project: Project, lang: Lang) -> str:
    parts = [_passage(project, "summary", lang)]
    for heading, key in passages(project):
        parts += [f"<h4>{text(heading.say(lang))}</h4>", _passage(project, key, lang)]
    return "\n".join(each for each in parts if each)


def _passage(project: Project, key: str, lang: Lang) -> str:
    written = told(project, key, lang)
    return passage(written, lang, remark(written, lang))


def _caption(what: Phrase, of: Phrase, project: Project, lang: Lang) -> str:
    """What the table is, and of which project for those who come to it from elsewhere."""
    name = named(shown_name(project, lang), lang)
    return f'<caption>{text(what.say(lang))}<span class="projreg-unseen"> {of.say(lang)} {name}</span></caption>'


def _fact(fact: Fact) -> str:
    said = ", ".join(link(each) if fact.link else text(each) for each in fact.texts)
    return f'<tr><th scope="row">{text(fact.label)}</th><td>{said}</td></tr>'


def _funding(project: Project, lang: Lang) -> str:
    budget = project.total_budget
    parts = shares(project.funding, None if budget is None else Money(budget, project.currency))
    heads = [(_FUNDER, ""), (_AMOUNT, "projreg-amount"), *([(_SHARE, "projreg-part")] if parts else [])]
    head = "".join(
        f"<th{attributes([('scope', 'col'), *([('class', name)] if name else [])])}>{text(each.say(lang))}</th>"
        for each, name in heads
    )
    rows = "\n".join(
        _grant(grant(each, lang), parts[at] if parts else None, lang) for at, each in enumerate(project.funding)
    )
    return (
        f'<table class="projreg-funders">\n{_caption(FUNDING, _OF, project, lang)}\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _grant(line: Grant, share: int | None, lang: Lang) -> str:
    part = "" if share is None else f'<td class="projreg-part">{_PERCENT.say(lang, share=share)}{_bar(share)}</td>'
    return (
        f'<tr><th scope="row">{text(line.funder)}{_more(line.programme)}</th>'
        f'<td class="projreg-amount">{text(line.amount)}{_more(line.kind)}</td>{part}</tr>'
    )


def _more(said: str) -> str:
    return f'<br><span class="projreg-more">{text(said)}</span>' if said.strip() else ""


def _bar(share: int) -> str:
    """The share for the eye; its figure stands beside it."""
    return (
        '<svg class="projreg-bar" width="96" height="8" aria-hidden="true" focusable="false">'
        '<rect x="0" y="0" width="100%" height="8" fill="currentColor" fill-opacity="0.2"/>'
        f'<rect x="0" y="0" width="{share}%" height="8" fill="currentColor"/></svg>'
    )


def _support(project: Project, place: Place) -> Iterator[str]:
    """The statement of EU support and the logos."""
    lines = [f'<p class="projreg-eu">{text(each.say(place.lang))}</p>' for each in eu_statements(project)]
    if logos := [_logo(each, place.home) for each in project.logos if each.alt.strip() and each.src.strip()]:
        lines.append(f'<p class="projreg-logos">{" ".join(logos)}</p>')
    if lines:
        yield "<div>\n" + "\n".join(lines) + "\n</div>"


def _logo(logo: Logo, home: str) -> str:
    """The picture where the page may show it without fetching from elsewhere; else its text, as a link if it can be."""
    source = picture(logo.src, home)
    if not source:
        return link(logo.src, logo.alt)
    return f"<img{attributes([('src', source), ('alt', logo.alt), ('height', '64')])}>"


def _contact(project: Project, lang: Lang) -> Iterator[str]:
    if people := [_reach(each) for each in contacts(project, lang)]:
        lines = "\n".join(f"<li>{each}</li>" for each in people)
        yield f'<div>\n<h4>{text(CONTACT.say(lang))}</h4>\n<ul class="projreg-people">\n{lines}\n</ul>\n</div>'


def _reach(reach: Reach) -> str:
    return ", ".join(each for each in (text(reach.who), mail(reach.email), text(reach.phone)) if each)
