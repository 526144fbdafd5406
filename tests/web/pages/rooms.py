"""A room for tests of pages, and what a browser does with its pages."""

from pathlib import Path
from urllib.parse import parse_qsl

from simulator.library.workspace import Workspace
from simulator.store.memory import MemoryStore
from simulator.store.play_store import PlayStore
from simulator.web.pages.answer import answer
from simulator.web.pages.http import Request, Response
from simulator.web.pages.room import Room
from tests.hostile import hostile_scenario
from tests.web.pages.checked import ADDRESS, STATIC, TOKEN, Element, check
from tests.workspaces import warmed, workspace_at

EXEMPLARY = """\
play: exemplary
mode: guided
seed: 1
about: '<script>alert(2)</script>'
acts: {moment: contain, quiet: wait}
"""

HOSTILE_PROGRAMME = """\
programme: worse
title: '<script>alert(3)</script> [bold'
about: '"><img src=x onerror=alert(4)> {{{{7*7}}}}'
format: intensive-45
sessions:
  - {scenario: hostile, mode: guided, feedback: now}
  - {scenario: hostile, mode: guided, feedback: end}
"""


def address(path: str, query: str) -> str:
    """Make addresses unlike those of a server, so that a link that is not made here stands out."""
    return f"{ADDRESS}{path}" + (f"&{query}" if query else "")


def room_at(home: Path, store: PlayStore | None = None) -> Room:
    """A room with its data in ``home``; its library is the shipped one, or that in ``home``."""
    return room_of(workspace_at(warmed(home)), store)


def room_of(workspace: Workspace, store: PlayStore | None = None) -> Room:
    return Room(workspace, store or MemoryStore(), token=TOKEN, address=address, static=STATIC)


def hostile_room(home: Path) -> Room:
    """A room whose whole library is a hostile scenario with a demonstration and a programme."""
    folder = home / "scenarios" / "hostile"
    (folder / "plays").mkdir(parents=True)
    (folder / "scenario.yaml").write_text(hostile_scenario(), "utf-8")
    (folder / "plays" / "exemplary.yaml").write_text(EXEMPLARY, "utf-8")
    (home / "scenarios" / "programmes").mkdir()
    (home / "scenarios" / "programmes" / "worse.yaml").write_text(HOSTILE_PROGRAMME, "utf-8")
    return room_at(home)


class Browser:
    """A browser without scripts: it follows links and sends forms, and checks every page."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.path = ""
        self.status = 0
        self.text = ""
        self.page = Element("", {})

    def get(self, path: str, **query: str) -> "Browser":
        return self._show(Request("GET", path, query))

    def post(self, path: str, **form: str) -> "Browser":
        return self._show(Request("POST", path, form=form))

    def follow(self, words: str) -> "Browser":
        """Follow the link with these words."""
        found = [one for one in self.page.all("a") if one.words == words]
        assert found, [one.words for one in self.page.all("a")]
        return self._show(request_of(found[0]["href"]))

    def send(self, words: str, files: dict[str, bytes] | None = None, /, **typed: str) -> "Browser":
        """Press the button with these words, with what the form has and what is typed."""
        for form in self.page.all("form"):
            for button in form.all("button"):
                if button.words == words:
                    return self._sent(form, button, typed, files or {})
        raise AssertionError([one.words for one in self.page.all("button")])

    @property
    def headings(self) -> list[str]:
        return [one.words for one in self.page.all("h1", "h2", "h3")]

    @property
    def main(self) -> str:
        """The words of the page itself, without what surrounds it."""
        return self.page.all("main")[0].words

    def _sent(
        self, form: Element, button: Element, typed: dict[str, str], files: dict[str, bytes]
    ) -> "Browser":
        filled = fields(form)
        assert typed.keys() <= filled.keys() | {
            one["name"] for one in form.all("input") if "name" in one.attributes
        }
        filled |= typed
        if "name" in button.attributes:
            filled[button["name"]] = button["value"]
        where = request_of(button.attributes.get("formaction", form["action"]))
        if form["method"] == "get":
            return self.get(where.path, **filled)
        filled.pop("token")
        return self._show(Request("POST", where.path, where.query, filled, files))

    def _show(self, request: Request) -> "Browser":
        response = answer(self.room, request)
        hops = 0
        while response.status == 303:
            request = request_of(response.headers["location"])
            response, hops = answer(self.room, request), hops + 1
            assert hops < 5
        self.path, self.status = request.path, response.status
        self.response: Response = response
        self.text = response.body.decode()
        if response.headers["content-type"].startswith("text/html") and (
            "content-disposition" not in response.headers
        ):
            self.page = check(self.text)
        return self


def request_of(where: str) -> Request:
    """Return the request for an address of the room."""
    assert where.startswith(ADDRESS), where
    rest = where.removeprefix(ADDRESS).partition("#")[0]
    path, _, query = rest.partition("&")
    return Request("GET", path, dict(parse_qsl(query)))


def fields(form: Element) -> dict[str, str]:
    """Return what a browser sends of a form as it stands."""
    found: dict[str, str] = {}
    for one in form.all("input", "select", "textarea"):
        name, kind = one.attributes.get("name"), one.attributes.get("type", "text")
        if name is None:
            continue
        if one.tag == "textarea":
            found[name] = one.text
        elif one.tag == "select":
            options = one.all("option")
            chosen = [option for option in options if "selected" in option.attributes]
            found[name] = (chosen or options)[0]["value"]
        elif kind not in ("checkbox", "radio", "file") or "checked" in one.attributes:
            found[name] = one.attributes.get("value", "on" if kind == "checkbox" else "")
    return found
