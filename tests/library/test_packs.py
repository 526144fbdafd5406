"""A pack that was built can be read; anything else is refused with a sentence, at little cost."""

import io
import os
import shutil
import stat
import struct
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.library.installed import (
    changed_files,
    install,
    installed_pack,
    installed_packs,
    installed_scenarios,
    remove,
    tidy,
)
from simulator.library.packs import (
    LARGEST_FILE,
    LARGEST_PACK,
    MOST_FILES,
    BadPack,
    Pack,
    build_pack,
    open_pack,
    read_pack,
)
from simulator.scenario.text import forbidden_character

MANIFEST = b"pack: evening\ntitle: An evening\nauthor: A. Trainer\n"
SOUND = {
    "pack.yaml": MANIFEST,
    "first/scenario.yaml": b"scenario: first\n",
    "first/plays/best.yaml": b"play: best\n",
}

Entry = str | zipfile.ZipInfo


def zipped(
    entries: dict[str, bytes] | list[tuple[Entry, bytes]], packing: int = zipfile.ZIP_DEFLATED
) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the same name twice
        for name, text in entries.items() if isinstance(entries, dict) else entries:
            archive.writestr(name, text)
    return target.getvalue()


def with_entry(name: Entry, text: bytes = b"") -> bytes:
    return zipped([*SOUND.items(), (name, text)])


