"""Open the served room: the application with its door, at a socket, until it is stopped."""

import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.store.play_store import PlayStore
from simulator.web.pages.room import Room
from simulator.web.served.app import Served
from simulator.web.served.door import Door
from simulator.web.served.listening import is_open, link, listen, own_names
from simulator.web.served.secret import door_key, form_token, secret_in
from simulator.web.served.server import run
from simulator.web.served.statics import statics


@dataclass(frozen=True, slots=True)
class Where:
    """What was asked for on the command line."""

    host: str
    port: int
    browser: bool = False


def serve(
    workspace: Workspace,
    store: PlayStore,
    anew: Callable[[], PlayStore],
    where: Where,
    show: Callable[[str], None],
    log: Callable[[str], None],
) -> None:
    """Serve the learner's room until it is stopped.

    ``anew`` returns an empty store, after the learner has deleted everything.
    ``show`` prints where the room is, once it can be entered; ``log`` prints warnings and bugs.
    Raise CannotListen, and KeyboardInterrupt on Ctrl-C.
    """
    bound = listen(where.host, where.port)
    door = door_of(bound, where.host, secret_in(workspace.data))
    app = application(workspace, store, door, log, anew)
    address = link(bound) + (f"?key={door.key}" if door.key else "")

    def listens() -> None:
        if door.open:
            log(say("cli_serve.open_to_others"))
        show(say("cli_serve.listens", link=address))
        if where.browser:
            # A browser of the terminal would not return before it is left.
            Thread(target=_open, args=(address, log), daemon=True).start()

    try:
        run(app, bound, app.stopping, listens, log)
    finally:
        # Not `store`: after everything was deleted, the room has another one.
        app.room.store.close()


def application(
    workspace: Workspace,
    store: PlayStore,
    door: Door,
    log: Callable[[str], None],
    anew: Callable[[], PlayStore] | None = None,
) -> Served:
    """Return the ASGI application of a learner's room; without ``anew`` nothing can be deleted."""
    files = statics()
    room = Room(workspace, store, token=door.token, static=files.prefix, start_anew=anew)
    return Served(room, door, files, log)


def door_of(bound: socket.socket, host: str, secret: bytes) -> Door:
    """Return the door of a room at this socket: with a key, if other machines may reach it."""
    token, port = form_token(secret), bound.getsockname()[1]
    if not is_open(bound):
        return Door(token)
    # Cookies do not know ports: two rooms on one machine must not take each other's.
    return Door(token, own_names(host), open=True, key=door_key(secret), cookie=f"room-{port}")


def _open(address: str, log: Callable[[str], None]) -> None:
    if not webbrowser.open(address):
        log(say("cli_serve.no_browser"))
