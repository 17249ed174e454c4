"""Commands whose options the program makes: from the keys of the model, or from a group that several commands share."""

import inspect
from collections.abc import Callable, Sequence


def with_signature(run: Callable[..., int], parameters: Sequence[inspect.Parameter]) -> Callable[..., int]:
    """The function with the parameters that Typer is to see."""
    keywords = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in parameters]
    run.__signature__ = inspect.Signature(keywords, return_annotation=int)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run
