"""Reading a file with tomli, and nothing else."""

import sys

import tomli


def main() -> None:
    """Read the file that is named."""
    with open(sys.argv[1], "rb") as file:
        tomli.load(file)
