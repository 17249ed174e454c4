"""iCalendar as RFC 5545 has it: content lines of at most 75 octets that end with CR LF, in UTF-8."""

import re
from collections.abc import Iterable
from datetime import date

from projreg.visible import visible

_MOST_OCTETS = 75
_SPECIAL = re.compile(r"[\\;,]")


def component(name: str, lines: Iterable[str]) -> str:
    """Finished lines between the BEGIN and the END of a component: VCALENDAR, VEVENT, VALARM."""
    return f"{line('BEGIN', name)}{''.join(lines)}{line('END', name)}"


def line(name: str, value: str) -> str:
    """A property as a folded line. `name` may carry parameters; `value` is encoded already, by a function below.

    A line is never cut inside a character, so that each part of it is UTF-8.
    """
    parts, octets = [], 0
    for character in f"{name}:{value}":
        size = len(character.encode())
        if octets + size > _MOST_OCTETS:
            parts.append("\r\n ")
            octets = 1
        parts.append(character)
        octets += size
    return "".join(parts) + "\r\n"


def text(*lines: str) -> str:
    """TEXT of one or several lines. What breaks a line inside one of them is a space, what acts is an escape."""
    return r"\n".join(_SPECIAL.sub(r"\\\g<0>", visible(each)) for each in lines)


def texts(values: Iterable[str]) -> str:
    """A list of TEXT, as CATEGORIES has it."""
    return ",".join(map(text, values))


def day(value: date) -> str:
    """A DATE: `20240630`."""
    return value.isoformat().replace("-", "")


def moment(value: date) -> str:
    """The beginning of a day as a DATE-TIME in UTC: `20240630T000000Z`."""
    return f"{day(value)}T000000Z"


def uri(value: str) -> str:
    """A URI: whatever may not stand in one is percent-encoded."""
    return percent_encoded(value.strip(), r"A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%")


def percent_encoded(value: str, kept: str) -> str:
    """`value` with every character percent-encoded that is not in `kept`, the inside of a character class."""
    return re.sub(f"[^{kept}]", _percent, value)


def _percent(found: "re.Match[str]") -> str:
    return "".join(f"%{octet:02X}" for octet in found[0].encode("utf-8", "backslashreplace"))
