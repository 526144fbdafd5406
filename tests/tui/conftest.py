"""Tests that open the full screen are slow, but for those that are marked ``quick``."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what needs a home folder: the full screen is not opened without one."""
    for item in items:
        opens = {"home", "tmp_path"} & set(getattr(item, "fixturenames", ()))
        if opens and item.path.is_relative_to(HERE) and not item.get_closest_marker("quick"):
            item.add_marker(pytest.mark.slow)
