"""Standard streams that are closed, full, cut or in another encoding, and what is written to them."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.cli import main
from simulator.scenario.text import clean_text
from simulator.store.sqlite import SqliteStore
from tests.examples import examples
from tests.hostile import hostile_scenario
from tests.plays import FLAGSHIP, go_on, look_back
from tests.workspaces import SHIPPED

pytestmark = pytest.mark.slow

PLAY = f"play {FLAGSHIP} --plain --seed 1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def started(home: Path, line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of the shell in which ``balint`` is the program."""
    program = f'balint() {{ "{sys.executable}" $FLAGS -m simulator "$@"; }}; {line}'
    env = {**os.environ, "BALINT_SIM_HOME": str(home), "PYTHONWARNINGS": "error", **environment}
    return subprocess.run(
        ["bash", "-c", program],
        input=b"\n\n",
        capture_output=True,
        env=env,
        timeout=60,
        check=False,
    )


def quiet(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Whether nothing was said that only a programmer could read."""
    return not any(
        word in done.stdout + done.stderr
        for word in (b"Traceback", b"Exception ignored", b"Error:")
    )


CLOSED = "Standard output cannot be written: Bad file descriptor."
FULL = "Standard output cannot be written: No space left on device."
STREAMS = [
    (f"balint {PLAY} <&-", 0, ""),
    (f"balint {PLAY} >&-", 1, CLOSED),
    ("balint list > /dev/full", 1, FULL),
    ("balint sing 2>&-", 2, ""),
    ("balint check nowhere <&- >&- 2>&-", 1, ""),
]
MORE_STREAMS = [
    ("balint play --watch tutorial --plain <&-", 0, ""),
    ("balint data delete <&-", 1, "add --yes"),
    ("balint list >&-", 1, CLOSED),
    ("balint --version > /dev/full", 1, FULL),
    (f"balint {PLAY} > /dev/full", 1, FULL),
    ("balint debrief 99 2>&-", 1, ""),
    ("balint sing 2> /dev/full", 2, ""),
    (f"balint {PLAY} <&- >&- 2>&-", 1, ""),
]


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [*STREAMS, *(pytest.param(*more, marks=pytest.mark.slow) for more in MORE_STREAMS)],
)
def test_a_stream_that_is_closed_or_full_ends_in_a_sentence_at_most(
    home: Path, line: str, status: int, said: str
) -> None:
    done = started(home, line)
    assert done.returncode == status, done.stderr
    assert done.stderr.decode().strip() == said or (said and said in done.stderr.decode())
    assert quiet(done)


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        pytest.param(["--help"], marks=pytest.mark.slow),
        pytest.param(PLAY.split(), marks=pytest.mark.slow),
    ],
)
def test_a_reader_that_went_away_is_told_nothing(home: Path, command: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    environment = {**os.environ, "BALINT_SIM_HOME": str(home), "PYTHONWARNINGS": "error"}
    program = [sys.executable, "-m", "simulator", *command]
    done = subprocess.run(
        program,
        input=b"",
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment,
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_never_gets_what_was_meant_for_a_closed_stream(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.txt"
    done = started(home, f"balint graph tutorial -o {file} <&- >&- 2>&-")
    assert done.returncode == 0
    assert file.read_text("utf-8").startswith("flowchart ")


@pytest.mark.parametrize(
    "command",
    [
        PLAY,
        *(
            pytest.param(command, marks=pytest.mark.slow)
            for command in ("list", "explain contain", "analyse tutorial", "doctor")
        ),
    ],
)
def test_what_an_encoding_cannot_write_is_replaced(home: Path, command: str) -> None:
    done = started(home, f"balint {command}", PYTHONIOENCODING="ascii:strict", LC_ALL="C", LANG="C")
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("ascii")
    assert quiet(done)


def test_a_byte_that_is_no_text_does_not_end_plain_mode(home: Path) -> None:
    done = started(
        home, rf"printf '\n\374\no\n\374\377\n' | balint {PLAY}", PYTHONIOENCODING="utf-8:strict"
    )
    assert done.returncode == 0
    assert "'\ufffd' is not an option here" in done.stdout.decode()
    assert quiet(done)


@pytest.mark.slow  # compiles the whole program once more
def test_the_schema_is_the_same_where_python_leaves_docstrings_out(
    home: Path, tmp_path: Path
) -> None:
    streams = Standard()
    assert streams.run("schema") == 0
    without = started(home, f"cd '{tmp_path}'; balint schema; balint new another", FLAGS="-OO")
    assert without.returncode == 0, without.stderr
    assert without.stdout.decode().startswith(streams.said())
    assert (tmp_path / "another" / "scenario.schema.json").read_text("utf-8") == streams.said()


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [PLAY, "check {shipped}/tutorial", "run tutorial --play exemplary"]
)
def test_every_kind_of_command_works_where_python_leaves_docstrings_and_asserts_out(
    home: Path, command: str
) -> None:
    done = started(home, f"balint {command.format(shipped=SHIPPED)}", FLAGS="-OO")
    assert (done.returncode, done.stderr) == (0, b"")


class Standard:
    """Standard streams for a command that runs in this process; the encodings are the strictest
    there are.
    """

    def __init__(self, typed: bytes = b"") -> None:
        self.source = io.TextIOWrapper(io.BytesIO(typed), "utf-8", "strict")
        self.output = io.TextIOWrapper(io.BytesIO(), "utf-8", "strict")
        self.errors = io.TextIOWrapper(io.BytesIO(), "utf-8", "strict")

    def run(self, *arguments: str) -> int:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", self.source)
            patch.setattr(sys, "stdout", self.output)
            patch.setattr(sys, "stderr", self.errors)
            return main(arguments)

    def said(self) -> str:
        for stream in (self.output, self.errors):
            stream.flush()
        return "".join(s.buffer.getvalue().decode() for s in (self.output, self.errors))


HOSTILE = ("\x1b]52;c;bWFsaWNl\x07", "\x9b31m", "\u202egnp", "\udcff", "a\x7f", "\r\x1b[2K")


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(
    "command",
    [
        ["{}"],
        ["list", "{}"],
        ["list", "--{}"],
        ["play", "{}", "--plain"],
        ["play", "tutorial", "--mode", "{}"],
        ["play", "tutorial", "--seed", "{}"],
        ["analyse", "tutorial", "--limit", "{}"],
        ["analyse", "tutorial", "--seconds", "{}"],
        ["debrief", "{}"],
        ["debrief", "-o", "nowhere/{}"],
        ["check", "{}"],
        ["run", "tutorial", "--play", "{}"],
        ["preview", "tutorial", "--from", "{}"],
        ["explain", "{}"],
        ["new", "{}"],
        ["pack", "install", "{}"],
        ["pack", "remove", "{}"],
        ["data", "{}"],
    ],
)
def test_no_argument_sends_a_control_character_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], hostile: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path / "home"))
    streams = Standard()
    status = streams.run(*(part.replace("{}", hostile) for part in command))
    said = streams.said()
    assert status in (1, 2)
    assert clean_text(said) == said


@pytest.mark.parametrize("hostile", HOSTILE)
def test_neither_does_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hostile: str
) -> None:
    for name in ("TERM", "COLORTERM"):
        monkeypatch.setenv(name, hostile)
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path / hostile))
    for command in (["doctor"], ["data", "path"], ["data", "delete"]):
        streams = Standard()
        assert streams.run(*command) == 0
        assert clean_text(streams.said()) == streams.said()


def test_json_for_programs_keeps_every_character_escaped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "\x9b31m\x7f\u202e"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(
        hostile_scenario().replace("level: foundation", "level: none"), "utf-8"
    )
    streams = Standard()
    assert streams.run("check", str(folder), "--json") == 1
    said = streams.said()
    assert clean_text(said) == said
    assert json.loads(said)


INPUT = st.lists(
    st.sampled_from([b"\n", b"1\n", b"2\n", b"o\n", b"w\n", b"t\n", b"b\n", b"s\n", b"?\n"])
    | st.binary(max_size=9),
    max_size=20,
)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("played")
        patch.setenv("BALINT_SIM_HOME", str(folder))
        yield folder


@examples(12)
@given(INPUT.map(b"".join), st.sampled_from(["guided", "live"]))
@example(b"\n" * 30 + b"o\nFirst paragraph.\n\nSecond paragraph.\n", "guided")
def test_whatever_bytes_are_typed_nothing_is_raised_and_every_play_can_go_on(
    played: Path, typed: bytes, mode: str
) -> None:
    streams = Standard(typed)
    assert streams.run("play", "tutorial", "--plain", "--seed", "1", "--mode", mode) == 0
    assert clean_text(streams.said()) == streams.said()
    store = SqliteStore(played / "learner.sqlite3")
    for play in store.plays()[:2]:
        saved = look_back(store, play) if play.ended else go_on(store, play)
        assert list(saved.session.records) == store.records(play.id)
        assert saved.session.ended == (play.ended is not None)
    store.close()
