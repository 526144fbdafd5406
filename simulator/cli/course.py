"""``balint-sim course``: serve courses to many people, and what the server's console can do."""

import argparse
import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.arguments import port
from simulator.cli.course_figures import import_into, report
from simulator.cli.course_panel import add_panel, write_sheets
from simulator.cli.monitoring import add_monitoring, log_json, metrics_token
from simulator.cli.output import put_out
from simulator.cli.parser import CommandParser, add_action, completed
from simulator.cli.plenary import EXTRA
from simulator.cli.refusal import Refusal
from simulator.cli.streams import complain
from simulator.library.files import reason
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.course.courses import Known
    from simulator.course.database import Database
    from simulator.course.oidc import Provider
    from simulator.course.record_store import RecordStore

ADDRESS = "http://127.0.0.1:8000/"
"""How links begin if no address was given."""


def add_arguments(parser: CommandParser) -> None:
    """Declare the actions and their options."""
    parser.set_defaults(help_of=parser)
    actions = parser.add_subparsers(
        title=say("commands.course_title"), metavar="ACTION", dest="what"
    )
    _add_serve(add_action(actions, "course", "serve"))
    _add_people(actions)
    _add_figures(actions)
    add_panel(add_action(actions, "course", "panel"))
    _add_keeping(actions)
    for action in actions.choices.values():
        action.add_argument("--database", default="", metavar="URL", help=say("options.database"))


def _add_serve(serve: CommandParser) -> None:
    serve.add_argument(
        "--host", default="127.0.0.1", metavar="HOST", help=say("options.course_host")
    )
    serve.add_argument("--port", type=port, default=8000, metavar="N", help=say("options.port"))
    _add_address(serve, "")
    serve.add_argument("--open", action="store_true", help=say("options.course_open"))
    serve.add_argument(
        "--record-store", default="", metavar="URL", help=say("options.record_store")
    )
    login = serve.add_argument(
        "--record-store-login", default="", metavar="FILE", help=say("options.record_store_login")
    )
    completed(login, "files")
    serve.add_argument("--oidc", default="", metavar="ISSUER", help=say("options.oidc"))
    serve.add_argument("--oidc-client", default="", metavar="ID", help=say("options.oidc_client"))
    secret = serve.add_argument(
        "--oidc-secret-file", default="", metavar="FILE", help=say("options.oidc_secret_file")
    )
    completed(secret, "files")
    serve.add_argument(
        "--oidc-trainers", default="", metavar="CLAIM=VALUE", help=say("options.oidc_trainers")
    )
    add_monitoring(serve)


def _add_people(actions: "argparse._SubParsersAction[CommandParser]") -> None:
    """Declare what makes courses and lets people in."""
    link = add_action(actions, "course", "link")
    who = link.add_mutually_exclusive_group(required=True)
    who.add_argument("--trainer", metavar="NAME", help=say("options.course_trainer_link"))
    who.add_argument("--operator", metavar="NAME", help=say("options.course_operator_link"))
    _add_address(link, ADDRESS)
    add_action(actions, "course", "list")
    new = add_action(actions, "course", "new")
    new.add_argument("name", metavar="NAME", help=say("options.course_name"))
    new.add_argument("--trainer", required=True, metavar="NAME", help=say("options.course_trainer"))


def _add_figures(actions: "argparse._SubParsersAction[CommandParser]") -> None:
    """Declare what reads and writes what is saved of a course."""
    export = add_action(actions, "course", "export")
    _add_course(export)
    output = export.add_argument("-o", dest="output", metavar="FILE", help=say("options.output"))
    completed(output, "files")
    imported = add_action(actions, "course", "import")
    files = imported.add_argument(
        "files", nargs="+", metavar="FILE", help=say("options.course_files")
    )
    completed(files, "files")
    imported.add_argument("--course", required=True, metavar="ID", help=say("options.course_id"))
    report = add_action(actions, "course", "report")
    _add_course(report)
    written = report.add_argument(
        "-o", dest="output", metavar="FILE", help=say("options.course_report")
    )
    completed(written, "files")


