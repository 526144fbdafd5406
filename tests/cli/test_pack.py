"""Packs as people use them: one makes a pack, another installs, plays and removes it."""

import asyncio
import hashlib
import io
import json
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from simulator.library.installed import install
from simulator.library.packs import build_pack, open_pack
from simulator.library.scenarios import scenario_files
from tests.cli.balint import balint, balint_process
from tests.plays import FLAGSHIP
from tests.tui.screens import Room, in_room
from tests.workspaces import SHIPPED

pytestmark = pytest.mark.slow  # starts the program many times

ROOT = Path(__file__).parents[2]

SMALL = """\
scenario: {id}
title: {title}
teaser: Small enough for a test.
level: foundation
style: guiding
format: intensive-45
cast: {{ben: {{name: Ben, role: presenter}}}}
script:
  - ben: Before.
  - cue: first
    title: The first
    turns: [{{ben: The first moment.}}]
    options:
      - {{do: contain, say: I contain., credit: 1}}
      - {{do: advise, say: I advise., credit: 0}}
  - leave: quiet
    title: The quiet
    turns: [{{silence: Nobody says anything.}}]
    options:
      - {{do: feeling, say: I ask., credit: 0}}
  - end: {end}
"""
BEST = "play: best\nacts: {first: contain, quiet: wait}\nexpect: {percent: 100, harms: 0}\n"


def small(name: str, title: str = "Small", end: str = "Thank you.") -> str:
    return SMALL.format(id=name, title=title, end=end)


def pack_folder(parent: Path, pack: str = "evening", **scenarios: str) -> Path:
    """A folder to build a pack of: scenarios by their folders' names (small_one: small-one), each
    with one play.
    """
    folder = parent / pack
    for key, text in (scenarios or {"small_one": small("small-one")}).items():
        plays = folder / key.replace("_", "-") / "plays"
        plays.mkdir(parents=True, exist_ok=True)
        (plays.parent / "scenario.yaml").write_text(text, "utf-8")
        (plays / "best.yaml").write_text(BEST, "utf-8")
    (folder / "pack.yaml").write_text(
        f"pack: {pack}\ntitle: An {pack}\nauthor: A. Trainer\nabout: For us.\n", "utf-8"
    )
    return folder


def built(parent: Path, pack: str = "evening", **scenarios: str) -> Path:
    """A pack, made without the command: what that does more is tested on its own."""
    folder = pack_folder(parent, pack, **scenarios)
    file = Path(f"{folder}.zip")
    file.write_bytes(build_pack(folder).data)
    return file


def one_line(outcome: subprocess.CompletedProcess[str], status: int = 1) -> str:
    """What a command that was refused says: one line."""
    assert outcome.returncode == status, outcome.stdout + outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert outcome.stderr.startswith("balint-sim: ")
    assert "Traceback" not in outcome.stderr
    assert "\x1b" not in outcome.stderr
    return outcome.stderr


def listed(home: Path) -> list[str]:
    return [card["id"] for card in json.loads(balint(home, "list", "--json").stdout)]


def added(home: Path) -> list[str]:
    """What the library lists beside the scenarios that come with the program."""
    ours = {path.parent.name for path in scenario_files(SHIPPED)}
    return [name for name in listed(home) if name not in ours]


def test_a_pack_is_made_installed_played_and_removed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file = built(tmp_path, small_one=small("small-one"), small_two=small("small-two", "Two"))

    installed = balint(home, "pack", "install", str(file)).stdout
    for said in (
        "An evening, by A. Trainer",
        "For us.",
        "2 scenarios: small-one, small-two",
        "sha256 ",
        "Installed.",
    ):
        assert said in installed
    assert added(home) == ["small-one", "small-two"]
    assert (
        listed(home).index("small-one")
        < listed(home).index(FLAGSHIP)
        < listed(home).index("small-two")
    )
    assert "Two" in balint(home, "list").stdout

    played = balint(home, "play", "small-one", "--plain", typed="\nw\n" * 20)
    assert "The meeting is over." in played.stdout
    assert (
        "Small" in balint(home, "play", "--plain", typed="q\n").stdout
    )  # the library in plain lines
    assert balint(home, "run", "small-two", "--play", "best").returncode == 0
    assert balint(home, "analyse", "small-two").returncode == 0

    removed = balint(home, "pack", "remove", "evening")
    assert "stay saved" in removed.stdout
    assert added(home) == []
    assert "There is no scenario 'small-one'" in one_line(
        balint(home, "play", "small-one", "--plain")
    )
    assert not (home / "packs").exists()


