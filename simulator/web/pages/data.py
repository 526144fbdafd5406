"""The learner's own data: how much there is, export, import, and deleting one or all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, fields, replace
from pathlib import Path

from simulator.library.files import shown
from simulator.messages import say
from simulator.messages.lists import enumerated
from simulator.practice.deletion import Kept, SessionToDelete, delete, find_kept, session_to_delete
from simulator.render.deletion_text import warning_lines
from simulator.render.import_text import import_lines
from simulator.scenario.text import clean_line
from simulator.store.export import export_text
from simulator.store.identity import is_id, new_id
from simulator.store.play_store import BadImport, Document, PlayStore, Summary
from simulator.web.pages.http import NotHere, Request, Response, download, see_other
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room

MOST_NAMED = 5
"""The most foreign files that are named after deleting; the rest are counted."""

UPLOAD = "upload"
"""The id of the draft with the file that was sent last, behind an id of its own.

There is one, however many are sent, so that large files do not add up.
"""

MOST_DIGITS = 9
"""The most digits of a number of sessions in an address."""


def show(room: Room, request: Request) -> Response:
    """Return what is saved and what can be done with it."""
    # The address of the redirect says what was done. Anybody can write one, so only numbers are
    # read from it.
    if request.query.get("imported"):
        return _page(room, result=import_lines(_summary_in(request.query)))
    if number := _number(request.query.get("deleted_session", "")):
        return _page(room, result=[say("cli_data.session_deleted", number=number)])
    return _page(room, result=_deleted(room) if request.query.get("deleted") else ())


def export(room: Room, request: Request) -> Response:
    """Return everything that is saved, as ``balint-sim data export`` writes it."""
    text = f"{export_text(room.store)}\n"
    return download(text.encode(), "balint-sim-data.json", "application/json")


def check_import(room: Room, request: Request) -> Response:
    """Read an export that was sent, and lead to what it would add; nothing is imported yet."""
    # Imported here, because it takes pydantic, which a browser needs more than a second to start.
    from simulator.store.document import read_document

    file = request.files.get("file", b"")
    if not file:
        return _page(room, trouble=say("web_data.no_file"))
    try:
        document = read_document(file)
        # A valid export may still not fit what is saved: found now, before the learner is asked.
        room.store.merge(document, dry_run=True)
    except BadImport as problem:
        return _page(room, trouble=f"{say('web_data.refused')} {problem}")
    upload = new_id()
    # The id makes sure that the file which is imported is the one that was shown, even if
    # another tab sends one in between.
    room.drafts.save(UPLOAD, upload.encode() + file)
    return see_other(room.url("/data/import", upload=upload))


def show_import(room: Room, request: Request) -> Response:
    """Return what the export that was sent would add."""
    upload, document = _upload(room, request.query)
    return page(
        room,
        "import.html.j2",
        say("web_data.import_title"),
        at="data",
        upload=upload,
        result=list(import_lines(room.store.merge(document, dry_run=True))),
    )


def do_import(room: Room, request: Request) -> Response:
    """Import the export that was sent, and say what was added."""
    _, document = _upload(room, request.form)
    # Merged anew, because plays may have been saved since the learner looked at it.
    added = room.store.merge(document)
    # This drops the draft with the file, and the plays in memory that the import has extended.
    room.forget()
    return see_other(room.url("/data", imported=1, **asdict(added)))


def ask_delete(room: Room, request: Request) -> Response:
    """Return a page that says what would be deleted, and asks."""
    _can_delete(room)
    return _delete_page(room)


def delete_all(room: Room, request: Request) -> Response:
    """Delete everything that the program has saved about the learner."""
    start_anew = _can_delete(room)
    try:
        # Before the store is closed: if this fails, nothing has changed.
        saved = find_kept(room.workspace)
    except OSError as error:
        folder = shown(room.workspace.data)
        refused = say("cli_data.unreadable", folder=folder, reason=error.strerror)
        return _delete_page(room, refused)
    room.forget()
    # Not every system deletes a file that is open.
    room.store.close()
    failed = delete(saved)
    # Also if something could not be deleted: the room needs a store that is open.
    room.store = start_anew()
    if failed:
        return _delete_page(room, _failed(saved, failed))
    return see_other(room.url("/data", deleted=1))


def _page(room: Room, *, result: Iterable[str] = (), trouble: str = "") -> Response:
    drills, _ = room.store.drilled()
    return page(
        room,
        "data.html.j2",
        say("web_data.title"),
        at="data",
        status=422 if trouble else 200,
        result=list(result),
        trouble=trouble,
        sessions=len(room.store.plays()),
        drills=drills,
        folder=_folder(room),
        plays=[replace(play, title=clean_line(play.title)) for play in room.store.plays()],
        can_delete=room.start_anew is not None,
    )


def ask_delete_one(room: Room, request: Request) -> Response:
    """Ask before one session is deleted."""
    found = _chosen_session(room, request.query)
    return page(
        room,
        "delete_one.html.j2",
        say("web_data.delete_one"),
        at="data",
        warning=list(warning_lines(found)),
        number=found.play.number,
    )


def delete_one(room: Room, request: Request) -> Response:
    """Delete one session, and what goes with it."""
    found = _chosen_session(room, request.form)
    # Not the number of the form: a play that was continued after an edit has another one now.
    room.store.delete(found.play.id)
    room.forget()
    return see_other(room.url("/data", deleted_session=found.play.number))


def _chosen_session(room: Room, fields: Mapping[str, str]) -> SessionToDelete:
    number = _number(fields.get("session", ""))
    found = session_to_delete(room.store, number)
    if found is None:
        raise NotHere(say("cli_data.no_session", number=number))
    return found


def _delete_page(room: Room, trouble: str = "") -> Response:
    return page(
        room,
        "delete.html.j2",
        say("web_data.delete_title"),
        at="data",
        status=422 if trouble else 200,
        trouble=trouble,
        sessions=len(room.store.plays()),
        folder=_folder(room),
    )


def _folder(room: Room) -> str:
    """Return the folder of the data; empty if it is the browser's own storage."""
    return shown(room.workspace.data) if room.on_this_machine else ""


