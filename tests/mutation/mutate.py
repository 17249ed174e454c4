"""Mutation testing of the rules: `python tests/mutation/mutate.py` has mutmut change them, and asks the tests.

mutmut leaves decorated functions alone, and a rule is one. So it is given a copy of the project, in `.mutation/`, in
which `@project_rule(...)` above a function stands as a call below it, which means the same, and in which nothing is
cached, since a value from before a change would hide it. What is changed, and which tests are asked, stands in
pyproject.toml under `[tool.mutmut]`.

With the names of changes (`'projreg.rules.money.*'`) only these are tried again, on the tests as they are now; without,
all of them, from the beginning.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parents[2]
COPY = HERE / ".mutation"
PARTS = ("src", "tests", "data", "docs", "benchmarks", "pyproject.toml", "README.md")
NOTICED = ("killed", "timeout", "caught by type check")


def plain(code: str) -> str:
    """A module with the decorators of its functions that are rules written as calls, and without `@cache`."""
    lines = code.splitlines()
    for node in reversed(ast.parse(code).body):
        if not isinstance(node, ast.FunctionDef) or len(node.decorator_list) != 1:
            continue
        (decorator,) = node.decorator_list
        said = ast.unparse(decorator)
        if re.match(r"\w+_rule\(", said):
            lines.insert(node.end_lineno or node.lineno, f"{node.name} = {said}({node.name})  # type: ignore")
        elif said != "cache":
            continue
        del lines[decorator.lineno - 1 : node.lineno - 1]
    return "\n".join(lines) + "\n"


def write_copy() -> None:
    """Make the copy, or bring it up to date; files that say the same are not touched, so that mutmut knows them."""
    for part in PARTS:
        whole = HERE / part
        for file in [whole] if whole.is_file() else sorted(each for each in whole.rglob("*") if each.is_file()):
            if "__pycache__" in file.parts:
                continue
            copied = COPY / file.relative_to(HERE)
            raw = file.read_bytes()
            if part == "src" and file.suffix == ".py":
                raw = plain(raw.decode()).encode()
            if not copied.exists() or copied.read_bytes() != raw:
                copied.parent.mkdir(parents=True, exist_ok=True)
                copied.write_bytes(raw)
    shared = HERE.parent / "shared"  # beside the clone, and beside the copy that mutmut makes of the copy
    if shared.is_dir() and not (COPY / "shared").exists():
        (COPY / "shared").symlink_to(shared.resolve())


def mutmut(*arguments: str, shown: bool = False) -> str:
    """What mutmut prints; when `shown`, the terminal gets it instead."""
    program = Path(sys.executable).with_name("mutmut")
    path = f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"  # mutmut starts mypy by its name
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(COPY / "tests" / "mutation")}
    output = None if shown else subprocess.PIPE
    done = subprocess.run([program, *arguments], cwd=COPY, env=environment, check=True, stdout=output, text=True)
    return done.stdout or ""


def main(names: list[str]) -> int:
    """Run mutmut, and print the figures of each module and every change that nobody noticed; 1 where there is one."""
    if not names and COPY.exists():
        shutil.rmtree(COPY)
    write_copy()
    mutmut("run", *names, shown=True)
    results = [each.strip().partition(": ") for each in mutmut("results", "--all", "true").splitlines()]
    ends = {name: end for name, _, end in results if "__mutmut_" in name}
    figures: dict[str, Counter[str]] = {}
    for name, end in ends.items():
        figures.setdefault(name.partition(".x_")[0], Counter())[end] += 1
    for module, count in sorted(figures.items()):
        each = ", ".join(f"{number} {end}" for end, number in sorted(count.items()))
        sys.stdout.write(f"{module:28} {count.total():5}: {each}\n")
    left = [name for name, end in ends.items() if end not in (*NOTICED, "not checked")]
    for name in left:
        change = [line for line in mutmut("show", name).splitlines() if re.match(r"[-+](?![-+])|#", line)]
        sys.stdout.write("\n".join(change) + "\n\n")
    return int(bool(left))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
