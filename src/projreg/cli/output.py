"""Standard output and standard error: the only module that writes to them. Rich is loaded for a terminal only."""

import os
import sys
from typing import TYPE_CHECKING, Literal, TextIO, get_args

from projreg.errors import NotWritten, ProjregError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

Color = Literal["auto", "always", "never"]
COLORS: tuple[Color, ...] = get_args(Color)


class ClosedPipe(ProjregError):
    """The reader of standard output has gone: `projreg list | head -1`."""

    exit_status = 141


def prepare_streams() -> None:
    """UTF-8 into pipes and files whatever the locale; a terminal that cannot show a character shows its escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            try:
                terminal = stream.isatty()
                reconfigure(encoding=None if terminal else "utf-8", errors="backslashreplace", newline="\n")
            except (OSError, ValueError):
                continue


def emit(text: str) -> None:
    """Write `text` to standard output, now. Raises ClosedPipe, or NotWritten when the output cannot take it."""
    if sys.stdout is None:
        raise NotWritten("standard output is closed")
    try:
        if getattr(sys.stdout, "write_through", False) and hasattr(sys.stdout, "buffer"):
            _write_through(text)
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise ClosedPipe("the reader of standard output has gone") from None
    except (OSError, ValueError) as error:
        quiet_exit()
        reason = error.strerror if isinstance(error, OSError) else "it is closed"
        raise NotWritten(f"standard output cannot be written: {reason}") from None


def emit_raw(raw: bytes) -> None:
    """Write what is no text to standard output. Raises as `emit`, and UsageError when a person would see it."""
    if on_terminal():
        raise UsageError("this format is no text for a terminal", "name a file with --output PATH")
    try:
        sys.stdout.buffer.write(raw)
    except BrokenPipeError:
        raise ClosedPipe("the reader of standard output has gone") from None
    except (AttributeError, OSError, ValueError) as error:
        quiet_exit()
        reason = error.strerror if isinstance(error, OSError) else error
        raise NotWritten(f"standard output cannot be written: {reason}") from None
    emit("")


def _write_through(text: str) -> None:
    """Write where Python does not buffer (PYTHONUNBUFFERED): such a stream may take less than it is given."""
    stream = sys.stdout
    left = memoryview(text.encode(stream.encoding, stream.errors or "strict"))
    while left:
        taken = stream.buffer.write(left)
        left = left[taken:]


def note(line: str) -> None:
    """One line for people on standard error."""
    try:
        print(line, file=sys.stderr, flush=True)  # noqa: T201
    except (OSError, ValueError, AttributeError):
        pass  # nobody is listening


def quiet_exit() -> None:
    """Keep Python from complaining about standard output again when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        pass


def on_terminal(stream: TextIO | None = None) -> bool:
    """Whether standard output (or `stream`) is a terminal, and so read by a person."""
    try:
        return (stream or sys.stdout).isatty()
    except (ValueError, AttributeError):
        return False


def terminal_columns() -> int | None:
    """How wide the terminal on standard output is; None when there is none, or it does not say."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None


def chosen_format(form: str | None, as_json: bool, *, terminal: str, pipe: str) -> str:
    """The format to write: `--json`, else `--format`, else what fits the reader, a person or a program."""
    return "json" if as_json else form or (terminal if on_terminal() else pipe)


def wants_color(color: Color) -> bool:
    """Whether plain text on standard output is coloured: as said, else by environment and terminal."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (on_terminal() and os.environ.get("TERM") != "dumb")


def console(color: Color) -> "Console":
    """A Rich console in which text is never markup. `NO_COLOR` and `FORCE_COLOR` count when `color` is auto."""
    from rich.console import Console

    if color == "auto":
        return Console(markup=False, highlight=False, emoji=False)
    return Console(
        force_terminal=color == "always",
        no_color=color == "never",
        color_system="standard" if color == "always" else None,
        markup=False,
        highlight=False,
        emoji=False,
    )
