"""When Python looks for garbage: not during the imports of a start."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Import what is imported inside without looking for garbage meanwhile.

    Modules are no garbage, but the collector looks at them again and again while they are made,
    which took a tenth of the processor time until the first screen. It does not look at them
    later either.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
