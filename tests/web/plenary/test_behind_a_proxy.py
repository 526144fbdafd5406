"""The example of docs/serving.md for nginx, with a certificate left out, before a real plenary."""

import http.client
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.web.plenary.serving import free_port, serving

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
PAGE = Path(__file__).parents[3] / "docs" / "serving.md"
ADDRESS = "https://balint.example.org/"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.services,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]


def example(folder: Path, port: int, worker: int) -> str:
    """Return a whole file of settings with the example in it, at ports of this machine."""
    text = PAGE.read_text("utf-8")
    part = text.partition("nginx:\n\n```text\n")[2].partition("```")[0]
    part = re.sub(
        r"server 127.0.0.1:8001; server 127.0.0.1:8002;", f"server 127.0.0.1:{worker};", part
    )
    part = re.sub(r" *ssl_certificate\w* .*\n", "", part)
    assert "listen 443 ssl http2;" in part
    part = part.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in places)
    return (
        f"daemon off; pid {folder}/pid; error_log {folder}/log; events {{ }}\n"
        f"http {{ access_log off; {temporary}\n{part}\n}}\n"
    )


@contextmanager
def nginx(port: int, worker: int) -> Iterator[None]:
    assert NGINX is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chmod(folder, 0o711)  # noqa: S103 - nginx's worker is another user
        settings = folder / "nginx.conf"
        settings.write_text(example(folder, port, worker), "utf-8")
        tried = subprocess.run([NGINX, "-t", "-c", str(settings)], capture_output=True, check=False)
        assert tried.returncode == 0, tried.stderr.decode()
        process = subprocess.Popen([NGINX, "-c", str(settings)])
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def ask(port: int, path: str, name: str = "balint.example.org") -> tuple[int, str]:
    end = time.monotonic() + PATIENCE
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={"Host": name})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except ConnectionError:  # nginx does not listen yet
            assert time.monotonic() < end
            time.sleep(0.05)
        finally:
            connection.close()


def test_a_plenary_is_reached_by_its_name_through_the_proxy(tmp_path: Path) -> None:
    port, worker = free_port(), free_port()
    options = ("presenter-drifts", "--behind", "127.0.0.1", "--address", ADDRESS)
    with serving(tmp_path, worker, *options) as server, nginx(port, worker):
        assert server.link.startswith(f"{ADDRESS}open?once=")
        status, wall = ask(port, f"/wall/{server.code}")
        assert status == 200
        assert "balint.example.org" in wall
        assert ask(port, "/", "elsewhere.example.org")[0] == 421
        assert ask(port, "/metrics")[0] == 404
        assert ask(worker, "/metrics")[0] == 403
        assert ask(worker, "/metrics", f"127.0.0.1:{worker}")[0] == 200
