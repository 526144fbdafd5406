"""Sign-in by OpenID Connect against a provider: who arrives, and what is refused."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from simulator.course.oidc import OidcSignIn, Provider, ProviderProblem
from tests.web.course.account_provider import (
    CLIENT,
    EMAIL,
    NAME,
    SECRET,
    AccountProvider,
    account_provider,
)
from tests.web.course.visiting import Browser, Server, browsers, timed

pytestmark = pytest.mark.server

REFRESH = re.compile(r"0; url=(.+)")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    with timed(tmp_path) as server:
        yield server


@pytest.fixture
def visitors(served: Server) -> Iterator[list[Browser]]:
    with browsers(served, 3) as found:
        yield found
    assert served.logged == []


@pytest.fixture
def provider(served: Server) -> Iterator[AccountProvider]:
    with account_provider() as found:
        uses(served, Provider(found.address, CLIENT, SECRET, "realm.roles", "trainer"))
        yield found


def uses(served: Server, provider: Provider) -> None:
    oidc = OidcSignIn(served.database, provider, served.site.base)
    served.app.site = replace(served.site, oidc=oidc)


def begins(browser: Browser, code: str = "") -> str:
    """Press the button of the front page, and return where the browser goes on."""
    answer = browser.post("/oidc", {"code": code})
    found = REFRESH.fullmatch(answer.headers["refresh"])
    assert found is not None
    assert found[1] in unescape(answer.text)
    return found[1]


def arrives(browser: Browser, provider: AccountProvider, subject: str = "42") -> Any:
    return browser.get(provider.signs_in(begins(browser), subject))


def first_time(browser: Browser, provider: AccountProvider, name: str = "Magpie") -> None:
    path = arrives(browser, provider).headers["location"]
    assert browser.post(path, {"name": name}, at=path).headers["location"] == "/"


def test_somebody_new_chooses_a_pseudonym_and_is_known_in_another_browser(
    visitors: list[Browser], provider: AccountProvider
) -> None:
    assert "Sign in with 127.0.0.1" in visitors[0].get("/").text
    first_time(visitors[0], provider)
    assert "Magpie" in visitors[0].get("/me").text
    answer = arrives(visitors[1], provider)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Magpie" in visitors[1].get("/me").text
    assert "oidc/new" in arrives(visitors[2], provider, "43").headers["location"]


def test_what_the_provider_says_of_a_person_is_not_saved(
    visitors: list[Browser], provider: AccountProvider, served: Server
) -> None:
    first_time(visitors[0], provider)
    saved = b"".join(path.read_bytes() for path in _files(served))
    assert b"Magpie" in saved
    for private in (NAME, EMAIL, SECRET):
        assert private.encode() not in saved
        assert private not in visitors[0].get("/me").text


def _files(served: Server) -> list[Path]:
    file = Path(str(served.database.url.database))
    return [*file.parent.glob(f"{file.name}*")]


def test_a_code_of_a_course_is_kept_on_the_way(
    visitors: list[Browser], provider: AccountProvider, served: Server
) -> None:
    code = served.course().code
    back = provider.signs_in(begins(visitors[0], code))
    path = visitors[0].get(back).headers["location"]
    answer = visitors[0].post(path, {"name": "Ann"}, at=path)
    assert answer.headers["location"] == f"/join/{code}"
    other = provider.signs_in(begins(visitors[1], "//evil.example/"))
    assert visitors[1].get(other).headers["location"].startswith(("/join/", "/"))
    assert "//" not in visitors[1].get(provider.signs_in(begins(visitors[1]))).headers["location"]


def test_each_sign_in_has_a_new_session_and_ends_the_old_one(
    visitors: list[Browser], provider: AccountProvider
) -> None:
    first_time(visitors[0], provider)
    before = visitors[0].client.cookies["balint-session"]
    arrives(visitors[0], provider)
    after = visitors[0].client.cookies["balint-session"]
    assert after != before
    assert visitors[0].server.site.sign_in.person_of(before) is None


def test_es256_is_accepted(visitors: list[Browser], provider: AccountProvider) -> None:
    provider.signs = "ES256"
    first_time(visitors[0], provider)


@pytest.mark.parametrize("roles", [["trainer"], "trainer"])
def test_a_claim_makes_a_trainer(
    visitors: list[Browser], provider: AccountProvider, roles: object
) -> None:
    first_time(visitors[0], provider)
    assert 'action="/courses"' not in visitors[0].get("/").text
    provider.claims = {"realm": {"roles": roles}}
    arrives(visitors[0], provider)
    assert 'action="/courses"' in visitors[0].get("/").text


@pytest.mark.parametrize("claims", [{"realm": {"roles": ["trainers"]}}, {"realm": "trainer"}, {}])
def test_another_claim_makes_none(
    visitors: list[Browser], provider: AccountProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    first_time(visitors[0], provider)
    assert 'action="/courses"' not in visitors[0].get("/").text


# -- what is refused -------------------------------------------------------------------------------


def test_an_answer_is_used_once(visitors: list[Browser], provider: AccountProvider) -> None:
    back = provider.signs_in(begins(visitors[0]))
    assert visitors[0].get(back).status_code == 303
    assert visitors[0].get(back).status_code == 403
    assert len(provider.asked) == 1


def test_an_answer_of_another_browser_is_refused(
    visitors: list[Browser], provider: AccountProvider
) -> None:
    back = provider.signs_in(begins(visitors[0]))
    visitors[1].get("/")
    assert visitors[1].get(back).status_code == 403
    assert visitors[2].get(back).status_code == 403  # it has no cookie at all
    assert provider.asked == []


def test_a_pseudonym_is_chosen_by_the_browser_that_signed_in_and_once(
    visitors: list[Browser], provider: AccountProvider
) -> None:
    path = arrives(visitors[0], provider).headers["location"]
    visitors[1].get("/")
    assert visitors[1].get(path).status_code == 403
    assert visitors[1].post(path, {"name": "Mallory"}).status_code == 403
    assert visitors[0].post(path, {"name": "Ann"}, at=path).status_code == 303
    assert visitors[0].post(path, {"name": "Ann"}).status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://other.example"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"iat": 9_999_999_998},
        {"iat": None},
        {"sub": ""},
        {"sub": 42},
        {"sub": "x" * 256},
        {"sub": "a\0b"},
        {"sub": "\u202e"},
    ],
    ids=str,
)
def test_a_token_for_something_else_is_refused(
    visitors: list[Browser], provider: AccountProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    answer = arrives(visitors[0], provider)
    assert answer.status_code == 422
    assert "What 127.0.0.1 signed cannot be used" in answer.text


@pytest.mark.parametrize("signs", ["none", "HS256", "another key"])
def test_a_wrong_signature_is_refused(
    visitors: list[Browser], provider: AccountProvider, signs: str
) -> None:
    provider.signs = signs
    assert arrives(visitors[0], provider).status_code == 422


def test_several_audiences_are_fine_if_it_is_for_us(
    visitors: list[Browser], provider: AccountProvider
) -> None:
    provider.claims = {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert arrives(visitors[0], provider).status_code == 303


def test_the_answer_of_another_provider_is_not_taken_on(
    visitors: list[Browser], provider: AccountProvider
) -> None:
    back = provider.signs_in(begins(visitors[0]), iss="https://other.example")
    assert visitors[0].get(back).status_code == 422
    assert provider.asked == []


def test_a_provider_that_names_itself_must_do_so(
    visitors: list[Browser], provider: AccountProvider
) -> None:
    provider.description = {"authorization_response_iss_parameter_supported": True}
    assert arrives(visitors[0], provider).status_code == 422
    back = provider.signs_in(begins(visitors[0]), iss=provider.address)
    assert visitors[0].get(back).status_code == 303


@pytest.mark.parametrize(
    "description",
    [
        {"issuer": "https://other.example"},
        {"issuer": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
        {"authorization_endpoint": "http://id.example/\r\nSet-Cookie: a=b"},
    ],
    ids=str,
)
def test_a_description_that_does_not_fit_is_refused(
    visitors: list[Browser], provider: AccountProvider, description: dict[str, Any]
) -> None:
    provider.description = description
    assert visitors[0].post("/oidc").status_code == 422


def test_a_provider_that_is_down_is_said(
    visitors: list[Browser], provider: AccountProvider
) -> None:
    provider.status = 500
    answer = visitors[0].post("/oidc")
    assert answer.status_code == 422
    assert "127.0.0.1 cannot be reached" in answer.text


def test_what_the_provider_says_is_shown_clean_after_the_state_was_checked(
    visitors: list[Browser], provider: AccountProvider
) -> None:
    said = "error=access_denied&error_description=%3Cb%3ENo%1B[31m" + "x" * 500
    assert "&lt;b&gt;" not in visitors[0].get(f"/oidc/back?{said}&state=x").text
    state = begins(visitors[0]).partition("state=")[2].partition("&")[0]
    answer = visitors[0].get(f"/oidc/back?{said}&state={state}")
    assert answer.status_code == 422
    assert "It says: &lt;b&gt;No" in answer.text
    assert "\x1b" not in answer.text
    assert "x" * 201 not in answer.text


def test_an_address_of_this_machine_or_by_http_is_no_issuer(served: Server) -> None:
    for issuer in ("https://127.0.0.1/", "http://id.example.org", "https://id.example.org/?a=b"):
        with pytest.raises(ProviderProblem):
            OidcSignIn(served.database, Provider(issuer, CLIENT, SECRET), "https://c.example.org/")
    served.close()


HOSTILE = ("", "%ED%A0%80", "%00", "%0d%0aa:b", "<script>", "9" * 3_000, "\u202e")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_answers_and_codes_are_refused(
    visitors: list[Browser], provider: AccountProvider, text: str
) -> None:
    begun = begins(visitors[0], text)
    state = begun.partition("state=")[2].partition("&")[0]
    query = f"state={state}&code={text}"
    assert visitors[0].get(f"/oidc/back?{query}").status_code in (400, 403, 422)
    assert visitors[0].get(f"/oidc/back?state={text}&code=x").status_code in (400, 403, 422)
    back = provider.signs_in(begins(visitors[0], text))
    path = visitors[0].get(back).headers["location"]
    target = visitors[0].post(path, {"name": "Ann"}, at=path).headers["location"]
    assert target == "/" or target.startswith("/join/")


# -- linking ---------------------------------------------------------------------------------------


def links(browser: Browser, provider: AccountProvider, subject: str = "42") -> Any:
    answer = browser.post("/me/oidc", at="/me")
    found = REFRESH.fullmatch(answer.headers["refresh"])
    assert found is not None
    return browser.get(provider.signs_in(found[1], subject))


def test_an_account_is_linked_and_the_link_removed(
    visitors: list[Browser], provider: AccountProvider, served: Server
) -> None:
    visitors[0].join(served.course().code, "Robin")
    assert links(visitors[0], provider).headers["location"] == "/me#account"
    assert arrives(visitors[1], provider).headers["location"] == "/"
    assert "Robin" in visitors[1].get("/me").text
    assert '"subject": "42"' in visitors[0].get("/me/export").text
    visitors[0].post("/me/oidc/remove", at="/me")
    assert "oidc/new" in arrives(visitors[2], provider).headers["location"]


def test_an_account_of_somebody_else_is_not_linked(
    visitors: list[Browser], provider: AccountProvider, served: Server
) -> None:
    first_time(visitors[0], provider)
    visitors[1].join(served.course().code, "Robin")
    assert links(visitors[1], provider).status_code == 409
    arrives(visitors[2], provider)
    assert "Magpie" in visitors[2].get("/me").text


def test_an_account_goes_with_the_person(
    visitors: list[Browser], provider: AccountProvider
) -> None:
    first_time(visitors[0], provider)
    visitors[0].post("/me/delete", at="/me/delete")
    assert "oidc/new" in arrives(visitors[1], provider).headers["location"]
