"""Options that several commands share: the same name, the same meaning, the same help."""

from typing import Annotated, Literal

from typer import Option

from projreg.language import Lang

Files = Annotated[
    list[str] | None,
    Option("--file", "-f", metavar="PATH", help="The registry; given several times, they are read as one."),
]
AsOf = Annotated[
    str | None,
    Option("--as-of", metavar="YYYY-MM-DD", help="The day to judge by; today when left out."),
]
Language = Annotated[Lang | None, Option("--lang", help="The language; the registry's when left out.")]
ColorChoice = Annotated[
    Literal["auto", "always", "never"], Option("--color", help="Colours: auto means on a terminal only.")
]
Json = Annotated[bool, Option("--json", help="The same as --format json.")]

Active = Annotated[bool, Option("--active", help="Those under way.")]
Upcoming = Annotated[bool, Option("--upcoming", help="Those that have not begun.")]
Ended = Annotated[bool, Option("--ended", help="Those that have ended and are not closed.")]
Closed = Annotated[bool, Option("--closed", help="Those that are closed.")]
StateNames = Annotated[list[str] | None, Option("--state", metavar="STATE", help="Those in this state; repeatable.")]
Funder = Annotated[str, Option("--funder", metavar="TEXT", help="Those with this in a funder's name.")]
Owner = Annotated[str, Option("--owner", metavar="TEXT", help="Those with this in the owner's name.")]
Role = Annotated[str, Option("--role", metavar="ROLE", help="Those in which we have this role.")]
Tag = Annotated[str, Option("--tag", metavar="TAG", help="Those with this topic.")]
Year = Annotated[int | None, Option("--year", metavar="YYYY", min=1, max=9999, help="Those that overlap the year.")]
Search = Annotated[str, Option("--search", metavar="TEXT", help="Those with this anywhere in their text.")]
