"""The program uses no network: it asks the system for no connection, and does its work where there is none."""

import pytest

from safety.office import COMMANDS, SOME, Office, needs
from safety.traced import log, needs_strace

pytestmark = pytest.mark.long

READING = ("list", "show bron", "report", "report --expiring 90d", "validate", "export markdown", "schema", "--version")


@needs_strace
@pytest.mark.parametrize("command", [*SOME, *READING])
def test_no_connection_is_asked_for(office: Office, command: str) -> None:
    arguments = COMMANDS.get(command, command.split())
    assert log(office, *arguments, only="%network") == []


@pytest.mark.parametrize("command", SOME)
def test_works_without_a_network(office: Office, command: str) -> None:
    needs("unshare")
    after = office.after(command)
    result = office.run(*COMMANDS[command], through=("unshare", "-rn"))
    if "unshare" in result.err:
        pytest.skip("the network cannot be taken away here")
    assert (result.status in (0, 1), office.registry.read_bytes()) == (True, after)