def test_the_library_on_the_full_screen_has_installed_scenarios_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("BALINT_SIM_HOME", str(home))
    install(open_pack(built(tmp_path)), home / "packs")

    async def story(room: Room) -> None:
        # The tutorial is above the others, as it is the first to be played.
        above = [name for name in listed(home) if name != "tutorial"]
        await room.press(*["down"] * (1 + above.index("small-one")))
        assert "Small enough for a test." in room.seen()
        await room.press("enter")
        assert "In the circle" in room.seen()
        assert "Ben" in room.seen()

    asyncio.run(in_room(home, story))


def test_a_play_of_a_removed_pack_can_be_gone_on_with_and_looked_back_on(tmp_path: Path) -> None:
    home = tmp_path / "home"
    balint(home, "pack", "install", str(built(tmp_path)))
    balint(home, "play", "small-one", "--plain", typed="\nw\n" * 20)
    balint(home, "play", "small-one", "--plain", typed="\n")
    debrief = balint(home, "debrief", "1").stdout
    balint(home, "pack", "remove", "evening")
    assert balint(home, "debrief", "1").stdout == debrief
    went_on = balint(home, "play", "--resume", "--plain", typed="\nw\n" * 20)
    assert "the version from when you began" in went_on.stdout
    assert "The meeting is over." in went_on.stdout
    assert balint(home, "debrief", "2").returncode == 0


def test_a_play_goes_on_with_the_newer_version_of_its_pack(tmp_path: Path) -> None:
    home = tmp_path / "home"
    balint(home, "pack", "install", str(built(tmp_path)))
    balint(home, "play", "small-one", "--plain", typed="\n")
    newer = built(tmp_path, small_one=small("small-one", end="That was the newer version."))
    said = balint(home, "pack", "install", str(newer)).stdout
    assert "takes the place of 'evening'" in said
    assert "another sha256" in said
    went_on = balint(home, "play", "--resume", "--plain", typed="\nw\n" * 20).stdout
    assert "That was the newer version." in went_on
    assert "any more" not in went_on
    assert "the same sha256" in balint(home, "pack", "install", str(newer)).stdout


def test_without_a_name_the_pack_is_called_by_its_id_and_lies_here(tmp_path: Path) -> None:
    folder = pack_folder(tmp_path)
    (folder / "notes.txt").write_text("", "utf-8")
    outcome = balint(tmp_path / "home", "pack", "build", str(folder), cwd=tmp_path)
    made = (tmp_path / "evening.zip").read_bytes()
    assert made == build_pack(folder).data
    assert f"sha256 {hashlib.sha256(made).hexdigest()}" in outcome.stdout
    assert "Left out, as no part of a pack: notes.txt." in outcome.stdout
    assert not (tmp_path / "home").exists()


