"""The Python files of an export: those of the program that a room needs, and of its libraries.

The libraries are taken from where they are installed. Pydantic's core is the one of the runtime,
built for a browser; PyYAML and MarkupSafe do without their compiled parts.
"""

import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Final

from simulator.messages import say
from simulator.web.packaged.runtime import PYDANTIC_CORE, WHEEL, NoRuntime

LIBRARIES: Final = (
    "Jinja2", "MarkupSafe", "PyYAML", "annotated-types", "fsrs", "pydantic", "typing-extensions",
    "typing-inspection",
)  # fmt: skip
"""The libraries that a room needs, by their names on PyPI."""

_NOT_OURS: Final = (
    "authoring", "cli", "course", "plain", "tui", "web/served", "web/plenary", "web/static",
    "web/packaged/static", "web/packaged/runtime", "web/packaged/notices", "_scenarios",
    "_findings",
)  # fmt: skip
"""The folders of the program that no room in a browser needs."""

_OF_EXPORT: Final = ("choose", "courses", "export", "python_files", "runtime")
"""The modules beside this one that are for the export alone."""

_NOT_THEIRS: Final = (
    "fsrs/optimizer", "pydantic/mypy", "pydantic/v1/",
)  # fmt: skip
"""What is left out of the libraries, by the beginnings of the names."""

_OF_READER: Final = (
    "annotated_types/", "pydantic/", "pydantic_core/", "typing_inspection/", "yaml/",
)  # fmt: skip
"""The folders of the libraries that a room does not need for its first page."""

_ENDINGS: Final = (".py", ".j2", ".css")


class NoPackage(Exception):
    """A library is not installed completely; the message says which."""


def program_files() -> dict[str, bytes]:
    """Return the files of the program that a room needs, by their paths."""
    left_out = {f"web/packaged/{name}.py" for name in _OF_EXPORT}
    return {
        f"simulator/{name}": file.read_bytes()
        for name, file in _below(files("simulator"))
        if name.endswith(_ENDINGS)
        and not name.startswith(tuple(f"{folder}/" for folder in _NOT_OURS))
        and name not in left_out
    }


def library_files(wheel: bytes) -> dict[str, bytes]:
    """Return the files of the libraries, by their paths; ``wheel`` is that of pydantic's core.

    Raise NoPackage, or NoRuntime if pydantic needs another core.
    """
    _check_pydantic()
    # Compiled parts of this machine are left out; those in the wheel are built for a browser.
    found: dict[str, bytes] = {}
    for name in LIBRARIES:
        for path, data in _installed(name):
            if path.endswith(".py") and not path.startswith(_NOT_THEIRS):
                found[path] = data
    with zipfile.ZipFile(io.BytesIO(wheel)) as opened:
        for path in opened.namelist():
            if path.endswith((".py", ".so")):
                found[path] = opened.read(path)
    return found


def is_of_reader(path: str) -> bool:
    """Return whether a file of a library is only needed to read texts and imports."""
    return path.startswith(_OF_READER)


def licences(wheel: bytes) -> list[tuple[str, str]]:
    """Return the names of the libraries, with the texts of their licences."""
    found = []
    for name in LIBRARIES:
        texts = [
            data.decode("utf-8")
            for path, data in _installed(name)
            if ".dist-info/" in path and "licen" in PurePosixPath(path).name.lower()
        ]
        found.append((f"{name} {distribution(name).version}", "\n".join(texts)))
    with zipfile.ZipFile(io.BytesIO(wheel)) as opened:
        path = next(path for path in opened.namelist() if path.endswith("licenses/LICENSE"))
        found.append((WHEEL.removesuffix(".whl"), opened.read(path).decode("utf-8")))
    return found


def _check_pydantic() -> None:
    # A private name, but pydantic has no public one; it refuses any other core when it is imported.
    from pydantic.version import _COMPATIBLE_PYDANTIC_CORE_VERSION as WANTED

    if WANTED != PYDANTIC_CORE:
        raise NoRuntime(say("web_export.other_pydantic", wanted=WANTED, found=PYDANTIC_CORE))


def _installed(name: str) -> Iterator[tuple[str, bytes]]:
    try:
        listed = distribution(name).files
    except PackageNotFoundError as missing:
        raise NoPackage(say("web_export.no_package", name=name)) from missing
    # Sorted, because installers list files in any order.
    for file in sorted(listed or (), key=str):
        # A file above the folder of the libraries is a command.
        if file.suffix in (".py", "", ".txt", ".md") and ".." not in file.parts:
            try:
                yield file.as_posix(), file.read_binary()
            except OSError as missing:
                raise NoPackage(say("web_export.no_package", name=name)) from missing


def _below(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            if one.name != "__pycache__":
                yield from _below(one, f"{prefix}{one.name}/")
        else:
            yield prefix + one.name, one
