"""Learning platforms: launches and what is refused of them, scores, choices and registration."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
import sqlalchemy as sa

from simulator.course import outside_tables
from simulator.course.learning import percents_of
from simulator.course.lti_places import scores_at
from simulator.course.lti_web import PlatformProblem, PlatformWeb
from simulator.course.play_store import PersonStore
from simulator.engine.acts import WAIT
from tests.plays import begun, play_to_the_end
from tests.web.course.learning_platform import (
    EMAIL,
    LEARNER,
    NAME,
    TEACHER,
    Platform,
    learning_platform,
)
from tests.web.course.visiting import Browser, Server, browsers, timed

pytestmark = pytest.mark.server

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"


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
def platform(served: Server) -> Iterator[Platform]:
    with learning_platform(served.site.base) as found:
        served.site.learning.platforms.add(found.address, found.client, found.urls)
        found.registration.set_tool_key_set(served.site.learning.key.public())
        yield found


def signs_in(browser: Browser, platform: Platform) -> str:
    """Open an activity, and return where the tool sends the browser."""
    answer = browser.get(platform.begins().removeprefix(browser.server.base))
    assert answer.status_code == 303
    address: str = answer.headers["location"]
    return address


def arrives(browser: Browser, platform: Platform, **how: Any) -> Any:
    """Open an activity as the platform's browser does, and return the answer to its form."""
    form = platform.launches(signs_in(browser, platform), **how)
    return browser.client.post("/lti/launch", data=form, headers={"origin": platform.address})


def test_a_learner_arrives_is_asked_and_plays(visitors: list[Browser], platform: Platform) -> None:
    browser = visitors[0]
    answer = arrives(browser, platform)
    assert answer.status_code == 303
    asks = browser.get(answer.headers["location"])
    assert "May your course have your score" in asks.text
    said = browser.post(answer.headers["location"], {"answer": "no"}, at=answer.headers["location"])
    assert said.headers["location"] == "/room/scenarios/presenter-drifts"
    assert browser.get(said.headers["location"]).status_code == 200
    # The next time nobody asks.
    assert arrives(browser, platform).headers["location"] == said.headers["location"]
    me = browser.get("/me").text
    assert "Nothing of this activity is sent" in me


def test_what_the_platform_says_of_a_person_is_not_saved(
    visitors: list[Browser], platform: Platform, served: Server
) -> None:
    arrives(visitors[0], platform)
    saved = Path(str(served.database.url.database)).read_bytes()
    for private in (NAME, EMAIL):
        assert private.encode() not in saved
        assert private not in visitors[0].get("/me").text


def test_the_same_person_in_another_browser_is_the_same_here(
    visitors: list[Browser], platform: Platform
) -> None:
    for browser in visitors[:2]:
        arrives(browser, platform)
    visitors[0].post("/me/name", {"name": "Magpie"}, at="/me")
    assert "Magpie" in visitors[1].get("/me").text
    arrives(visitors[2], platform, person="43")
    assert "Magpie" not in visitors[2].get("/me").text


# -- what is refused -------------------------------------------------------------------------------


def test_a_launch_counts_once(visitors: list[Browser], platform: Platform) -> None:
    form = platform.launches(signs_in(visitors[0], platform))
    assert visitors[0].client.post("/lti/launch", data=form).status_code == 303
    again = visitors[0].client.post("/lti/launch", data=form)
    assert again.status_code == 403
    assert "was opened already" in again.text


def test_a_launch_counts_only_in_the_browser_that_began_it(
    visitors: list[Browser], platform: Platform
) -> None:
    form = platform.launches(signs_in(visitors[0], platform))
    assert visitors[1].client.post("/lti/launch", data=form).status_code == 403
    signs_in(visitors[1], platform)
    assert visitors[1].client.post("/lti/launch", data=form).status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"aud": "somebody else"},
        {"aud": ["the client", "somebody else"], "azp": "somebody else"},
        {"azp": "somebody else"},
        {f"{CLAIM}version": "1.1"},
        {f"{CLAIM}message_type": "LtiSubmissionReviewRequest"},
        {f"{CLAIM}target_link_uri": "https://other.example/"},
        {f"{CLAIM}resource_link": {}},
        {f"{CLAIM}deployment_id": ""},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 5_000},
    ],
    ids=str,
)
def test_a_launch_that_is_not_for_this_server_is_refused(
    visitors: list[Browser], platform: Platform, claims: dict[str, Any]
) -> None:
    answer = arrives(visitors[0], platform, claims=claims)
    assert answer.status_code in (403, 422)
    assert visitors[0].get("/me").status_code == 401


