"""The projects in the terms of schema.org as JSON-LD: what the page says to search engines, as a file of its own."""

from projreg.encode.json import of_others
from projreg.publishing.anchors import anchors
from projreg.publishing.edition import Document, Edition
from projreg.publishing.linked_data import linked_data, made_for

day_of = made_for


def render(edition: Edition) -> Document:
    """One JSON-LD object."""
    return Document(of_others(linked_data(edition, anchors(edition.projects))))
