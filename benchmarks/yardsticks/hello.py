"""A Typer hello world: the least that a command line of this Typer costs."""

from typing import Annotated

from typer import Option, Typer

app = Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def hello(loud: Annotated[bool, Option("--loud", help="Say it loudly.")] = False) -> None:
    """Say hello."""
    print("HELLO" if loud else "hello")


@app.command()
def bye() -> None:
    """Say goodbye."""
    print("bye")
