"""Which file is the registry: named by option or environment, else found from the current folder upwards."""

import os
from collections.abc import Iterator, Sequence

from projreg.cli.settings import settings_in, upwards
from projreg.errors import ProjregError, UnreadableFile
from projreg.visible import argument, visible

NAMES = ("projects.toml", os.path.join("data", "projects.toml"))


def registry_paths(named: Sequence[str] | None) -> list[str]:
    """The registries to read, each once however it is named. Raises UnreadableFile when there is none."""
    if named:
        files: dict[str, str] = {}
        for path in named:
            files.setdefault(os.path.realpath(path), path)
        return list(files.values())
    if from_environment := os.environ.get("PROJREG_FILE"):
        return [from_environment]
    tried: list[str] = []
    if found := found_registry(tried):
        return [found]
    raise UnreadableFile(
        f"no registry found; tried {', '.join(map(visible, tried))}",
        f"go to the folder where {NAMES[0]} lies (cd FOLDER), or name it with --file PATH; to begin one: projreg init",
    )


def found_registry(tried: list[str] | None = None) -> str | None:
    """The registry that is found from the current folder upwards, if there is one; `tried` gets the paths without."""
    for folder in upwards():
        for path in _candidates(folder):
            if os.path.isfile(path):
                return path
            if tried is not None:
                tried.append(path)
    return None


def option_for(path: str) -> str:
    """What a command needs to find the registry at a path: nothing where it is found anyway, else ` -f PATH`."""
    return "" if _is_found(path) else f" -f {argument(path)}"


def _is_found(path: str) -> bool:
    if os.environ.get("PROJREG_FILE"):
        return os.environ["PROJREG_FILE"] == path
    try:
        found = found_registry()
    except ProjregError:
        return False
    return bool(found) and os.path.realpath(str(found)) == os.path.realpath(path)


def _candidates(folder: str) -> Iterator[str]:
    for name in NAMES:
        yield os.path.join(folder, name)
    named = (settings_in(folder) or {}).get("file")
    if isinstance(named, str) and named:
        yield os.path.join(folder, named)
