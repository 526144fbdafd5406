"""Write a page as PDF, with WeasyPrint, which the extra ``[pdf]`` installs.

The PDF is tagged: it has headings, lists and tables for a screen reader. Nothing is fetched: a page
refers to nothing, and an address that got into it all the same would be refused, whether on the
network or in a file of this machine.
"""

from contextlib import redirect_stdout
from io import StringIO
from typing import Any

from simulator.messages import say
from simulator.render.sections import Page
from simulator.render.write_html import write_html


class NoPdf(Exception):
    """Raised if PDF cannot be written here: a sentence says what to install."""


def write_pdf(page: Page) -> bytes:
    """Return a page as PDF; raise NoPdf if WeasyPrint or its system library is missing."""
    return html_to_pdf(write_html(page))


def html_to_pdf(html: str) -> bytes:
    """Return HTML as PDF, fetching nothing; raise NoPdf as ``write_pdf`` does."""
    weasyprint, urls = _weasyprint()
    fetcher = urls.URLFetcher(allowed_protocols={"data"})
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    # This variant is what makes WeasyPrint write tags. It is no claim that the file conforms to
    # PDF/UA: the scope of a table's heads is lost, for example.
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _weasyprint() -> tuple[Any, Any]:
    """Return the module and that of its fetcher; imported here, because that takes long."""
    # If a library is missing, WeasyPrint prints several lines before it raises.
    with redirect_stdout(StringIO()):
        try:
            import weasyprint
            from weasyprint import urls
        except ImportError as error:
            raise NoPdf(say("page.no_weasyprint")) from error
        except OSError as error:
            raise NoPdf(say("page.no_pango")) from error
    return weasyprint, urls
