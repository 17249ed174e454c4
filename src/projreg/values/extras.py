"""How what an extra needs is installed where projreg runs: by pip, pipx or uv.

By name of the packages: projreg itself may have come from git or as a wheel, and then no index knows its extras.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

SPREADSHEETS = ("XlsxWriter", "python-calamine")
TEMPLATES = ("Jinja2",)


def how_to_install(packages: tuple[str, ...]) -> str:
    """The command that installs packages into the environment that runs."""
    home = Path(sys.prefix)
    names = " ".join(packages)
    if (home / "pipx_metadata.json").exists():
        return f"pipx inject {home.name} {names}"
    if (home / "uv-receipt.toml").exists():
        wanted = " ".join(f"--with {each}" for each in packages)
        return f"uv tool install --force {wanted} WHAT, where WHAT is what {home.name} was installed from"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable or "python3"
    return f"{python} -m pip install {names}" if find_spec("pip") else f"uv pip install --python {python} {names}"
