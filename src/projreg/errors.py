"""What stops a command: each error says what is wrong and what to do, and knows its exit status."""


class ProjregError(Exception):
    """An expected error, shown to the user as it reads.

    `message` says what is wrong and where; `mend`, when there is one, what to do about it.
    """

    exit_status = 2

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


class UsageError(ProjregError):
    """The command line asks for something that cannot be: an option's value, a name, a combination."""


class UnreadableFile(ProjregError):
    """A file is missing, cannot be opened, or is no good where the command needs a good one."""


class NotWritten(ProjregError):
    """A change was refused or failed; the message says whether the file is as it was."""


class Refused(NotWritten):
    """A change would bring in what `validate` calls an error. Nothing was written."""

    exit_status = 1
