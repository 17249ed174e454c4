"""The manual page projreg(1), from the same help that the commands print."""

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import cleandoc

import projreg
from projreg.cli.main import COMMANDS, Deferred, application

_HEAD = r"""
.\" Made by docs/generate.py from the code: change it there.
.TH PROJREG 1 "" "projreg {version}" "User Commands"
.SH NAME
projreg, projreg\-validate \- a registry of grant\-funded projects, and what people need from it
.SH SYNOPSIS
.B projreg
.I COMMAND
.RI [ OPTIONS ]
.RI [ ARGUMENTS ]
.PP
.B projreg\-validate
.RI [ OPTIONS ]
.RI [ FILE ]...
.SH DESCRIPTION
projreg keeps a municipality's grant\-funded projects in one TOML file in git, tells in time what ends or is due, and
publishes the page of ongoing projects. It uses no network, and runs nothing that stands in the registry.
.PP
.B projreg\-validate
is
.B projreg validate
for hooks.
"""

_TAIL = r"""
.SH FILES
The registry is the file named by
.BR \-\-file ,
else by
.BR PROJREG_FILE ,
else
.IR projects.toml ,
.I data/projects.toml
or what
.I pyproject.toml
names as
.B file
in
.BR [tool.projreg] ,
from the current folder up to the repository's root.
.SH ENVIRONMENT
.TP
.B PROJREG_FILE
The registry.
.TP
.B PROJREG_TODAY
The day to judge by, where
.B \-\-as\-of
is not given.
.TP
.BR VISUAL ", " EDITOR
The editor of
.BR "projreg edit" .
.TP
.BR NO_COLOR ", " FORCE_COLOR
No colours; colours in a pipe too.
.TP
.B PROJREG_DEBUG
Show where a bug of projreg came up.
.SH EXIT STATUS
.TP
.B 0
Fine.
.TP
.B 1
There are findings, or what was asked for would bring in an error.
.TP
.B 2
Wrong usage, or it could not be done.
.TP
.B 130
Interrupted.
.TP
.B 141
The reader of the pipe has gone.
"""


def page() -> str:
    """The manual page as roff."""
    parts = [_HEAD.format(version=projreg.__version__), ".SH OPTIONS\n", "".join(_options(application(), "projreg"))]
    parts.append(".SH COMMANDS\n")
    parts += [text for name in COMMANDS for text in _command(name)]
    return "".join(parts).lstrip("\n") + _TAIL.lstrip("\n")


def validate_page() -> str:
    """The page under the other program's name: it is the same."""
    return ".so man1/projreg.1\n"


def _command(name: str) -> Iterator[str]:
    command = Deferred(name=name, help="", callback=None).make_context(name, [], resilient_parsing=True).command
    pieces = [each for each in command.params if each.param_type_name == "argument"]
    usage = " ".join(["projreg", name, "[OPTIONS]", *(each.metavar or each.name.upper() for each in pieces)])
    yield f".SS {_roff(usage)}\n"
    yield _paragraphs(cleandoc(import_module(f"projreg.cli.commands.{name}").__doc__ or ""))
    yield from _options(command, name)


def _options(command: object, name: str) -> Iterator[str]:
    """Each option, and each argument that has something to say."""
    context = command.make_context(name, [], resilient_parsing=True)  # type: ignore[attr-defined]
    for parameter in command.get_params(context):  # type: ignore[attr-defined]
        if record := parameter.get_help_record(context):
            names, help_ = record
            yield f".TP\n.B {_roff(names)}\n{_roff(help_)}\n"


def _paragraphs(text: str) -> str:
    return ".PP\n".join(f"{_roff(' '.join(each.split()))}\n" for each in re.split(r"\n\s*\n", text))


def _roff(text: str) -> str:
    """Text as roff shows it: no backslash acts, no line is taken for a command, a hyphen can be copied."""
    shown = text.replace("\\", r"\e").replace("-", r"\-").replace("`", r"\`")
    return r"\&" + shown if shown.startswith((".", "'")) else shown
