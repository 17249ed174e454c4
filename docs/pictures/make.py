"""Make the pictures of the documentation from examples/exempelkommun.toml: python docs/pictures/make.py [--check].

The terminal's are SVG, drawn by Rich from what the program prints; the page's is a screenshot by Chromium, left as it
is where that is missing. With --check nothing is written, and 1 is returned when an SVG is not what is printed.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "examples" / "exempelkommun.toml"
DAY = "2026-03-01"
TERMINALS = {
    "report.svg": ("report --expiring 60d", 100),
    "timeline.svg": ("report --timeline", 80),
}
"""Name of a picture → the command, and how many columns its terminal has."""
PAGE = "page.png"


def printed(command: str, columns: int, form: str) -> str:
    """What the program prints for the example."""
    arguments = [*command.split(), f"--as-of={DAY}", f"--file={EXAMPLE}", f"--format={form}", "--color=always"]
    environment = {"PATH": os.defpath, "COLUMNS": str(columns), "LINES": "60", "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "projreg", *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def drawn(command: str, columns: int) -> str:
    """The terminal as SVG, without the fonts that Rich would fetch."""
    console = Console(record=True, width=columns, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.assemble(("$ ", "dim"), f"projreg {command}"))
    console.print(Text.from_ansi(printed(command, columns, "table")))
    svg = console.export_svg(title="projreg", unique_id="terminal")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in svg.replace("Fira Code", "DejaVu Sans Mono").split("\n"))


def photograph(target: Path) -> None:
    """The report as a page, as a browser shows it."""
    browser = shutil.which("chromium")
    if browser is None:
        sys.stderr.write("chromium is not here: the page's picture stays as it is\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(printed("report", 100, "html"), encoding="utf-8")
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=960,1500",
             f"--screenshot={target}", str(page)],
            capture_output=True, check=True,
        )  # fmt: skip


def main() -> int:
    """Write the pictures, or with --check tell which differ."""
    differing = []
    for name, (command, columns) in TERMINALS.items():
        path, picture = HERE / name, drawn(command, columns)
        if not path.exists() or path.read_text(encoding="utf-8") != picture:
            differing.append(name)
            if "--check" not in sys.argv:
                path.write_text(picture, encoding="utf-8")
    if "--check" not in sys.argv:
        photograph(HERE / PAGE)
    elif differing:
        sys.stderr.write(f"not what the program prints: {', '.join(differing)}; run python docs/pictures/make.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
