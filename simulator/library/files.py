"""All access to files: reading those of users, and writing the program's own.

A path may name anything: a file of 5 GB, a pipe that nobody writes to, a folder without
permission, a name that is not text. Every function here uses bounded time and memory. Failures are
raised as OSError, even for names for which Python raises another exception, and ``reason`` says in
a few words what went wrong.
"""

import errno
import itertools
import os
import re
import stat
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simulator.messages import say
from simulator.scenario.text import clean_line

MOST_FOLDERS = 10_000
"""The maximum number of folders in which files are searched for; ``/`` has far more."""

STALE = 600.0
"""Age in seconds after which a draft is assumed to be from a killed program."""

# Drafts of ``write_atomically`` are left by a kill.
_DRAFT = re.compile(r"\.(?P<name>.*)\.[0-9]+-[0-9]+\.draft\Z", re.DOTALL)
_LONGEST_STEM = 50  # characters of the file's name in its draft's name, which may have 255 bytes
_COUNT = itertools.count()  # distinguishes the drafts of two threads that write the same file

# flags that only some systems have: O_BINARY on Windows, the others on Unix
_BINARY = getattr(os, "O_BINARY", 0)
_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_OPENING = os.O_RDONLY | _NO_WAITING | _BINARY
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
_KINDS = {
    stat.S_IFDIR: "folder",
    stat.S_IFIFO: "pipe",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
}


_NOTHING = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL)
"""Errors that mean that no such file exists; after any other error it may exist."""

Kind = Literal["nothing", "file", "folder", "other", "unreadable"]
"""What is at a path; ``other`` is a pipe, a socket or a device."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or folder that cannot be read, and the reason."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return say("files.unreadable", file=shown(self.path), reason=self.reason)


class BrokenCatalogue(Exception):
    """A file of the shipped catalogue cannot be read: the installation is damaged."""


def reason(error: Exception) -> str:
    """Return in a few words, without a full stop, why something cannot be read or written."""
    if isinstance(error, FileNotFoundError) and _here_is_gone():
        return say("files.here_is_gone")
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return clean_line(said or type(error).__name__).rstrip(".")


def _here_is_gone() -> bool:
    """Return whether the current folder was deleted."""
    try:
        os.getcwd()
    except OSError:
        return True
    return False


def shown(path: Path | str) -> str:
    """Return a path on one line, with U+FFFD for each character that is not safe to show."""
    return clean_line(str(path))


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file, at most ``most + 1``.

    The extra byte tells the caller that the file is too large. Raise OSError for anything but a
    regular file, without blocking: a pipe or a device is not opened.
    """
    _check_regular(_status(path))
    descriptor = os.open(path, _OPENING)
    with os.fdopen(descriptor, "rb") as file:
        _check_regular(os.fstat(descriptor))  # it may have been replaced meanwhile
        return file.read(most + 1)


def look(path: Path) -> Kind:
    """Return what is at ``path``, following links; never raise."""
    try:
        mode = _status(path).st_mode
    except OSError as error:
        return "nothing" if error.errno in _NOTHING else "unreadable"
    if stat.S_ISREG(mode):
        return "file"
    return "folder" if stat.S_ISDIR(mode) else "other"


def is_file(path: Path) -> bool:
    """Return whether the regular file exists; False if that is unknown (no permission)."""
    return look(path) == "file"


def is_folder(path: Path) -> bool:
    """Return whether the folder exists; False if that is unknown."""
    return look(path) == "folder"


def files_in(folder: Path, ending: str, unreadable: list[Unreadable] | None = None) -> list[Path]:
    """Return what is in ``folder`` with this ending and is not a folder, sorted by name.

    A missing folder is treated as empty; one that cannot be listed is added to ``unreadable``.
    Files that cannot be read are included: opening them reports the reason.
    """
    names = (entry.name for entry in _entries(folder, unreadable) if entry.name.endswith(ending))
    paths = (folder / name for name in sorted(names))
    return [path for path in paths if look(path) not in ("nothing", "folder")]


def files_below(
    folder: Path,
    name: str | None = None,
    but: Collection[str] = (),
    unreadable: list[Unreadable] | None = None,
    *,
    most: int = MOST_FOLDERS,
) -> list[Path]:
    """Return every file (named ``name``, if given) in ``folder`` and below, sorted.

    Folders named in ``but`` are skipped, and links to folders are not followed. What cannot be read
    is treated as in ``files_in``. A ``folder`` with more than ``most`` folders is itself treated as
    one that cannot be read.
    """
    locked: list[Unreadable] = []
    found: list[Path] = []
    # A stack in place of recursion: folders can be nested deeper than Python's calls.
    folders, visited = [folder], 0
    while folders and visited < most:
        visited += 1
        inside = folders.pop()
        for entry in _entries(inside, locked):
            path = inside / entry.name
            if _leads_on(entry):
                if entry.name not in but:
                    folders.append(path)
            elif name in (None, entry.name) and look(path) not in ("nothing", "folder"):
                found.append(path)
    if folders:
        # A part of the files would look like all of them, so none are returned.
        found, locked = [], [Unreadable(folder, say("files.too_many_folders", most=most))]
    if unreadable is not None:
        unreadable.extend(locked)
    return sorted(found)


def folders_in(folder: Path, unreadable: list[Unreadable] | None = None) -> list[Path]:
    """Return the folders in ``folder``, including links to folders, sorted by name."""
    names = sorted(entry.name for entry in _entries(folder, unreadable))
    return [path for name in names if is_folder(path := folder / name)]


