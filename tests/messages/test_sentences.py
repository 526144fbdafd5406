"""Sentences live in ``simulator/messages``: other packages say them by id and hold none themselves.

A literal counts as a sentence if it has two words side by side. Docstrings, the texts of exceptions
that only a broken promise raises, patterns, statements of SQL and styles are not said to anybody.
The description of a field is its docstring: it documents the language in an editor.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.messages.ids import SOURCE

ALLOWED: dict[str, frozenset[str]] = {
    # the name of a place in the flow, which a moment cannot have
    "authoring/flow.py": frozenset({"(no end)"}),
    # the words of a command, which are the same in every language
    "cli/completion.py": frozenset({"x completion --names x"}),
    # the words of commands, and a title as somebody would write it
    "cli/examples.py": frozenset(
        {
            "pack build", "pack install", "pack list", "pack remove",
            "data export", "data import", "data delete", "data path",
            "export web",
            "course serve", "course link", "course list", "course new", "course export",
            "course import", "course report", "course panel",
            "course delete", "course keep", "course purge", "course statements",
            "Spring intensive",
            "A cough",
        }
    ),
    # messages of argparse, to recognise errors
    "cli/parser.py": frozenset(
        {
            "the following arguments are required: (.+)",
            "ambiguous option: (.+) could match (.+)",
        }
    ),
    # words of SQL
    "course/database.py": frozenset({"REPEATABLE READ"}),
    "course/postgres_bus.py": frozenset({"LISTEN x"}),
    "course/migrations/versions/0001_first_tables.py": frozenset(
        {
            "what IN ('figures', 'own_words')",
            "role IN ('operator', 'trainer')",
            "role IN ('learner', 'trainer', 'panel')",
            "question IN ('', 'act', 'words')",
            "question IN ('act', 'words')",
        }
    ),
    "course/migrations/versions/0005_learning_platforms.py": frozenset(
        {
            "reports IN ('', 'yes', 'no')",
            "state IN ('', 'waiting', 'sent', 'refused')",
        }
    ),
    "course/migrations/versions/0004_record_store.py": frozenset(
        {"state IN ('waiting', 'sent', 'refused')"}
    ),
    "course/migrations/versions/0002_course_pages.py": frozenset(
        {"role IN ('trainer', 'panel')"}
    ),
    "course/migrations/versions/0003_shared_as_rows.py": frozenset({"what IN ('figures')"}),
    # YAML that is read and not shown
    "cli/new.py": frozenset({"title: x\n"}),
    # keys that tell entries apart and are not shown
    "practice/home.py": frozenset({"scenario x", "session x", "programme xx", " after x"}),
    # the columns of a table
    "store/migrations.py": frozenset(
        {"scenario, title, digest, mode, feedback, seed, started, ended, branched_at, part"}
    ),
    # a message of the parser, to recognise an error
    "language/reader.py": frozenset({"maximum nesting depth"}),
    # messages of the parser, to recognise errors
    "language/yaml_errors.py": frozenset(
        {
            "mapping values are not allowed",
            "quoted scalar",
            "cannot start any token",
            "did not find expected",
            "did not find expected key",
            "could not find expected ':'",
            "tab character",
        }
    ),
    # messages of the parser, to recognise errors
    "language/slips_of_texts.py": frozenset(
        {"block end", "cannot start any token", "expected alpha", "did not find expected"}
    ),
    # descriptions for editors, like the docstrings of the shapes beside them
    "language/schema.py": frozenset(
        {
            "The pronouns of people in this case: he, she or they, by their ids.",
            "A scenario of the Balint leader simulator",
            "a mapping such as x",
            "The trainee's own fixed line, one that needs no decision.",
            "Nobody speaks. Say what one would notice meanwhile.",
            "A stage direction: something is done or seen.",
            "The author speaks to the trainee, outside the meeting; as in a tutorial.",
            "a spoken line",
            "One entry of the script: a spoken line, or what its first key says it is.",
            "What this person of the cast says.",
        }
    ),
    # error types of pydantic, which ``validate`` replaces
    "language/simple_step_shapes.py": frozenset({"one speaker and one text"}),
    "language/step_shapes.py": frozenset({"either say or gesture"}),
    # names of characters, where Unicode has none
    "scenario/text.py": frozenset({"control character", "unnamed character"}),
    # commands, which are the same in every language
    "cli/debrief.py": frozenset({"balint-sim debrief x --format text"}),
    "plain/meeting.py": frozenset({"balint-sim debrief x --format html -o debrief.html"}),
    "plain/room.py": frozenset(
        {"balint-sim --plain play --resume", "balint-sim --plain playx", " --resume x"}
    ),
    "tui/copying.py": frozenset({"balint-sim debrief x --format md"}),
    # classes, selectors and styles of Textual
    "tui/debrief_blocks.py": frozenset({"bold reverse", "bold underline"}),
    "tui/folding_page.py": frozenset({"part heading", "part heading moment"}),
    "tui/debrief_page.py": frozenset({"bold x"}),
    "tui/take_keys.py": frozenset({"OptionList, Input"}),
    "tui/themes.py": frozenset({"bold underline"}),
    # a state of the reader of terminal input
    "tui/terminal_input.py": frozenset({"string escape"}),
    # Ids of strategies, and the English words by which one of them judges a text.
    "analysis/strategies.py": frozenset(
        {
            "always wait", "always speak", "first shown", "most hedged", "most sentences",
            "ends asking", "always x", "sort of", "not sure",
        }
    ),
    # The keywords of Mermaid, the coordinates of SVG, and names of nodes that are not shown.
    "render/flow_mermaid.py": frozenset(
        {
            "flowchart TD", "  accTitle: x", "  accDescr: x", "  class x x",
            "  classDef exemplary stroke-width:4px", "  classDef lost stroke-dasharray:6 4",
        }
    ),
    "render/flow_svg.py": frozenset({"Mx x", "Cx x x x x x", "way x"}),
    "render/layered.py": frozenset({"pass xx x x"}),
    # a policy, and the beginning of a script
    "web/packaged/export.py": frozenset(
        {
            "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'",
            "img-src 'self' data: blob:", "connect-src 'self'", "connect-src x", "worker-src 'self'",
            "manifest-src 'self'", "base-uri 'none'", "form-action 'none'",
            "const VERSION = x;\nconst FILES = x;\n", "Pyodide x", "Mozilla Public License 2.0",
        }
    ),
    # headers of HTTP
    "web/pages/policy.py": frozenset({"'self' data:", "'self' x", "x x"}),
    "course/lti_web.py": frozenset({"Bearer x"}),
    "course/oidc.py": frozenset({"Basic x"}),
    "web/served/watched.py": frozenset({"Bearer x", "GET, HEAD"}),
    "web/course/lti.py": frozenset({"https: http:"}),
    "web/pages/http.py": frozenset({'attachment; filename="x"'}),
    # what the standards are called, in a manifest and by their users
    "web/packaged/courses.py": frozenset({"ADL SCORM", "2004 4th Edition", "SCORM x"}),
    "web/served/app.py": frozenset({"x=x; Path=/; HttpOnly; SameSite=Strict"}),
    "web/served/headers.py": frozenset(
        {
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
            "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
        }
    ),
    "web/served/statics.py": frozenset({"public, max-age=31536000, immutable"}),
}  # fmt: skip
"""Literals that are no sentences for people, by file."""

WORDS = re.compile(r"[A-Za-z]{2,}[,;:.]? [A-Za-z'\"]+")
STATEMENT = re.compile(
    r"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|BEGIN|ATTACH)\b"
)
PART_OF_A_STATEMENT = re.compile(
    r"\b(?:SELECT|WHERE|REFERENCES|IS(?: NOT)? NULL|TEXT NOT NULL|INTEGER NOT NULL)\b"
)
BROKEN_PROMISES = {
    "AssertionError", "TypeError", "ValueError", "RuntimeError", "KeyError",
    "NotOnOffer",
}  # fmt: skip
NEVER_SAID = {"Field", "compile", "namedtuple", "TypeVar", "cast", "add_parser_alias"}
STYLES = {"CSS", "DEFAULT_CSS", "_CSS"}
CONTENT_TYPE = re.compile(r"[a-z]+/[a-z-]+; charset=utf-8")
ATTRIBUTE = re.compile(r'[a-z-]+="[^"]*"')
TAGS = re.compile(r"<[^<>]+>")
TEMPLATE_CODE = re.compile(r"\{[{%#].*?[}%#]\}|<style>.*?</style>", re.DOTALL)


def sentences(tree: ast.Module) -> Iterator[str]:
    """Yield the literals of a module that look like sentences."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            setattr(child, "parent", node)  # noqa: B010 - a node has no such attribute of its own
    for node in ast.walk(tree):
        text = _text(node)
        shown = TAGS.sub("", text)
        if WORDS.search(shown) and _is_said(text) and not _is_unsaid(node):
            yield text


