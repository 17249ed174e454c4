"""Completion in shells: the script for each, and how it is installed by one command.

The scripts ask the program and run nothing of what it answers: Typer's own for zsh hands the answer to `eval`. Each is
a file of its own; what is added to a file that belongs to the user is one line at its end.
"""

import os
import shlex
from importlib import import_module

from projreg.cli.output import emit
from projreg.errors import UsageError

_BASH = """\
# Completion of projreg in bash.
_projreg_completion() {
    local IFS=$'\\n' line
    COMPREPLY=()
    while read -r line; do
        [[ -n $line ]] && COMPREPLY+=("$line")
    done < <(env _PROJREG_COMPLETE=complete_bash COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" \\
        "$1" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -o default -F _projreg_completion projreg
"""

_ZSH = """\
# Completion of projreg in zsh.
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
_projreg() {
    local line value help
    local -a whole begun
    for line in "${(@f)$(env _PROJREG_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \\
            _TYPER_COMPLETE_ARGS="${(j: :)words[1,CURRENT]}" "$words[1]" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        value=${line%%$'\\t'*} help=${line#*$'\\t'}
        [[ $value == $line ]] && help=
        value=${value//:/\\\\:}${help:+:$help}
        if [[ $line == *= ]]; then begun+=("$value"); else whole+=("$value"); fi
    done
    if (( ! $#whole && ! $#begun )); then
        _files
        return
    fi
    _describe projreg whole -- begun -S ''
}
compdef _projreg projreg
"""

_FISH = """\
# Completion of projreg in fish.
function __projreg_complete
    set -lx _PROJREG_COMPLETE complete_fish
    set -lx _TYPER_COMPLETE_FISH_ACTION get-args
    set -lx _TYPER_COMPLETE_ARGS (commandline --cut-at-cursor --current-process | string collect)
    set -l found (projreg 2>/dev/null | string match --regex '.+')
    if set -q found[1]
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline --current-token)
    end
end
complete --command projreg --no-files --arguments '(__projreg_complete)'
"""

_POWERSHELL = """\
# Completion of projreg in PowerShell.
Register-ArgumentCompleter -Native -CommandName projreg -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $env:_PROJREG_COMPLETE = 'complete_powershell'
    $env:_TYPER_COMPLETE_ARGS = $commandAst.ToString()
    $env:_TYPER_COMPLETE_WORD_TO_COMPLETE = $wordToComplete
    try {
        projreg 2>$null | Where-Object { $_ } | ForEach-Object {
            $value, $help = $_ -split ':::', 2
            if (-not "$help".Trim()) { $help = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
        }
    } finally {
        Remove-Item Env:_PROJREG_COMPLETE, Env:_TYPER_COMPLETE_ARGS, Env:_TYPER_COMPLETE_WORD_TO_COMPLETE
    }
}
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}
_ALSO = {"pwsh": "powershell"}


def show(asked: str | None) -> None:
    """Print the script for the shell that was asked for, else for the one that we run in. Raises UsageError."""
    emit(SCRIPTS[_shell(asked)])


def install(asked: str | None) -> None:
    """Install completion for the shell that was asked for, else for the one that we run in. Raises UsageError."""
    shell = _shell(asked)
    if shell == "powershell":
        raise UsageError(
            "completion is not installed into PowerShell by itself: scripts may be forbidden there",
            "projreg --show-completion powershell >> $PROFILE",
        )
    path = _script_path(shell)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(SCRIPTS[shell].encode())
    emit(f"completion for {shell} is in {path}\n")
    if shell != "fish":
        _add_line(_startup_path(shell), f"[ -r {shlex.quote(path)} ] && . {shlex.quote(path)}  # projreg")
    emit(f"it works in every new {shell}\n")


def _shell(asked: str | None) -> str:
    name = asked or _around_us()
    name = _ALSO.get(name, name)
    if name not in SCRIPTS:
        said = f"no completion for the shell {asked}" if asked else "the shell cannot be told from here"
        raise UsageError(said, f"name one of: {', '.join(SCRIPTS)}")
    return name


def _around_us() -> str:
    """The name of the shell that we were called from, else of the one that the user logs in with."""
    try:
        shellingham = import_module("shellingham")  # Typer brings it
        return str(shellingham.detect_shell()[0])
    except (ImportError, RuntimeError, OSError, NotImplementedError):
        return os.path.basename(os.environ.get("SHELL", ""))


def _home() -> str:
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        raise UsageError(
            "there is no home folder to install completion in", "use --show-completion, and keep what it says"
        )
    return home


def _script_path(shell: str) -> str:
    if shell == "fish":
        folder = os.environ.get("XDG_CONFIG_HOME") or os.path.join(_home(), ".config")
        return os.path.join(folder, "fish", "completions", "projreg.fish")
    folder = os.environ.get("XDG_DATA_HOME") or os.path.join(_home(), ".local", "share")
    return os.path.join(folder, "projreg", f"completion.{shell}")


def _startup_path(shell: str) -> str:
    """The file that the shell reads when it begins."""
    if shell == "zsh":
        return os.path.join(os.environ.get("ZDOTDIR") or _home(), ".zshrc")
    return os.path.join(_home(), ".bashrc")


def _add_line(path: str, line: str) -> None:
    """Add the line at the end of the file unless it stands there; all else in it stays, byte for byte."""
    try:
        with open(path, "rb") as file:
            before = file.read()
    except FileNotFoundError:
        before = b""
    written = os.fsencode(line)
    if written in before.splitlines():
        return
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    with open(path, "ab") as file:
        file.write(gap + written + b"\n")
    emit(f"one line was added to {path}\n")
