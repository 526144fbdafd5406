"""Messages of ``balint-sim export web``, and of the page around the packaged room."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "no_runtime": (
        "The runtime for browsers is not here ({file} is missing). In a checkout of the program, "
        "'make web-runtime' fetches it; a program that was installed without it cannot export."
    ),
    "other_runtime": (
        "The runtime for browsers is another one than this program needs ({file}). "
        "In a checkout of the program, 'make web-runtime' fetches the right one."
    ),
    "other_pydantic": (
        "The installed pydantic needs version {wanted} of its core, and the runtime for browsers "
        "has {found}. Install the locked packages (requirements/run.txt)."
    ),
    "no_package": "{name} is needed in the export and is not installed completely.",
    "does_not_load": "'{name}' does not load: {problem}",
    "nothing": "There is no scenario to export.",
    "two_formats": (
        "Two of the scenarios have different formats of the same name '{name}'. "
        "Export them one by one."
    ),
    "two_scenarios": "Two different scenarios have the same id '{name}'. Export them one by one.",
    "exists": "'{file}' exists already. Name another one, or replace it with --force.",
    "not_ours": (
        "'{file}' has files that are no exported room, and is not replaced. Name another folder."
    ),
    "written": Plural(
        "Written: {file}, with {count} scenario, {megabytes} MB.",
        "Written: {file}, with {count} scenarios, {megabytes} MB.",
    ),
    "what_next": (
        "Put the files on a web server or into a course, and open index.html there. "
        "It does not work from a folder of the computer."
    ),
    # The page around the room
    "loading": "The practice room is being prepared.",
    "once": "This takes a while only the first time. Afterwards it also works offline.",
    "no_script": "This practice room runs inside your browser, and needs JavaScript for that.",
    "from_folder": (
        "This page was opened from a folder of the computer. A browser runs the room only if it "
        "comes from a web server or a course."
    ),
    "too_old": ("This browser cannot run the room. A current Firefox, Chrome, Edge or Safari can."),
    "failed": "The room could not be started. Please load the page again.",
    "no_storage": (
        "This browser saves nothing for this page, so no session could be kept. "
        "A private window or a setting can be the reason."
    ),
    "not_saved": (
        "The browser could not save this, so it was not done: {reason}. What was saved before is "
        "not lost."
    ),
    "broken": (
        "Something in the program is broken, and this was not done. What was saved before is "
        "not lost."
    ),
    "reload": "Load the page again",
    "licences": "Licences of the program and of what it is made with",
}