def _is_sql(text: str) -> bool:
    return bool(STATEMENT.match(text) or PART_OF_A_STATEMENT.search(text))


def _is_said(text: str) -> bool:
    """Whether a literal is for people: no SQL, and no header of HTTP."""
    return not _is_sql(text) and not CONTENT_TYPE.fullmatch(text)


def _text(node: ast.AST) -> str:
    match node:
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) or "x" for part in parts)
        case ast.Constant(value=str() as text):
            return text
        case _:
            return ""


def _is_unsaid(node: ast.AST) -> bool:
    for inner, outer in _ancestry(node):
        match outer:
            case ast.JoinedStr():
                return True  # counted with the whole
            case ast.Expr() if inner is node:
                return True  # a docstring
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                if name in BROKEN_PROMISES | NEVER_SAID:
                    return True
            case ast.AnnAssign(annotation=annotation) if annotation is inner:
                return True
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if name in STYLES:
                    return True
            case ast.FunctionDef(returns=annotation) if annotation is inner:
                return True
            case ast.arg() | ast.Assert():
                return True
    return False


def _ancestry(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    while (parent := getattr(node, "parent", None)) is not None:
        yield node, parent
        node = parent


FILES = [
    file for file in sorted(SOURCE.rglob("*.py")) if file.relative_to(SOURCE).parts[0] != "messages"
]


FOLDERS = sorted({file.relative_to(SOURCE).parts[0] for file in FILES})


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_module_holds_a_sentence(folder: str) -> None:
    found = []
    for file in FILES:
        name = file.relative_to(SOURCE)
        if name.parts[0] == folder:
            allowed = ALLOWED.get(name.as_posix(), frozenset())
            texts = sentences(ast.parse(file.read_text("utf-8")))
            found += [f"{name}: {text}" for text in texts if text not in allowed]
    assert found == []


TEMPLATES = sorted((SOURCE / "render").rglob("*.j2"))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_template_holds_no_word(file: Path) -> None:
    assert words_of(file.read_text()) == []


def words_of(template: str) -> list[str]:
    """Return the words that a template writes between its tags and its own code."""
    shown = TAGS.sub(" ", TEMPLATE_CODE.sub("", template))
    return re.findall(r"[A-Za-z]{2,}", ATTRIBUTE.sub(" ", shown))


def test_the_words_of_a_template_are_seen_and_its_code_is_not() -> None:
    template = '<p class="soft">{% if it %}{{ say(it) }}{% endif %}</p><h2>Harms</h2>'
    assert words_of(template) == ["Harms"]


def test_the_count_sees_sentences_and_leaves_the_rest() -> None:
    seen = sentences(
        ast.parse(
            '"""Say a few words."""\n'
            'CSS = "Screen { dock: top left }"\n'
            'raise ValueError("a broken promise")\n'
            'print("one", f"{count} plays are saved", "SELECT id FROM play")\n'
            'part: "a type" = "ended IS NOT NULL"\n'
            'def f(x: "a type") -> "b type": ...\n'
        )
    )
    assert list(seen) == ["x plays are saved"]
