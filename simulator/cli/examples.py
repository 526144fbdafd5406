"""The examples at the end of each command's help, the same in the help and on the man page.

The words of a command are the same in every language; what it does is a message of ``examples``.
"""

from simulator.cli.streams import PROGRAM
from simulator.messages import say

Example = tuple[str, tuple[str, ...]]
"""The key of the message that says what an example does, and the words after the program's name."""

_COURSE = "1f0c6b1e-5f0f-4a3e-9a53-3f9a4c7f1d20"
"""The id of a course that an example has."""

EXAMPLES: dict[str, tuple[Example, ...]] = {
    "": (
        ("open", ()),
        ("tutorial", ("play", "tutorial")),
        ("open_plain", ("--plain",)),
        ("explain_word", ("explain", "contain")),
    ),
    "play": (
        ("tutorial", ("play", "tutorial")),
        ("resume", ("play", "--resume")),
        ("live", ("play", "presenter-drifts", "--mode", "live", "--feedback", "end")),
        ("watch", ("play", "presenter-drifts", "--watch", "--plain")),
    ),
    "list": (
        ("list", ("list",)),
        ("list_some", ("list", "--level", "foundation", "--rule", "no-advice")),
        ("list_json", ("list", "--json")),
    ),
    "check": (
        ("check", ("check", "my-scenario")),
        ("check_watch", ("check", "--watch", "my-scenario")),
    ),
    "analyse": (
        ("analyse", ("analyse", "presenter-drifts")),
        ("analyse_library", ("analyse", "--library")),
    ),
    "run": (
        ("run", ("run", "presenter-drifts", "--play", "exemplary")),
        ("run_json", ("run", "presenter-drifts", "--play", "mine.yaml", "--json")),
    ),
    "compare": (
        ("compare", ("compare", "presenter-drifts", "my-scenario")),
        ("compare_json", ("compare", "my-old-scenario", "my-scenario", "--json")),
    ),
    "graph": (
        ("graph", ("graph", "presenter-drifts")),
        ("graph_svg", ("graph", "presenter-drifts", "-o", "flow.svg")),
    ),
    "preview": (
        ("preview", ("preview", "my-scenario", "--from", "a-silence")),
        ("preview_lines", ("preview", "my-scenario", "--lines", "--case", "2")),
    ),
    "print": (
        ("print", ("print", "my-scenario", "-o", "for-review.html")),
        ("print_word", ("print", "my-scenario", "--case", "1", "--format", "md")),
        (
            "print_no_key",
            ("print", "my-scenario", "--no-key", "--sheet", "marks.csv", "-o", "to-mark.html"),
        ),
        (
            "print_panel",
            (
                *("print", "my-scenario", "--no-key", "--panel"),
                *("--sheet", "marks.csv", "-o", "to-mark.html"),
            ),
        ),
    ),
    "marks": (
        ("marks", ("marks", "anna.csv", "ben.csv", "cleo.yaml")),
        ("marks_path", ("marks", "anna.csv", "--scenario", "my-scenario", "--json")),
    ),
    "panel": (
        ("panel", ("panel", "my-scenario", "1.csv", "2.csv", "3.csv", "4.yaml")),
        (
            "panel_write",
            (
                *("panel", "my-scenario", "1.csv", "2.csv", "3.csv"),
                *("--write", "--format", "html", "-o", "panel.html"),
            ),
        ),
    ),
    "debrief": (
        ("debrief", ("debrief",)),
        ("debrief_list", ("debrief", "--list")),
        ("debrief_html", ("debrief", "3", "--format", "html", "-o", "debrief.html")),
    ),
    "drill": (
        ("drill", ("drill",)),
        ("drill_one", ("drill", "questions-fired")),
        ("drill_list", ("drill", "--list")),
    ),
    "serve": (
        ("serve", ("serve", "--open")),
        ("serve_port", ("serve", "--port", "0")),
        ("serve_others", ("serve", "--host", "0.0.0.0")),  # noqa: S104  # an example's words
    ),
    "plenary": (
        ("plenary", ("plenary", "presenter-drifts", "--open")),
        ("plenary_resume", ("plenary", "--resume", "K7PM4Q")),
    ),
    "course": (
        ("course_serve", ("course", "serve", "--open")),
        ("course_link", ("course", "link", "--trainer", "Ruth")),
    ),
    "course serve": (
        ("course_serve", ("course", "serve", "--open")),
        ("course_proxy", ("course", "serve", "--address", "https://courses.example.org/")),
    ),
    "course link": (("course_link", ("course", "link", "--trainer", "Ruth")),),
    "course list": (("course_list", ("course", "list")),),
    "course new": (("course_new", ("course", "new", "Spring intensive", "--trainer", "Ruth")),),
    "course import": (
        ("course_import", ("course", "import", "1.json", "2.json", "--course", _COURSE)),
    ),
    "course report": (
        ("course_report", ("course", "report", _COURSE)),
        ("course_report_html", ("course", "report", _COURSE, "-o", "figures.html")),
    ),
    "course panel": (
        ("course_panel", ("course", "panel", _COURSE, "presenter-drifts", "-o", "sheets")),
    ),
    "course export": (("course_export", ("course", "export", _COURSE, "-o", "course.json")),),
    "course delete": (("course_delete", ("course", "delete", _COURSE)),),
    "course keep": (("course_keep", ("course", "keep", _COURSE, "--until", "2027-03-31")),),
    "course statements": (("course_statements", ("course", "statements")),),
    "course purge": (("course_purge", ("course", "purge")),),
    "progress": (
        ("progress", ("progress",)),
        ("progress_html", ("progress", "--format", "html", "-o", "progress.html")),
        (
            "progress_log",
            (
                *("progress", "--log", "--reflections", "all"),
                *("--format", "csv", "-o", "practice.csv"),
            ),
        ),
    ),
    "explain": (
        ("explain_code", ("explain", "R405")),
        ("explain_word", ("explain", "contain")),
        ("explain_key", ("explain", "ripe")),
    ),
    "new": (
        ("new", ("new", "my-scenario", "--title", "A cough")),
        ("new_pattern", ("new", "my-scenario", "--pattern", "repair")),
        ("new_copy", ("new", "my-scenario", "--from", "presenter-drifts")),
    ),
    "schema": (("schema", ("schema",)),),
    "export": (("export_web", ("export", "web", "-o", "room")),),
    "export web": (
        ("export_web", ("export", "web", "-o", "room")),
        ("export_zip", ("export", "web", "presenter-drifts", "-o", "room.zip")),
        ("export_scorm", ("export", "web", "presenter-drifts", "--scorm", "1.2", "-o", "room.zip")),
    ),
    "pack": (
        ("pack_list", ("pack", "list")),
        ("pack_install", ("pack", "install", "evening.zip")),
    ),
    "pack build": (("pack_build", ("pack", "build", "my-pack", "-o", "evening.zip")),),
    "pack install": (("pack_install", ("pack", "install", "evening.zip")),),
    "pack list": (("pack_list", ("pack", "list")),),
    "pack remove": (("pack_remove", ("pack", "remove", "evening")),),
    "share": (
        ("share", ("share", "--course", "K7PM4Q")),
        ("share_words", ("share", "--course", "K7PM4Q", "--own-words", "-o", "for-anna.json")),
        ("share_withdraw", ("share", "--course", "K7PM4Q", "--withdraw")),
    ),
    "data": (
        ("data_path", ("data", "path")),
        ("data_export", ("data", "export", "-o", "sessions.json")),
    ),
    "data export": (("data_export", ("data", "export", "-o", "sessions.json")),),
    "data import": (
        ("data_import", ("data", "import", "sessions.json")),
        ("data_try", ("data", "import", "--dry-run", "sessions.json")),
    ),
    "data delete": (
        ("data_delete", ("data", "delete")),
        ("data_delete_one", ("data", "delete", "--session", "3")),
    ),
    "data path": (("data_path", ("data", "path")),),
    "doctor": (("doctor", ("doctor",)),),
    "completion": (
        ("completion_bash", ("completion", "bash")),
        ("completion_fish", ("completion", "fish")),
    ),
}
"""By the words of the command; the program itself is the empty text."""

STATUSES = (0, 1, 2, 130)
VARIABLES = ("BALINT_SIM_HOME", "BALINT_SIM_PLAIN", "NO_COLOR")


def sections(command: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the sections at the end of the help of a command, by their headings."""
    found = {
        say("cli_help.examples"): tuple(
            (_line(words), say(f"examples.{key}")) for key, words in EXAMPLES[command]
        ),
        say("cli_help.status"): tuple(
            (str(status), say(f"cli_help.status_{status}")) for status in STATUSES
        ),
    }
    if not command:
        found[say("cli_help.environment")] = tuple(
            (name, say(f"cli_help.{name}")) for name in VARIABLES
        )
    return found


def _line(words: tuple[str, ...]) -> str:
    import shlex

    return " ".join((PROGRAM, *map(shlex.quote, words)))
