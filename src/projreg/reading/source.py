"""The way in: a file's bytes → text → parsed TOML. What is broken is told with its place; the rest is still read."""

import os
import stat
from typing import TYPE_CHECKING, Any, NamedTuple

from projreg.errors import UnreadableFile
from projreg.reading.toml import NOT_TOML, has_long_line, parsed
from projreg.visible import visible

if TYPE_CHECKING:
    from projreg.reading.breaks import Break
    from projreg.reading.headers import Slip

LARGEST_FILE = 256 * 1024 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
STANDARD_INPUT = "<stdin>"
"""The name of what is no file."""


class Source(NamedTuple):
    """One registry file as it was read.

    `data` is what it parses to; where statements are broken, what `mended` does: the text with them set aside, line
    for line. `slips` are headers that are misspelt or missing, and stand in `mended` as they are meant. `encoding` is
    set when the file is not UTF-8.
    """

    name: str
    raw: bytes
    data: dict[str, Any]
    breaks: "tuple[Break, ...]" = ()
    mended: str = ""
    encoding: str = ""
    slips: "tuple[Slip, ...]" = ()

    @property
    def text(self) -> str:
        """The text, without byte-order mark; decoded when asked for, since it is large and only findings need it."""
        return "" if self.encoding else self.raw.removeprefix(BYTE_ORDER_MARK).decode()

    @property
    def parsed_text(self) -> str:
        """The text that `data` was parsed from: `mended` where something is broken or a header is not as meant."""
        return self.mended if self.breaks or self.slips else self.text


def with_text(source: Source, text: str) -> Source:
    """The source with another text: parsed anew, with the byte-order mark that it had."""
    mark = BYTE_ORDER_MARK if source.raw.startswith(BYTE_ORDER_MARK) else b""
    return parse(mark + text.encode("utf-8", "surrogatepass"), source.name)


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file, at most 256 MiB. Raises UnreadableFile with the reason in words."""
    shown = visible(path)
    if os.path.isdir(path):
        raise UnreadableFile(f"{shown} is a folder", "name the file in it")
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableFile(f"{shown} is not a regular file", "name a file, neither a device nor a pipe")
            if status.st_size > LARGEST_FILE:
                raise UnreadableFile(
                    f"{shown} is larger than 256 MiB", "is it the right file? A registry is far smaller"
                )
            return file.read()
    except FileNotFoundError:
        raise UnreadableFile(f"{shown} does not exist", "check the path, or name another file with --file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableFile(f"{shown} cannot be read: {reason}", "check who may read it") from None


def parse(raw: bytes, name: str) -> Source:
    """The source of a file's bytes. Never raises for what stands in it: see `breaks` and `encoding`."""
    body = raw.removeprefix(BYTE_ORDER_MARK)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        from projreg.values.charset import likely_encoding

        return Source(name, raw, {}, encoding=likely_encoding(raw))
    try:
        if has_long_line(text):
            raise ValueError("line too long")
        return Source(name, raw, parsed(text))
    except NOT_TOML:
        from projreg.reading.repair import set_breaks_aside

        aside = set_breaks_aside(text)
        return Source(name, raw, aside.data, aside.breaks, aside.text, slips=aside.slips)


def read_source(path: str) -> Source:
    """The source of the file at `path`. Raises UnreadableFile only when there are no bytes to be had."""
    return parse(read_bytes(path), path)


def headers_as_meant(source: Source) -> Source:
    """The source of a text that parses, read as if its misspelt and missing headers stood as they are meant.

    The same source when there are none, or when it then would not parse.
    """
    if source.breaks or source.slips or source.encoding:
        return source
    from projreg.reading.meant import with_headers  # needed when something is misspelt

    found = with_headers(source.text)
    return source._replace(mended=found.text, data=found.data, slips=found.slips) if found else source
