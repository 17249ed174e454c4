"""The signals that end a program: held back, put off, or made an error while something must not be cut off."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back the signals that end a program, for the few milliseconds of a swap; they come through afterwards."""
    if sys.platform == "win32":
        with _interrupt_later():
            yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _interrupt_later() -> Iterator[None]:
    """The same for Ctrl-C, where signals cannot be held back."""
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


_ENDING = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None]


class Ended(BaseException):
    """A signal is to end the program. `still_typing` when the editor did not end with us."""

    still_typing = False

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Inside, SIGTERM and SIGHUP raise Ended, so that no file is left lying; then they end the program as ever."""
    numbers = [number for number in _ENDING if signal.getsignal(number) is signal.SIG_DFL]

    def end(number: int, frame: object) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise Ended(number)

    for each in numbers:
        signal.signal(each, end)
    try:
        yield
    except Ended as ended:
        signal.signal(ended.number, signal.SIG_DFL)
        os.kill(os.getpid(), ended.number)
        raise
    finally:
        for each in numbers:
            signal.signal(each, signal.SIG_DFL)


@contextmanager
def put_off() -> Iterator[list[int]]:
    """Inside, a signal that would raise Ended is only noted: an editor half started could not be told to end."""
    came: list[int] = []
    heard = {number: signal.getsignal(number) for number in _ENDING}
    ours = {number: handler for number, handler in heard.items() if callable(handler)}
    for number in ours:
        signal.signal(number, lambda number, frame: came.append(number))
    try:
        yield came
    finally:
        for number, handler in ours.items():
            signal.signal(number, handler)
