"""Rooms for a course: their manifests, their page, and what the program says of the sessions."""

import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from simulator.web.packaged import export
from simulator.web.packaged.choose import choose
from simulator.web.packaged.courses import Course, manifest, words
from simulator.web.packaged.results import ENDING
from tests.cli.balint import balint
from tests.render.browser import modules
from tests.web.packaged.courses import SCHEMAS, STANDARDS, options_of, why_no_schemas
from tests.web.packaged.requests import play_of
from tests.web.packaged.rooms import NAMES, Tab, write_room
from tests.web.packaged.test_export import pretended
from tests.workspaces import warmed, workspace_at

pytestmark = pytest.mark.server

__all__ = ["pretended"]

FILES = ("index.html", "room.zip", "runtime/pyodide.asm.wasm", "a & b.txt")
XSDS = {
    "1.2": ("scorm12edition", ("imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd")),
    "2004": (
        "scorm20044thedition",
        (
            "imscp_v1p1.xsd",
            "adlcp_v1p3.xsd",
            "imsss_v1p0.xsd",
            "adlseq_v1p3.xsd",
            "adlnav_v1p3.xsd",
        ),
    ),
}


def schema_of(course: Course, scratch: Path) -> Any:
    """The schema of the manifest of a course; skip the test if it is not here."""
    import xmlschema

    if course.standard == "cmi5":
        return xmlschema.XMLSchema(Path(__file__).parent / "cmi5" / "CourseStructure.xsd")
    if why_no_schemas():
        pytest.skip(why_no_schemas())
    folder, names = XSDS[course.standard]
    shutil.copytree(modules() / SCHEMAS / folder, scratch)
    # No parser of today takes this name for a default; nothing in the file uses it.
    for file in scratch.glob("ims_xml.xsd"):
        text = file.read_text("utf-8")
        file.write_text(text.replace('xmlns="http://www.w3.org/XML/1998/namespace"', ""), "utf-8")
    first, *others = [scratch / name for name in names]
    schema = xmlschema.XMLSchema(str(first), build=False)
    for other in others:
        schema.add_schema(str(other))
    schema.build()
    return schema


def manifest_of(course: Course, folder: Path, names: tuple[str, ...] = ("tutorial",)) -> str:
    chosen = choose(workspace_at(warmed(folder)), names)
    return manifest(course, chosen, FILES)[1].decode()


@pytest.mark.parametrize(
    "standard",
    ["cmi5", *(pytest.param(standard, marks=pytest.mark.services) for standard in XSDS)],
)
def test_a_manifest_is_valid_and_a_misspelt_one_is_not(standard: Any, tmp_path: Path) -> None:
    course = Course(standard)
    schema = schema_of(course, tmp_path / "schemas")
    text = manifest_of(course, tmp_path)
    schema.validate(text)
    for right, wrong in {
        "1.2": [
            ('adlcp:scormtype="sco"', 'adlcp:scormtype="scoo"'),
            ("<title>", "<titel>"),
        ],
        "2004": [('adlcp:scormType="sco"', 'adlcp:scormType="scoo"'), ("<resources>", "<sources>")],
        "cmi5": [('moveOn="Completed"', 'moveOn="Complete"'), ("<url>", "<href>")],
    }[standard]:
        assert right in text
        broken = text.replace(right, wrong).replace(
            right.replace("<", "</"), wrong.replace("<", "</")
        )
        assert not schema.is_valid(broken), wrong


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.usefixtures("pretended")
def test_a_package_has_its_manifest_at_the_root_with_every_file(
    standard: Any, tmp_path: Path
) -> None:
    course = Course(standard)
    output = tmp_path / "room.zip"
    command = ["export", "web", "tutorial", *options_of(course), "-o", str(output)]
    done = balint(warmed(tmp_path), *command)
    assert done.returncode == 0, done.stderr
    assert f"as a {course.name} package" in done.stdout
    first = output.read_bytes()
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        names = set(package.namelist())
        name = "cmi5.xml" if standard == "cmi5" else "imsmanifest.xml"
        text = package.read(name).decode()
        page = package.read("index.html").decode()
        library = zipfile.ZipFile(io.BytesIO(package.read("room.zip"))).read("room/library.json")
        offline = package.read("offline.js").decode()
    assert {*course.scripts, "index.html"} <= names
    if standard != "cmi5":
        listed = re.findall(r'<file href="([^"]*)"', text)
        assert listed == sorted(names - {name})
    assert f'data-course="{course.adapter}"' in page
    assert json.loads(library)["reports"] is True
    assert name not in offline
    assert all(script in offline for script in course.scripts)
    assert balint(warmed(tmp_path / "again"), *command, "--force").returncode == 0
    assert output.read_bytes() == first


