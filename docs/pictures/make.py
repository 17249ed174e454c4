"""Make the pictures of the documentation from examples/exempelkommun.toml: python docs/pictures/make.py [--check].

The terminal's are SVG, drawn by Rich from what the program prints; those of pages are screenshots by Chromium, left as
they are where that is missing. With --check nothing is written, and 1 is returned when an SVG is not what is printed.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal, NamedTuple

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


class Screen(NamedTuple):
    """What a screenshot shows: the command that makes the page, the window, and where in the page it begins."""

    command: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    begins: str = "body"


PAGES = {
    "page.png": Screen("report --format=html", 960, 1500),
    "projects.png": Screen("export html", 1120, 1240),
    "projects-dark.png": Screen("export html", 1120, 820, "dark", "#projreg--timeline"),
    "projects-narrow.png": Screen("export html", 320, 1100, "light", "#projreg--active"),
}


def printed(command: str, columns: int = 100) -> str:
    """What the program prints for the example."""
    arguments = [*command.split(), f"--as-of={DAY}", f"--file={EXAMPLE}"]
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
    console.print(Text.from_ansi(printed(f"{command} --format=table --color=always", columns)))
    svg = console.export_svg(title="projreg", unique_id="terminal")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in svg.replace("Fira Code", "DejaVu Sans Mono").split("\n"))


def photograph() -> None:
    """The pages as a browser shows them."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("chromium is not here: the pictures of pages stay as they are\n")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (command, width, height, scheme, begins) in PAGES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.set_content(printed(command))
            page.locator(begins).evaluate("found => scrollTo(0, found.getBoundingClientRect().top - 24)")
            page.screenshot(path=HERE / name)
        browser.close()


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
        photograph()
    elif differing:
        sys.stderr.write(f"not what the program prints: {', '.join(differing)}; run python docs/pictures/make.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
