"""All that is published of the projects, one a line: for programs that read the registries of many bodies.

A line stands alone. It tells its day and its publisher, so that lines of many registries can lie in one heap.
`docs/many-registries.md` reads them, and `docs/export.schema.json` says what stands in a line.
"""

from projreg.encode.json import line
from projreg.model.records import Project
from projreg.publishing.edition import Document, Edition
from projreg.publishing.publishedjson import first_as_of, project_object

day_of = first_as_of


def render(edition: Edition) -> Document:
    """The lines."""
    return Document("".join(_line(each, edition) for each in edition.projects))


def _line(project: Project, edition: Edition) -> str:
    publisher = project.publisher
    return line(
        {
            "as_of": edition.today.isoformat(),
            "publisher": publisher.publisher or None,
            "publisher_id": publisher.publisher_id or None,
            **project_object(project, edition),
        }
    )
