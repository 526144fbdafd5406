"""The learner's own data in a browser: export, import after a look at it, and deleting it all."""

from pathlib import Path

import pytest

from simulator.store.export import export_text
from simulator.store.memory import MemoryStore
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, play_to_the_end
from tests.web.pages.rooms import Browser, fields, room_at


def exported(count: int = 1) -> bytes:
    """An export of another learner, with finished sessions."""
    store = MemoryStore()
    for _ in range(count):
        play_to_the_end(begun(store))
    return export_text(store).encode()


def test_what_is_saved_and_where_is_said(browser: Browser) -> None:
    begun(browser.room.store)
    page = browser.get("/data")
    assert "1 session is saved. 0 drills are saved." in page.main
    assert str(page.room.workspace.data) in page.main
    page.room.packaged = True
    assert "in the storage of this browser" in page.get("/data").main


def test_an_export_is_what_the_command_line_writes(browser: Browser) -> None:
    play_to_the_end(begun(browser.room.store))
    page = browser.get("/data").follow("Save an export")
    assert page.text == f"{export_text(page.room.store)}\n"
    assert "attachment" in page.response.headers["content-disposition"]


def test_an_import_shows_what_it_would_add_and_then_adds_it(browser: Browser) -> None:
    page = browser.get("/data").send("Show what it would add", {"file": exported(2)})
    assert "Nothing is imported yet." in page.main
    assert "2 sessions were added." in page.main
    assert not page.room.store.plays()
    page.send("Import it")
    assert page.path == "/data"
    assert "2 sessions were added." in page.main
    assert len(page.room.store.plays()) == 2


def test_the_same_file_again_adds_nothing(browser: Browser) -> None:
    file = exported()
    browser.get("/data").send("Show what it would add", {"file": file}).send("Import it")
    page = browser.get("/data").send("Show what it would add", {"file": file}).send("Import it")
    assert "1 session was here already and was skipped." in page.main
    assert len(page.room.store.plays()) == 1


@pytest.mark.parametrize("file", [b"", b"{", b"[]", b'{"version": 99}', b"\xff\x00", b"[" * 99_999])
def test_a_file_that_is_no_export_is_refused(browser: Browser, file: bytes) -> None:
    page = browser.get("/data").send("Show what it would add", {"file": file})
    assert page.status == 422
    assert not page.room.store.plays()


def test_only_the_file_that_was_looked_at_is_imported(browser: Browser) -> None:
    page = browser.get("/data").send("Show what it would add", {"file": exported()})
    (old,) = [fields(form)["upload"] for form in page.page.all("form") if "upload" in fields(form)]
    page.get("/data").send("Show what it would add", {"file": exported(2)})
    page.post("/data/import", upload=old)
    assert page.status == 404
    assert page.get("/data/import", upload=old).status == 404
    page.post("/data/import")
    assert page.status == 404
    assert not page.room.store.plays()


def test_a_play_that_an_import_extends_is_shown_as_it_is_then(tmp_path: Path) -> None:
    other = MemoryStore()
    saved = begun(other)
    browser = Browser(room_at(tmp_path))
    file = export_text(other).encode()
    browser.get("/data").send("Show what it would add", {"file": file}).send("Import it")
    opened = browser.room.open("1")
    assert not opened.session.ended
    play_to_the_end(saved)
    file = export_text(other).encode()
    browser.get("/data").send("Show what it would add", {"file": file}).send("Import it")
    assert "now has more in it" in browser.main
    assert browser.room.open("1").session.ended


def test_an_address_with_other_numbers_breaks_nothing(browser: Browser) -> None:
    page = browser.get("/data", imported="1", added="x" * 99, skipped="9" * 5_000)
    assert "0 sessions were added." in page.main


def test_everything_is_deleted_after_a_question(tmp_path: Path) -> None:
    file = tmp_path / "learner.sqlite3"
    room = room_at(tmp_path, SqliteStore(file))
    room.start_anew = lambda: SqliteStore(file)
    browser = Browser(room)
    saved = begun(room.store)
    room.open(str(saved.play.number))
    room.workspace.settings_file.write_text("mode: live\n", "utf-8")
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    page = browser.get("/data").follow("Delete everything ...")
    assert f"deletes every session and debrief saved in {tmp_path}" in page.main
    assert room.store.plays()
    page.follow("Back without a change").follow("Delete everything ...").send("Delete it all")
    assert page.path == "/data"
    assert "Deleted." in page.main
    assert "mine.txt" in page.main
    assert "0 sessions are saved." in page.main
    assert not room.workspace.settings_file.exists()
    assert (tmp_path / "mine.txt").exists()
    # The room goes on with a new file.
    begun(room.store)
    room.store.close()
    again = SqliteStore(file)
    assert len(again.plays()) == 1
    again.close()


def test_one_session_is_deleted_after_a_question(browser: Browser) -> None:
    room = browser.room
    stays, gone = begun(room.store).play, begun(room.store).play
    browser.get(f"/plays/{gone.number}")
    page = browser.get("/data/session", session=str(gone.number))
    assert f"deletes session {gone.number}, {gone.title}" in page.main
    assert room.store.plays() == [gone, stays]
    page.send("Delete the session")
    assert page.path == "/data"
    assert f"Session {gone.number} is deleted." in page.main
    assert room.store.plays() == [stays]
    assert browser.get(f"/plays/{gone.number}").status == 404
    assert browser.post("/data/session", session=str(gone.number)).status == 404


def test_a_session_can_be_chosen_if_there_is_one(browser: Browser) -> None:
    page = browser.get("/data")
    assert "Delete one session" not in page.headings
    begun(browser.room.store)
    assert "Delete one session" in browser.get("/data").headings


def test_a_host_that_cannot_delete_does_not_offer_it(browser: Browser) -> None:
    page = browser.get("/data")
    assert "Delete everything ..." not in [one.words for one in page.page.all("a")]
    assert page.get("/data/delete").status == 404
    page.post("/data/delete")
    assert page.status == 404


def test_a_file_that_cannot_be_deleted_is_named(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.room.start_anew = MemoryStore
    browser.room.workspace.settings_file.write_text("mode: live\n", "utf-8")

    def fail(self: Path, missing_ok: bool = False) -> None:
        raise OSError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", fail)
        page = browser.get("/data/delete").send("Delete it all")
    assert page.status == 422
    assert "could not be deleted" in page.main
    assert "Permission denied" in page.main


def test_an_export_with_hostile_words_is_imported_as_it_is(hostile: Browser) -> None:
    page = hostile.get("/data").send("Show what it would add", {"file": exported()})
    page.send("Import it")
    assert page.status == 200
    assert page.get("/").status == 200
