"""The sample registries of real projects, as if all of them were to be published."""

import re
from pathlib import Path

from samples import registry_of

from projreg.model.records import Registry


def published_list(shared: Path, name: str = "europe-500.toml") -> Registry:
    """The registry of real projects; nobody keeps one of them back."""
    text = (shared / "data" / "registries" / name).read_text("utf-8")
    return registry_of(re.sub(r"(?m)^publish = false$", "", text))
