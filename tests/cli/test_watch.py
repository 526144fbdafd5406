"""``check --watch``: a trainer saves, and reads at once what is wrong."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.balint import balint
from tests.patience import PATIENCE
from tests.scripts import CUE, HEAD, LEAVE

WHOLE = f"{HEAD}script:\n{CUE}{LEAVE}"
SLIP = WHOLE.replace("advise", "advize")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process"),
]


class Watched:
    """A check that goes on in a process of its own; its lines come through a queue, so that no wait
    is for ever.
    """

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def check(self) -> list[str]:
        """The lines of one check."""
        return self.until("Waiting for the next save")

    def until(self, wanted: str) -> list[str]:
        """The lines up to the first that has ``wanted`` in it."""
        heard: list[str] = []
        end = time.monotonic() + PATIENCE
        while not heard or wanted not in heard[-1]:
            try:
                heard.append(self.lines.get(timeout=max(0.01, end - time.monotonic())))
            except queue.Empty:
                pytest.fail(f"'{wanted}' never came; heard {heard}")
        return heard

    def stop(self) -> int:
        """Press Ctrl-C; return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def watching(home: Path, *arguments: str) -> Iterator[Watched]:
    environment = {**os.environ, "BALINT_SIM_HOME": str(home), "PYTHONWARNINGS": "error"}
    script = (  # a shell in the background hands on a SIGINT that is ignored
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from simulator.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, "check", "--watch", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=environment,
    )
    try:
        yield Watched(process)
    finally:
        process.kill()
        process.wait(PATIENCE)
        if process.stdout is not None:
            process.stdout.close()


def saved(folder: Path, text: str) -> Path:
    """Save as an editor does: beside it, then in its place."""
    file = folder / "on-stage" / "scenario.yaml"
    file.parent.mkdir(exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(text, "utf-8")
    beside.replace(file)
    return file


def test_every_save_is_checked_and_ctrl_c_ends_with_the_last_status(tmp_path: Path) -> None:
    file = saved(tmp_path, WHOLE)
    with watching(tmp_path, str(file)) as watched:
        assert not any("M301" in line for line in watched.check())
        saved(tmp_path, SLIP)
        heard = watched.check()
        assert any(line.startswith("---- ") for line in heard)
        assert any("M301" in line and "advise" in line for line in heard)
        assert watched.stop() == 1


def test_a_slip_that_is_mended_ends_clean(tmp_path: Path) -> None:
    saved(tmp_path, SLIP)
    with watching(tmp_path, str(tmp_path)) as watched:
        assert any("M301" in line for line in watched.check())
        saved(tmp_path, WHOLE)
        watched.check()
        assert watched.stop() == 0


def test_a_play_beside_the_scenario_is_watched_too(tmp_path: Path) -> None:
    file = saved(tmp_path, WHOLE)
    with watching(tmp_path, str(file)) as watched:
        watched.check()
        (file.parent / "plays").mkdir()
        (file.parent / "plays" / "new.yaml").write_text(
            "play: new\nacts: {drift: advize}\notherwise: wait\n", "utf-8"
        )
        assert any("P102" in line for line in watched.check())
        assert watched.stop() == 1


def test_a_file_that_goes_away_is_said_and_watched_for(tmp_path: Path) -> None:
    file = saved(tmp_path, WHOLE)
    with watching(tmp_path, str(file)) as watched:
        watched.check()
        file.unlink()
        assert any("There is no scenario in" in line for line in watched.check())
        saved(tmp_path, WHOLE)
        watched.check()
        assert watched.stop() == 0


def test_there_must_be_something_to_watch(tmp_path: Path) -> None:
    nothing = balint(tmp_path, "check", "--watch", str(tmp_path / "nowhere"))
    assert nothing.returncode == 1
    assert "There is no scenario" in nothing.stderr
    assert balint(tmp_path, "check", "--watch", "--json", str(tmp_path)).returncode == 2
