"""Python's garbage collector, held while a hundred thousand things are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Hold the garbage collector: it would look through all that was made, again and again, and find nothing to free.

    A third of the time of matching. May stand inside itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
