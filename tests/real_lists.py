"""The sample registries of real projects, as if all of them were to be published."""

import re
from pathlib import Path

from samples import registry_of

from projreg.model.records import Registry


def published_text(shared: Path, name: str = "europe-500.toml") -> str:
    """The registry of real projects as TOML; nobody keeps one of them back."""
    text = (shared / "data" / "registries" / name).read_text("utf-8")
    return re.sub(r"(?m)^publish = false$", "", text)


def published_list(shared: Path, name: str = "europe-500.toml") -> Registry:
    """The same, read."""
    return registry_of(published_text(shared, name))
