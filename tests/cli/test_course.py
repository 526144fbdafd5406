"""``balint-sim course``: what the console of a server can do."""

import json
import re
from pathlib import Path

import pytest

from simulator.cli import course as command
from simulator.course.database import Database, sqlite_url
from simulator.course.marking import Given, Markings
from simulator.course.people import People
from simulator.library.scenarios import Loaded, load
from tests.cli.balint import balint
from tests.workspaces import SHIPPED, catalogue

LINK = re.compile(r"https?://\S+/link/[\w-]{43}")


def made(home: Path, name: str = "Spring") -> str:
    """Make a course, and return its id."""
    said = balint(home, "course", "new", name, "--trainer", "Ruth").stdout
    found = re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", said)
    assert found is not None
    return found[0]


def test_alone_it_shows_its_help(tmp_path: Path) -> None:
    alone = balint(tmp_path, "course")
    assert alone.returncode == 0
    assert alone.stdout == balint(tmp_path, "course", "--help").stdout
    assert "purge" in alone.stdout


def test_courses_are_made_and_listed_and_deleted(tmp_path: Path) -> None:
    assert balint(tmp_path, "course", "list").stdout == "There are no courses yet.\n"
    course = made(tmp_path)
    row = f"{course}  Spring (0 learners; kept until somebody deletes it)\n"
    assert balint(tmp_path, "course", "list").stdout == row
    kept = balint(tmp_path, "course", "keep", course, "--until", "2099-03-31")
    assert kept.returncode == 2
    refused = balint(tmp_path, "course", "delete", course)
    assert refused.returncode == 1
    assert "--yes" in refused.stderr
    assert balint(tmp_path, "course", "delete", course, "--yes").returncode == 0
    assert balint(tmp_path, "course", "list").stdout == "There are no courses yet.\n"


def test_an_export_has_what_is_saved_and_nothing_that_opens_something(tmp_path: Path) -> None:
    course = made(tmp_path)
    assert balint(tmp_path, "course", "export", course, "-o", str(tmp_path / "out")).returncode == 0
    found = json.loads((tmp_path / "out").read_text("utf-8"))
    assert found["course"][0]["name"] == "Spring"
    assert [one["role"] for one in found["member"]] == ["trainer"]
    assert "token" not in json.dumps(found)


def test_a_link_is_for_the_trainer_of_that_name_or_somebody_new(tmp_path: Path) -> None:
    made(tmp_path)
    first = balint(tmp_path, "course", "link", "--trainer", "Ruth").stdout
    assert LINK.search(first)
    assert first.startswith("To sign in as Ruth")
    other = balint(
        *(tmp_path, "course", "link", "--operator", "Oskar", "--address", "https://x.example/")
    )
    assert "https://x.example/link/" in other.stdout
    assert balint(tmp_path, "course", "link").returncode == 2


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("export", "nothing"), 1, "no course with the id nothing"),
        (("delete", "nothing", "--yes"), 1, "no course"),
        (("new", " ", "--trainer", "Ruth"), 2, "The name is empty."),
        (("list", "--database", "mysql://host/name"), 1, "not a database that this program knows"),
        (("list", "--database", "nothing"), 1, "not the address of a database"),
        (("serve", "--address", "nothing"), 1, "must be like https://"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    words: tuple[str, ...], status: int, said: str, tmp_path: Path
) -> None:
    done = balint(tmp_path, "course", *words)
    assert done.returncode == status
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    done = balint(tmp_path, "course", "list")
    assert done.returncode == 1
    assert "balint-simulator[serve]" in done.stderr


def test_too_old_rows_are_deleted(tmp_path: Path) -> None:
    assert balint(tmp_path, "course", "purge").stdout.startswith("0 rows")


def test_statements_are_counted(tmp_path: Path) -> None:
    shown = balint(tmp_path, "course", "statements")
    assert shown.returncode == 0
    assert shown.stdout == "Statements: 0 waiting, 0 sent, 0 refused.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--record-store", "ftp://here/"], "'ftp://here/' is not an address"),
        (["--record-store", "https://lrs.example/"], "The record store needs the address"),
        (
            ["--record-store", "https://lrs.example/", "--record-store-login", "no-such-file"],
            "The file no-such-file cannot be read: No such file or directory.",
        ),
        (
            ["--record-store", "https://lrs.example/", "--record-store-login", "login"],
            "The file login must have one line: name:password",
        ),
    ],
)
def test_a_record_store_that_cannot_be_used_is_refused(
    tmp_path: Path, words: list[str], sentence: str
) -> None:
    (tmp_path / "login").write_text("name without a password\n", "utf-8")
    shown = balint(tmp_path, "course", "serve", *words, cwd=tmp_path)
    assert shown.returncode == 1
    assert sentence in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


def test_the_sheets_of_a_panel_are_those_that_the_command_for_panels_reads(tmp_path: Path) -> None:
    course, folder = made(tmp_path), tmp_path / "sheets"
    wanted = ("course", "panel", course, "presenter-drifts", "-o", str(folder))
    refused = balint(tmp_path, *wanted)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "no closed marking of 'presenter-drifts'" in refused.stderr
    mark_and_close(tmp_path, course)
    done = balint(tmp_path, *wanted)
    assert done.stdout.startswith("3 sheets were written")
    sheets = [str(file) for file in sorted(folder.iterdir())]
    report = balint(tmp_path, "panel", "presenter-drifts", *sheets, "--json")
    assert json.loads(report.stdout)["members"] == 3
    again = balint(tmp_path, *wanted)
    assert again.returncode == 1
    assert "exists already" in again.stderr


def mark_and_close(home: Path, course: str) -> None:
    """Let three members mark saying nothing in the first moment, and close the marking."""
    loaded = load(SHIPPED / "presenter-drifts" / "scenario.yaml", catalogue())
    assert isinstance(loaded, Loaded)
    (file,) = home.rglob("course.sqlite3")
    database = Database(sqlite_url(file))
    markings, people = Markings(database), People(database)
    marking = markings.open(course, [loaded])[0]
    for name in ("Pia", "Tom", "Eva"):
        person = people.add(name).id
        markings.save(course, marking, person, "1", {"wait": Given("2", "")})
        markings.hand_in(course, marking, person)
    markings.close(course, marking)
    database.close()
