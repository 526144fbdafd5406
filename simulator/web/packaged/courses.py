"""Rooms for a learning management system: manifests of SCORM 1.2, SCORM 2004 and cmi5.

The identifiers depend on the scenarios alone. A room that is exported again, with another version
of the program or of a scenario, stays the same activity to a course, and its learners keep what was
reported for them. No manifest has a passing score.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from simulator.messages import current_language, say
from simulator.web.packaged.choose import Chosen

Standard = Literal["1.2", "2004", "cmi5"]

# The namespace for ``uuid5``, drawn once. It must never change.
_ROOMS: Final = UUID("b0d6f1a6-6a3c-4c0e-9a43-0f5c6a7be2c1")

_CMI5: Final = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"


@dataclass(frozen=True, slots=True)
class _Scorm:
    """What the two versions of SCORM call the same things."""

    version: str
    packaging: str
    content: str
    # The attribute ``scormtype`` of SCORM 1.2 is ``scormType`` in SCORM 2004.
    kind: str


_SCORM: Final = {
    "1.2": _Scorm(
        "1.2",
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "scormtype",
    ),
    "2004": _Scorm(
        "2004 4th Edition",
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.adlnet.org/xsd/adlcp_v1p3",
        "scormType",
    ),
}


@dataclass(frozen=True, slots=True)
class Course:
    """How a room reports to a course."""

    standard: Standard

    @property
    def adapter(self) -> str:
        """The name, without its ending, of the script that speaks the standard."""
        return "cmi5" if self.standard == "cmi5" else "scorm"

    @property
    def version(self) -> str:
        """The version that the script speaks."""
        return "1" if self.standard == "cmi5" else self.standard

    @property
    def name(self) -> str:
        """The name of the standard, for people."""
        return "cmi5" if self.standard == "cmi5" else f"SCORM {self.standard}"

    @property
    def scripts(self) -> tuple[str, ...]:
        """The scripts that a room needs beside those of every room."""
        return ("reporting.js", f"{self.adapter}.js")

    @property
    def sources(self) -> str:
        """What the page may connect to, for its Content-Security-Policy.

        Nobody knows the address of a cmi5 store before the course opens the room.
        """
        return "'self' https:" if self.standard == "cmi5" else "'self'"


def words() -> dict[str, str]:
    """Return the sentences that the page shows above the room, by their names."""
    names = (
        "title", "connecting", "open", "done", "scored", "none", "review", "refused", "failed",
        "trouble", "ended", "back",
    )  # fmt: skip
    return {name: say(f"web_course.note_{name}") for name in names}


def manifest(course: Course, chosen: Chosen, names: Iterable[str]) -> tuple[str, bytes]:
    """Return the manifest of a room that has files of these names: its own name, and its text."""
    if course.standard == "cmi5":
        return "cmi5.xml", _text(_course_structure(chosen))
    return "imsmanifest.xml", _text(_imsmanifest(_SCORM[course.standard], chosen, names))


def _room_id(chosen: Chosen) -> UUID:
    # Sorted: the order in which scenarios were named on the command line must not count.
    return uuid5(_ROOMS, "\n".join(sorted(chosen.scenarios)))


def _title(chosen: Chosen) -> str:
    """Return the title of the only programme or scenario, or the name of the room."""
    if len(chosen.programmes) == 1:
        return next(iter(chosen.programmes.values())).title
    if len(chosen.scenarios) == 1:
        return next(iter(chosen.scenarios.values())).scenario.title
    return say("web_course.room")


def _imsmanifest(scorm: _Scorm, chosen: Chosen, names: Iterable[str]) -> ET.Element:
    """Return the manifest of SCORM: one organization, with one item, whose resource is the room."""
    # ElementTree would invent prefixes; some courses want to see the usual ones.
    root = ET.Element(
        "manifest",
        {
            "identifier": f"balint-room-{_room_id(chosen)}",
            "version": "1",
            "xmlns": scorm.packaging,
            "xmlns:adlcp": scorm.content,
        },
    )
    # The schema demands this order.
    _add_metadata(root, scorm)
    _add_organization(root, _title(chosen))
    _add_resource(root, scorm, names)
    return root


def _add_metadata(root: ET.Element, scorm: _Scorm) -> None:
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "ADL SCORM"
    ET.SubElement(metadata, "schemaversion").text = scorm.version


def _add_organization(root: ET.Element, title: str) -> None:
    organizations = ET.SubElement(root, "organizations", {"default": "course"})
    organization = ET.SubElement(organizations, "organization", {"identifier": "course"})
    ET.SubElement(organization, "title").text = title
    item = ET.SubElement(
        organization, "item", {"identifier": "room", "identifierref": "files", "isvisible": "true"}
    )
    ET.SubElement(item, "title").text = title


def _add_resource(root: ET.Element, scorm: _Scorm, names: Iterable[str]) -> None:
    """Add the resource that the item refers to by its identifier: the page, and all its files."""
    resources = ET.SubElement(root, "resources")
    attributes = {
        "identifier": "files",
        "type": "webcontent",
        # Only a "sco" may talk to the course; an "asset" is just shown.
        f"adlcp:{scorm.kind}": "sco",
        "href": "index.html",
    }
    resource = ET.SubElement(resources, "resource", attributes)
    for name in sorted(names):
        ET.SubElement(resource, "file", {"href": name})


def _course_structure(chosen: Chosen) -> ET.Element:
    """Return the course structure of cmi5: a course with one unit, which is the room."""
    room = _room_id(chosen)
    root = ET.Element("courseStructure", {"xmlns": _CMI5})
    course = ET.SubElement(root, "course", {"id": f"urn:uuid:{room}"})
    unit = ET.SubElement(
        root,
        "au",
        {
            "id": f"urn:uuid:{uuid5(room, 'unit')}",
            # Never "Passed": no passing is ever reported (``static/cmi5.js``).
            "moveOn": "Completed",
            "launchMethod": "AnyWindow",
        },
    )
    # ``url`` comes after these, as the schema demands.
    for one in (course, unit):
        for name, text in (("title", _title(chosen)), ("description", say("web_course.about"))):
            words_in = ET.SubElement(ET.SubElement(one, name), "langstring")
            words_in.set("lang", current_language())
            words_in.text = text
    ET.SubElement(unit, "url").text = "index.html"
    return root


def _text(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
