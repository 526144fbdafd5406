"""A learning platform for the tests: lti1p3platform (MIT) signs, and a small server answers.

It has the addresses that a tool asks: its keys, its tokens, its description, and a gradebook.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request

from tests.other_server import Answering, running

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


class _Handler(Answering):
    platform: Platform

    def get(self) -> None:
        platform, path = self.platform, urlsplit(self.path).path
        if path == "/keys":
            self.answer(platform.conf.get_jwks())
        elif path == "/.well-known/openid-configuration":
            sign_in, tokens, keys = platform.urls
            self.answer(
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
            self.page(f'<form method="post" action="{action}">{fields}<button>Go</button></form>')
        elif path == "/frame":
            self.page(f'<iframe title="Activity" src="{escape(platform.begins())}"></iframe>')
        elif path == "/moved":
            self.leads_to(f"{platform.address}/keys", 302)
        else:
            self.answer({}, 404)

    def post(self, body: bytes) -> None:
        platform, path = self.platform, urlsplit(self.path).path
        platform.received.append(f"{self.path}\n{self.headers}\n{body.decode()}")
        if path == "/chosen":
            token = parse_qs(body.decode())["JWT"][0]
            self.page(f"<p>{platform.chosen(token, None)[0]['title']}</p>")
        elif platform.answers and (status := platform.answers.pop(0)) != 200:
            self.answer({}, status)
        elif path == "/token":
            form = {name: value[0] for name, value in parse_qs(body.decode()).items()}
            self.answer(platform.conf.get_access_token(form))
        elif path == "/register":
            platform.registered = json.loads(body)
            assert self.headers["Authorization"] == "Bearer admin"
            self.answer({**platform.registered, "client_id": platform.client})
        elif path.endswith("/scores"):
            token = self.headers["Authorization"].removeprefix("Bearer ")
            scope = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
            assert platform.conf.validate_token(token, [scope])
            platform.scores.append((self.path, json.loads(body)))
            self.answer({})
        else:
            self.answer({}, 404)


@contextmanager
def learning_platform(tool: str) -> Iterator[Platform]:
    """Start a platform for the tool at this address."""
    handler = type("Handler", (_Handler,), {})
    with running(handler) as address:
        handler.platform = found = Platform(address, tool)  # type: ignore[attr-defined]
        yield found
