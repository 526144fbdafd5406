"""The secret of a room: private, the same after a restart, and deleted with everything else."""

import os
import sys
from pathlib import Path

import pytest

from simulator.library.workspace import WEB_KEYS
from simulator.web.served.secret import door_key, form_token, secret_in
from tests.cli.balint import balint


def test_the_secret_is_the_same_after_a_restart(tmp_path: Path) -> None:
    made = secret_in(tmp_path / "home")
    assert len(made) == 32
    assert secret_in(tmp_path / "home") == made
    assert secret_in(tmp_path / "other") != made


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    secret_in(tmp_path)
    file = tmp_path / WEB_KEYS
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    secret_in(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damaged", [b"", b"00", b"zz" * 32, b"\xff" * 64, b"00" * 40])
def test_a_damaged_secret_is_replaced(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / WEB_KEYS).write_bytes(damaged)
    made = secret_in(tmp_path)
    assert len(made) == 32
    assert secret_in(tmp_path) == made


def test_a_secret_that_cannot_be_saved_is_another_one_each_time(tmp_path: Path) -> None:
    (tmp_path / WEB_KEYS).mkdir()
    assert secret_in(tmp_path) != secret_in(tmp_path)


def test_token_and_key_do_not_give_each_other_away(tmp_path: Path) -> None:
    secret = secret_in(tmp_path)
    assert form_token(secret) != door_key(secret)
    assert secret.hex() not in form_token(secret) + door_key(secret)


def test_data_delete_deletes_it(tmp_path: Path) -> None:
    secret_in(tmp_path)
    assert balint(tmp_path, "data", "delete", "--yes").returncode == 0
    assert os.listdir(tmp_path.parent).count(tmp_path.name) == 0