def _add_keeping(actions: "argparse._SubParsersAction[CommandParser]") -> None:
    """Declare what deletes, and what shows what was sent elsewhere."""
    delete = add_action(actions, "course", "delete")
    _add_course(delete)
    delete.add_argument("--yes", action="store_true", help=say("options.yes"))
    keep = add_action(actions, "course", "keep")
    _add_course(keep)
    keep.add_argument("--until", required=True, metavar="DATE", help=say("options.course_until"))
    add_action(actions, "course", "purge")
    add_action(actions, "course", "statements")


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Do one action; without one, print the help."""
    if args.what is None:
        args.help_of.print_help()
        return 0
    if any(find_spec(name) is None for name in EXTRA):
        raise Refusal(say("cli_course.no_extra"))
    from simulator.store.play_store import StoreProblem
    from simulator.web.served.listening import CannotListen

    try:
        return _serve(args, workspace) if args.what == "serve" else _do(args, workspace)
    except (CannotListen, StoreProblem) as problem:
        raise Refusal(str(problem)) from problem


def _serve(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.web.served.course_serve import Wanted, serve_courses
    from simulator.web.served.serve import Where
    from simulator.web.served.watched import Watch

    where = Where(args.host, args.port, args.open)
    watch = Watch(metrics_token(args), log_json if args.log == "json" else None)
    wanted = Wanted(args.database, args.address, where, _record_store(args), watch, _provider(args))
    serve_courses(workspace, wanted, _show, complain)
    return 0


def _record_store(args: argparse.Namespace) -> "RecordStore | None":
    from simulator.course.record_store import RecordStore

    if not args.record_store:
        return None
    name, password = _login(args.record_store_login) if args.record_store_login else ("", "")
    return RecordStore(args.record_store, name, password)


def _login(file: str) -> tuple[str, str]:
    """Return the name and password in a file; they are never on the command line."""
    try:
        text = Path(file).read_text("utf-8")
    except (OSError, ValueError) as error:
        why = reason(error)
        raise Refusal(say("xapi.no_login", file=clean_line(file), reason=why)) from error
    name, colon, password = text.strip().partition(":")
    if not (name and colon and password) or "\n" in password:
        raise Refusal(say("xapi.bad_login", file=clean_line(file)))
    return name, password


def _provider(args: argparse.Namespace) -> "Provider | None":
    """Return the provider of accounts; its secret is never on the command line."""
    from simulator.course.oidc import Provider

    wanted = (args.oidc, args.oidc_client, args.oidc_secret_file)
    if not any((*wanted, args.oidc_trainers)):
        return None
    if not all(wanted):
        raise Refusal(say("oidc.all_of_them"))
    claim, equals, value = args.oidc_trainers.partition("=")
    if args.oidc_trainers and not (claim and equals and value):
        raise Refusal(say("oidc.bad_claim"))
    file = clean_line(args.oidc_secret_file)
    try:
        secret = Path(args.oidc_secret_file).read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        raise Refusal(say("oidc.no_secret", file=file, reason=reason(error))) from error
    if not secret or "\n" in secret:
        raise Refusal(say("oidc.bad_secret", file=file))
    return Provider(args.oidc, args.oidc_client, secret, claim, value)


def _do(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.web.served.course_serve import clean, opened

    with opened(workspace, args.database) as database:
        if args.what == "purge":
            print(say("cli_course.purged", count=clean(workspace, database)))
        elif args.what == "import":
            return import_into(_known(database, args.course).id, args.files, database)
        elif args.what == "report":
            report(_known(database, args.course), args.output, workspace, database)
        elif args.what == "panel":
            course = _known(database, args.course)
            write_sheets(course, args.scenario, Path(args.output), workspace, database)
        else:
            _ACTIONS[args.what](args, database)
    return 0


def _link(args: argparse.Namespace, database: "Database") -> None:
    from simulator.course.operators import Operators
    from simulator.web.served.address import public_address
    from simulator.web.served.course_serve import sign_in_link

    base = public_address(args.address)
    operators = Operators(database)
    if args.operator is not None:
        person = operators.named(_name(args.operator), "operator")
        operators.give(person.id, "trainer")
    else:
        person = operators.named(_name(args.trainer), "trainer")
    made = sign_in_link(database, person.id, base)
    print(say("cli_course.link", name=person.name, link=made))


def _list(args: argparse.Namespace, database: "Database") -> None:
    from simulator.course.courses import Courses

    courses = Courses(database)
    found = courses.all_known()
    for one in found:
        learners = _learners(courses.size(one.id).learners)
        print(say("cli_course.row", id=one.id, name=one.name, learners=learners, until=_until(one)))
    if not found:
        print(say("cli_course.none"))


def _new(args: argparse.Namespace, database: "Database") -> None:
    from simulator.course.operators import Operators
    from simulator.course.people import People

    trainer = Operators(database).named(_name(args.trainer), "trainer")
    people = People(database)
    made = people.open_course(_name(args.name), trainer.id)
    code = people.new_join_code(made.id)
    print(say("cli_course.made", name=made.name, id=made.id, code=code))


def _export(args: argparse.Namespace, database: "Database") -> None:
    from simulator.course.retention import export_course

    course = _known(database, args.course)
    found = export_course(database, course.id)
    put_out(json.dumps(found, indent=2, ensure_ascii=False) + "\n", args.output)


def _delete(args: argparse.Namespace, database: "Database") -> None:
    from simulator.course.retention import delete_course

    course = _known(database, args.course)
    if args.yes or _confirmed(course.name):
        delete_course(database, course.id)
        print(say("cli_course.deleted", name=course.name))


def _keep(args: argparse.Namespace, database: "Database") -> None:
    from simulator.course.days import BadDay, end_of
    from simulator.course.retention import keep_course_until

    course = _known(database, args.course)
    try:
        until = None if args.until == "none" else end_of(args.until, database.now())
    except BadDay as wrong:
        raise Refusal(say("cli_course.bad_day", text=args.until), 2) from wrong
    keep_course_until(database, course.id, until)
    print(say("cli_course.kept", name=course.name, until=_until(_known(database, course.id))))


def _statements(args: argparse.Namespace, database: "Database") -> None:
    from simulator.course.outbox import Outbox

    outbox = Outbox(database)
    found = outbox.counts()
    waiting, sent, refused = found["waiting"], found["sent"], found["refused"]
    print(say("xapi.counts", waiting=waiting, sent=sent, refused=refused))
    for why, count in outbox.reasons():
        print(say("xapi.reason", reason=why, count=count))


_ACTIONS = {
    "link": _link,
    "list": _list,
    "new": _new,
    "export": _export,
    "delete": _delete,
    "keep": _keep,
    "statements": _statements,
}


def _add_address(parser: CommandParser, default: str) -> None:
    parser.add_argument(
        "--address", default=default, metavar="URL", help=say("options.course_address")
    )


def _add_course(parser: CommandParser) -> None:
    parser.add_argument("course", metavar="ID", help=say("options.course_id"))


def _known(database: "Database", course: str) -> "Known":
    from simulator.course.courses import Courses
    from simulator.course.people import NoPerson

    try:
        return Courses(database).known(course)
    except NoPerson as none:
        raise Refusal(say("cli_course.no_course", id=course)) from none


def _name(text: str) -> str:
    from simulator.course.people import clean_name

    name = clean_name(text)
    if not name:
        raise Refusal(say("cli_course.no_name"), 2)
    return name


def _learners(count: int) -> str:
    from simulator.course.courses import FEWEST_SHOWN

    if 0 < count < FEWEST_SHOWN:
        return say("cli_course.learners_few", fewest=FEWEST_SHOWN)
    return say("cli_course.learners", count=count)


def _until(course: "Known") -> str:
    from simulator.course.days import day_of

    if course.delete_at is None:
        return say("cli_course.until_open")
    return say("cli_course.until", day=day_of(course.delete_at))


def _confirmed(name: str) -> bool:
    """Ask before deleting; anything but the word itself is a no."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refusal(say("cli_course.needs_yes"))
    print(say("cli_course.warning", name=name))
    try:
        answer = input(say("cli_course.question"))
    except (EOFError, UnicodeDecodeError):
        print()
        answer = ""
    # The whole word: a y may be typed by habit, and nothing can be restored.
    if answer.strip().lower() == "delete":
        return True
    print(say("cli_course.not_deleted"))
    return False


def _show(text: str) -> None:
    # Flushed, because whoever started the program in a pipe waits for it.
    print(text, flush=True)
