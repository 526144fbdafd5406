"""Textual's driver, with our own check of the input, and a quiet end if the terminal goes away.

It is not for Windows, where Textual reads key events from the console instead of bytes.
"""

import errno
import os
import selectors
from contextlib import suppress
from time import monotonic
from typing import IO, TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

from simulator.tui.terminal_input import TerminalInput

if TYPE_CHECKING:
    from textual.app import App

HUNG_UP = 129
"""The exit status if the terminal has gone away: 128 plus the number of SIGHUP, as in a shell."""

_POLL = 0.1
"""Seconds between two checks whether the input thread must end; Textual joins it on exit."""

_READ = 4_096
"""Bytes per read."""

_TRY_AGAIN = (errno.EAGAIN, errno.EINTR)


class RoomDriver(LinuxDriver):
    """Textual's driver for Linux and macOS; it ends the program quietly if the terminal is gone."""

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Textual's writer thread starts later, and takes this one.
        self._file: Any = _Output(self._file, self)

    def run_input_thread(self) -> None:
        """Read the terminal until the driver stops; this runs in a thread of its own."""
        source, heard = TerminalInput(), monotonic()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                patience = source.patience
                left = _POLL if patience is None else max(0.0, heard + patience - monotonic())
                messages = []
                if selector.select(min(left, _POLL)):
                    data = self._read()
                    if not data:
                        self.gone()
                        return
                    messages, heard = source.feed(data), monotonic()
                elif patience is not None and monotonic() >= heard + patience:
                    # Only if there is nothing to read: on a busy machine this thread may run
                    # late, although the input arrived in time.
                    messages = source.silence()
                for message in messages:
                    self.process_message(message)

    def _run_input_thread(self) -> None:
        """Run the input thread; an error ends the app like any other error.

        Textual would print a traceback of its own.
        """
        try:
            self.run_input_thread()
        except Exception as error:  # whatever it is, the app reports it and ends
            # In the app's own task: this is the input thread.
            self._app.call_later(self._app._handle_exception, error)

    def _read(self) -> bytes:
        """Return the available input; empty if the terminal is gone."""
        while True:
            try:
                return os.read(self.fileno, _READ)
            except OSError as error:  # EIO: nobody holds the other end of the pseudo-terminal
                if error.errno not in _TRY_AGAIN:
                    return b""

    def gone(self) -> None:
        """End the program; every choice has been saved already."""
        _redirect_to_null()
        with suppress(RuntimeError):  # the loop has ended already
            # Called from the thread that reads or from the one that writes.
            self._loop.call_soon_threadsafe(self._app.exit, None, HUNG_UP)


class _Output:
    """Standard error, to which Textual draws the screen. If a write fails, the terminal is gone.

    Textual's writer thread would end with the first error, and every later write would block for
    ever.
    """

    def __init__(self, file: IO[str], driver: RoomDriver) -> None:
        self._file = file
        self._driver = driver

    def fileno(self) -> int:
        """Return the file descriptor."""
        return self._file.fileno()

    def write(self, text: str) -> None:
        """Write to the terminal."""
        try:
            self._file.write(text)
        except OSError:
            self._driver.gone()

    def flush(self) -> None:
        """Flush the terminal."""
        try:
            self._file.flush()
        except OSError:
            self._driver.gone()


def _redirect_to_null() -> None:
    """Redirect the standard streams to the null device: Textual still writes to them."""
    null = os.open(os.devnull, os.O_RDWR)
    # By number, because Textual and Python hold several file objects of each.
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.close(null)
