"""Two files that change places in one step, where the system can do that."""

import errno
import os
import sys
from collections.abc import Callable
from functools import cache

Exchange = Callable[[str, str], None]


@cache
def exchange() -> Exchange | None:
    """What lets two files change places in one step; None where the system has no such thing."""
    if sys.platform != "linux":
        return None
    try:
        import ctypes

        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (ImportError, OSError, AttributeError):
        return None

    def change_places(one: str, other: str) -> None:
        if renameat2(_FOLDER_OF_PROCESS, os.fsencode(one), _FOLDER_OF_PROCESS, os.fsencode(other), _EXCHANGE):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return change_places


_FOLDER_OF_PROCESS = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""
NOT_HERE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)
"""What the system says where it has the call, but not for these files."""
