"""Addresses of web pages, pictures and mailboxes that users wrote: which of them may be linked to, and how."""

import re


def encoded(target: str) -> str:
    """A link's target: whatever could end it, or act, is percent-encoded."""
    return re.sub(
        r"[^A-Za-z0-9\-._~:/?#@!$&'*+,;=%åäöÅÄÖ]",
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "backslashreplace")),
        target.strip(),
    )


def web(target: str) -> str:
    """The address of a web page as a link's target; empty when it is not http or https, or names no host."""
    address = encoded(target)
    return address if host(address) else ""


def followable(written: str) -> str:
    """What was written, when it begins as the address of a web page does; else empty."""
    address = written.strip()
    return address if address.lower().startswith(("http://", "https://")) else ""


def host(address: str) -> str:
    """The host of an http or https address in lower case; empty when there is none, or a name before it."""
    found = re.match(r"https?://([^/?#@:]+)(?::\d+)?(?![^/?#])", address, re.IGNORECASE)
    return found[1].lower() if found else ""


def mailbox(address: str) -> str:
    """The target of a link that writes to a mailbox; empty when it is no address. Nothing in it adds to the letter."""
    name = address.strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", name):
        return ""
    return "mailto:" + re.sub(r"[?#&=/:;,]", lambda found: f"%{ord(found[0]):02X}", encoded(name))


_DRAWN = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]", re.IGNORECASE)


def picture(source: str, home: str) -> str:
    """The address of a picture that a page of `home` may show without fetching anything from elsewhere.

    That is a path, a picture that stands in its own address (`data:`), or one on the host `home` or below it. Empty for
    all else.
    """
    address = encoded(source)
    if _DRAWN.match(address):
        return address
    if where := host(address):
        return address if home and "%" not in where and f".{where}".endswith(f".{home}") else ""
    is_path = address and not re.match(r"//|[?#]|[^/?#]*:", address)
    return address if is_path else ""
