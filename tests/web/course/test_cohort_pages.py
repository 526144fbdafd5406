"""The page with the figures of a course, its files, and the form for learners' files."""

import json

import pytest

from simulator.practice.shared_file import SharedFile, shared_json
from simulator.practice.sharing import WORDING
from tests.course.test_cohort import DAY, cue, leave, play
from tests.web.course.visiting import TOKEN, ACourse, Browser

pytestmark = pytest.mark.server


def file_of(course: ACourse, number: int, option: str = "a") -> bytes:
    figures = (play(number, cue(option), leave("")),)
    learner = f"{number:032x}"
    return shared_json(SharedFile("share", course.code, learner, WORDING, DAY, figures)).encode()


def upload(browser: Browser, course: ACourse, data: bytes) -> tuple[int, str]:
    page = f"{course.path}/cohort"
    token = TOKEN.search(browser.get(page).text)
    assert token is not None
    answered = browser.client.post(
        f"{page}/import", data={"token": token[1]}, files={"file": ("Anna Berg.json", data)}
    )
    return answered.status_code, answered.text


def test_files_are_imported_and_counted(trainer: Browser, course: ACourse) -> None:
    for number in range(10):
        status, text = upload(trainer, course, file_of(course, number))
        assert status == 200
        assert "Imported: 1 learner, 1 session." in text
    shown = trainer.get(f"{course.path}/cohort").text
    assert "10 learners share figures" in shown
    assert 'role="img"' in shown
    assert shown.count("<table") >= 3
    assert "<script" not in shown
    assert f'href="{course.path}/cohort"' in trainer.get(course.path).text


def test_a_file_that_is_none_is_refused_without_its_name(trainer: Browser, course: ACourse) -> None:
    status, text = upload(trainer, course, b"{}")
    assert status == 422
    assert "Nothing was imported." in text
    assert "Anna Berg" not in text


def test_a_file_can_be_withdrawn_by_another(trainer: Browser, course: ACourse) -> None:
    for number in range(5):
        upload(trainer, course, file_of(course, number))
    assert "5 learners share" in trainer.get(f"{course.path}/cohort").text
    withdrawal = SharedFile("withdraw", course.code, f"{3:032x}", WORDING, DAY)
    status, _ = upload(trainer, course, shared_json(withdrawal).encode())
    assert status == 200
    assert "Fewer than five learners" in trainer.get(f"{course.path}/cohort").text


def test_the_figures_are_saved_in_four_forms(trainer: Browser, course: ACourse) -> None:
    for number in range(10):
        upload(trainer, course, file_of(course, number))
    files = {ending: trainer.get(f"{course.path}/cohort/{ending}") for ending in _ENDINGS}
    assert all(one.status_code == 200 for one in files.values())
    assert all("attachment" in one.headers["content-disposition"] for one in files.values())
    assert json.loads(files["json"].text)["learners"] == 10
    assert files["csv"].text.startswith("scenario,")
    assert files["parquet"].content.startswith(b"PAR1")
    assert "<script" not in files["html"].text
    assert trainer.get(f"{course.path}/cohort/exe").status_code == 404


_ENDINGS = ("html", "csv", "json", "parquet")


def test_a_learner_sees_none_of_it(learner: Browser, course: ACourse) -> None:
    assert learner.get(f"{course.path}/cohort").status_code == 403
    assert f"{course.path}/cohort" not in learner.get(course.path).text


def test_no_pseudonym_is_on_a_page_or_in_a_file(
    trainer: Browser, learner: Browser, course: ACourse
) -> None:
    learner.post("/me/name", {"name": "Blue heron"}, at="/me")
    for number in range(10):
        upload(trainer, course, file_of(course, number))
    pages = [course.path, f"{course.path}/cohort", f"{course.path}/export"]
    pages += [f"{course.path}/cohort/{ending}" for ending in _ENDINGS]
    for page in pages:
        assert "Blue heron" not in trainer.get(page).text
        assert "File 0000" not in trainer.get(page).text
