"""The secret of a served room, from which its form token and its key are derived.

It is saved beside the learner's plays, so that a page that was open while the room was restarted
can still send its form.
"""

import hashlib
import hmac
import secrets
from contextlib import suppress
from pathlib import Path

from simulator.library.files import read_file, write_atomically
from simulator.library.workspace import WEB_KEYS

_BYTES = 32
_FORMS, _KEY = b"forms", b"key"


def secret_in(folder: Path) -> bytes:
    """Return the secret that is saved in the folder of the learner's data; make one if needed.

    If none can be saved there, return one that lasts as long as this process.
    """
    file = folder / WEB_KEYS
    found = _saved(file)
    if found is not None:
        return found
    made = secrets.token_bytes(_BYTES)
    # On a read-only disk the room can still be looked at.
    with suppress(OSError):
        write_atomically(file, made.hex().encode(), private=True, durable=True)
    return made


def form_token(secret: bytes) -> str:
    """Return what every form of the room sends back."""
    return _derived(secret, _FORMS)


def door_key(secret: bytes) -> str:
    """Return the key in the link to a room that other machines can reach."""
    return _derived(secret, _KEY)


def _derived(secret: bytes, purpose: bytes) -> str:
    # Token and key do not give each other away; 40 digits are 160 bits.
    return hmac.new(secret, purpose, hashlib.sha256).hexdigest()[:40]


def _saved(file: Path) -> bytes | None:
    """Return the saved secret; None if there is none, or it is not one that this module wrote."""
    try:
        found = bytes.fromhex(read_file(file, 2 * _BYTES).decode("ascii"))
        # A copy from elsewhere may have lost its permissions.
        file.chmod(0o600)
    except (OSError, ValueError):
        return None
    return found if len(found) == _BYTES else None