def test_an_old_token_is_refused(visitors: list[Browser], platform: Platform) -> None:
    assert arrives(visitors[0], platform, seconds=-120).status_code == 403


def test_another_deployment_than_the_first_is_refused(
    visitors: list[Browser], platform: Platform
) -> None:
    assert arrives(visitors[0], platform).status_code == 303
    answer = arrives(visitors[1], platform, claims={f"{CLAIM}deployment_id": "8"})
    assert answer.status_code == 422


def test_a_nonce_of_another_sign_in_is_refused(visitors: list[Browser], platform: Platform) -> None:
    first = platform.launches(signs_in(visitors[0], platform))
    second = platform.launches(signs_in(visitors[0], platform))
    mixed = {"state": second["state"], "id_token": first["id_token"]}
    assert visitors[0].client.post("/lti/launch", data=mixed).status_code == 403


@pytest.mark.parametrize("how", ["none", "changed", "symmetric", "junk", "missing"])
def test_a_token_that_the_platform_has_not_signed_is_refused(
    visitors: list[Browser], platform: Platform, how: str
) -> None:
    form = platform.launches(signs_in(visitors[0], platform))
    head, body, signature = form["id_token"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    if how == "none":
        form["id_token"] = jwt.encode(claims, "", algorithm="none")
    elif how == "symmetric":
        secret = platform.registration.get_platform_public_key().replace("-----", "")
        form["id_token"] = jwt.encode(claims, secret, algorithm="HS256")
    elif how == "changed":
        other = json.dumps({**claims, "sub": "1"}).encode()
        changed = base64.urlsafe_b64encode(other).decode().rstrip("=")
        form["id_token"] = ".".join((head, changed, signature))
    elif how == "junk":
        form["id_token"] = "\x00.\U0001f600.x"  # noqa: S105
    else:
        del form["id_token"]
    assert visitors[0].client.post("/lti/launch", data=form).status_code == 403


def test_a_new_key_of_the_platform_is_fetched(
    visitors: list[Browser], platform: Platform, served: Server
) -> None:
    assert arrives(visitors[0], platform).status_code == 303
    platform.new_key()
    # Not at once: wrong tokens must not make this server ask all the time.
    assert arrives(visitors[1], platform).status_code == 403
    later = served.database.now() + 61_000
    served.database.now = lambda: later
    assert arrives(visitors[1], platform).status_code == 303


def test_an_unknown_platform_is_refused(visitors: list[Browser], served: Server) -> None:
    with learning_platform(served.site.base) as stranger:
        answer = visitors[0].get(stranger.begins().removeprefix(served.base))
    assert answer.status_code == 422
    assert "This platform is not known here" in answer.text


# -- in a frame ------------------------------------------------------------------------------------


def test_in_a_frame_a_button_opens_a_window(visitors: list[Browser], platform: Platform) -> None:
    path = platform.begins().removeprefix(visitors[0].server.base)
    framed = {
        "sec_fetch_dest": "iframe",
        "sec_fetch_site": "cross-site",
        "sec_fetch_mode": "navigate",
    }
    shown = visitors[0].get(path, **framed)
    assert shown.status_code == 200
    assert 'target="_blank"' in shown.text
    assert "frame-ancestors https:" in shown.headers["content-security-policy"]
    link = re.search(r'href="(/lti/login[^"]*)"', shown.text)
    assert link is not None
    assert visitors[0].get(link[1].replace("&amp;", "&")).status_code == 303
    # No other page is shown in one.
    assert visitors[0].get("/", **framed).status_code == 403


# -- scores ----------------------------------------------------------------------------------------


def plays(served: Server, person: str, *, wait: bool = True) -> None:
    saved = begun(PersonStore(served.database, person))
    while wait and not saved.session.ended:
        saved.act(WAIT)
    play_to_the_end(saved, speak=True)


def sends(served: Server) -> str:
    learning = served.site.learning
    learning.places.count(percents_of(served.site.workspace, served.database))
    return learning.gradebooks.deliver()


def who(served: Server) -> str:
    """Return the id of the person who came last from a platform."""
    query = sa.select(outside_tables.lti_place.c.person).order_by(
        outside_tables.lti_place.c.since.desc()
    )
    found = served.database.read(lambda transaction: transaction.first(query))
    assert found is not None
    return str(found[0])


def reporting(browser: Browser, platform: Platform) -> None:
    """Arrive and agree that the score is sent."""
    path = arrives(browser, platform).headers["location"]
    assert browser.post(path, {"answer": "yes"}, at=path).status_code == 303


def test_the_best_whole_session_is_sent_as_a_score(
    visitors: list[Browser], platform: Platform, served: Server
) -> None:
    reporting(visitors[0], platform)
    person = who(served)
    assert sends(served) == ""
    assert platform.scores == []
    plays(served, person)
    assert sends(served) == ""
    ((path, score),) = platform.scores
    assert path == "/lines/1/scores?type=x"
    assert score["userId"] == "42"
    assert score["scoreMaximum"] == 100
    assert 0 < score["scoreGiven"] <= 100
    # A worse one changes nothing, a better one is sent.
    sends(served)
    assert len(platform.scores) == 1
    plays(served, person, wait=False)
    sends(served)
    given = [one["scoreGiven"] for _, one in platform.scores]
    assert given == sorted(given)


def test_a_platform_gets_nothing_but_the_score(
    visitors: list[Browser], platform: Platform, served: Server
) -> None:
    """Of ten people whom it sent, it hears of those who agreed, by its own ids."""
    people = []
    for number in range(10):
        browser = visitors[0]
        browser.client.cookies.clear()
        path = arrives(browser, platform, person=str(number)).headers["location"]
        answer = "yes" if number < 6 else "no"
        assert browser.post(path, {"answer": answer}, at=path).status_code == 303
        browser.post("/me/name", {"name": f"Quillfeather{number}"}, at="/me")
        people.append(served.site.people.person(who(served)))
        store = PersonStore(served.database, who(served))
        saved = begun(store)
        while not saved.session.pause.asks:
            saved.act(WAIT)
        saved.own_words(f"zephyrous thought {number}")
        play_to_the_end(saved)
    assert sends(served) == ""
    assert sorted(score["userId"] for _, score in platform.scores) == list("012345")
    sent = json.dumps([platform.received, platform.scores])
    for person in people:
        assert person is not None
        for private in (person.id, person.learner, person.name, "zephyrous", "Quillfeather"):
            assert private not in sent


def test_nothing_is_sent_of_who_did_not_agree(
    visitors: list[Browser], platform: Platform, served: Server
) -> None:
    arrives(visitors[0], platform)
    plays(served, who(served))
    assert sends(served) == ""
    assert platform.scores == []


def test_who_changes_their_mind_is_not_reported_any_more(
    visitors: list[Browser], platform: Platform, served: Server
) -> None:
    reporting(visitors[0], platform)
    plays(served, who(served))
    served.site.learning.places.count(percents_of(served.site.workspace, served.database))
    place = served.site.learning.places.of(who(served))[0]
    visitors[0].post(f"/lti/places/{place.id}", {"answer": "no", "stay": "1"}, at="/me")
    assert sends(served) == ""
    assert platform.scores == []
    visitors[0].post(f"/lti/places/{place.id}", {"answer": "yes", "stay": "1"}, at="/me")
    sends(served)
    assert len(platform.scores) == 1


def test_a_score_waits_until_the_platform_takes_it(
    visitors: list[Browser], platform: Platform, served: Server
) -> None:
    reporting(visitors[0], platform)
    plays(served, who(served))
    platform.answers = [503]
    assert "status 503" in sends(served)
    assert platform.scores == []
    assert sends(served) == ""
    assert platform.scores == []
    # An hour later; the clock itself stays, because the platform has its own.
    due = sa.update(outside_tables.lti_place).values(due=0)
    served.database.write(lambda transaction: transaction.execute(due))
    assert sends(served) == ""
    assert len(platform.scores) == 1
    assert served.site.learning.places.states() == {"waiting": 0, "sent": 1, "refused": 0}


def test_an_activity_of_somebody_else_cannot_be_answered(
    visitors: list[Browser], platform: Platform, served: Server
) -> None:
    arrives(visitors[0], platform)
    place = served.site.learning.places.of(who(served))[0]
    arrives(visitors[1], platform, person="43")
    path = f"/lti/places/{place.id}"
    assert visitors[1].get(path).status_code == 404
    assert visitors[1].post(path, {"answer": "yes"}, at="/me").status_code == 404


def test_scores_are_below_the_path_of_their_line() -> None:
    assert scores_at("https://x.example/lines/7/lineitem?type_id=4") == (
        "https://x.example/lines/7/lineitem/scores?type_id=4"
    )


# -- choosing an activity --------------------------------------------------------------------------


def test_a_teacher_chooses_what_an_activity_opens(
    visitors: list[Browser], platform: Platform
) -> None:
    browser = visitors[0]
    shown = arrives(browser, platform, role=TEACHER, chooses=True)
    assert shown.status_code == 200
    fields = dict(re.findall(r'name="(token|choice)" value="([^"]+)"', shown.text))
    fields["scenario"] = "will-do"
    chosen = browser.client.post("/lti/choose", data=fields)
    assert chosen.status_code == 200
    assert f"form-action 'self' {platform.address}" in chosen.headers["content-security-policy"]
    assert f'action="{platform.address}/chosen"' in chosen.text
    answer = re.search(r'name="JWT" value="([^"]+)"', chosen.text)
    assert answer is not None
    (item,) = platform.chosen(answer[1], browser.get("/lti/keys").json())
    assert item["custom"] == {"scenario": "will-do"}
    assert item["type"] == "ltiResourceLink"


def test_a_learner_chooses_nothing(visitors: list[Browser], platform: Platform) -> None:
    assert arrives(visitors[0], platform, role=LEARNER, chooses=True).status_code == 422


def test_a_choice_of_somebody_else_is_refused(visitors: list[Browser], platform: Platform) -> None:
    shown = arrives(visitors[0], platform, role=TEACHER, chooses=True)
    choice = re.search(r'name="choice" value="([^"]+)"', shown.text)
    assert choice is not None
    arrives(visitors[1], platform, person="43")
    fields = {"choice": choice[1], "scenario": "will-do"}
    assert visitors[1].post("/lti/choose", fields, at="/me").status_code == 403
    fields["choice"] = "junk"
    assert visitors[1].post("/lti/choose", fields, at="/me").status_code == 403


# -- registration ----------------------------------------------------------------------------------


def test_a_platform_registers_this_server_once(visitors: list[Browser], served: Server) -> None:
    link = served.site.learning.platforms.new_registration().removeprefix(served.base)
    with learning_platform(served.site.base) as platform:
        asked = f"{link}?openid_configuration={platform.address}/.well-known/openid-configuration"
        shown = visitors[0].get(f"{asked}&registration_token=admin")
        assert "127.0.0.1" in shown.text
        fields = dict(re.findall(r'name="(\w+)" value="([^"]+)"', shown.text))
        answer = visitors[0].client.post(link, data=fields)
        assert "This server is registered" in answer.text
        assert platform.registered is not None
        assert platform.registered["jwks_uri"] == f"{served.site.base}lti/keys"
        assert arrives(visitors[1], platform).status_code == 303
        assert visitors[0].client.post(link, data=fields).status_code == 422
    assert visitors[0].get(asked).status_code == 422


def test_an_operator_adds_and_removes_a_platform(visitors: list[Browser], served: Server) -> None:
    operator = served.site.people.add("Op", "operator")
    visitors[0].sign_in(operator.id)
    with learning_platform(served.site.base) as platform:
        sign_in, tokens, keys = platform.urls
        fields = {"issuer": platform.address, "client": platform.client, "deployment": "7"}
        fields |= {"sign_in_url": sign_in, "token_url": tokens, "keys_url": keys}
        added = visitors[0].post("/operator/platforms", fields, at="/operator")
        assert added.status_code == 303
        assert platform.address in visitors[0].get("/operator").text
        assert arrives(visitors[1], platform).status_code == 303
        found = served.site.learning.platforms.all()[0]
        visitors[0].post(f"/operator/platforms/{found.id}/remove", at="/operator")
        assert visitors[1].get(platform.begins().removeprefix(served.base)).status_code == 422


# -- what this server asks for ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "http://lms.example/keys",
        "https://127.0.0.1/keys",
        "https://localhost/keys",
        "https://[::1]/keys",
        "https://[::ffff:127.0.0.1]/keys",
        "https://169.254.169.254/latest/meta-data",
        "https://0.0.0.0/",
        "https://user:password@lms.example/",
        "file:///etc/passwd",
        "gopher://lms.example/",
        "https://",
        "https://[/",
        "https://lms.example:99999/",
        "",
    ],
)
def test_a_secure_server_asks_nothing_of_itself_or_of_strange_addresses(address: str) -> None:
    with pytest.raises(PlatformProblem):
        PlatformWeb(secure=True).check(address)


def test_a_redirect_is_not_followed(served: Server) -> None:
    with (
        learning_platform(served.site.base) as platform,
        pytest.raises(PlatformProblem, match="302"),
    ):
        PlatformWeb(secure=False).get(f"{platform.address}/moved")