def entry(name: str, mode: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = mode << 16
    return member


def refused(data: bytes) -> str:
    """Why a pack is refused, in one clean line."""
    with pytest.raises(BadPack) as refusal:
        read_pack(data)
    said = str(refusal.value)
    assert forbidden_character(said) is None
    assert len(said.splitlines()) == 1
    assert len(said) < 400
    return said


@contextmanager
def costing_little() -> Iterator[None]:
    """What happens here takes less than 40 MB."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 40_000_000


def folder_of(parent: Path, files: dict[str, bytes] = SOUND) -> Path:
    for name, text in files.items():
        file = parent / "folder" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    return parent / "folder"


# What is built and read


def test_what_is_built_is_read_again(tmp_path: Path) -> None:
    built = build_pack(folder_of(tmp_path))
    assert read_pack(built.data) == built.pack
    assert built.pack.files == SOUND
    assert (built.pack.id, built.pack.title, built.pack.author) == (
        "evening",
        "An evening",
        "A. Trainer",
    )
    assert built.pack.scenarios == ("first",)
    assert built.pack.plays("first") == ("first/plays/best.yaml",)
    assert [file.parent.name for file in built.scenarios] == ["first"]


def test_the_same_folder_gives_the_same_bytes_whenever_and_wherever_it_lies(tmp_path: Path) -> None:
    one, two = (folder_of(tmp_path / place) for place in ("here", "there"))
    for number, file in enumerate(sorted(two.rglob("*.yaml"), reverse=True)):
        os.utime(file, (number, number))
        file.chmod(0o600)
    assert build_pack(one).data == build_pack(two).data
    assert (
        build_pack(one).pack.sha256
        == "06a79f6edc97705cc86eec9050c0e8f0c3bf61baca3cfd418245079c7f475a8b"
    )


@given(
    st.dictionaries(
        st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,3})?", fullmatch=True).filter(
            lambda name: name not in ("con", "prn", "aux", "nul")
        ),
        st.tuples(
            st.binary(max_size=300), st.dictionaries(st.sampled_from("abc"), st.binary(max_size=50))
        ),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_the_files_hold_they_are_read_as_they_were(
    scenarios: dict[str, tuple[bytes, dict[str, bytes]]],
) -> None:
    files = {"pack.yaml": MANIFEST}
    for name, (text, plays) in scenarios.items():
        files[f"{name}/scenario.yaml"] = text
        files |= {f"{name}/plays/{play}.yaml": plan for play, plan in plays.items()}
    for packing in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        pack = read_pack(zipped(files, packing))
        assert pack.files == files
        assert set(pack.scenarios) == scenarios.keys()


def test_a_zip_made_by_hand_may_have_entries_for_its_folders() -> None:
    folders: list[tuple[Entry, bytes]] = [
        ("first/", b""),
        (entry("first/plays/", stat.S_IFDIR | 0o755), b""),
    ]
    assert read_pack(zipped([*folders, *SOUND.items()])).files == SOUND


def test_a_comment_however_long_changes_nothing_but_the_hash() -> None:
    target = io.BytesIO(zipped(SOUND))
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = b"\x1b]0;x\x07" * 9_000
    pack = read_pack(target.getvalue())
    assert pack.files == SOUND
    assert pack.sha256 != read_pack(zipped(SOUND)).sha256


# What is refused


@pytest.mark.parametrize(
    "name",
    [
        "../first/scenario.yaml",
        "first/../../scenario.yaml",
        "/etc/scenario.yaml",
        "//server/share/scenario.yaml",
        "C:/scenario.yaml",
        "C:\\scenario.yaml",
        "first\\scenario.yaml",
        "..\\..\\scenario.yaml",
        "./pack.yaml",
        "first//scenario.yaml",
        "first/plays/../scenario.yaml",
        "first/plays/more/a.yaml",
        "first/scenario.yaml/",
        "../",
        "/",
        "evening/pack.yaml/",
        "First/scenario.yaml",
        "PACK.YAML",
        "first/scenario.yaml ",
        "first/scenario.yaml\n",
        "first/scenario.yaml.",
        "first/scenario.yaml:stream",
        "first/plays/.yaml",
        "first/plays/.hidden.yaml",
        "first/plays/a.exe",
        "first/plays/\x1b]0;x\x07.yaml",
        "first/plays/\u202elmay.yaml",
        "\N{CYRILLIC SMALL LETTER A}/scenario.yaml",
        "\N{FULLWIDTH LATIN SMALL LETTER A}/scenario.yaml",
        f"{'a' * 65}/scenario.yaml",
        "a" * 60_000,
        "inner.zip",
        "first/inner.zip",
        "__MACOSX/first/._scenario.yaml",
        "readme.md",
        "-/scenario.yaml",
        "~/scenario.yaml",
        "catalogue/kinds.yaml",
    ],
)
def test_only_named_members_belong_in_a_pack(name: str) -> None:
    assert "does not belong in a pack" in refused(with_entry(name))


@pytest.mark.parametrize(
    "name",
    [
        "con/scenario.yaml",
        "first/plays/nul.yaml",
        "com1/scenario.yaml",
        "first/plays/lpt9.yaml",
        "aux/",
    ],
)
def test_a_name_that_is_a_device_on_windows_is_refused(name: str) -> None:
    assert "on Windows" in refused(with_entry(name))


def test_a_pack_named_as_a_device_is_refused_and_one_that_only_begins_so_is_not() -> None:
    assert "on Windows" in refused(
        zipped(SOUND | {"pack.yaml": MANIFEST.replace(b"evening", b"prn", 1)})
    )
    assert read_pack(zipped(SOUND | {"contact/scenario.yaml": b"", "con-man/scenario.yaml": b""}))


@pytest.mark.parametrize(
    "kind", [stat.S_IFLNK, stat.S_IFBLK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK]
)
def test_links_and_devices_are_refused(kind: int) -> None:
    assert "a link or a device" in refused(
        with_entry(entry("second/scenario.yaml", kind | 0o777), b"/etc/passwd")
    )


def test_the_same_name_twice_is_refused() -> None:
    assert "twice" in refused(with_entry("first/scenario.yaml", b"another"))
    assert "twice" in refused(with_entry("pack.yaml", MANIFEST))


def patched(
    data: bytes,
    local: int,
    central: int,
    value: int,
    size: str = "<H",
    name: bytes = b"first/scenario.yaml",
) -> bytes:
    """Change a member's field, at ``local`` in its header and at ``central`` in the directory."""
    changed = bytearray(data)
    at_file, at_entry = data.index(name) - 30, data.rindex(name) - 46
    for place in (at_file + local, at_entry + central):
        struct.pack_into(size, changed, place, value)
    return bytes(changed)


@pytest.mark.parametrize("flag", [0x1, 0x41, 0x40, 0x2000])
def test_an_encrypted_file_is_refused(flag: int) -> None:
    assert "is encrypted" in refused(patched(zipped(SOUND), 6, 8, flag))


@pytest.mark.parametrize("packing", [1, 6, 9, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 93, 99, 65_535])
def test_only_the_usual_compression_is_unpacked(packing: int) -> None:
    assert "compressed in a way" in refused(patched(zipped(SOUND), 8, 10, packing))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_is_sound_but_compressed_otherwise_is_refused(packing: int) -> None:
    assert "compressed in a way" in refused(zipped(SOUND, packing))


def test_a_second_name_behind_a_zero_byte_is_refused() -> None:
    data = with_entry("first/plays/x.yaml#evil")
    assert "does not belong" in refused(data.replace(b"x.yaml#evil", b"x.yaml\0evil"))


def test_a_name_in_the_file_that_is_not_the_name_in_the_directory_is_refused() -> None:
    data = bytearray(with_entry("first/plays/x.yaml"))
    at = data.index(b"first/plays/x.yaml")
    data[at : at + 5] = b"other"
    assert "damaged" in refused(bytes(data))


def test_a_name_given_anew_by_an_extra_field_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(
        self: zipfile.ZipInfo, *_: object
    ) -> None:  # as Python 3.12 and later do, if the field says so
        self.filename = "first/plays/other.yaml"

    monkeypatch.setattr(zipfile.ZipInfo, "_decodeExtra", renamed)
    assert "has a second name" in refused(zipped(SOUND))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "There is no pack.yaml"),
        ({"first/scenario.yaml": b""}, "There is no pack.yaml"),
        ({"pack.yaml": MANIFEST}, "no scenario in it"),
        ({"pack.yaml": MANIFEST, "first/plays/a.yaml": b""}, "no scenario.yaml to belong to"),
        (SOUND | {"pack.yaml": b""}, "pack.yaml:1:1: S203"),
        (SOUND | {"pack.yaml": b"[" * 100_000}, "pack.yaml:1:41: Y122"),
        (SOUND | {"pack.yaml": b"\xff"}, "pack.yaml:1:1: Y102"),
        (
            SOUND | {"pack.yaml": b'pack: x\ntitle: "a\\x1b[2Jb"\nauthor: b\n'},
            "pack.yaml:2:8: Y103",
        ),
        (SOUND | {"pack.yaml": b"pack: ../x\ntitle: a\nauthor: b\n"}, "pack.yaml:1:7: S207"),
        (SOUND | {"pack.yaml": b"pack: Evening\ntitle: a\nauthor: b\n"}, "pack.yaml:1:7: S207"),
        (SOUND | {"pack.yaml": b"pack: x\n"}, "(and 1 more)"),
        (SOUND | {"pack.yaml": MANIFEST + b"autor: me\n"}, "Did you mean 'author'?"),
        (SOUND | {"pack.yaml": b"pack: x\nauthor: b\ntitle: " + b"a" * 201}, "pack.yaml:3:8: S206"),
        (SOUND | {"pack.yaml": MANIFEST + b"scenario: x\n"}, "S202"),
    ],
)
def test_a_pack_says_what_it_is_and_holds_scenarios(files: dict[str, bytes], said: str) -> None:
    assert said in refused(zipped(files))


