"""Whether a source is good enough to be read as a registry, or to be written to. Faults in its values do not matter."""

from projreg.decode import Decoded, decode
from projreg.errors import UnreadableFile
from projreg.model import SCHEMA_VERSIONS
from projreg.source import Source
from projreg.visible import visible


def usable(source: Source) -> Decoded:
    """The model of a source. Raises UnreadableFile when it is empty, no TOML, or of an unknown format version."""
    name = visible(source.name)
    see = f"`projreg validate {name}` shows every place"
    if not (source.encoding or source.breaks or source.data):
        raise UnreadableFile(f"{name} is empty", f"`git checkout -- {name}` brings back what was committed")
    if source.encoding:
        raise UnreadableFile(f"{name} is not UTF-8 text; it looks like {source.encoding}", see)
    if source.breaks:
        from projreg.repair import CONFLICT

        first = source.breaks[0]
        what = "git left a merge conflict here" if first.reason == CONFLICT else "this is not TOML"
        raise UnreadableFile(f"{name}:{first.span.line}:{first.span.column}: {what}", see)
    decoded = decode(source.data)
    if any(each.kind == "version" for each in decoded.misfits):
        known = " and ".join(map(str, SCHEMA_VERSIONS))
        raise UnreadableFile(
            f"{name} has another schema_version than {known}, the one known here",
            "use the projreg that knows it",
        )
    return decoded
