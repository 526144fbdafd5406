"""A provider of accounts (OpenID Connect) for the tests, which checks what it is asked.

It answers at its own address, as the real ones do; what it signs and says can be made wrong.
"""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from tests.other_server import Answering, running

CLIENT = "courses"
SECRET = "a secret: with / signs"  # noqa: S105
NAME, EMAIL = "Grace Okafor", "grace@school.example"


@cache
def _keys() -> tuple[RSAKey, ECKey, RSAKey]:
    """Return two keys of the provider, and one of somebody else with the same id."""
    first = RSAKey.generate_key(2048, {"kid": "first"})
    second = ECKey.generate_key("P-256", {"kid": "second"})
    return first, second, RSAKey.generate_key(2048, {"kid": "first"})


class AccountProvider:
    """A provider at ``address``; ``claims`` and what follows change what it says."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.claims: dict[str, Any] = {}
        self.description: dict[str, Any] = {}
        self.signs = "RS256"
        self.status = 200
        self.asked: list[dict[str, str]] = []
        self._codes: dict[str, dict[str, str]] = {}

    def signs_in(self, address: str, subject: str = "42", **more: str) -> str:
        """Sign somebody in who was sent to ``address``; return where their browser is sent."""
        query = dict(parse_qsl(urlsplit(address).query))
        assert address.startswith(f"{self.address}/auth?")
        assert (query["response_type"], query["client_id"]) == ("code", CLIENT)
        assert (query["scope"], query["code_challenge_method"]) == ("openid", "S256")
        code = f"code-{len(self._codes)}"
        self._codes[code] = {**query, "sub": subject}
        extra = "".join(f"&{name}={value}" for name, value in more.items())
        return f"{query['redirect_uri']}?code={code}&state={query['state']}{extra}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Return the answer for a code, which can be used once; None if it is refused."""
        self.asked.append(form)
        begun = self._codes.pop(form.get("code", ""), None)
        kind, _, both = authorization.partition(" ")
        client, _, secret = base64.b64decode(both).decode().partition(":")
        if begun is None or kind != "Basic" or (client, unquote(secret)) != (CLIENT, SECRET):
            return None
        hashed = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
        if begun["code_challenge"] != challenge or begun["redirect_uri"] != form["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": begun["sub"],
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": begun["nonce"],
            "name": NAME,
            "email": EMAIL,
            **self.claims,
        }
        token = self._signed({name: one for name, one in claims.items() if one is not None})
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}

    def _signed(self, claims: dict[str, Any]) -> str:
        first, second, other = _keys()
        if self.signs == "none":
            parts = ({"alg": "none"}, claims)
            made = [base64.urlsafe_b64encode(json.dumps(part).encode()) for part in parts]
            return b".".join([*(part.rstrip(b"=") for part in made), b""]).decode()
        if self.signs == "HS256":
            # The public key as a secret: whoever believes the token's own algorithm accepts it.
            secret = OctKey.import_key(first.as_pem(private=False))
            return jwt.encode({"alg": "HS256", "kid": "first"}, claims, secret)
        if self.signs == "ES256":
            return jwt.encode({"alg": "ES256", "kid": "second"}, claims, second)
        key = other if self.signs == "another key" else first
        return jwt.encode({"alg": "RS256", "kid": "first"}, claims, key)

    def described(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/auth",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            **self.description,
        }

    def keys(self) -> dict[str, Any]:
        return {"keys": [key.as_dict(private=False) for key in _keys()[:2]]}


class _Handler(Answering):
    provider: AccountProvider

    def get(self) -> None:
        path = urlsplit(self.path).path
        if path == "/.well-known/openid-configuration":
            self.answer(self.provider.described(), self.provider.status)
        elif path == "/auth":
            asked = f"{self.provider.address}{self.path}"
            self.leads_to(self.provider.signs_in(asked))
        elif path == "/keys":
            self.answer(self.provider.keys(), self.provider.status)
        else:
            self.answer({}, 404)

    def post(self, body: bytes) -> None:
        authorization = self.headers.get("Authorization", "")
        found = self.provider.token(dict(parse_qsl(body.decode())), authorization)
        if found is None:
            self.answer({"error": "invalid_grant"}, 400)
        else:
            self.answer(found, self.provider.status)


@contextmanager
def account_provider() -> Iterator[AccountProvider]:
    """Start a provider."""
    handler = type("Handler", (_Handler,), {})
    with running(handler) as address:
        handler.provider = found = AccountProvider(address)  # type: ignore[attr-defined]
        yield found
