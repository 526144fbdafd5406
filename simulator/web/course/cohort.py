"""The figures of a course for its trainers, as a page and as files, and the files of learners."""

import json
from collections.abc import Callable
from typing import Final

from markupsafe import Markup

from simulator.course.cohort import cohort
from simulator.course.cohort_figures import Cohort
from simulator.course.import_shared import import_files
from simulator.course.imported import Imported
from simulator.course.known_scenarios import known_scenarios
from simulator.messages import say
from simulator.render.cohort_data import cohort_csv, cohort_json, cohort_parquet
from simulator.render.cohort_page import cohort_page
from simulator.render.imported_text import imported_lines
from simulator.render.sections import Page
from simulator.render.write_html import html_parts, write_html
from simulator.web.course.layout import page
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import BadForm, NotHere, Response, download

_JSON: Final = "application/json"


def show(site: Site, visit: Visit) -> Response:
    """Return the page with the figures of a course."""
    return _shown(site, visit, None)


def save(site: Site, visit: Visit, ending: str) -> Response:
    """Return the figures of a course as a file."""
    if ending not in _WRITERS:
        raise NotHere(say("web.no_page"))
    kind, write = _WRITERS[ending]
    try:
        body = write(site, visit, cohort(site.database, visit.here.id))
    # polars has an extra of its own, and is first imported as Parquet is written.
    except ModuleNotFoundError as error:
        raise NotHere(say("cohort.needs_polars")) from error
    return download(body, f"balint-sim-figures.{ending}", kind)


def import_file(site: Site, visit: Visit) -> Response:
    """Import the file of a learner, and return the page with what became of it."""
    data = visit.request.files.get("file", b"")
    if not data:
        raise BadForm(say("cohort.no_file"))
    # The name of an uploaded file is somebody's own, and could be a person's.
    name = say("cohort.uploaded")
    # Not a redirect: what became of the file is saved nowhere.
    return _shown(site, visit, import_files(site.database, visit.here.id, [(name, data)]))


def _shown(site: Site, visit: Visit, imported: Imported | None) -> Response:
    contents, parts = html_parts(_page(site, visit, cohort(site.database, visit.here.id)))
    refused = imported is not None and bool(imported.problems)
    return page(
        site,
        visit,
        "cohort.html.j2",
        say("cohort.page_title"),
        status=422 if refused else 200,
        # Escaped by the templates of the report.
        contents=Markup(contents),  # noqa: S704
        parts=Markup(parts),  # noqa: S704
        endings=tuple(_WRITERS),
        imported=imported_lines(imported) if imported is not None else [],
        problems=imported.problems if imported is not None else (),
    )


def _page(site: Site, visit: Visit, found: Cohort) -> Page:
    known = known_scenarios(site.workspace, [group.key.digest for group in found.groups])
    return cohort_page(found, visit.here.name, known, site.workspace.catalogue)


def _html(site: Site, visit: Visit, found: Cohort) -> bytes:
    return write_html(_page(site, visit, found)).encode()


def _csv(site: Site, visit: Visit, found: Cohort) -> bytes:
    return cohort_csv(found).encode()


def _parquet(site: Site, visit: Visit, found: Cohort) -> bytes:
    return cohort_parquet(found)


def _json(site: Site, visit: Visit, found: Cohort) -> bytes:
    return json.dumps(cohort_json(found, visit.here.name), indent=2).encode()


_WRITERS: Final[dict[str, tuple[str, Callable[[Site, Visit, Cohort], bytes]]]] = {
    "html": ("text/html; charset=utf-8", _html),
    "csv": ("text/csv; charset=utf-8", _csv),
    "parquet": ("application/vnd.apache.parquet", _parquet),
    "json": (_JSON, _json),
}
"""The type and the writer of each kind of file, by its ending."""
