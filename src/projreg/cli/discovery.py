"""Which file is the registry: named by option or environment, else found from the current folder upwards."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from projreg.errors import UnreadableFile
from projreg.visible import visible

NAMES = ("projects.toml", os.path.join("data", "projects.toml"))


def registry_paths(named: Sequence[str] | None) -> list[str]:
    """The registries to read. Raises UnreadableFile with every path tried when there is none."""
    if named:
        return list(dict.fromkeys(named))
    if from_environment := os.environ.get("PROJREG_FILE"):
        return [from_environment]
    tried: list[str] = []
    for folder in _upwards():
        for path in _candidates(folder):
            if os.path.isfile(path):
                return [path]
            tried.append(path)
    raise UnreadableFile(
        f"no registry found; tried {', '.join(map(visible, tried))}",
        "name it with --file PATH or PROJREG_FILE; to begin one, write projects.toml with schema_version = 1 and a "
        "[registry] table of title, publisher and contact, then run `projreg add`",
    )


def _upwards() -> Iterator[str]:
    """The current folder and those above it, up to the repository's root (the one that holds `.git`)."""
    try:
        here = Path.cwd()
    except OSError:
        return
    for folder in (here, *here.parents):
        yield "" if folder == here else os.path.relpath(folder, here)
        if (folder / ".git").exists():
            return


def _candidates(folder: str) -> Iterator[str]:
    for name in NAMES:
        yield os.path.join(folder, name)
    settings = os.path.join(folder, "pyproject.toml")
    if os.path.isfile(settings):
        named = _named_in(settings)
        if named:
            yield os.path.join(folder, named)


def _named_in(settings: str) -> str | None:
    """`[tool.projreg] file` of a pyproject.toml; one that cannot be read names nothing."""
    from projreg.source import read_source

    try:
        found = read_source(settings).data.get("tool", {}).get("projreg", {}).get("file")
    except (UnreadableFile, AttributeError):
        return None
    return found if isinstance(found, str) and found else None