def test_installed_packs_are_listed_for_people_and_for_programs(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "No pack is installed" in balint(home, "pack", "list").stdout
    assert json.loads(balint(home, "pack", "list", "--json").stdout) == []
    balint(home, "pack", "install", str(built(tmp_path)))
    (pack,) = json.loads(balint(home, "pack", "list", "--json").stdout)
    assert pack.keys() == {
        "id",
        "title",
        "author",
        "about",
        "sha256",
        "scenarios",
        "changed",
        "damaged",
    }
    assert (pack["id"], pack["scenarios"], pack["changed"]) == ("evening", ["small-one"], [])
    assert pack["sha256"] in balint(home, "pack", "list").stdout

    (file,) = home.glob("packs/*/small-one/scenario.yaml")
    file.write_text(small("small-one", "\x1b[2J"), "utf-8")
    assert (
        "changed since it was installed: small-one/scenario.yaml"
        in balint(home, "pack", "list").stdout
    )
    assert "does not load" in balint(home, "list").stdout
    (home / "packs" / "evening.json").write_text("{", "utf-8")
    assert "evening  damaged" in balint(home, "pack", "list").stdout
    assert added(home) == []
    assert balint(home, "pack", "remove", "evening").returncode == 0


def test_the_second_listing_of_installed_scenarios_needs_neither_yaml_nor_pydantic(
    tmp_path: Path,
) -> None:
    import os

    balint_process(tmp_path / "home", "pack", "install", str(built(tmp_path)))
    first = balint(tmp_path / "home", "list").stdout
    script = (
        "import sys; from simulator.cli import main; main(['list']); "
        "sys.exit(str({'yaml', 'pydantic', 'zipfile', 'hashlib', 'tempfile'} & set(sys.modules)))"
    )
    environment = {**os.environ, "BALINT_SIM_HOME": str(tmp_path / "home")}
    second = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
    )
    assert "small-one" in first
    assert second.stdout == first
    assert second.stderr.strip() == "set()"


def test_an_error_or_a_warning_is_neither_packed_nor_installed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    broken = {
        "small_one": small("small-one").replace("foundation", "easy"),
        "small_two": small("small-three"),
    }
    folder = pack_folder(tmp_path, **broken)
    outcome = balint(home, "pack", "build", str(folder), "-o", str(tmp_path / "evening.zip"))
    assert "does not check clean: 2 findings" in one_line(outcome)
    assert f"{folder}/small-one/scenario.yaml:4:8: S204" in outcome.stdout
    assert f"{folder}/small-two/scenario.yaml:1:11: F102" in outcome.stdout
    assert not (tmp_path / "evening.zip").exists()

    file = by_hand(folder)
    outcome = balint(home, "pack", "install", str(file))
    assert "It was not installed. It does not check clean: 2 findings." in one_line(outcome)
    assert "evening/small-one/scenario.yaml:4:8: S204" in outcome.stdout
    assert "evening/small-two/scenario.yaml:1:11: F102" in outcome.stdout
    assert not home.exists()


def by_hand(folder: Path) -> Path:
    file = folder.parent / "by-hand.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return file


def test_a_pack_is_checked_as_it_lies(tmp_path: Path) -> None:
    assert (
        balint(tmp_path, "check", str(built(tmp_path))).stdout
        == "1 scenario checked, no findings.\n"
    )
    folder = pack_folder(tmp_path)
    (folder / "small-one" / "plays" / "best.yaml").write_text(BEST.replace("100", "99"), "utf-8")
    (folder / "small-one" / "plays" / "worse.yaml").write_text(
        BEST.replace("first", "furst"), "utf-8"
    )
    outcome = balint(tmp_path, "check", str(by_hand(folder)), "--json")
    found = [(finding["file"], finding["code"]) for finding in json.loads(outcome.stdout)]
    assert found == [
        ("evening/small-one/plays/best.yaml", "P105"),
        ("evening/small-one/plays/worse.yaml", "P102"),
    ]
    assert outcome.returncode == 1


def test_a_pack_that_is_refused_is_a_finding_beside_others(tmp_path: Path) -> None:
    bad, worse, good = tmp_path / "bad.zip", tmp_path / "WORSE.ZIP", built(tmp_path)
    bad.write_bytes(b"no zip")
    with zipfile.ZipFile(worse, "w") as archive:
        archive.writestr("pack.yaml", "pack: x\ntitle: x\nwhose: x\n")
        archive.writestr("small/scenario.yaml", "")
    outcome = balint(tmp_path, "check", str(bad), str(worse), str(good))
    assert (outcome.returncode, outcome.stderr) == (1, "")
    lines = outcome.stdout.splitlines()
    assert lines[0].startswith(f"{bad}:1:1: F101 This pack is refused. This is not a readable zip")
    assert {line.split(" ")[0] + line.split(" ")[1] for line in lines[1:3]} == {
        f"{worse}/pack.yaml:1:1:S201",
        f"{worse}/pack.yaml:3:1:S202",
    }
    assert lines[-1] == "1 scenario checked, 3 findings."