def test_a_room_for_nobody_reports_nothing() -> None:
    page = export._index("abc", 1).decode()
    assert "data-course" not in page
    assert "reporting-words" not in page


def test_the_page_has_the_sentences_and_only_cmi5_may_connect_elsewhere() -> None:
    for standard in STANDARDS:
        page = export._index("abc", 1, Course(standard)).decode()
        for name in words():
            assert f" data-{name}=" in page
        elsewhere = (
            "connect-src &#39;self&#39; https:;" in page or "connect-src 'self' https:;" in page
        )
        assert elsewhere == (standard == "cmi5")
        assert not re.search(r"\son[a-z]+=", page)


def test_the_identifiers_stay_with_another_version_and_differ_with_other_scenarios(
    tmp_path: Path,
) -> None:
    for standard in STANDARDS:
        course = Course(standard)
        one = manifest_of(course, tmp_path / "one")
        assert one == manifest_of(course, tmp_path / "two")
        other = manifest_of(course, tmp_path / "three", ("presenter-drifts",))
        found = [re.findall(r'(?:identifier|id)="([^"]*)"', text)[0] for text in (one, other)]
        assert found[0] != found[1]


def test_a_manifest_has_no_passing_score_and_the_title_of_what_is_in_it(tmp_path: Path) -> None:
    titles = {
        ("tutorial",): None,
        ("an-evening-with-two-cases",): "An evening with two cases",
        NAMES: "Practice room for Balint leaders",
    }
    for standard in STANDARDS:
        for names, wanted in titles.items():
            text = manifest_of(Course(standard), tmp_path, names)
            assert "mastery" not in text.lower()
            assert "objective" not in text.lower()
            assert wanted is None or wanted in text


def test_two_standards_at_once_are_refused(tmp_path: Path) -> None:
    command = ("export", "web", "--scorm", "1.2", "--cmi5", "-o", str(tmp_path / "x.zip"))
    assert balint(tmp_path, *command).returncode == 2


# What the program says of the sessions


def asked(tab: Tab, before: list[str] | None, own: list[str] | None = None) -> Any:
    return json.loads(tab.bridge.results(json.dumps({"before": before, "own": own or []})))


def test_a_session_is_scored_when_its_debrief_can_be_read(tmp_path: Path) -> None:
    tab = Tab(write_room(tmp_path))
    assert asked(tab, None) == []
    seen = []
    for method, address, form in play_of("the-curious"):
        tab.ask(method, address, form)
        seen.append((address, asked(tab, [])))
    session = seen[-1][1][0]["session"]
    assert len(session) == ENDING
    open_ = {"session": session, "read": False, "percent": None}
    reacted = next(at for at, (address, _) in enumerate(seen) if address.endswith("/reaction"))
    assert seen[reacted - 1][1] == [open_]
    score = json.loads(tab.ask("GET", "?p=/plays/1/debrief/json").text)
    (scored,) = seen[reacted][1]
    assert scored["read"] is True
    assert 0 < scored["percent"] <= 100
    assert str(round(scored["percent"])) in json.dumps(score)


def test_only_the_learners_own_whole_sessions_of_this_room_are_reported(tmp_path: Path) -> None:
    tab = Tab(write_room(tmp_path))
    for method, address, form in play_of("the-curious"):
        tab.ask(method, address, form)
    before = asked(tab, None)
    assert len(before) == 1
    # Of somebody who sat here before, unless the course says that it is this learner's.
    assert asked(tab, before) == []
    assert [one["read"] for one in asked(tab, before, before)] == [True]
    # Another attempt from a moment on does not count.
    moment = json.loads(tab.ask("GET", "?p=/plays/1/debrief/json").text)
    assert moment
    tab.post("/plays", scenario="tutorial", mode="guided", feedback="now", seed="1")
    assert len(asked(tab, before)) == 1
    other = Tab(write_room(tmp_path / "other", ("tutorial",)), dict(tab.rows))
    assert len(asked(other, None)) == 1


def test_a_room_that_cannot_read_its_rows_reports_nothing(tmp_path: Path) -> None:
    tab = Tab(write_room(tmp_path))
    tab.bridge.open(json.dumps([[["play", "1"], "damaged"]]))
    assert asked(tab, None) == []
