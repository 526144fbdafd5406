"""The learning platforms (Moodle and others) that may send learners here, by LTI 1.3.

A platform is entered by an operator, or registers itself with a link that an operator makes, which
can be used once (1EdTech, *LTI Dynamic Registration 1.0*).
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any, Final
from uuid import uuid4

import sqlalchemy as sa

from simulator.course import outside_tables
from simulator.course.codes import digest, new_token
from simulator.course.database import Database, Transaction
from simulator.course.lti_web import PlatformProblem, PlatformWeb
from simulator.messages import say

REGISTRATION_LASTS: Final = 60 * 60_000
"""Milliseconds for which a link for a registration can be used."""

SCORE: Final = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
"""The scope in which scores are sent."""

CONFIGURATION: Final = "https://purl.imsglobal.org/spec/lti-tool-configuration"
DEEP_LINKING: Final = "LtiDeepLinkingRequest"
RESOURCE: Final = "LtiResourceLinkRequest"


@dataclass(frozen=True, slots=True)
class Platform:
    """A registered platform; ``deployment`` is empty until its first launch."""

    id: str
    issuer: str
    client: str
    deployment: str
    sign_in_url: str
    token_url: str
    keys_url: str


_COLUMNS = [outside_tables.lti_platform.c[name] for name in Platform.__slots__]


class Platforms:
    """The platforms of a server; every method raises StoreProblem."""

    def __init__(self, database: Database, web: PlatformWeb, base: str) -> None:
        """``base`` is the address of this server, with a slash at its end."""
        self._database = database
        self._web = web
        self._base = base

    def all(self) -> list[Platform]:
        """Return all platforms, by their issuers."""
        table = outside_tables.lti_platform.c
        query = sa.select(*_COLUMNS).order_by(table.issuer, table.client)
        found = self._database.read(lambda transaction: transaction.rows(query))
        return [Platform(*row) for row in found]

    def with_id(self, platform: str) -> Platform | None:
        """Return a platform, or None."""
        query = sa.select(*_COLUMNS).where(outside_tables.lti_platform.c.id == platform)
        found = self._database.read(lambda transaction: transaction.first(query))
        return Platform(*found) if found is not None else None

    def of(self, issuer: str, client: str) -> Platform | None:
        """Return the platform with this issuer, and this client if it is not empty, or None.

        A platform need not say its client when it begins a sign-in; then it must be its only one.
        """
        table = outside_tables.lti_platform.c
        query = sa.select(*_COLUMNS).where(table.issuer == issuer)
        if client:
            query = query.where(table.client == client)
        found = self._database.read(lambda transaction: transaction.rows(query))
        return Platform(*found[0]) if len(found) == 1 else None

    def add(
        self,
        issuer: str,
        client: str,
        urls: tuple[str, str, str],
        deployment: str = "",
    ) -> Platform:
        """Save a platform, in place of one with the same issuer and client.

        ``urls`` are those of its sign-in, its tokens and its keys. Raise PlatformProblem.
        """
        for address in urls:
            self._web.check(address)
        if not issuer or not client:
            raise PlatformProblem(say("lti.incomplete"))
        made = Platform(str(uuid4()), issuer, client, deployment, *urls)
        row = dict(zip(Platform.__slots__, astuple(made), strict=True))
        # Issuer and client identify the row; its id stays, as people and activities refer to it.
        changed = {name: row[name] for name in ("deployment", *Platform.__slots__[4:])}

        def work(transaction: Transaction) -> Platform:
            table = outside_tables.lti_platform
            same = sa.and_(table.c.issuer == issuer, table.c.client == client)
            if not transaction.execute(sa.update(table).where(same).values(changed)).rowcount:
                created = {**row, "created": self._database.now()}
                transaction.execute(sa.insert(table), created)
            found = transaction.first(sa.select(*_COLUMNS).where(same))
            assert found is not None
            return Platform(*found)

        return self._database.write(work)

    def remove(self, platform: str) -> None:
        """Delete a platform; its learners stay, and can no longer come from there."""
        gone = sa.delete(outside_tables.lti_platform).where(
            outside_tables.lti_platform.c.id == platform
        )
        self._database.write(lambda transaction: transaction.execute(gone))

    def settle_deployment(self, platform: Platform, deployment: str) -> bool:
        """Return whether a launch has the right deployment; that of the first launch is saved."""
        if platform.deployment:
            return platform.deployment == deployment
        table = outside_tables.lti_platform
        # Of two first launches that come at once, one saves its deployment. The other one is
        # compared with it.
        first = sa.update(table).where(table.c.id == platform.id, table.c.deployment == "")
        saved = first.values(deployment=deployment)
        if self._database.write(lambda tx: tx.execute(saved).rowcount):
            return True
        known = self.with_id(platform.id)
        return known is not None and known.deployment == deployment

    # -- registration by the platform itself -------------------------------------------------------

    def new_registration(self) -> str:
        """Return the address with which an administrator registers this server, once."""
        token, table = new_token(), outside_tables.lti_registration
        now = self._database.now()

        def work(transaction: Transaction) -> None:
            transaction.execute(sa.delete(table).where(table.c.expires < now))
            row = {"token": digest(token), "expires": now + REGISTRATION_LASTS}
            transaction.execute(sa.insert(table), row)

        self._database.write(work)
        return f"{self._base}lti/register/{token}"

    def may_register(self, token: str) -> bool:
        """Return whether a link for a registration can be used."""
        table = outside_tables.lti_registration.c
        query = sa.select(table.token).where(
            table.token == digest(token), table.expires > self._database.now()
        )
        return self._database.read(lambda transaction: transaction.first(query)) is not None

    def register(self, token: str, configuration: str, access: str) -> Platform:
        """Register this server at the platform that opened the link, and save the platform.

        ``configuration`` is the address of the platform's own description, and ``access`` what it
        wants to see for it. The link is used up. Raise PlatformProblem.
        """
        table = outside_tables.lti_registration
        # Used up before the platform is asked: of two requests with one link, one goes on.
        used = sa.delete(table).where(
            table.c.token == digest(token), table.c.expires > self._database.now()
        )
        if not self._database.write(lambda tx: tx.execute(used).rowcount):
            raise PlatformProblem(say("lti.old_registration"))
        described = _texts(
            self._web.get(configuration),
            *("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"),
            "registration_endpoint",
        )
        issuer, *urls, endpoint = described
        # Else one platform could register in the name of another.
        if not configuration.startswith(issuer.rstrip("/") + "/"):
            raise PlatformProblem(say("lti.other_issuer"))
        answer = self._web.post_json(endpoint, self.description(), access)
        (client,) = _texts(answer, "client_id")
        inner = answer.get(CONFIGURATION)
        deployment = inner.get("deployment_id", "") if isinstance(inner, dict) else ""
        sign_in, tokens, keys = urls
        return self.add(issuer, client, (sign_in, tokens, keys), str(deployment))

    def description(self) -> dict[str, Any]:
        """Return what a platform has to know of this server."""
        launch = f"{self._base}lti/launch"
        choose = {"type": DEEP_LINKING, "target_link_uri": launch, "label": say("lti.choose")}
        return {
            "application_type": "web",
            "response_types": ["id_token"],
            # Both are demanded: "implicit" for launches, "client_credentials" for scores.
            "grant_types": ["implicit", "client_credentials"],
            "initiate_login_uri": f"{self._base}lti/login",
            "redirect_uris": [launch],
            "client_name": say("lti.tool"),
            "jwks_uri": f"{self._base}lti/keys",
            "token_endpoint_auth_method": "private_key_jwt",
            "scope": SCORE,
            CONFIGURATION: {
                "domain": self._base.partition("://")[2].removesuffix("/"),
                "description": say("lti.about"),
                "target_link_uri": launch,
                # No name and no address: learners have a pseudonym here.
                "claims": ["iss", "sub"],
                "messages": [{"type": RESOURCE, "target_link_uri": launch}, choose],
            },
        }


def _texts(found: Any, *names: str) -> list[str]:
    """Return the texts with these names in an answer; raise PlatformProblem."""
    if not isinstance(found, Mapping):
        raise PlatformProblem(say("lti.no_json"))
    texts = [found.get(name) for name in names]
    if not all(isinstance(text, str) and text for text in texts):
        raise PlatformProblem(say("lti.incomplete"))
    return [str(text) for text in texts]
