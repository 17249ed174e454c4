"""The page of ongoing projects as Markdown: reads well as plain text, renders right in CommonMark and on GitHub."""

from collections.abc import Callable, Iterator

from projreg.derived.eu_statement import eu_statements
from projreg.encode.markdown import image, inline, link, paragraphs
from projreg.language import Lang
from projreg.model.records import Project
from projreg.publishing.edition import Document, Edition, mark, marked_day
from projreg.publishing.project_page import (
    CONTACT,
    FUNDING,
    NONE,
    Fact,
    Grant,
    Reach,
    acronym,
    contacts,
    facts,
    grant,
    groups,
    own,
    passages,
    remark,
    told,
    updated,
)
from projreg.tables.table import Text
from projreg.values.web_address import mailbox

day_of = marked_day


def render(edition: Edition) -> Document:
    """The page: by a template if there is one, else ours. As a fragment it has no title."""
    if edition.template:
        from projreg.template import page, target  # most do without

        return page.render(edition, edition.template, target.MARKDOWN)
    publisher, shown, lang = edition.publisher, edition.projects, edition.lang
    blocks = [] if edition.fragment else [f"# {_marked(inline, own(publisher.title, publisher), lang)}"]
    blocks.append(f"<!-- {mark(edition.today)} -->")
    if publisher.intro:
        blocks.append(_marked(paragraphs, own(publisher.intro, publisher), lang))
    for group in groups(shown, edition.today, lang):
        blocks.append(f"## {group.heading}")
        for project in group.projects:
            blocks += _project(project, lang)
    if not shown:
        blocks.append(NONE.say(lang))
    if day := updated(shown, lang):
        blocks += ["---", day]
    return Document("\n\n".join(blocks) + "\n")


def _project(project: Project, lang: Lang) -> Iterator[str]:
    title, short = told(project, "title", lang), acronym(project)
    yield f"### {inline(title.written)}{f' ({inline(short)})' if short else ''}{_remark(title, lang)}"
    yield _marked(paragraphs, told(project, "summary", lang), lang)
    for heading, key in passages(project):
        yield f"**{heading.say(lang)}.** {_marked(paragraphs, told(project, key, lang), lang)}"
    yield "\n".join(f"- **{inline(each.label)}:** {_fact(each)}" for each in facts(project, lang))
    if project.funding:
        lines = "\n".join(f"- {_grant(grant(each, lang))}" for each in project.funding)
        yield f"**{FUNDING.say(lang)}**\n\n{lines}"
    for statement in eu_statements(project):
        yield f"*{inline(statement.say(lang))}*"
    if project.logos:
        yield " ".join(image(each.alt, each.src) for each in project.logos if each.alt and each.src)
    if reach := [_reach(each) for each in contacts(project, lang)]:
        yield f"**{CONTACT.say(lang)}**\n\n" + "\n".join(f"- {each}" for each in reach)


def _marked(encoder: Callable[[str], str], text: Text, lang: Lang) -> str:
    """The text; where English is missing it is Swedish, and says so."""
    return encoder(text.written) + _remark(text, lang)


def _remark(text: Text, lang: Lang) -> str:
    said = remark(text, lang)
    return f" {said}" if said else ""


def _fact(fact: Fact) -> str:
    return ", ".join(link(each, each) if fact.link else inline(each) for each in fact.texts)


def _grant(line: Grant) -> str:
    programme = f", {inline(line.programme)}" if line.programme else ""
    return f"{inline(line.funder)}{programme}: {inline(line.amount)}{f' ({line.kind})' if line.kind else ''}"


def _reach(reach: Reach) -> str:
    return ", ".join(each for each in (inline(reach.who), _mail(reach.email), inline(reach.phone)) if each)


def _mail(address: str) -> str:
    """A mailbox as a link that writes to it and to nobody else; the text alone when it is none."""
    target = mailbox(address)
    return link(address, target) if target else inline(address)