def test_a_title_stays_on_one_line() -> None:
    manifest = b'pack: x\ntitle: "Fine\\nsha256 0000"\nauthor: b\n'
    assert read_pack(zipped(SOUND | {"pack.yaml": manifest})).title == "Fine sha256 0000"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"pack: x\n", b"\0" * 100_000, b"PK\x01\x02" * 100],
)
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    refused(data)


def test_a_file_cut_short_anywhere_is_refused() -> None:
    data = zipped(SOUND)
    for length in range(len(data)):
        refused(data[:length])


def test_a_damaged_file_is_refused() -> None:
    data = bytearray(zipped(SOUND | {"first/scenario.yaml": b"a long text that deflates " * 200}))
    at = data.index(b"first/scenario.yaml") + len(b"first/scenario.yaml")
    data[at + 2 : at + 12] = b"\xff" * 10  # zlib's own error
    assert "damaged" in refused(bytes(data))


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "nowhere.zip", tmp_path / "a\0b", tmp_path / ("a" * 300)):
        with pytest.raises(BadPack, match="cannot be read"):
            open_pack(file)


@pytest.mark.parametrize(
    "other",
    [b"first/scenario.yaml", b"../first/scenario.yaml", b"", b"\xff"],
    ids=["same", "another", "empty", "no text"],
)
def test_a_second_name_in_an_extra_field_is_refused_by_every_version_of_python(
    other: bytes,
) -> None:
    member = zipfile.ZipInfo("first/scenario.yaml")
    known = zlib.crc32(b"first/scenario.yaml")
    member.extra = struct.pack("<HHBL", 0x7075, 5 + len(other), 1, known) + other
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        said = refused(zipped([("pack.yaml", MANIFEST), (member, b"scenario: first\n")]))
    assert "has a second name" in said or "not a readable zip" in said


