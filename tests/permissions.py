"""Makes the permissions of files hold for root as well, who runs the tests in containers."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VERSION = 0x20080522  # of the structures that capget and capset take (linux/capability.h)
_OVERRIDES = (1 << 1) | (1 << 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


@contextmanager
def permissions_hold() -> Iterator[None]:
    """Take from this thread, for a while, root's right to read what nobody may read."""
    if os.geteuid() != 0:
        yield
        return
    if not sys.platform.startswith("linux"):
        pytest.skip("root can read everything here")
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    before = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, twice
    _checked(libc.capget(header, before))
    less = (ctypes.c_uint32 * 6)(*before)
    less[0] &= ~_OVERRIDES
    _checked(libc.capset(header, less))
    try:
        yield
    finally:
        _checked(libc.capset(header, before))


def _checked(status: int) -> None:
    if status:
        raise OSError(ctypes.get_errno(), "the rights of this thread cannot be changed")
