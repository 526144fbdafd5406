"""Write a room as static files: the page, its scripts, Pyodide, the program and the scenarios.

The same program, library and libraries give the same bytes, so that a folder that is exported again
changes only where something has changed. ``version`` is a hash of all files; it is in the address
of each script, and in the service worker, which replaces all of them at once.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from simulator.analysis.exact import TooLarge
from simulator.engine.program import compile_scenario
from simulator.library.cards import Card, card_of
from simulator.library.scenarios import FILE
from simulator.library.workspace import Workspace
from simulator.messages import current_language, say
from simulator.store import exact_cache
from simulator.web.packaged.choose import Chosen
from simulator.web.packaged.courses import Course, manifest, words
from simulator.web.packaged.python_files import (
    is_of_reader,
    library_files,
    licences,
    program_files,
)
from simulator.web.packaged.read_library import LIBRARY, library_text
from simulator.web.packaged.runtime import PYODIDE, WHEEL, runtime_files
from simulator.web.pages.statics import static_files

POLICY: Final = "; ".join(
    (
        # No ``frame-ancestors``, which has no effect in a ``<meta>`` (CSP 3, section 3.3): a course
        # may show the room in a frame.
        "default-src 'none'",
        # Lets Pyodide compile WebAssembly; unlike 'unsafe-eval', it does not allow ``eval``.
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        # The page sends its forms to the program in the browser; nothing may go anywhere else.
        "form-action 'none'",
    )
)
"""The Content-Security-Policy of the page."""

ROOM: Final = "room.zip"
"""The archive with the program and the scenarios."""

READER: Final = "reader.zip"
"""The archive with what reads texts, which is loaded when the first page is shown."""

MARK: Final = "room.webmanifest"
"""A file that every export has, and by which a folder is known to be one."""

_SCRIPTS: Final = ("host.js", "start.js", "worker.js", "packaged.css")
# The earliest day that a zip can have.
_THE_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)
# What the progress bar counts: the files for the first page whose bytes ``worker.js`` reports.
_COUNTED: Final = ("runtime/pyodide.asm.wasm", "runtime/python_stdlib.zip", ROOM)


def exported(
    workspace: Workspace, chosen: Chosen, course: Course | None = None
) -> dict[str, bytes]:
    """Return the files of a room by their names; raise NoRuntime or NoPackage.

    With ``course``, the room reports to the course that opens it, and has a manifest.
    """
    runtime = runtime_files()
    wheel = runtime.pop(WHEEL)
    found: dict[str, bytes] = {f"runtime/{name}": data for name, data in runtime.items()}
    found |= {f"static/{name}": file.read_bytes() for name, file in static_files().items()}
    libraries = library_files(wheel)
    found |= _archives(libraries, room_files(workspace, chosen, reports=course is not None))
    found["NOTICE.txt"] = _notice(wheel)
    scripts = (*_SCRIPTS, *course.scripts) if course else _SCRIPTS
    found |= {name: _script(name) for name in scripts}
    size = sum(len(found[name]) for name in _COUNTED)
    # ``index.html`` has the version in it, so the version depends on that page without one. A
    # browser that is offline asks for a page anew only if the version is another.
    version = _version({**found, "index.html": _index("", size, course)})
    found["index.html"] = _index(version, size, course)
    found[MARK] = _web_manifest()
    names = sorted(found)
    found["offline.js"] = _offline(version, [name for name in names if name != "NOTICE.txt"])
    if course:
        # Last, because it lists all other files.
        name, text = manifest(course, chosen, found)
        found[name] = text
    return dict(sorted(found.items()))


def _archives(libraries: Mapping[str, bytes], room: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the two archives by their names, with the files of the room in the first."""
    reader = {name: data for name, data in libraries.items() if is_of_reader(name)}
    others = {name: data for name, data in libraries.items() if name not in reader}
    first = {
        **_below("python", program_files()),
        **_below("python", others),
        **_below("room", room),
    }
    return {ROOM: archive(first), READER: archive(_below("python", reader))}


