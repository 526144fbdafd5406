"""A debrief as PDF: the same contents, tagged and numbered, and nothing is fetched for it."""

import re
import sys
from io import BytesIO
from pathlib import Path
from socket import socket
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from simulator.messages import say
from simulator.render.debrief_sections import page
from simulator.render.sections import Page, Paragraph, Section
from simulator.render.write_pdf import NoPdf, html_to_pdf, write_pdf
from tests.cli.balint import balint
from tests.render import paper
from tests.render.every_part import every_part
from tests.render.test_debrief_sections import texts
from tests.review.test_debrief import hostile_debrief

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pango() -> None:
    """Skip the test if no PDF can be written here."""
    try:
        html_to_pdf("<p>A</p>")
    except NoPdf as error:
        pytest.skip(str(error))


needs_pango = pytest.mark.usefixtures("pango")


@pytest.fixture(scope="module")
def made(pango: None) -> bytes:
    return write_pdf(every_part())


@pytest.mark.services
@needs_pango
def test_a_pdf_has_every_text_also_what_is_folded_on_a_screen(made: bytes) -> None:
    written = "".join(paper.read(made).sheets)
    wanted = [re.sub(r"^\[[-+=~!]\] ", "", text) for text in texts(every_part())]
    missing = [text for text in wanted if paper.letters(text) not in written]
    assert missing == []


@pytest.mark.services
@needs_pango
def test_every_sheet_has_its_number(made: bytes) -> None:
    assert paper.read(made).numbered()


@pytest.mark.services
@needs_pango
def test_no_moment_is_broken_between_two_sheets(made: bytes) -> None:
    read, sections = paper.read(made), paper.moments(every_part())
    assert sections
    assert [section.heading for section in sections if read.broken(section)] == []


@pytest.mark.services
@needs_pango
def test_a_moment_that_is_longer_than_a_sheet_is_seen_to_be_broken() -> None:
    long = tuple(Paragraph(f"Sentence {number}.") for number in range(200))
    page = Page("A", "A", "en", (Section("moment", "Long", long, 3),))
    assert paper.read(write_pdf(page)).broken(page.sections[0])


@pytest.mark.services
@needs_pango
def test_a_pdf_is_tagged_and_has_a_title_a_language_and_bookmarks(made: bytes) -> None:
    reader = PdfReader(BytesIO(made))
    catalogue = reader.root_object
    assert cast("DictionaryObject", catalogue["/MarkInfo"])["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert str(catalogue["/Lang"]) == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == every_part().title
    assert reader.outline


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list to which every address is added that somebody tries to connect to."""
    addresses: list[object] = []

    def connect(self: socket, address: object) -> None:
        addresses.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "connect", connect)
    return addresses


@pytest.mark.services
@needs_pango
def test_nothing_is_fetched_for_a_hostile_scenario(tmp_path: Path, asked: list[object]) -> None:
    reader = PdfReader(BytesIO(write_pdf(page(hostile_debrief(tmp_path)))))
    assert asked == []
    assert reader.attachments == {}
    assert not [image for sheet in reader.pages for image in sheet.images]
    assert addresses(reader) == []


@pytest.mark.services
@needs_pango
def test_an_address_in_the_page_is_refused_on_the_network_and_on_the_disk(
    tmp_path: Path, asked: list[object]
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this machine", "utf-8")
    hostile = f"""
        <link rel="attachment" href="{secret.as_uri()}">
        <link rel="stylesheet" href="http://127.0.0.1:9/style.css">
        <style>@import "{secret.as_uri()}"; body {{ background: url(http://127.0.0.1:9/a) }}</style>
        <img src="{secret.as_uri()}"><img src="http://127.0.0.1:9/picture.png">
        <svg><image href="{secret.as_uri()}"/></svg><object data="{secret.as_uri()}"></object>
        <a rel="attachment" href="{secret.as_uri()}">it</a><p>Written all the same.</p>
    """
    pdf = html_to_pdf(hostile)
    reader = PdfReader(BytesIO(pdf))
    assert asked == []
    assert reader.attachments == {}
    assert secret.read_bytes() not in pdf
    assert "Writtenallthesame." in paper.read(pdf).sheets[0]


def addresses(reader: PdfReader) -> list[object]:
    """Return what a click in a PDF would open outside it."""
    annotations = [
        annotation.get_object()
        for sheet in reader.pages
        for annotation in sheet.get("/Annots") or []
    ]
    return [each["/A"] for each in annotations if "/URI" in each.get("/A", {})]


# On the command line.


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a learner who has played the flagship and read its debrief."""
    folder = tmp_path_factory.mktemp("home")
    # The last answer skips the questions before the debrief.
    typed = "\n" + "w\n" * 30 + "x\n"
    assert balint(folder, "play", "presenter-drifts", "--plain", typed=typed).returncode == 0
    return folder


@pytest.mark.services
@needs_pango
def test_the_command_writes_a_pdf_to_a_file(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "debrief.pdf"
    outcome = balint(home, "debrief", "--format", "pdf", "-o", str(file))
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")
    assert "Theletterinthevan" in paper.read(file.read_bytes()).sheets[0]


@pytest.mark.services
@needs_pango
@pytest.mark.parametrize("words", [["progress"], ["progress", "--log"]])
def test_progress_and_the_practice_log_are_pdf_too(
    home: Path, tmp_path: Path, words: list[str]
) -> None:
    file = tmp_path / "page.pdf"
    outcome = balint(home, *words, "--format", "pdf", "-o", str(file))
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")
    assert "Theletterinthevan" in "".join(paper.read(file.read_bytes()).sheets)


@pytest.mark.parametrize("words", [["debrief"], ["progress"], ["progress", "--log"]])
def test_a_pdf_is_not_written_to_the_terminal(home: Path, words: list[str]) -> None:
    outcome = balint(home, *words, "--format", "pdf")
    assert outcome.returncode == 2
    assert say("cli.pdf_needs_file") in outcome.stderr
    assert outcome.stdout == ""


def test_without_the_extra_one_line_names_it_and_nothing_is_written(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    refused(home, tmp_path, say("page.no_weasyprint"))
    assert "[pdf]" in say("page.no_weasyprint")


def test_without_pango_one_line_names_it_and_nothing_is_written(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is missing on such a machine: no library can be opened, whatever its name.
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    cffi = pytest.importorskip("cffi")

    def dlopen(self: object, name: object, flags: int = 0) -> None:
        raise OSError(f"cannot load library {name!r}")

    monkeypatch.setattr(cffi.FFI, "dlopen", dlopen)
    refused(home, tmp_path, say("page.no_pango"))
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        del sys.modules[name]


def refused(home: Path, folder: Path, sentence: str) -> None:
    """Check that the command refuses with this sentence alone."""
    file = folder / "debrief.pdf"
    outcome = balint(home, "debrief", "--format", "pdf", "-o", str(file))
    assert outcome.returncode == 1
    assert outcome.stderr.splitlines() == [f"balint-sim: {sentence}"]
    assert outcome.stdout == ""
    assert not file.exists()
