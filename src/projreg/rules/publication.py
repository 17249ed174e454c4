"""Rules on what is published: pictures and addresses."""

import re

from projreg.diagnostic import Fault
from projreg.model import Project
from projreg.rules.rule import Faults, project_rule
from projreg.visible import visible

_URL = re.compile(r"https?://[^\s/?#<>\"]+\.?[^\s<>\"]*", re.IGNORECASE)


@project_rule("PR603", "logo-without-alt", "error")
def logo_without_alt(project: Project) -> Faults:
    """A logo has no alternative text.

    Someone who cannot see the picture must be told whose it is; public bodies are bound to it.

    Mend: add `alt = "the name on the logo"`.
    Source: lagen (2018:1937) om tillgänglighet till digital offentlig service; WCAG 2.2, 1.1.1.
    """
    for logo in project.logos:
        if not logo.alt.strip():
            yield Fault(
                logo.at("alt"),
                f"the logo {visible(logo.src) or 'here'} has no alternative text",
                'add alt = "whose logo it is"',
            )


@project_rule("PR604", "no-web-address", "error")
def no_web_address(project: Project) -> Faults:
    """A website is not an http or https address.

    Other schemes can run programs, and a bare name is no link.

    Mend: write it whole, beginning with https://.
    """
    url = project.url
    if url.strip() and not _URL.fullmatch(url):
        bare = re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", url.strip())
        help_ = f'did you mean "https://{visible(url.strip())}"?' if bare else "write it whole, beginning with https://"
        yield Fault(project.at("url"), f"“{visible(url)}” is no http or https address", help_)
