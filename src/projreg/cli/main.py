"""The frame of the command line: the table of commands, loaded when named, and the exit status.

0 fine · 1 findings · 2 wrong usage, or could not do it · 130 interrupted · 141 closed pipe.
"""

import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any

from typer import Abort, Context, Exit, Option, Typer, TyperException
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

import projreg
from projreg.cli.failure import INTERRUPTED, guarded, interrupted, tell
from projreg.cli.output import ClosedPipe, emit, note, prepare_streams
from projreg.visible import visible

COMMANDS = {
    "init": "Begin a registry that explains itself.",
    "list": "The projects, filtered and sorted.",
    "show": "Everything about one project.",
    "add": "Add a project, by options or by answering questions.",
    "set": "Change keys of one project.",
    "import": "New projects from a list: CSV, XLSX, JSON.",
    "edit": "A project's block in your editor.",
    "close": "Note that a project is closed.",
    "remove": "Take a project out of the registry.",
    "validate": "Check registries: dates, budgets, required contacts.",
    "rule": "Explain a rule: what it catches, why, an example, the mend.",
    "report": "What needs attention, or without a window the overview.",
    "diff": "What changed between two git revisions, in words.",
    "export": "Publish the projects, as pages and for programs.",
    "schema": "The JSON Schema of the format, for editors.",
}
"""Name of a command (its module is `projreg.cli.commands.NAME`, its function `run`) → what it does, in a line."""

WITHOUT_A_WORD = ("report", "--expiring", "90d")
"""What `projreg` alone does."""

_PLAIN: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class Deferred(TyperCommand):
    """A command whose module is loaded when the command is named; before that only its name and line are known."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the command itself; its `obj` are the words behind the command, as they were typed."""
        module = import_module(f"projreg.cli.commands.{self.name}")
        command = Typer(add_completion=False, **_PLAIN)
        command.command(self.name, help=module.__doc__)(module.run)
        return get_command(command).make_context(info_name, [*args], parent=parent, obj=args, **extra)


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, line in COMMANDS.items():
            self.add_command(Deferred(name=name, help=line, callback=None))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As ever; `ctx.obj` are the words as they were typed, for an option that looks at the word behind it."""
        ctx.obj = [*args]
        return super().parse_args(ctx, args)


def _version(wanted: bool) -> None:
    if wanted:
        emit(f"projreg {projreg.__version__}\n")
        raise Exit()


def _install_completion(context: Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from projreg.cli.shells import install

        install(_word_behind("--install-completion", context.obj))
        raise Exit()


def _show_completion(context: Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from projreg.cli.shells import show

        show(_word_behind("--show-completion", context.obj))
        raise Exit()


def _word_behind(option: str, words: Sequence[str]) -> str | None:
    """The name of the shell, which may be left out: Typer knows no options of which that is true."""
    return next(iter(words[words.index(option) + 1 :]), None)


def root(
    version: Annotated[bool, Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
    install_completion: Annotated[
        bool,
        Option(
            "--install-completion",
            callback=_install_completion,
            is_eager=True,
            help="Install completion for this shell, or for the one named next: bash, zsh, fish.",
        ),
    ] = False,
    show_completion: Annotated[
        bool,
        Option(
            "--show-completion",
            callback=_show_completion,
            is_eager=True,
            help="Print the script for completion in this shell, or in the one named next.",
        ),
    ] = False,
) -> None:
    """The registry of grant-funded projects: one TOML file in git, and what people need from it.

    Without a command: what ends or is due within 90 days, has ended, is overdue or cannot be judged.
    """


def application() -> Callable[..., Any]:
    """The command line as a function of arguments."""
    app = Typer(cls=Commands, **_PLAIN)
    app.callback()(root)
    command = get_command(app)
    own = {each.name: each for each in reversed(command.params)}  # Typer adds its options to install completion to ours
    command.params = [*reversed(own.values())]
    return command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    prepare_streams()
    words = sys.argv[1:] if arguments is None else arguments
    completing = "_PROJREG_COMPLETE" in os.environ
    return guarded(lambda: _run(words) if words or completing else _without_a_word())


def _without_a_word() -> int:
    """What needs attention; where there is no registry, how to begin one. And where to look for what else there is."""
    status = guarded(lambda: _run(WITHOUT_A_WORD))
    note("`projreg --help` lists the commands")
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        status = int(application()(args=[*arguments], prog_name="projreg", standalone_mode=False) or 0)
        return interrupted() if status == INTERRUPTED else status  # Typer makes this number of Ctrl-C, silently
    except TyperException as error:
        return _wrong_usage(error)
    except Abort:
        return interrupted()
    except SystemExit as left:  # Typer leaves so after completing, and when nobody reads its help
        if left.code:
            raise ClosedPipe("the reader of standard output has gone") from None
        return 0


def _wrong_usage(error: TyperException) -> int:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if context is not None and (extra := re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", message)):
        from projreg.cli.extra_words import too_many  # needed when there are some

        flags = [name for each in context.command.params if getattr(each, "is_flag", False) for name in each.opts]
        tell(too_many(extra[1], context.command_path, context.obj, flags))
        return error.exit_code
    note(f"error: {visible(message)}")
    if context is not None:
        note(f"  help: see {context.command_path} --help")
    return error.exit_code
