"""What plain mode says to somebody who types."""

import io
from pathlib import Path

from simulator.library.workspace import Workspace
from simulator.plain.room import enter
from simulator.practice.open_play import Request
from simulator.practice.play_options import PlayOptions
from simulator.store.sqlite import SqliteStore
from tests.plays import NOWHERE
from tests.workspaces import workspace_at


def typed(home: Path, store: SqliteStore, *lines: str) -> str:
    """What is said, from the library on, to somebody who types these lines."""
    answers = "".join(f"{line}\n" for line in lines)
    return _said(workspace_at(home), store, None, PlayOptions(seed=1), answers)


def led(store: SqliteStore, request: Request, options: PlayOptions, answers: str) -> str:
    """What is said in a session to somebody who types this text."""
    return _said(NOWHERE, store, request, options, answers)


def _said(
    workspace: Workspace,
    store: SqliteStore,
    request: Request | None,
    options: PlayOptions,
    answers: str,
) -> str:
    target = io.StringIO()
    assert enter(workspace, store, request, options, io.StringIO(answers), target) == 0
    return target.getvalue()
