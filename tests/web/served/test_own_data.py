"""The learner's own data in a served room: imported from a form, and deleted under open doors."""

from pathlib import Path

from simulator.store.export import export_text
from simulator.store.memory import MemoryStore
from simulator.store.play_store import PlayStore
from simulator.store.sqlite import SqliteStore
from simulator.web.served.door import Door
from simulator.web.served.serve import application
from tests.plays import begun
from tests.web.served.visiting import HOST, TOKEN, visiting
from tests.workspaces import warmed, workspace_at

SENT = {"origin": HOST}


def test_a_file_is_imported_and_everything_is_deleted_while_the_room_is_open(
    tmp_path: Path, store: SqliteStore, logged: list[str]
) -> None:
    other = MemoryStore()
    begun(other)
    opened: list[PlayStore] = []

    def start_anew() -> PlayStore:
        opened.append(SqliteStore(tmp_path / "learner.sqlite3"))
        return opened[-1]

    workspace = workspace_at(warmed(tmp_path))
    served = application(workspace, store, Door(TOKEN), logged.append)
    served.room.start_anew = start_anew
    with visiting(served) as client:
        file = {"file": ("export.json", export_text(other).encode(), "application/json")}
        looked = client.post("/data/upload", data={"token": TOKEN}, files=file, headers=SENT)
        assert looked.status_code == 303
        upload = looked.headers["location"].partition("upload=")[2]
        form = {"token": TOKEN, "upload": upload}
        assert client.post("/data/import", data=form, headers=SENT).status_code == 303
        assert len(store.plays()) == 1
        # A play that is open does not outlive its file.
        assert client.get("/plays/1").status_code == 200
        done = client.post("/data/delete", data={"token": TOKEN}, headers=SENT)
        assert done.headers["location"] == "/data?deleted=1"
        assert "Deleted." in client.get("/data?deleted=1").text
        assert client.get("/plays/1").status_code == 404
        begin = {"token": TOKEN, "scenario": "tutorial"}
        assert client.post("/plays", data=begin, headers=SENT).headers["location"] == "/plays/1"
    assert [play.scenario for play in opened[0].plays()] == ["tutorial"]
    opened[0].close()
    assert not logged
