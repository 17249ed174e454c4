"""Pages made by templates, for tests."""

from datetime import date
from typing import Any

import pytest
from console import REPOSITORY
from samples import registry_of

from projreg.errors import UnreadableFile
from projreg.language import Lang
from projreg.model.records import Registry
from projreg.publishing.edition import Edition, Template, mark
from projreg.template import page
from projreg.template.target import MARKDOWN, Target

DAY = date(2026, 3, 1)
SHIPPED = (REPOSITORY / "data" / "projects.toml").read_bytes()
GOLDEN = registry_of((REPOSITORY / "tests" / "export" / "registry.toml").read_bytes())
EXAMPLE = (REPOSITORY / "docs" / "page.md.j2").read_text("utf-8")
GUIDE = (REPOSITORY / "docs" / "templates.md").read_text("utf-8")
MARK = f"<!-- {mark(DAY)} -->\n"


def made(
    template: str,
    registry: Registry = GOLDEN,
    target: Target = MARKDOWN,
    day: date = DAY,
    lang: Lang = "sv",
    **wishes: Any,
) -> str:
    """The page that a template makes of a registry, without the mark that was put at its end."""
    projects = [each for each in registry.projects if each.published]
    edition = Edition(registry.publisher, projects, day, lang, **wishes)
    content = page.render(edition, Template("page.md.j2", template), target).content
    assert isinstance(content, str)
    return content.removesuffix(MARK)


def refusal(template: str, registry: Registry = GOLDEN, target: Target = MARKDOWN) -> str:
    """What is said of a template that cannot be."""
    with pytest.raises(UnreadableFile) as raised:
        made(template, registry, target)
    return raised.value.message
