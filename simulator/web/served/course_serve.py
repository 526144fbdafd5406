"""Serve courses: the database, the application, a first link, and what is deleted once a day."""

import asyncio
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from simulator.course.bus import Bus, InProcessBus
from simulator.course.courier import Courier, Job
from simulator.course.database import Database, only_server, sqlite_url
from simulator.course.learning import learning, percents_of
from simulator.course.migrate import migrate
from simulator.course.oidc import OidcSignIn, Provider
from simulator.course.operators import Operators
from simulator.course.outbox import Outbox
from simulator.course.people import People
from simulator.course.record_store import RecordStore, deliver, record_finished
from simulator.course.retention import purge
from simulator.course.rooms import Rooms
from simulator.course.sign_in import SignIn
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice.deletion import cached_people, delete_cached
from simulator.store.play_store import StoreProblem
from simulator.web.course.site import Site
from simulator.web.plenary.site import Site as PlenarySite
from simulator.web.served.address import public_address
from simulator.web.served.course import CourseServed
from simulator.web.served.door import Door
from simulator.web.served.listening import is_open, link, listen, own_names
from simulator.web.served.plenary import Guesses, PlenaryServed
from simulator.web.served.plenary_serve import FILE, MOST_CONNECTIONS, allow_many_files
from simulator.web.served.serve import Where
from simulator.web.served.server import run
from simulator.web.served.statics import statics
from simulator.web.served.watched import NOT_WATCHED, Watch, watched

A_DAY = 24 * 60 * 60.0
"""Seconds between two times at which what is too old is deleted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line.

    ``address`` is empty or that of the proxy; with a ``record_store`` it cannot be empty.
    """

    database: str
    address: str
    where: Where
    record_store: RecordStore | None = None
    watch: Watch = NOT_WATCHED
    oidc: Provider | None = None


@contextmanager
def opened(workspace: Workspace, url: str, *, serving: bool = False) -> Iterator[Database]:
    """Yield the database of a server, with its newest tables; raise StoreProblem.

    Only one process at a time may be ``serving`` an SQLite file.
    """
    if not url:
        workspace.data.mkdir(parents=True, exist_ok=True)
    database = Database(url or sqlite_url(workspace.data / FILE))
    try:
        with only_server(database) if serving else nullcontext():
            migrate(database)
            yield database
    finally:
        database.close()


def serve_courses(
    workspace: Workspace, wanted: Wanted, show: Callable[[str], None], log: Callable[[str], None]
) -> None:
    """Serve courses until the server is stopped.

    Raise CannotListen, StoreProblem, and KeyboardInterrupt on Ctrl-C.
    """
    log = wanted.watch.log(log)
    address = public_address(wanted.address) if wanted.address else ""
    if wanted.record_store is not None and not address:
        raise StoreProblem(say("xapi.needs_address"))
    with opened(workspace, wanted.database, serving=True) as database:
        bound = listen(wanted.where.host, wanted.where.port)
        base = address or link(bound)
        app = _application(workspace, database, bound, base, wanted, log)
        first = _first_link(database, base)

        def listens() -> None:
            show(say("cli_course.listens", link=base))
            if first:
                show(say("cli_course.first_link", link=first))
            if not is_open(bound) and not address:
                log(say("cli_course.only_here"))
            if wanted.where.browser:
                _open_browser(first or base)

        hub = app.plenaries.hub
        asked = watched(app, lambda: hub.count, database, app.stopping, wanted.watch)
        allow_many_files()
        proxied = bool(address)
        with (
            _cleaning(workspace, database, log),
            _delivering(workspace, database, wanted, base, log),
        ):
            run(asked, bound, app.stopping, listens, log, MOST_CONNECTIONS, proxied=proxied)


def _open_browser(address: str) -> None:
    # A browser of the terminal would not return before it is left.
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _application(
    workspace: Workspace,
    database: Database,
    bound: socket.socket,
    base: str,
    wanted: Wanted,
    log: Callable[[str], None],
) -> CourseServed:
    """Return the application with what was asked for on the command line."""
    app = application(workspace, database, base, door_of(bound, wanted, base), log)
    oidc = OidcSignIn(database, wanted.oidc, base) if wanted.oidc is not None else None
    app.site = replace(app.site, record_store=_host(wanted.record_store), oidc=oidc)
    app.behind_proxy = bool(wanted.address)
    return app


