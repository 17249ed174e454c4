"""Whether a source is good enough to be read as a registry, or to be written to. Faults in its values do not matter."""

from projreg.errors import UnreadableFile
from projreg.model.decode import Decoded, decode
from projreg.model.records import SCHEMA_VERSIONS
from projreg.reading.source import Source, parse
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
        first = source.breaks[0]
        what = "git left a merge conflict here" if first.is_of_merge else "this is not TOML"
        raise UnreadableFile(f"{name}:{first.span.line}:{first.span.column}: {what}", see)
    decoded = decode(source.data)
    if any(each.kind == "version" for each in decoded.misfits):
        known = " and ".join(map(str, SCHEMA_VERSIONS))
        raise UnreadableFile(
            f"{name} has another schema_version than {known}, the one known here",
            "use the projreg that knows it",
        )
    return decoded


def as_far_as_readable(source: Source) -> tuple[Decoded, str]:
    """The model of a source as far as it can be read, and in words what stands in the way; empty when nothing does.

    Bytes of another encoding are read where it is certain which. Raises UnreadableFile when nothing can be read.
    """
    name, why = visible(source.name), ""
    if source.encoding:
        from projreg.values.charset import certain_text

        text = certain_text(source.raw)
        if text is None:
            raise UnreadableFile(f"{name} is not UTF-8 text, and nothing of it can be read", _SAVE)
        why = f"{name} is not UTF-8 text; it was read as {source.encoding}"
        source = parse(text.encode(), source.name)
    if source.breaks:
        if not source.data:
            raise UnreadableFile(f"{name} is not TOML, and nothing of it can be read", _SAVE)
        line, places = source.breaks[0].span.line, len(source.breaks)
        where = f"on line {line}" + (f" and {places - 1} more" if places > 1 else "")
        why = f"{f'{why}, and' if why else name} is not TOML {where}; the rest was read"
    elif not source.data:
        why = f"{name} is empty"
    decoded = decode(source.data)
    if not why and any(each.kind == "version" for each in decoded.misfits):
        why = f"{name} has a schema_version that is not known here; what is known of it was read"
    if not why and decoded.unread:
        what = "key or value" if decoded.unread == 1 else "keys or values"
        why = f"{decoded.unread} {what} of {name} could not be read"
    return decoded, why


_SAVE = "name another revision, or save the file as UTF-8 text and TOML"
