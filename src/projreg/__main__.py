"""The program `projreg`, also as `python -m projreg`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    from projreg.cli.main import main as command_line

    sys.exit(command_line())


if __name__ == "__main__":
    main()
