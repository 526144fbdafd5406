"""Pyodide, which runs the program in a browser: which files it is, and whether they are here.

``make web-runtime`` fetches them once (``requirements/web_runtime.py``); a wheel that is built then
has them in it. Nothing is fetched when a room is exported or opened. Each file is pinned by its
hash, as an update of Pyodide or of pydantic needs a look at both: the wheel of pydantic's core has
to be the one that the installed pydantic asks for, and be built for Pyodide's Python.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from simulator.messages import say

PYODIDE: Final = "314.0.7"
"""The version of the npm package ``pyodide``."""

PYODIDE_INTEGRITY: Final = "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0"
"""The SHA-256 of its archive."""

PYDANTIC_CORE: Final = "2.50.5"
WHEEL: Final = f"pydantic_core-{PYDANTIC_CORE}-cp314-cp314-pyemscripten_2026_0_wasm32.whl"

FOLDER: Final = Path(__file__).with_name("runtime")

NAMES: Final[Mapping[str, str]] = {
    "pyodide.js": "pyodide.mjs",
    "pyodide.asm.js": "pyodide.asm.mjs",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
    "python_stdlib.zip": "python_stdlib.zip",
}
"""Our names of Pyodide's files, and its own: many servers do not know ``.mjs``."""

HASHES: Final[Mapping[str, str]] = {
    "pyodide.js": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.js": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
    WHEEL: "b2910ec0fa5aeb9bef70156f2b79f4783978fdcfaa7b2f1b5d1814458d2e79a1",
}
"""The SHA-256 of each file of the runtime."""


class NoRuntime(Exception):
    """The runtime is not here, or is another one; the message says what to do."""


def runtime_files(folder: Path = FOLDER) -> dict[str, bytes]:
    """Return the files of the runtime by their names; raise NoRuntime."""
    found = {}
    for name, wanted in HASHES.items():
        try:
            data = (folder / name).read_bytes()
        except FileNotFoundError as missing:
            raise NoRuntime(say("web_export.no_runtime", file=name)) from missing
        # The files are no part of the repository, so they can be of another version.
        if hashlib.sha256(data).hexdigest() != wanted:
            raise NoRuntime(say("web_export.other_runtime", file=name))
        found[name] = data
    return found