def test_a_file_without_end_is_not_read_to_its_end() -> None:
    with costing_little(), pytest.raises(BadPack, match="it is a device and not a file"):
        open_pack(Path("/dev/zero"))


# What it costs


def zeros(size: int) -> bytes:
    return bytes(size)


def bomb() -> bytes:
    """A thousandfold compression: each file within its bounds, all together not."""
    return zipped(SOUND | {f"s{i}/scenario.yaml": zeros(LARGEST_FILE) for i in range(11)})


def one_large_file() -> bytes:
    return zipped(SOUND | {"second/scenario.yaml": zeros(100_000_000)})


def forged_sizes() -> bytes:
    """Says that a file of 100 MB has ten bytes."""
    return patched(one_large_file(), 22, 24, 10, "<L", b"second/scenario.yaml")


def forged_larger() -> bytes:
    """Says that a small file has 4 GB."""
    return patched(zipped(SOUND), 22, 24, 0xFFFFFFFE, "<L")


def overlapping() -> bytes:
    """Many names for the same compressed data, as in the best of bombs."""
    data = zipped(
        SOUND
        | {f"s{i:03}/scenario.yaml": zeros(LARGEST_FILE) if i == 0 else b"" for i in range(150)}
    )
    changed = bytearray(data)
    first = data.rindex(b"s000/scenario.yaml") - 46
    for i in range(1, 150):
        at = data.rindex(b"s%03d/scenario.yaml" % i) - 46
        changed[at + 16 : at + 28] = data[first + 16 : first + 28]
        changed[at + 42 : at + 46] = data[first + 42 : first + 46]
    return bytes(changed)


def _directory(entries: int, extra: bytes = b"", name: bytes = b"a/") -> bytes:
    """A zip that is nothing but its directory."""
    one = struct.pack(
        "<4s4B4HL2L5H2L",
        b"PK\x01\x02",
        20,
        3,
        20,
        0,
        0,
        0,
        0,
        33,
        0,
        0,
        0,
        len(name),
        len(extra),
        0,
        0,
        0,
        0,
        0,
    )
    directory = (one + name + extra) * entries
    return directory + struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, entries & 0xFFFF, entries & 0xFFFF, len(directory), 0, 0
    )


def many_entries() -> bytes:
    return _directory(200_000)


def large_extras() -> bytes:
    return _directory(150, struct.pack("<HH", 0xCAFE, 60_000) + b"x" * 60_000)


