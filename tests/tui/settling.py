"""Waiting until the app under test has nothing left to do.

Textual's pilot sends a callback to every widget, and then sleeps until the process has used little
processor time for a while, three times for each key; meanwhile every frame is drawn. The app is
settled as soon as its event loop has nothing to run and its layout is up to date. This is known at
once, however busy the machine is.

What has changed is drawn when a test looks at the screen (``screens.Room.seen``), and at the end of
each story. With ``BALINT_EXAMPLES=all`` it is drawn whenever the app has settled. All apps of a
process share what was parsed of the style sheets.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import textual.app
import textual.pilot
from rich.console import RenderableType
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual._wait import wait_for_idle
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, TextArea

from tests.examples import THOROUGH

MOST_ROUNDS = 200
"""A screen that is never settled (something moves on it) is looked at as it is after so many."""


async def settle(app: App[Any]) -> bool:
    """Wait until ``app`` has handled what was sent, and what follows from it.

    A worker may be about to send more: then wait as well until the process is idle. Return False
    if the app has failed, like the method of the pilot that this replaces.
    """
    await _settle(app)
    if any(worker.is_running for worker in app.workers):
        await wait_for_idle(0)
        await _settle(app)
    if THOROUGH and app.screen_stack:
        frame(app)
    return app._exception is None


def frame(app: App[Any]) -> list[Strip]:
    """Return the rows of the screen.

    Some widgets know only when they are drawn how high they are, and ask for another frame.
    """
    screen = app.screen
    strips = screen._compositor.render_strips()
    if _waits_for_a_frame(screen):
        screen._on_timer_update()
        strips = screen._compositor.render_strips()
    return strips


async def _settle(app: App[Any]) -> None:
    for _ in range(MOST_ROUNDS):
        await _until_nothing_is_ready()
        if app._exception is not None or not app._running or not app.screen_stack:
            return
        if app._resize_event is not None:
            app._check_resize()  # which Textual puts off, because more may follow
        elif _waits_for_a_frame(app.screen):
            app.screen._on_timer_update()
        else:
            return


def _waits_for_a_frame(screen: Screen[Any]) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


async def _until_nothing_is_ready() -> None:
    """Let all tasks run that can; what waits for a timer, a thread or a file is left waiting."""
    ready = vars(asyncio.get_running_loop())["_ready"]
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


@contextmanager
def settling(app: App[Any]) -> Iterator[None]:
    """Let the pilot of ``app`` wait by ``settle``, and draw no frame at which nobody looks."""

    async def idle(*_: float) -> None:
        await settle(app)

    async def waited(pilot: Pilot[Any], timeout: float = 0) -> bool:
        return await settle(app)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textual.pilot, "wait_for_idle", idle)
        patch.setattr(textual.app, "wait_for_idle", idle)
        patch.setattr(Pilot, "_wait_for_screen", waited)
        patch.setattr(Compositor, "render_update", _render_update)
        patch.setattr(Stylesheet, "_parse_rules", _parse_rules)
        # A cursor that blinks is seen or not, as the machine is fast or slow.
        patch.setattr(Input, "_toggle_cursor", _nothing)
        patch.setattr(TextArea, "_toggle_cursor_blink_visible", _nothing)
        yield


def _nothing(_: object) -> None:
    pass


_RENDER = Compositor.render_update


def _render_update(
    self: Compositor,
    full: bool = False,
    screen_stack: list[Screen[Any]] | None = None,
    simplify: bool = False,
) -> RenderableType | None:
    """Render a whole screen if it is asked for (pictures), and no part of one."""
    if full:
        return _RENDER(self, full, screen_stack, simplify)
    visible_screen_stack.set(screen_stack or [])
    self._dirty_regions.clear()
    return None


_PARSE = Stylesheet._parse_rules
_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
"""The rules of a style sheet, by its text, its place and the colours of the theme."""


def _parse_rules(
    self: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    asked = (css, read_from, is_default_rules, tie_breaker, scope)
    key = (*asked, *self._variables.items())
    if key not in _PARSED:
        _PARSED[key] = _PARSE(self, *asked)
    return _PARSED[key]
