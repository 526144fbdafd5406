"""A learning platform for the tests: lti1p3platform (MIT) signs, and a small server answers.

It has the addresses that a tool asks: its keys, its tokens, its description, and a gradebook.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request

LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
TEACHER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
NAME, EMAIL = "Grace Okafor", "grace@school.example"


@cache
def _key(number: int) -> tuple[str, str]:
    """Return a private and its public key, the same for each number: to make them is slow."""
    key = rsa.generate_private_key(65537, 2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


class _Conf(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, **kwargs: Any) -> Any:
        self._registration = kwargs["registration"]

    def get_registration_by_params(self, **kwargs: Any) -> Registration:
        found: Registration = self._registration
        return found


class _Asked(Request):
    def build_metadata(self, request: Any) -> Any:
        return {"method": "GET", "form_data": {}, "get_data": request, "headers": {}}


class _Login(OIDCLoginAbstract):
    def set_lti_message_hint(self, **kwargs: Any) -> None:
        self._lti_message_hint = "a hint"

    def get_redirect(self, url: str) -> Any:
        return url


class _Launch(LTIAdvantageMessageLaunchAbstract):
    def render_launch_form(self, launch_data: dict[str, Any], **kwargs: Any) -> Any:
        return launch_data


class Platform:
    """A platform at ``address`` that knows the tool at ``tool`` (with a slash at its end)."""

    def __init__(self, address: str, tool: str) -> None:
        self.address = address
        self.tool = tool
        self.received: list[str] = []
        self.scores: list[tuple[str, dict[str, Any]]] = []
        self.answers: list[int] = []
        self.registered: dict[str, Any] | None = None
        self.client = "the client"
        # How it opens an activity in a browser: what ``launches`` takes.
        self.opens: dict[str, Any] = {}
        self.keys = 0
        self.new_key()

    def new_key(self) -> None:
        """Change the key of the platform, as they do once in a while."""
        private, public = _key(self.keys)
        self.keys += 1
        self.registration = (
            Registration()
            .set_iss(self.address)
            .set_client_id(self.client)
            .set_deployment_id("7")
            .set_oidc_login_url(f"{self.tool}lti/login")
            .set_launch_url(f"{self.tool}lti/launch")
            .set_deeplink_launch_url(f"{self.tool}lti/launch")
            .set_platform_private_key(private)
            .set_platform_public_key(public)
        )
        self.conf = _Conf(registration=self.registration)

    @property
    def urls(self) -> tuple[str, str, str]:
        """The addresses of its sign-in, its tokens and its keys."""
        return (f"{self.address}/auth", f"{self.address}/token", f"{self.address}/keys")

    def begins(self, person: str = "42") -> str:
        """Return the address to which it sends a browser that opens an activity."""
        login = _Login({}, self.conf)
        login.set_lti_message_hint()
        address: str = login.initiate_login(person)
        return address

    def launches(
        self,
        sign_in: str,
        person: str = "42",
        role: str = LEARNER,
        *,
        scenario: str = "presenter-drifts",
        chooses: bool = False,
        scored: bool = True,
        claims: dict[str, Any] | None = None,
        seconds: int = 300,
    ) -> dict[str, str]:
        """Return the form that it has a browser send, after the tool sent it to ``sign_in``."""
        query = dict(parse_qsl(urlsplit(sign_in).query))
        launch = _Launch(_Asked(query), self.conf)
        launch.set_user_data(person, [role], NAME, EMAIL)
        launch.set_resource_link_claim("the activity")
        if scenario:
            launch.set_custom_parameters_claim({"scenario": scenario})
        if scored:
            launch.set_ags(f"{self.address}/lines", f"{self.address}/lines/1?type=x")
        if chooses:
            launch.set_dl(f"{self.address}/chosen")
        launch.set_extra_claims(claims or {})
        launch.set_id_token_expiration(seconds)
        made = launch.lti_launch()
        return {"state": made["state"], "id_token": made["id_token"]}

    def chosen(self, token: str, keys: Any) -> list[dict[str, Any]]:
        """Return the activities that were chosen, from the answer of the tool."""
        if keys is not None:
            self.registration.set_tool_key_set(keys)
        found: list[dict[str, Any]] = self.conf.validate_deeplinking_resp({"JWT": token})
        return found


class _Handler(BaseHTTPRequestHandler):
    platform: Platform

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        platform, path = self.platform, urlsplit(self.path).path
        if path == "/keys":
            self._answer(200, platform.conf.get_jwks())
        elif path == "/.well-known/openid-configuration":
            sign_in, tokens, keys = platform.urls
            self._answer(
                200,
                {
                    "issuer": platform.address,
                    "authorization_endpoint": sign_in,
                    "token_endpoint": tokens,
                    "jwks_uri": keys,
                    "registration_endpoint": f"{platform.address}/register",
                },
            )
        elif path == "/auth":
            form = platform.launches(self.path, **platform.opens)
            fields = "".join(
                f'<input type="hidden" name="{name}" value="{value}">'
                for name, value in form.items()
            )
            action = f"{platform.tool}lti/launch"
            self._page(f'<form method="post" action="{action}">{fields}<button>Go</button></form>')
        elif path == "/frame":
            self._page(f'<iframe title="Activity" src="{escape(platform.begins())}"></iframe>')
        elif path == "/moved":
            self.send_response(302)
            self.send_header("Location", f"{platform.address}/keys")
            self.end_headers()
        else:
            self._answer(404, {})

    def do_POST(self) -> None:
        platform, path = self.platform, urlsplit(self.path).path
        body = self.rfile.read(int(self.headers["Content-Length"]))
        platform.received.append(f"{self.path}\n{self.headers}\n{body.decode()}")
        if path == "/chosen":
            token = parse_qs(body.decode())["JWT"][0]
            self._page(f"<p>{platform.chosen(token, None)[0]['title']}</p>")
        elif platform.answers and (status := platform.answers.pop(0)) != 200:
            self._answer(status, {})
        elif path == "/token":
            form = {name: value[0] for name, value in parse_qs(body.decode()).items()}
            self._answer(200, platform.conf.get_access_token(form))
        elif path == "/register":
            platform.registered = json.loads(body)
            assert self.headers["Authorization"] == "Bearer admin"
            self._answer(200, {**platform.registered, "client_id": platform.client})
        elif path.endswith("/scores"):
            token = self.headers["Authorization"].removeprefix("Bearer ")
            scope = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
            assert platform.conf.validate_token(token, [scope])
            platform.scores.append((self.path, json.loads(body)))
            self._answer(200, {})
        else:
            self._answer(404, {})

    def _page(self, body: str) -> None:
        text = f'<!doctype html><html lang="en"><title>A platform</title>{body}'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def _answer(self, status: int, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def learning_platform(tool: str) -> Iterator[Platform]:
    """Start a platform for the tool at this address."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    found = Platform(f"http://127.0.0.1:{server.server_port}", tool)
    handler.platform = found  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
