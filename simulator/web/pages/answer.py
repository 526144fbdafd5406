"""Answer a request: find its page, and turn what went wrong into a page that says so."""

from collections.abc import Callable
from typing import Any

from simulator.library.workspace import NoFolder
from simulator.messages import say
from simulator.practice.demonstration import NoDemonstration
from simulator.practice.drills import NoDrill
from simulator.practice.programmes import NotPlayable
from simulator.store.play_store import AnotherWindow, BadImport, StoreProblem
from simulator.web.pages import ready
from simulator.web.pages.http import BadForm, NotHere, Request, Response
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room
from simulator.web.pages.routes import ROUTES

Page = Callable[..., Response]


def answer(room: Room, request: Request) -> Response:
    """Return the response to a request; a problem of the user's making is a page that says it."""
    try:
        return _answered(room, request)
    except NotHere as missing:
        return problem(room, 404, str(missing))
    except BadForm as wrong:
        return problem(room, 400, str(wrong))
    # Before StoreProblem, of which it is a kind.
    except AnotherWindow as other:
        return problem(room, 409, str(other), back=_play_of(request))
    except (NotPlayable, NoDemonstration, NoDrill, BadImport) as refusal:
        return problem(room, 422, str(refusal))
    except (StoreProblem, NoFolder) as failed:
        return problem(room, 503, str(failed), back=_play_of(request))


def problem(room: Room, status: int, sentence: str, back: str = "") -> Response:
    """Return a page that says what went wrong; ``back`` is the path of a page to go on with."""
    return page(
        room, "problem.html.j2", say("web.problem"), status=status, sentence=sentence, back=back
    )


def _answered(room: Room, request: Request) -> Response:
    if (made := ready.found(room, request)) is not None:
        return made
    try:
        return _made(room, request)
    finally:
        # After a failure, too: a form may have saved something before it failed.
        if request.method not in ("GET", "HEAD"):
            room.ready.clear()


def _made(room: Room, request: Request) -> Response:
    others = set()
    for method, pattern, function in ROUTES:
        found = matched(pattern, request.path)
        if found is None:
            continue
        # HEAD is answered like GET; the host drops the body.
        if method == request.method or (method == "GET" and request.method == "HEAD"):
            return function(room, request, **found)
        others.add(method)
    if others:
        # RFC 9110, section 15.5.6: an answer with 405 names the methods that are allowed.
        refused = problem(room, 405, say("web.not_this_way"))
        return Response(405, {**refused.headers, "allow": ", ".join(sorted(others))}, refused.body)
    raise NotHere(say("web.no_page"))


def matched(pattern: str, path: str) -> dict[str, Any] | None:
    """Return the named parts of a path, or None if it does not match: ``/plays/{number}/act``."""
    wanted, parts = pattern.split("/"), path.split("/")
    if len(wanted) != len(parts):
        return None
    found = {}
    for want, part in zip(wanted, parts, strict=True):
        if want.startswith("{"):
            # An empty part is no name: ``/plays/`` is no page.
            if not part:
                return None
            found[want[1:-1]] = part
        elif want != part:
            return None
    return found


def _play_of(request: Request) -> str:
    """Return the path of the play that a request is about; empty if it is about none."""
    parts = request.path.split("/")
    return "/".join(parts[:3]) if parts[1] == "plays" and len(parts) > 2 else ""
