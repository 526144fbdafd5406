"""What a learner agreed to is shared when a session is over, and when the yes comes later."""

import json

import pytest

from tests.web.course.visiting import ACourse, Browser, Server
from tests.web.served.visiting import seen

pytestmark = pytest.mark.server

FIGURES = {"what": "figures", "wording": "figures-1"}


def played(learner: Browser) -> None:
    """Play a session to its end: the leader never speaks."""
    form = {"scenario": "presenter-drifts", "mode": "guided", "seed": "1"}
    path = learner.post("/room/plays", form).headers["location"]
    for _ in range(400):
        answer = learner.get(path)
        forms = [] if answer.status_code != 200 else seen(answer.text).forms()
        ways = [one for one in forms if one[0].startswith(path) and "line" not in one[1]]
        if not ways:
            return
        where, fields = ways[-1]
        assert learner.client.post(where, data=fields).status_code == 303
    raise AssertionError("The session does not end.")


def test_a_finished_session_is_shared_if_that_was_agreed(
    learner: Browser, course: ACourse, served: Server
) -> None:
    path = f"{course.path}/consent"
    learner.post(path, {**FIGURES, "answer": "yes"}, at=path)
    assert served.site.consents.shared(course.course.id, "figures") == []
    played(learner)
    shared = served.site.consents.shared(course.course.id, "figures")
    assert [json.loads(document)["scenario"] for _, document in shared] == ["presenter-drifts"]
    learner.post(path, {**FIGURES, "answer": "no"}, at=path)
    assert served.site.consents.shared(course.course.id, "figures") == []


def test_nothing_is_shared_without_a_yes_and_then_what_there_is(
    learner: Browser, course: ACourse, served: Server
) -> None:
    played(learner)
    assert served.site.consents.shared(course.course.id, "figures") == []
    path = f"{course.path}/consent"
    learner.post(path, {**FIGURES, "answer": "yes"}, at=path)
    assert len(served.site.consents.shared(course.course.id, "figures")) == 1
    assert served.site.consents.shared(course.course.id, "own_words") == []
