"""Cache files as a hostile hand or a failing disk leaves them."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from simulator.library.file_cache import encoded

HARMS = [
    b"",
    b"[]",
    b"{",
    b"null\n",
    b"\xff\xfe\n",
    b"[" * 9_000,
    b"{}\n{}\n",
    b"0" * 32 + b" {}\n",
    b" \n",
]
"""Files that are no cache."""

WRONG: list[Any] = [
    *(
        None,
        True,
        -1,
        0,
        10**30,
        -(10**4000),
        0.5,
        1e300,
        "",
        "x",
        "\x1b]52;c;eA==\x07",
        "\u202etxt",
        "0x-1",
        "9" * 300,
    ),
    *([], [[]], {}, {"x": 1}, [1, 2, 3], ["\x9b31m"], "[" * 50),
]
"""Values that may stand where another one is expected."""


def read_entry(file: Path) -> Any:
    """Return what stands in a cache file, without the checksum."""
    return json.loads(file.read_bytes().partition(b" ")[2])


def forge(file: Path, form: str, data: Any) -> None:
    """Write a cache file with a checksum that is right."""
    file.write_bytes(encoded(data, form))


def spoiled(draw: st.DrawFn, data: Any) -> Any:
    """Return a copy of plain data in which something is wrong: another value, one too many, one too
    few.
    """
    whole = [json.loads(json.dumps(data))]
    places = list(_places(whole))
    inside, key = draw(st.sampled_from(places))
    what = draw(st.sampled_from(["other", "gone", "more"]))
    if what == "gone":
        del inside[key]
    elif what == "more" and isinstance(inside, list):
        inside.append(draw(st.sampled_from(WRONG)))
    else:
        inside[key] = draw(st.sampled_from(WRONG))
    return whole[0] if whole else None


def _places(data: Any) -> Any:
    keys: list[Any] = (
        list(data)
        if isinstance(data, dict)
        else list(range(len(data)))
        if isinstance(data, list)
        else []
    )
    for key in keys:
        yield data, key
        yield from _places(data[key])