def huge() -> bytes:
    return zeros(LARGEST_PACK + 1)


BOMBS: tuple[Callable[[], bytes], ...] = (
    *(
        bomb,
        one_large_file,
        forged_sizes,
        forged_larger,
        overlapping,
        many_entries,
        large_extras,
        huge,
    ),
)


@pytest.mark.parametrize("make", BOMBS, ids=lambda make: make.__name__)
def test_a_bomb_is_refused_and_costs_little(make: Callable[[], bytes]) -> None:
    data = make()
    with costing_little():
        refused(data)


def test_the_limits_are_where_they_are_said_to_be() -> None:
    full = {f"s{i}/scenario.yaml": b"" for i in range(MOST_FILES - len(SOUND))}
    assert len(read_pack(zipped(SOUND | full)).files) == MOST_FILES
    assert "200 is the most" in refused(zipped(SOUND | full | {"more/scenario.yaml": b""}))
    assert read_pack(zipped(SOUND | {"first/scenario.yaml": zeros(LARGEST_FILE)}))
    assert "1,000,000 bytes" in refused(
        zipped(SOUND | {"first/scenario.yaml": zeros(LARGEST_FILE + 1)})
    )
    small = sum(map(len, SOUND.values()))
    ten = {f"s{i}/scenario.yaml": zeros(LARGEST_FILE) for i in range(9)}
    rest = LARGEST_PACK - 9 * LARGEST_FILE - small
    assert read_pack(zipped(SOUND | ten | {"rest/scenario.yaml": zeros(rest)}))
    assert "unpacked" in refused(zipped(SOUND | ten | {"rest/scenario.yaml": zeros(rest + 1)}))


# Any bytes at all

ORIGINAL = zipped(SOUND)
STORED = zipped(SOUND, zipfile.ZIP_STORED)


def only_refused(data: bytes) -> None:
    try:
        said = read_pack(data).title
    except BadPack as problem:
        said = str(problem)
    assert forbidden_character(said) is None


@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda raw: b"PK\x03\x04" + raw + ORIGINAL[-22:]),
    )
)
def test_any_bytes_are_a_pack_or_refused(data: bytes) -> None:
    only_refused(data)


changes = st.lists(
    st.tuples(st.integers(0, len(STORED) - 1), st.integers(0, 255)), min_size=1, max_size=6
)


@given(st.sampled_from([ORIGINAL, STORED]), changes)
def test_a_zip_with_bytes_changed_is_a_pack_or_refused(
    original: bytes, changed: list[tuple[int, int]]
) -> None:
    data = bytearray(original)
    for place, value in changed:
        data[place % len(data)] = value
    only_refused(bytes(data))


def test_a_zip_with_any_one_byte_of_its_headers_changed_is_a_pack_or_refused() -> None:
    for place in range(len(ORIGINAL)):
        for value in (0, 1, 0x7F, 0x80, 0xFF):
            data = bytearray(ORIGINAL)
            data[place] = value
            only_refused(bytes(data))


@given(
    st.binary(max_size=30),
    st.binary(max_size=30),
    st.integers(0, len(ORIGINAL)),
    st.integers(0, len(ORIGINAL)),
)
def test_a_zip_cut_and_sewn_is_a_pack_or_refused(
    before: bytes, between: bytes, one: int, two: int
) -> None:
    only_refused(before + ORIGINAL[:one] + between + ORIGINAL[two:])


@given(st.lists(st.tuples(st.text(min_size=1, max_size=30), st.binary(max_size=30)), max_size=6))
def test_a_zip_of_any_names_is_a_pack_or_refused(entries: list[tuple[str, bytes]]) -> None:
    try:
        data = zipped([*SOUND.items(), *entries])
    except (ValueError, UnicodeEncodeError):
        return  # not a name that a zip can have
    only_refused(data)


# Building


