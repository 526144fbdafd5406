"""What is printed of an error in the program: where it happened, and nothing that was typed."""

import traceback


def where(bug: BaseException) -> str:
    """Return the type of an exception and the lines of code it came through, causes first.

    Its message is left out: it may quote a form.
    """
    parts = []
    seen: set[int] = set()
    error: BaseException | None = bug
    # An exception can be among its own causes.
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{type(error).__module__}.{type(error).__qualname__}\n{lines}".rstrip())
        error = error.__cause__ or error.__context__
    return "\n".join(reversed(parts))
