"""`init` writes a new registry whole or not at all, whatever the system says, and says truly which."""

import signal

import pytest

from projreg.editing.starter import starter
from safety.office import Office
from safety.traced import needs_strace, traced

pytestmark = pytest.mark.long

INIT = ("init", "--publisher=Granby kommun", "--contact=a@granby.example", "--no-schema", "--file=new.toml")
WHOLE = starter({"title": "Våra projekt", "publisher": "Granby kommun", "contact": "a@granby.example"}, "sv").encode()


@needs_strace
@pytest.mark.parametrize(
    ("call", "written", "said"),
    [
        ("fsync:error=EIO:when=1", False, "Input/output error; it is unchanged"),
        ("fsync:error=EIO:when=2", True, "which may not be safe on the disk yet"),
        ("link,linkat:error=EIO:when=1", False, "Input/output error; it is unchanged"),
        ("link,linkat:error=ENOSPC:when=1", False, "No space left on device; it is unchanged"),
        ("link,linkat:error=EEXIST:when=1", False, "new.toml is there already; it is unchanged"),
    ],
)
def test_a_call_fails(office: Office, call: str, written: bool, said: str) -> None:
    result = office.run(*INIT, through=traced(call))
    assert (result.status, said in result.err, "wrote" in result.err) == (2, True, False), result.err
    assert office.litter() == (["new.toml"] if written else [])
    assert not written or (office.folder / "new.toml").read_bytes() == WHOLE


@needs_strace
@pytest.mark.parametrize("error", ["EPERM", "EOPNOTSUPP", "ENOSYS"])
def test_where_files_have_one_name(office: Office, error: str) -> None:
    result = office.run(*INIT, through=traced(f"link,linkat:error={error}:when=1"))
    assert (result.status, office.litter()) == (0, ["new.toml"]), result.err
    assert (office.folder / "new.toml").read_bytes() == WHOLE


@needs_strace
@pytest.mark.parametrize("call", ["fsync", "link,linkat", "unlink,unlinkat"])
def test_killed(office: Office, call: str) -> None:
    """What a kill leaves is nothing, or the whole file, and hidden ones beside it."""
    result = office.run(*INIT, through=traced(f"{call}:signal=SIGKILL:when=1"))
    assert result.status in (-signal.SIGKILL, 128 + signal.SIGKILL)
    new = office.folder / "new.toml"
    assert [name for name in office.litter() if not name.startswith(".new.toml.")] == (
        ["new.toml"] if new.exists() else []
    )
    assert not new.exists() or new.read_bytes() == WHOLE
    assert office.run("init", *INIT[1:-1], "--file=other.toml").status == 0