def test_only_what_belongs_in_a_pack_is_taken_and_the_rest_is_named(tmp_path: Path) -> None:
    files = {
        "readme.md": b"",
        "first/plays/best.yml": b"",
        "first/notes.txt": b"",
        "a/b/scenario.yaml": b"",
    }
    built = build_pack(folder_of(tmp_path, SOUND | files))
    assert built.pack.files == SOUND
    assert built.left_out == tuple(sorted(files))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "There is no pack.yaml"),
        ({"pack.yaml": MANIFEST}, "no scenario in it"),
        (SOUND | {"Second/scenario.yaml": b""}, "'Second/scenario.yaml' does not belong"),
        (SOUND | {"first/plays/My play.yaml": b""}, "does not belong"),
        (SOUND | {"con/scenario.yaml": b""}, "on Windows"),
        (SOUND | {"first/scenario.yaml": zeros(LARGEST_FILE + 1)}, "1,000,000 bytes"),
        (SOUND | {"pack.yaml": b"pack: evening\n"}, "pack.yaml:1:1: S201"),
        (SOUND | {f"s{i}/scenario.yaml": b"" for i in range(MOST_FILES)}, "files"),
    ],
)
def test_what_could_not_be_read_again_is_not_built(
    tmp_path: Path, files: dict[str, bytes], said: str
) -> None:
    folder = folder_of(tmp_path, files)
    with pytest.raises(BadPack, match=said):
        build_pack(folder)


@pytest.mark.parametrize("linked", ["second/scenario.yaml", "second", "first/plays/more.yaml"])
def test_a_link_does_not_take_along_what_lies_elsewhere(tmp_path: Path, linked: str) -> None:
    folder = folder_of(tmp_path)
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "scenario.yaml").write_text("secret", "utf-8")
    (folder / linked).parent.mkdir(exist_ok=True)
    (folder / linked).symlink_to(secret if linked == "second" else secret / "scenario.yaml")
    with pytest.raises(BadPack, match="is a link"):
        build_pack(folder)


def test_links_that_lead_round_in_a_circle_do_not_hang(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "round").symlink_to(folder)
    (folder / "itself").symlink_to(folder / "itself")
    assert build_pack(folder).pack.files == SOUND


# Installing


def pack_with(text: bytes) -> Pack:
    return read_pack(zipped(SOUND | {"first/scenario.yaml": text}))


def test_an_installed_pack_is_found_with_all_it_said(tmp_path: Path) -> None:
    pack = pack_with(b"one")
    installed = install(pack, tmp_path / "packs")
    assert installed_packs(tmp_path / "packs") == [installed]
    assert (installed.id, installed.title, installed.author) == (pack.id, pack.title, pack.author)
    assert installed.sha256 == pack.sha256
    (file,) = installed_scenarios(tmp_path / "packs")
    assert file.read_bytes() == b"one"
    assert (file.parent / "plays" / "best.yaml").is_file()
    assert changed_files(installed, tmp_path / "packs") == []


def test_a_newer_pack_takes_the_older_ones_place_and_leaves_nothing_of_it(tmp_path: Path) -> None:
    install(pack_with(b"one"), tmp_path)
    install(pack_with(b"two"), tmp_path)
    (file,) = installed_scenarios(tmp_path)
    assert file.read_bytes() == b"two"
    assert len(list(tmp_path.iterdir())) == 2


class Killed(BaseException):
    """The process ends here."""