def application(
    workspace: Workspace,
    database: Database,
    base: str,
    door: Door,
    log: Callable[[str], None],
) -> CourseServed:
    """Return the ASGI application of a server for many people; ``base`` is its address."""
    bus = bus_of(database)
    rooms = Rooms(database, bus, lambda: workspace.catalogue)
    files = statics()
    stopping = asyncio.Event()
    plenaries = PlenaryServed(
        PlenarySite(rooms, files.prefix, base),
        bus,
        door,
        files,
        log,
        Guesses(SignIn(database)),
        stopping=stopping,
    )
    site = Site(database, workspace, rooms, files.prefix, base)
    return CourseServed(site, door, files, plenaries, log, stopping=stopping)


def bus_of(database: Database) -> Bus:
    """Return the bus that reaches all processes of a database."""
    if not database.postgres:
        return InProcessBus()
    # psycopg has an extra of its own.
    from simulator.course.postgres_bus import PostgresBus

    return PostgresBus(database)


def door_of(bound: socket.socket, wanted: Wanted, base: str) -> Door:
    """Return the door of a server at this socket, known by its public name as well."""
    names = own_names(wanted.where.host) | {urlsplit(base).hostname or ""}
    # No token: each form has one of its session or its browser.
    return Door("", names - {""}, open=is_open(bound))


def _first_link(database: Database, base: str) -> str:
    """Return a link for the operator, if none has ever signed in; else an empty string."""
    person = Operators(database).first(say("cli_course.operator"))
    return sign_in_link(database, person.id, base) if person is not None else ""


def sign_in_link(database: Database, person: str, base: str) -> str:
    """Return a link that signs a person in once, within 15 minutes."""
    return f"{base}link/{SignIn(database).new_link(person)}"


def clean(workspace: Workspace, database: Database) -> int:
    """Delete what is older than it may be; return how many rows that were.

    What this machine has computed for people who are gone goes, too.
    """
    gone = purge(database)
    # These are files of this machine, which no transaction deletes.
    people = People(database)
    for person in cached_people(workspace):
        if people.person(person) is None:
            delete_cached(workspace, person)
    return gone


def _host(store: RecordStore | None) -> str:
    return urlsplit(store.endpoint).hostname or "" if store is not None else ""


@contextmanager
def _delivering(
    workspace: Workspace,
    database: Database,
    wanted: Wanted,
    base: str,
    log: Callable[[str], None],
) -> Iterator[None]:
    """Send scores to learning platforms and statements to the record store meanwhile."""
    courier = Courier(list(_jobs(workspace, database, wanted, base)), log)
    courier.start()
    try:
        yield
    finally:
        courier.stop()


def _jobs(workspace: Workspace, database: Database, wanted: Wanted, base: str) -> Iterator[Job]:
    platforms = learning(database, base)
    percents = percents_of(workspace, database)

    def scores() -> str:
        platforms.places.count(percents)
        return platforms.gradebooks.deliver()

    yield scores
    store = wanted.record_store
    if store is not None:

        def statements() -> str:
            record_finished(workspace, database, base)
            return deliver(Outbox(database), store).reason

        yield statements


@contextmanager
def _cleaning(
    workspace: Workspace, database: Database, log: Callable[[str], None]
) -> Iterator[None]:
    """Delete what is too old, now and once a day, in a thread."""
    stop = threading.Event()
    cleaning = threading.Thread(target=_clean, args=(workspace, database, stop, log))
    cleaning.start()
    try:
        yield
    finally:
        stop.set()
        cleaning.join()


def _clean(
    workspace: Workspace, database: Database, stop: threading.Event, log: Callable[[str], None]
) -> None:
    while True:
        try:
            clean(workspace, database)
        # A database that is away must not end the thread: the next day it is tried again.
        except StoreProblem as problem:
            log(str(problem))
        if stop.wait(A_DAY):
            return
