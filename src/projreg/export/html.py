"""The page of projects for a browser: a document that a public body may publish as it is (WCAG 2.2 AA).

No script, and nothing is fetched from elsewhere: a logo is shown when it is a path, a `data:` address or lies on the
publisher's own host (the domain of its mailbox, and what is below it). One on another host is a link with its text, and
a remark says so. The schema.org block is data.

As a fragment it is what stands below the title: headings from h2, no style, every id with a prefix, and no schema.org
block, since an editor for web pages may take away the element and leave its text (`export jsonld` has the same).
"""

from collections.abc import Mapping, Sequence

from projreg.derived.timeline import timeline
from projreg.encode.html import attributes, mail, named, passage, text
from projreg.encode.json import of_others
from projreg.language import Lang, Phrase
from projreg.publishing.anchors import anchors
from projreg.publishing.edition import Document, Edition, mark, marked_day
from projreg.publishing.linked_data import linked_data
from projreg.publishing.project_page import NONE, Group, groups, own, remark, told, updated
from projreg.tables.table import Text
from projreg.values.web_address import host, picture
from projreg.visible import visible
from projreg.webpage.article import Place, article
from projreg.webpage.frame import page
from projreg.webpage.lifespans import TIMELINE, lifespans
from projreg.webpage.style import PROJECTS

_CONTENTS = Phrase("Innehåll", "Contents")
_QUESTIONS = Phrase("Frågor om sidan:", "Questions about this page:")
_PREFIX = "projreg-"

day_of = marked_day


def render(edition: Edition) -> Document:
    """The page: by a template if there is one, else ours."""
    if edition.template:
        from projreg.template import page as templated  # most do without
        from projreg.template import target

        return templated.render(edition, edition.template, target.HTML)
    names = anchors(edition.projects, _PREFIX if edition.fragment else "")
    by_project = {id(project): name for project, name in zip(edition.projects, names, strict=True)}
    body = _body(edition, by_project)
    return Document(_fragment(body, edition) if edition.fragment else _page(body, edition, names), _elsewhere(edition))


def _fragment(body: str, edition: Edition) -> str:
    parts = [f"<!-- {mark(edition.today)} -->", body]
    if day := updated(edition.projects, edition.lang):
        parts.append(f"<p>{text(day)}</p>")
    return f'<div class="projreg" lang="{edition.lang}">\n' + "\n".join(each for each in parts if each) + "\n</div>\n"


def _page(body: str, edition: Edition, names: Sequence[str]) -> str:
    publisher, lang = edition.publisher, edition.lang
    title = own(publisher.title, publisher)
    heading = f"<h1>{named(title, lang)}{_remark(title, lang)}</h1>\n"
    day = updated(edition.projects, lang)
    foot = [f"<p>{text(day)}</p>"] if day else []
    if publisher.contact:
        foot.append(f"<p>{text(_QUESTIONS.say(lang))} {mail(publisher.contact)}</p>")
    full = (
        title if publisher.publisher in title.written else Text(f"{title.written} – {publisher.publisher}", title.lang)
    )
    return page(
        full,
        heading + body,
        lang,
        top=f'<div class="projreg-top"><p>{text(publisher.publisher)}</p></div>',
        foot="\n".join(foot),
        says=mark(edition.today),
        style=PROJECTS,
        data=of_others(linked_data(edition._replace(with_contacts=False), names)),
    )


def _body(edition: Edition, names: Mapping[int, str]) -> str:
    """What stands below the title, in a page and in a fragment."""
    publisher, lang = edition.publisher, edition.lang
    parts = []
    if publisher.intro.strip():
        intro = own(publisher.intro, publisher)
        parts.append(f'<div class="projreg-intro">\n{passage(intro, lang, remark(intro, lang))}\n</div>')
    if not edition.projects:
        return "\n".join([*parts, f"<p>{text(NONE.say(lang))}</p>"])
    found = groups(edition.projects, edition.today, lang)
    drawn = lifespans(timeline(edition.projects, edition.today), names, lang)
    parts.append(_contents(found, names, lang, with_timeline=bool(drawn)))
    home = publisher.contact.rpartition("@")[2].strip().lower()
    parts += [_group(each, names, lang, home) for each in found]
    if drawn:
        parts.append(_section("timeline", TIMELINE.say(lang), drawn))
    return "\n".join(parts)


def _contents(found: Sequence[Group], names: Mapping[int, str], lang: Lang, *, with_timeline: bool) -> str:
    """Links to the groups, the projects and the timeline."""
    lines = []
    for group in found:
        inner = "\n".join(
            f"<li>{_to(names[id(each)], _linked(told(each, 'title', lang), names[id(each)], lang))}</li>"
            for each in group.projects
        )
        lines.append(f"<li>{_to(_own(group.state), text(group.heading))}\n<ul>\n{inner}\n</ul>\n</li>")
    if with_timeline:
        lines.append(f"<li>{_to(_own('timeline'), text(TIMELINE.say(lang)))}</li>")
    return (
        f'<nav class="projreg-contents" aria-labelledby="{_own("contents")}">\n'
        f'<h2 id="{_own("contents")}">{text(_CONTENTS.say(lang))}</h2>\n<ul>\n' + "\n".join(lines) + "\n</ul>\n</nav>"
    )


def _group(group: Group, names: Mapping[int, str], lang: Lang, home: str) -> str:
    articles = "\n".join(article(each, Place(names[id(each)], lang, home)) for each in group.projects)
    return _section(group.state, group.heading, articles)


def _section(name: str, heading: str, content: str) -> str:
    return f'<section>\n<h2 id="{_own(name)}">{text(heading)}</h2>\n{content}\n</section>'


def _to(anchor: str, said: str) -> str:
    return f"<a{attributes([('href', f'#{anchor}')])}>{said}</a>"


def _linked(title: Text, anchor: str, lang: Lang) -> str:
    return named(title, lang) if title.written.strip() else anchor


def _own(name: str) -> str:
    """An id of the page itself: no project's, for those have no two hyphens side by side."""
    return f"{_PREFIX}-{name}"


def _remark(title: Text, lang: Lang) -> str:
    said = remark(title, lang)
    return f" {text(said)}" if said else ""


def _elsewhere(edition: Edition) -> list[str]:
    """The logos that are not shown, since a reader's browser would fetch them from another host."""
    home = edition.publisher.contact.rpartition("@")[2].strip().lower()
    return [
        f"{visible(project.id)}: the logo {visible(logo.src)} is a link, not a picture: {_why(logo.src)}"
        for project in edition.projects
        for logo in project.logos
        if logo.src.strip() and logo.alt.strip() and not picture(logo.src, home)
    ]


def _why(source: str) -> str:
    other = host(source.strip())
    return f"it lies on {visible(other)}; put a copy beside the page" if other else "its address is none for a picture"
