"""The program `projreg`, also as `python -m projreg`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    try:
        from projreg.cli.main import main as command_line

        status = command_line()
    except KeyboardInterrupt:  # before the command line could take care of it
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