def _upload(room: Room, fields: Mapping[str, str]) -> tuple[str, Document]:
    """Return the id and the contents of the export that was sent last, if the fields name it."""
    from simulator.store.document import read_document

    upload, draft = fields.get("upload", ""), room.drafts.load(UPLOAD)
    # Without ``is_id``, an empty id would do: every draft starts with it.
    if draft is None or not is_id(upload) or not draft.startswith(upload.encode()):
        raise NotHere(say("web_data.upload_gone"))
    return upload, read_document(draft.removeprefix(upload.encode()))


def _can_delete(room: Room) -> Callable[[], PlayStore]:
    if room.start_anew is None:
        raise NotHere(say("web_data.cannot_delete"))
    return room.start_anew


# What was done, in words.


def _summary_in(query: Mapping[str, str]) -> Summary:
    """Return the numbers of an import that an address names; what is no number counts as 0."""
    return Summary(**{field.name: _number(query.get(field.name, "")) for field in fields(Summary)})


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else 0


def _deleted(room: Room) -> Iterator[str]:
    """Yield that everything was deleted, and what stays in the folder."""
    yield say("cli_data.deleted")
    if not room.on_this_machine:
        return
    if room.workspace.packs.is_dir():
        yield say("cli_data.packs_stay")
    # Everything is deleted by now. Without this list the page only says less.
    with suppress(OSError):
        others = find_kept(room.workspace).others
        if others:
            folder = shown(room.workspace.data)
            yield say("cli_data.others_stay", folder=folder, files=_named(others))


def _named(paths: Sequence[Path]) -> str:
    names = enumerated([clean_line(path.name) for path in paths[:MOST_NAMED]])
    more = len(paths) - MOST_NAMED
    return say("lists.and_more", names=names, count=more) if more > 0 else names


def _failed(saved: Kept, failed: Mapping[Path, OSError]) -> str:
    """Return which file could not be deleted; the first stands for all."""
    file, error = next(iter(failed.items()))
    return say(
        "cli_data.files_failed",
        failed=len(failed),
        total=len(saved.files),
        file=shown(file),
        reason=error.strerror,
    )