def killed_at(step: int, packs: Path, pack: Pack) -> bool:
    """Install a pack in a process that ends before its ``step``-th change of the disk.

    Return whether it got that far.
    """
    left = [step]

    def counted(done: Callable[..., object]) -> Callable[..., object]:
        def perhaps(*args: object, **more: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return done(*args, **more)

        return perhaps

    with pytest.MonkeyPatch.context() as patch:
        for owner, names in (
            (os, ("mkdir", "fdopen")),
            (Path, ("write_bytes", "rename", "replace")),
            (shutil, ("rmtree",)),
        ):
            for name in names:
                patch.setattr(
                    owner, name, counted(getattr(owner, name))
                )  # rmtree: once killed, nothing is tidied up
        try:
            install(pack, packs)
        except Killed:
            return True
    return False


def test_an_install_killed_at_any_step_leaves_the_older_pack_or_the_newer_one(
    tmp_path: Path,
) -> None:
    seen = []
    for step in count():
        packs = tmp_path / str(step)
        install(pack_with(b"one"), packs)
        killed = killed_at(step, packs, pack_with(b"two"))
        (pack,) = installed_packs(packs)
        (file,) = installed_scenarios(packs)
        assert changed_files(pack, packs) == []
        seen.append(file.read_bytes())
        tidy(packs)
        assert {path.name for path in packs.iterdir()} == {"evening.json", pack.folder}
        install(pack_with(b"three"), packs)
        assert [file.read_bytes() for file in installed_scenarios(packs)] == [b"three"]
        remove("evening", packs)
        assert not packs.exists()
        if not killed:
            break
    assert seen == sorted(seen)  # one, one, ..., two
    assert (seen[0], seen[-1]) == (b"one", b"two")
    assert len(seen) > 8


def test_a_failed_install_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(pack_with(b"one"), tmp_path)
    before = sorted(tmp_path.rglob("*"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        install(pack_with(b"two"), tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_where_a_record_cannot_be_read_no_folder_is_removed(tmp_path: Path) -> None:
    installed = install(pack_with(b"one"), tmp_path)
    (tmp_path / "evening.json").write_bytes(b"{")
    tidy(tmp_path)
    assert (tmp_path / installed.folder / "first" / "scenario.yaml").read_bytes() == b"one"
    install(pack_with(b"two"), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_somebody_else_put_beside_the_packs_stays(tmp_path: Path) -> None:
    install(pack_with(b"one"), tmp_path)
    (tmp_path / "evening.original").mkdir()
    (tmp_path / "notes.txt").touch()
    tidy(tmp_path)
    assert {"evening.original", "notes.txt"} <= {path.name for path in tmp_path.iterdir()}


def test_while_one_program_installs_another_one_neither_installs_nor_tidies_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def meanwhile(path: Path, text: bytes) -> int:
        monkeypatch.setattr(Path, "write_bytes", write)
        tidy(tmp_path)
        with pytest.raises(OSError, match="another program is installing"):
            install(pack_with(b"two"), tmp_path)
        return write(path, text)

    monkeypatch.setattr(Path, "write_bytes", meanwhile)
    install(pack_with(b"one"), tmp_path)
    (file,) = installed_scenarios(tmp_path)
    assert file.read_bytes() == b"one"


def test_what_somebody_changed_in_an_installed_pack_is_named(tmp_path: Path) -> None:
    installed = install(pack_with(b"one"), tmp_path)
    folder = tmp_path / installed.folder
    (folder / "first" / "scenario.yaml").write_bytes(b"other")
    (folder / "first" / "plays" / "best.yaml").unlink()
    (folder / "second").mkdir()
    (folder / "second" / "scenario.yaml").write_bytes(b"new")
    assert changed_files(installed, tmp_path) == [
        "first/plays/best.yaml",
        "first/scenario.yaml",
        "second/scenario.yaml",
    ]
    again = install(pack_with(b"one"), tmp_path)
    assert changed_files(again, tmp_path) == []


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b"[]",
        b"{}",
        b'{"title": 3}',
        b'{"title":"","author":"","about":"","sha256":"","folder":"../../../etc","files":{}}',
        b'{"title":"","author":"","about":"","sha256":"","folder":"evening./../other.12345678","files":{}}',
        b'{"title":"","author":"","about":"","sha256":"","folder":"other.12345678","files":{}}',
        b'{"title":"","author":"","about":"","sha256":"","folder":"","files":{}}',
        b'{"title":"","author":"","about":"","sha256":"","folder":"evening.12345678","files":[]}',
    ],
)
def test_a_damaged_record_is_said_harms_nobody_and_can_be_mended(
    tmp_path: Path, record: bytes
) -> None:
    install(pack_with(b"one"), tmp_path)
    other = read_pack(zipped(SOUND | {"pack.yaml": MANIFEST.replace(b"evening", b"other", 1)}))
    install(other, tmp_path)
    (tmp_path / "evening.json").write_bytes(record)
    damaged = installed_pack("evening", tmp_path)
    assert damaged is not None
    assert not damaged.folder
    assert [file.parent.parent.name.split(".")[0] for file in installed_scenarios(tmp_path)] == [
        "other"
    ]
    install(pack_with(b"two"), tmp_path)
    assert len(list(installed_scenarios(tmp_path))) == 2
    remove("evening", tmp_path)
    assert [pack.id for pack in installed_packs(tmp_path)] == ["other"]
    assert not list(tmp_path.glob("evening*"))


def test_words_in_a_changed_record_reach_nobody_unclean(tmp_path: Path) -> None:
    install(pack_with(b"one"), tmp_path)
    record = tmp_path / "evening.json"
    record.write_text(
        record.read_text("utf-8").replace("An evening", "\\u001b[2J\\nAn evening"), "utf-8"
    )
    (pack,) = installed_packs(tmp_path)
    assert pack.title == "\N{REPLACEMENT CHARACTER}[2J An evening"


def test_where_nothing_was_installed_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for packs in (tmp_path, tmp_path / "nowhere", tmp_path / "file", tmp_path / "file" / "packs"):
        assert installed_packs(packs) == []


# Programmes, notes of review, and a changelog.


def test_a_pack_has_programmes_notes_of_review_and_a_changelog(tmp_path: Path) -> None:
    more = {
        "programmes/two-evenings.yaml": b"programme: two-evenings\n",
        "first/review/jan.md": "Zeile 3 ist zu gut f\u00fcr mich.\n".encode(),
        "first/review/marks.csv": b"line,credit\n1,0.5\n",
        "changelog.md": b"# Changes\n\n## 2\n\n- Better.\n\n## 1\n\nFirst.\n",
    }
    pack = read_pack(zipped(SOUND | more))
    assert pack.programmes == ("programmes/two-evenings.yaml",)
    assert pack.scenarios == ("first",)
    assert pack.changelog == "2\n\n- Better."
    for name, text in (SOUND | more).items():
        file = tmp_path / "evening" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    built = build_pack(tmp_path / "evening")
    assert dict(built.pack.files) == SOUND | more
    assert built.left_out == ()


@pytest.mark.parametrize(
    ("changelog", "newest"),
    [
        (b"", ""),
        (b"All new.\n", "All new."),
        (b"# Changes\n## 3\na\n## 2\nb\n", "3\na"),
        (b"## 3\r\na\r\n## 2\r\nb\r\n", "3\r\na"),
    ],
)
def test_the_newest_entry_of_a_changelog_is_its_first(changelog: bytes, newest: str) -> None:
    assert read_pack(with_entry("changelog.md", changelog)).changelog == newest


@pytest.mark.parametrize("name", ["changelog.md", "first/review/jan.md"])
@pytest.mark.parametrize("text", [b"\xff\xfe", b"\x1b[31mred", b"a\x00b"])
def test_notes_that_are_no_plain_text_are_refused(name: str, text: bytes) -> None:
    assert "no plain text" in refused(with_entry(name, text))


@pytest.mark.parametrize(
    "name",
    [
        "first/review/jan.exe",
        "first/review/Jan.md",
        "first/review/deep/jan.md",
        "second/review/jan.md",
        "programmes/evening.md",
        "first/changelog.md",
    ],
)
def test_what_looks_like_notes_and_is_none_is_refused(name: str) -> None:
    assert name.split("/")[0] in refused(with_entry(name))
