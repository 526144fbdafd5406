"""Open a plenary: its database, its room, and a server for the pages, until it is stopped."""

import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from simulator.course import qr
from simulator.course.bus import Bus, InProcessBus
from simulator.course.codes import typed_code
from simulator.course.database import Database, only_server, sqlite_url
from simulator.course.migrate import migrate
from simulator.course.room_problems import NoRoom
from simulator.course.rooms import Rooms
from simulator.course.sign_in import SignIn
from simulator.library.scenarios import Loaded
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.web.plenary.site import Site, spelled
from simulator.web.served.address import public_address
from simulator.web.served.door import Door
from simulator.web.served.listening import is_open, link, listen, own_names
from simulator.web.served.plenary import Guesses, PlenaryServed
from simulator.web.served.serve import Where
from simulator.web.served.server import run
from simulator.web.served.statics import statics
from simulator.web.served.watched import NOT_WATCHED, Watch, watched

FILE = "course.sqlite3"
"""The name of the database in the folder of one's data, if no other is named."""

MOST_CONNECTIONS = 6_000
"""The most phones of a room, with some more for their forms."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for on the command line: a scenario, or the code of a room to continue."""

    loaded: Loaded | None
    resume: str
    database: str
    seed: int | None
    where: Where
    behind: str = ""
    address: str = ""
    watch: Watch = NOT_WATCHED


def serve_plenary(
    workspace: Workspace, plan: Plan, show: Callable[[str], None], log: Callable[[str], None]
) -> None:
    """Serve a room until it is stopped.

    Raise CannotListen, StoreProblem, and KeyboardInterrupt on Ctrl-C.
    """
    log = plan.watch.log(log)
    public = public_address(plan.address) if plan.address else ""
    database = Database(plan.database or sqlite_url(_file(workspace)))
    try:
        with only_server(database):
            migrate(database)
            bus = _bus(database)
            rooms = Rooms(database, bus, lambda: workspace.catalogue)
            code = _code(rooms, plan)
            _serve(database, rooms, bus, code, plan, public, show, log)
    finally:
        database.close()


def _serve(
    database: Database,
    rooms: Rooms,
    bus: Bus,
    code: str,
    plan: Plan,
    public: str,
    show: Callable[[str], None],
    log: Callable[[str], None],
) -> None:
    bound = listen(plan.where.host, plan.where.port)
    files = statics()
    base = public or link(bound)
    site = Site(rooms, files.prefix, base)
    door = _door(bound, plan, public)
    app = PlenaryServed(site, bus, door, files, log, Guesses(SignIn(database)))
    here = base if public else _own_link(bound)
    address = f"{here}open?once={rooms.host_links.new(code)}"

    def listens() -> None:
        shown = {"host": address, "join": base, "code": spelled(code), "wall": f"{here}wall/{code}"}
        show(say("cli_plenary.listens", **shown))
        if not door.open and not public:
            log(say("cli_plenary.only_here"))
        if _can_draw():
            show(qr.text(site.join_link(code)))
        show(say("cli_plenary.resume", code=code))
        if plan.where.browser:
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    allow_many_files()
    asked = watched(app, lambda: app.hub.count, database, app.stopping, plan.watch)
    run(asked, bound, app.stopping, listens, log, MOST_CONNECTIONS, plan.behind, bool(public))


def _door(bound: socket.socket, plan: Plan, public: str) -> Door:
    names = own_names(plan.where.host) | {urlsplit(public).hostname or ""}
    # No token and no key: the forms and the cookies of a plenary have secrets of their own.
    return Door("", names - {""}, open=is_open(bound))


def _own_link(bound: socket.socket) -> str:
    """Return the address for a browser on this machine."""
    host, port, *_ = bound.getsockname()
    # Loopback stays reachable when the laptop changes its network.
    everywhere = host == "0.0.0.0"  # noqa: S104  # only compared
    return f"http://127.0.0.1:{port}/" if everywhere else link(bound)


def _code(rooms: Rooms, plan: Plan) -> str:
    """Return the code of a new room, or of the one to continue; raise RoomProblem."""
    if plan.loaded is not None:
        return rooms.open(plan.loaded, plan.seed).code
    code = typed_code(plan.resume)
    if not code:
        raise NoRoom
    # Raises NoRoom here, in the terminal, and not on every phone.
    rooms.view(code)
    return code


def _bus(database: Database) -> Bus:
    if not database.postgres:
        return InProcessBus()
    from simulator.course.postgres_bus import PostgresBus

    return PostgresBus(database)


def _file(workspace: Workspace) -> Path:
    workspace.data.mkdir(parents=True, exist_ok=True)
    return workspace.data / FILE


def _can_draw() -> bool:
    """Return whether half blocks can be printed where the output goes."""
    try:
        "▀▄█".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def allow_many_files() -> None:
    """Raise the limit of open files, which is one for each phone; Windows has none."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        # What the system does not allow is not needed by a small room.
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
