"""Make dist/projreg.pyz: projreg and all that it needs in one file that any Python 3.11 or later runs, uninstalled.

`python tools/make_pyz.py [PATH]`. pip fetches what the wheel of this clone asks for, as wheels of pure Python alone, so
that the file is good on any system; beside it tzdata, since Windows has no time zones of its own, and XlsxWriter, since
who may not install programs has Excel. The same wheels give the same bytes.
"""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
BESIDES = ("tzdata", "XlsxWriter>=3.2")
ANYWHERE = ("--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none", "--python-version=3.11")
EPOCH = (1980, 1, 1, 0, 0, 0)
SHEBANG = b"#!/usr/bin/env python3\n"
MAIN = """\
import sys

if sys.version_info < (3, 11):
    sys.exit("error: projreg needs Python 3.11 or later; this is %d.%d" % sys.version_info[:2])

from projreg.__main__ import main

main()
"""
LEFT_OUT = ("RECORD", "WHEEL", "entry_points.txt")
"""What a wheel says to those who install it."""


def main() -> int:
    """Make the file and say what is in it."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "projreg.pyz"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheels = fetched(Path(folder))
        write(target, wheels)
        names = ", ".join("-".join(wheel.name.split("-")[:2]) for wheel in wheels)
    sys.stdout.write(f"{target}: {target.stat().st_size / 1e6:.1f} MB with {names}\n")
    return 0


def fetched(folder: Path) -> Sequence[Path]:
    """The wheel of this clone and those of all that it needs."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", folder, ROOT], check=True)
    own = next(folder.glob("projreg-*.whl"))
    subprocess.run([*pip, "download", *ANYWHERE, "--dest", folder, own, *BESIDES], check=True)
    return sorted(folder.glob("*.whl"))


def write(target: Path, wheels: Sequence[Path]) -> None:
    """Put all that the wheels hold into one file that Python runs."""
    content = {"__main__.py": MAIN.encode()}
    for wheel in wheels:
        content |= dict(inside(wheel))
    with open(target, "wb") as file:
        file.write(SHEBANG)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name in sorted(content):
                entry = zipfile.ZipInfo(name, EPOCH)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, content[name], zipfile.ZIP_DEFLATED)
    target.chmod(0o755)


def inside(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """What the wheel would install as modules, with the licences."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            top, _, rest = name.partition("/")
            if not (name.endswith("/") or top.endswith(".data") or (top.endswith(".dist-info") and rest in LEFT_OUT)):
                yield name, archive.read(name)


if __name__ == "__main__":
    sys.exit(main())
