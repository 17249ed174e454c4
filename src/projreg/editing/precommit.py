"""The hook that checks a registry at every commit, as pre-commit reads it: with the projreg that is installed."""

import json
import re

NAME = ".pre-commit-config.yaml"


def configuration(path: str) -> str:
    """A configuration of pre-commit for the registry at `path`, counted from the repository's root with `/`."""
    return f"""\
repos:
  - repo: local
    hooks:
      - id: projreg-validate
        name: validate the registry of projects
        entry: projreg-validate --staged
        language: system
        files: {_quoted(f"^{re.escape(path)}$")}
        types: [file]
        require_serial: true
        verbose: true
"""


def _quoted(text: str) -> str:
    """Text as YAML has it: in single quotes, or where that cannot be in double ones, as JSON has it."""
    return "'" + text.replace("'", "''") + "'" if text.isprintable() else json.dumps(text)
