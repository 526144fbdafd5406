"""What is tracked in the repository, and what is not."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def tracked_but_ignored(root: Path) -> list[str]:
    """Return the tracked files that match a pattern of ``.gitignore``, sorted."""
    # Git refuses a checkout of another user, unless this setting trusts it.
    git = ("git", "-c", "safe.directory=*", "-C", str(root))
    listed = ("ls-files", "--cached", "--ignored", "--exclude-standard", "-z")
    found = subprocess.run([*git, *listed], check=True, capture_output=True, text=True).stdout
    return sorted(found.split("\0")[:-1])


def test_nothing_that_is_made_or_fetched_is_tracked() -> None:
    # An archive of the sources is no checkout, and has nothing but what was tracked.
    if (ROOT / ".git").exists():
        assert tracked_but_ignored(ROOT) == []


def test_a_tracked_file_that_is_ignored_is_found(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("dist/\n")
    (tmp_path / "dist").mkdir()
    for name in ("kept.txt", "dist/made.txt"):
        (tmp_path / name).touch()
    git = ("git", "-C", str(tmp_path))
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-f", "kept.txt", "dist/made.txt"], check=True)
    assert tracked_but_ignored(tmp_path) == ["dist/made.txt"]
