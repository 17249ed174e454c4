"""The command line: Typer, Rich, the clock and the environment live here and nowhere else; one module per command."""
