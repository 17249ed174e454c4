"""All that is published of the projects, as one JSON document for programs.

`docs/export.schema.json` says what stands in it. The publisher is the first registry's: where several are read as one,
`jsonl` tells each project's.
"""

from projreg.encode.json import document
from projreg.publishing.edition import Document, Edition
from projreg.publishing.publishedjson import first_as_of, project_object, table_object

day_of = first_as_of

_OTHERS = "the document names one publisher, and not that of every project: export jsonl names each"


def render(edition: Edition) -> Document:
    """The document."""
    content = {
        "as_of": edition.today.isoformat(),
        "publisher": table_object(edition.publisher),
        "projects": [project_object(each, edition) for each in edition.projects],
    }
    others = any(each.publisher != edition.publisher for each in edition.projects)
    return Document(document(content), [_OTHERS] if others else [])
