"""A small server of somebody else for the tests: it answers in a thread, on a free port."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

POLL = 0.02
"""Seconds in which a server notices that it is shut down (by default half a second)."""


class Answering(BaseHTTPRequestHandler):
    """Reads and answers requests; what it answers is up to its subclass."""

    def get(self) -> None:
        """Answer a GET."""
        self.answer({}, 404)

    def post(self, body: bytes) -> None:
        """Answer a POST with this body."""
        self.answer({}, 404)

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        self.get()

    def do_POST(self) -> None:
        self.post(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, content: object, status: int = 200) -> None:
        """Answer with JSON."""
        self._send(json.dumps(content).encode(), status, "application/json")

    def page(self, body: str) -> None:
        """Answer with a page."""
        text = f'<!doctype html><html lang="en"><title>Elsewhere</title>{body}'
        self._send(text.encode(), 200, "text/html; charset=utf-8")

    def leads_to(self, address: str, status: int = 303) -> None:
        """Answer with a redirect."""
        self.send_response(status)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, body: bytes, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running(handler: type[Answering]) -> Iterator[str]:
    """Start a server, and yield its address without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
