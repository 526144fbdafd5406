"""Read a PDF, for tests: the text of each page, and where a text is."""

from dataclasses import dataclass
from io import BytesIO
from unicodedata import normalize

from pypdf import PdfReader

from simulator.render.page_outline import outline
from simulator.render.sections import Page, Section


def letters(text: str) -> str:
    """Return the letters of a text, whatever a page does with its spaces and with ligatures."""
    return "".join(normalize("NFKC", text).split())


@dataclass(frozen=True)
class Paper:
    """A printed page of a program: the letters on each sheet."""

    sheets: tuple[str, ...]

    def numbered(self) -> bool:
        """Whether each sheet ends with its number and that of the sheets."""
        count = len(self.sheets)
        return all(f"{number}/{count}" in sheet for number, sheet in enumerate(self.sheets, 1))

    def broken(self, section: Section) -> bool:
        """Whether a section is on several sheets: no sheet has its heading and each of its parts."""
        wanted = [letters(text) for text in texts_of_section(section)]
        return not any(all(text in sheet for text in wanted) for sheet in self.sheets)


def read(data: bytes) -> Paper:
    """Return what is written on a PDF."""
    pages = PdfReader(BytesIO(data)).pages
    return Paper(tuple(letters(page.extract_text()) for page in pages))


def texts_of_section(section: Section) -> list[str]:
    """Return texts that show where a section begins and ends, among them what is folded."""
    from tests.render.test_debrief_sections import texts_of

    texts = [text for part in section.parts for text in texts_of(part)]
    plain = [text for text in texts if text and not text.startswith("[")]
    return [section.heading, *plain]


def moments(page: Page) -> list[Section]:
    """Return the sections about the moments of a page."""
    nodes = [child for node in outline(page) for child in node.children]
    return [node.section for node in nodes if node.section.moment]