def write_atomically(path: Path, data: bytes, *, private: bool, durable: bool) -> None:
    """Replace the file at ``path`` atomically: a killed program leaves the old or the new file.

    A ``private`` file can be read by its owner only, whatever the umask, and its folder is created
    if it is missing; otherwise an existing file's permissions are preserved. A ``durable`` file is
    on disk when this returns. A link to a file stays a link; a pipe or a device is written to
    directly. Raise OSError and leave the old file unchanged if writing fails.
    """
    status = _status_if_any(path)
    if status is not None and not stat.S_ISREG(status.st_mode):
        _write_through(path, status, data)
        return
    if status is not None:
        os.close(os.open(path, os.O_WRONLY))  # refuse to replace a read-only file
    # Renaming onto a link would replace the link and not the file that it leads to.
    target = real_path(path)
    if private:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _replace(target, data, _mode(status, private=private), durable=durable)


def remove_drafts(folder: Path, than: float, name: str | None = None) -> None:
    """Remove drafts in ``folder`` that are ``STALE`` seconds older than ``than``.

    Remove only those of the file ``name``, if given. Ignore errors.
    """
    with suppress(OSError), os.scandir(folder) as entries:  # the next write tries again
        for entry in entries:
            found = _DRAFT.match(entry.name)
            if found is None or name not in (None, found["name"]):
                continue
            with suppress(OSError):  # another program may remove it first
                if entry.stat(follow_symlinks=False).st_mtime < than - STALE:
                    os.unlink(entry.path)


def path_to_text(path: Path) -> str:
    """Return an absolute path as UTF-8 text, or as a ``file:`` URI if it cannot be encoded."""
    text = str(path)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return path.as_uri()
    return text


def text_to_path(text: str) -> Path:
    """Return the path from a text that ``path_to_text`` returned."""
    from urllib.parse import unquote_to_bytes

    # No absolute path begins like this, so a text has only one meaning.
    if text.startswith("file:///"):
        return Path(os.fsdecode(unquote_to_bytes(text.removeprefix("file://"))))
    return Path(text)


def absolute(path: Path) -> Path:
    """Return the absolute path, or ``path`` unchanged if the current folder was deleted."""
    try:
        return path.absolute()
    except OSError:
        return path


def real_path(path: Path) -> Path:
    """Return the absolute path with links resolved as far as possible; never raise."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):  # the current folder was deleted; a zero byte
        return path


def _entries(folder: Path, unreadable: list[Unreadable] | None) -> list[os.DirEntry[str]]:
    """List a folder; if that fails, add it to ``unreadable`` and return what was found so far."""
    found: list[os.DirEntry[str]] = []
    try:
        with os.scandir(folder) as entries:
            found.extend(entries)
    except OSError as error:
        if unreadable is not None and error.errno not in _NOTHING:
            unreadable.append(Unreadable(folder, reason(error)))
    except ValueError:  # a zero byte: there is no such folder
        pass
    return found


def _leads_on(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder to descend into; links are not."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # some file systems need another system call for this
        return False


def _status(path: Path) -> os.stat_result:
    """Return ``os.stat(path)``; raise OSError even for a name that no file can have."""
    try:
        return os.stat(path)
    except ValueError as error:  # a zero byte, or half of a surrogate pair
        raise OSError(errno.EINVAL, say("files.no_name")) from error


def _status_if_any(path: Path) -> os.stat_result | None:
    try:
        return _status(path)
    except FileNotFoundError:
        return None


def _check_regular(status: os.stat_result) -> None:
    """Raise OSError if the status is not that of a regular file."""
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "no_file")
        raise OSError(errno.EINVAL, say(f"files.not_a_file_{kind}"))


def _mode(status: os.stat_result | None, *, private: bool) -> int | None:
    """Return the permissions of the new file, or None to use the default ones of the umask."""
    if private:
        return 0o600
    return None if status is None else stat.S_IMODE(status.st_mode) & 0o777


def _replace(target: Path, data: bytes, mode: int | None, *, durable: bool) -> None:
    """Write a draft beside ``target`` and rename it to ``target``, which is atomic."""
    stem = target.name[:_LONGEST_STEM]
    draft = target.with_name(f".{stem}.{os.getpid()}-{next(_COUNT)}.draft")
    try:
        # Private from the start: before ``chmod`` another user could open it.
        with os.fdopen(os.open(draft, _WRITING, 0o666 if mode is None else 0o600), "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                # Before the rename: after a power cut the new name must not have an empty file.
                os.fsync(file.fileno())
            # The clock of the file system, which on a network is not that of this machine.
            written = os.fstat(file.fileno()).st_mtime
        if mode is not None:
            draft.chmod(mode)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):  # the caller needs the first error, not this one
            draft.unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(target.parent)
    remove_drafts(target.parent, written, stem)


def _sync_folder(folder: Path) -> None:
    """Flush the new name to disk, if the system allows opening a folder for that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_through(path: Path, status: os.stat_result, data: bytes) -> None:
    """Write to a pipe or a device; raise OSError at once for a pipe that nobody reads."""
    if stat.S_ISDIR(status.st_mode) or stat.S_ISSOCK(status.st_mode):
        _check_regular(status)
    # Without blocking, to open a pipe that nobody reads is an error; writing may then block.
    descriptor = os.open(path, os.O_WRONLY | _NO_WAITING)
    with os.fdopen(descriptor, "wb") as file:
        os.set_blocking(descriptor, True)
        file.write(data)