def _below(folder: str, contents: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": data for name, data in contents.items()}


def archive(contents: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files, which is the same for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        # Sorted, with one day and one system for all, so that the same files give the same bytes.
        for name, data in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _THE_SAME_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever this is
            # The upper half has the mode of the file, as in Unix.
            entry.external_attr = 0o644 << 16
            opened.writestr(entry, data)
    return packed.getvalue()


def room_files(workspace: Workspace, chosen: Chosen, *, reports: bool = False) -> dict[str, bytes]:
    """Return the files of the library of a room by their names (``read_library.py``)."""
    programmes = [
        replace(one, path=f"scenarios/programmes/{one.id}.yaml", is_shipped=True)
        for one in chosen.programmes.values()
    ]
    found = {f"scenarios/{name}": data for name, data in chosen.files.items()}
    found[LIBRARY] = library_text(
        chosen.scenarios.values(),
        workspace.catalogue,
        _cards(chosen),
        programmes,
        _yardsticks(workspace, chosen),
        reports=reports,
    )
    return found


def _cards(chosen: Chosen) -> list[Card]:
    return [
        replace(card_of(loaded), path=f"scenarios/{name}/{FILE}")
        for name, loaded in sorted(chosen.scenarios.items())
    ]


def _yardsticks(workspace: Workspace, chosen: Chosen) -> dict[str, Any]:
    """Return what the cache has of each scenario's analysis, analysed now if it has nothing."""
    found = {}
    for loaded in chosen.scenarios.values():
        program = compile_scenario(loaded.scenario)
        with suppress(TooLarge):  # the cache then says so
            exact_cache.exact_of(program, workspace.cache)
        digest = loaded.scenario.digest
        # Read from the cache, which has the form in which the room caches it again.
        first = workspace.cache.get(exact_cache.FIRST, digest, dict)
        if first is not None:
            found[digest] = first
    return dict(sorted(found.items()))


def _script(name: str) -> bytes:
    return files("simulator.web.packaged").joinpath("static", name).read_bytes()


def _version(found: Mapping[str, bytes]) -> str:
    """Return a short hash of all files."""
    whole = hashlib.sha256()
    for name, data in sorted(found.items()):
        whole.update(f"{name}\n{hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def _index(version: str, size: int, course: Course | None = None) -> bytes:
    environment = Environment(
        loader=PackageLoader("simulator.web.packaged"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template("index.html.j2").render(
        say=say,
        language=current_language(),
        policy=_policy(course),
        version=version,
        bytes=size,
        course=course,
        course_words=words() if course else {},
    )
    return text.encode("utf-8")


def _policy(course: Course | None) -> str:
    sources = course.sources if course else "'self'"
    return POLICY.replace("connect-src 'self'", f"connect-src {sources}")


def _web_manifest() -> bytes:
    manifest = {
        "name": say("web.name"),
        # Relative, because nobody knows yet where the folder will be.
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "icons": [{"src": "static/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return json.dumps(manifest, indent=1).encode("ascii")


def _offline(version: str, names: Iterable[str]) -> bytes:
    """Return the service worker, with the names of all files in it."""
    # A browser replaces a service worker when its bytes differ, so the version must be in them.
    head = f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(list(names))};\n"
    return head.encode("ascii") + _script("offline.js")


def _notice(wheel: bytes) -> bytes:
    """Return the licences of everything that an export has in it."""
    notices = files("simulator.web.packaged").joinpath("notices")
    texts = [
        (say("web.name"), notices.joinpath("balint-simulator.txt").read_text("utf-8")),
        (f"Pyodide {PYODIDE}", notices.joinpath("pyodide.txt").read_text("utf-8")),
        ("Python", notices.joinpath("Python.txt").read_text("utf-8")),
        ("htmx 4.0.1", notices.joinpath("htmx.txt").read_text("utf-8")),
        *licences(wheel),
        ("Mozilla Public License 2.0", notices.joinpath("MPL-2.0.txt").read_text("utf-8")),
    ]
    parts = [f"{'=' * 78}\n{name}\n{'=' * 78}\n\n{text.strip()}\n" for name, text in texts]
    return "\n\n".join(parts).encode("utf-8")