def test_an_id_that_is_taken_is_not_taken_twice(tmp_path: Path) -> None:
    home = tmp_path / "home"
    shipped = built(tmp_path, "mine", presenter_drifts=small(FLAGSHIP))
    assert "it comes with the program" in one_line(balint(home, "pack", "install", str(shipped)))
    balint(home, "pack", "install", str(built(tmp_path)))
    other = built(tmp_path, "other", small_two=small("small-two"), small_one=small("small-one"))
    assert "it belongs to the pack 'evening'" in one_line(
        balint(home, "pack", "install", str(other))
    )
    assert [pack["id"] for pack in json.loads(balint(home, "pack", "list", "--json").stdout)] == [
        "evening"
    ]
    balint(home, "pack", "remove", "evening")
    assert balint(home, "pack", "install", str(other)).returncode == 0


def test_who_builds_what_nobody_can_install_is_told(tmp_path: Path) -> None:
    folder = pack_folder(tmp_path, presenter_drifts=small(FLAGSHIP))
    outcome = balint(tmp_path, "pack", "build", str(folder), "-o", str(tmp_path / "x.zip"))
    assert f"'{FLAGSHIP}' is a scenario that comes with the program" in outcome.stdout


def test_to_delete_ones_own_data_leaves_packs_and_says_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    balint(home, "pack", "install", str(built(tmp_path)))
    balint(home, "play", "small-one", "--plain", typed="\nw\n" * 20)
    outcome = balint(home, "data", "delete", "--yes")
    assert "Installed packs hold nothing of yours and stay" in outcome.stdout
    assert "packs" in balint(home, "data", "--help").stdout
    assert added(home) == ["small-one"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["build", "nowhere"], 1, "There is no pack.yaml in it"),
        (["build", "evening.zip"], 1, "There is no pack.yaml in it"),
        (["build", "evening", "-o", "no/such/folder.zip"], 1, "cannot be written: No such file"),
        (["build", "evening", "-o", "evening"], 1, "cannot be written: it is a folder"),
        (["install", "nowhere"], 1, "cannot be read: No such file"),
        (["install", "evening"], 1, "cannot be read: it is a folder"),
        (["install", "/dev/null"], 1, "it is a device and not a file"),
        (["install", "/dev/zero"], 1, "it is a device and not a file"),
        (["install", "evening/pack.yaml"], 1, "This is not a readable zip"),
        (["install", "\x1b]0;x\x07\n"], 1, "cannot be read"),
        (["install", "a" * 5_000], 1, "cannot be read: File name too long"),
        (["remove", "evenin"], 1, "No pack 'evenin' is installed"),
        (["remove", "../home"], 1, "No pack '../home' is installed"),
        (["remove", ""], 1, "No pack '' is installed"),
        ([], 2, "missing: WHAT"),
        (["install"], 2, "missing: FILE"),
        (
            ["sing"],
            2,
            "There is no command 'sing'. The commands are build, install, list and remove.",
        ),
    ],
)
def test_what_a_user_gets_wrong_ends_with_a_clear_line(
    tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    pack_folder(tmp_path)
    outcome = balint(tmp_path / "home", "pack", *arguments, cwd=tmp_path)
    assert outcome.returncode == status, outcome.stdout + outcome.stderr
    assert said in outcome.stderr
    assert "\x1b" not in outcome.stderr
    if status == 1:
        one_line(outcome)


def test_a_home_that_cannot_be_written_is_said_and_nothing_is_half_installed(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    file = built(tmp_path)
    assert "cannot be used: Not a directory" in one_line(
        balint(tmp_path / "file", "pack", "install", str(file))
    )
    assert "No pack is installed" in balint(tmp_path / "file", "pack", "list").stdout


def test_the_way_in_the_docs_leads_from_a_folder_to_the_library_and_back(tmp_path: Path) -> None:
    """Every command of docs/packs.md, in order, in the folder that the page describes."""
    page = (ROOT / "docs" / "packs.md").read_text("utf-8")
    (manifest,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    for name in re.findall(r"^  ([a-z-]+)/\n    scenario.yaml$", page, re.MULTILINE):
        pack_folder(tmp_path, "autumn-evening", **{name.replace("-", "_"): small(name)})
    (tmp_path / "autumn-evening" / "pack.yaml").write_text(manifest, "utf-8")
    commands = re.findall(r"^balint-sim .*", page, re.MULTILINE)
    assert {"build", "install", "list", "remove"} <= {
        shlex.split(command)[2] for command in commands if "pack" in command
    }
    for command in commands:
        words = shlex.split(command, comments=True)[1:]
        outcome = balint(tmp_path / "home", *words, typed="", cwd=tmp_path)
        assert outcome.returncode == 0, (command, outcome.stderr, outcome.stdout)
    assert added(tmp_path / "home") == []


def test_bytes_in_memory_are_all_that_is_read_of_a_pack(tmp_path: Path) -> None:
    """A refused pack leaves nothing anywhere: not in the home, not where the command was given."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("pack.yaml", "pack: x\ntitle: x\nauthor: x\n")
        archive.writestr("../outside/scenario.yaml", small("outside"))
    here = tmp_path / "here"
    here.mkdir()
    (here / "x.zip").write_bytes(target.getvalue())
    assert "does not belong in a pack" in one_line(
        balint(tmp_path / "home", "pack", "install", "x.zip", cwd=here)
    )
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    assert [path.name for path in here.iterdir()] == ["x.zip"]


def test_a_programme_in_a_pack_is_checked_installed_and_played(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "ours"
    for name, pattern in (("a-repair", "repair"), ("two-ways", "two-ways-on")):
        made = balint(home, "new", str(folder / name), "--pattern", pattern)
        assert made.returncode == 0
    (folder / "pack.yaml").write_text("pack: ours\ntitle: Ours\nauthor: We\n", "utf-8")
    (folder / "changelog.md").write_text("## 2\n\nThe key is gentler.\n\n## 1\n", "utf-8")
    programme = folder / "programmes" / "our-evening.yaml"
    programme.parent.mkdir()
    text = (
        "programme: our-evening\ntitle: Our evening\nformat: two-case-90\n"
        "sessions: [{scenario: a-repair}, {scenario: two-wayz}]\n"
    )
    programme.write_text(text, "utf-8")
    refused = balint(home, "pack", "build", str(folder), cwd=tmp_path)
    assert refused.returncode == 1
    assert "G101 There is no scenario 'two-wayz'. Did you mean 'two-ways'?" in refused.stdout
    programme.write_text(text.replace("two-wayz", "two-ways"), "utf-8")
    built = balint(home, "pack", "build", str(folder), cwd=tmp_path)
    assert "What has changed:\n    2\n\n    The key is gentler.\n" in built.stdout
    assert balint(home, "check", "ours.zip", cwd=tmp_path).returncode == 0
    installed = balint(home, "pack", "install", "ours.zip", cwd=tmp_path)
    assert installed.returncode == 0
    assert "programme: our-evening" in installed.stdout
    assert "our-evening  Our evening" in balint(home, "list").stdout
    played = balint(home, "play", "our-evening", "--plain", typed="q\n")
    assert "Our evening, 1 of 2" in played.stdout
    assert balint(home, "pack", "remove", "ours").returncode == 0
    assert "our-evening" not in balint(home, "list").stdout
