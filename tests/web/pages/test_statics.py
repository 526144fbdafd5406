"""The files that pages refer to: what others wrote is what it says, and every name leads to a file."""

import re
from hashlib import sha256
from importlib.resources import files

from simulator.web.pages.statics import TYPES, static_files

STATIC = files("simulator.web").joinpath("static")
VENDORED = STATIC.joinpath("VENDORED.md").read_text("utf-8")


def test_what_others_wrote_is_unchanged() -> None:
    named = dict(re.findall(r"^\| `([^`]+)` \|.*`([0-9a-f]{64})` \|$", VENDORED, re.M))
    assert named.keys() == {name for name in static_files() if name.endswith(".min.js")}
    for name, digest in named.items():
        assert sha256(STATIC.joinpath(name).read_bytes()).hexdigest() == digest


def test_a_page_refers_only_to_files_that_are_there() -> None:
    templates = files("simulator.web.pages").joinpath("templates")
    for template in templates.iterdir():
        for name in re.findall(r"\{\{ room\.static \}\}([\w.-]+)", template.read_text("utf-8")):
            assert name in static_files(), f"{template.name}: {name}"


def test_every_file_has_a_type_and_the_notes_are_none_of_them() -> None:
    assert "VENDORED.md" not in static_files()
    assert all("." + name.rpartition(".")[2] in TYPES for name in static_files())
