"""What each command of the command line does, by its name: for the help that argparse prints."""

MESSAGES = {
    "about": (
        "A practice room for people learning to lead Balint groups. "
        "Without a command it opens the library."
    ),
    "title": "commands",
    "play": (
        "Play a scenario or a programme (an id or a path); without one, choose from the library."
    ),
    "list": (
        "Show the library: every scenario with its level, style, format, ground rules and length; "
        "and the programmes."
    ),
    "check": (
        "Check scenarios, the plays beside them, programmes and packs; "
        "print every finding as file:line:column."
    ),
    "analyse": (
        "Work out what all plays of a scenario can do: "
        "best, worst, chance, what is never reached, what choices cost."
    ),
    "run": (
        "Play a plan without a screen; print transcript and scorecard. "
        "Exit status 0 if the outcome is as expected, 1 if not."
    ),
    "compare": (
        "Compare two versions of a scenario: words, credits, moments and paths that changed, "
        "and what that does to best, chance, habits and plays."
    ),
    "graph": (
        "Draw the flow of a scenario: "
        "moments, where each act leads, conditions, what no play reaches, the exemplary play."
    ),
    "preview": (
        "Play a scenario from any moment on, to try what you wrote; "
        "the shortest way there is played for you, and nothing is saved."
    ),
    "print": (
        "Print a scenario as a screenplay on paper (HTML or Markdown, which word processors open), "
        "with its key for review, or without it for colleagues who mark the lines first."
    ),
    "marks": (
        "Read the sheets that colleagues have filled in, and show where they differ from the key "
        "and from each other, with counts."
    ),
    "panel": (
        "Read the sheets of a panel: leaders who have marked a scenario without its key. Show how "
        "they were spread, how far they agree and where they differ from the key; or save them for "
        "the debrief."
    ),
    "serve": (
        "Serve the room to your browser, with the same sessions as in the terminal; "
        "needs the extra [web]."
    ),
    "plenary": (
        "Let a room of people play a scenario by vote: a page for the projector, a page for the "
        "host, and phones that join by a code; needs the extra [serve]."
    ),
    "course": (
        "Serve courses to many people: learners practise, agree to what is shared, and join "
        "plenaries; needs the extra [serve]."
    ),
    "course_title": "Actions",
    "course_serve": "Serve courses until Ctrl-C, with a practice room for everybody.",
    "course_link": "Print a link with which a trainer or an operator signs in once.",
    "course_list": "Print all courses with their ids, how large they are, and how long they stay.",
    "course_new": "Make a course, and print its id and the code with which learners join it.",
    "course_import": "Import files that learners wrote with 'balint-sim share'.",
    "course_report": "Show the figures of a course as a group, or write them to a file.",
    "course_panel": "Write the sheets that the panel of a course handed in.",
    "course_export": "Write everything that is saved of a course, except what opens something.",
    "course_delete": "Delete a course with what was shared with it and its plenaries.",
    "course_keep": "Set the day after which a course is deleted.",
    "course_statements": "Print what was sent to the record store, and what waits or was refused.",
    "course_purge": "Delete what is older than it may be; the server does it once a day.",
    "debrief": (
        "Show the debrief of a finished session (the latest, unless a number is given), "
        "or write it to a file."
    ),
    "drill": (
        "Practise hard moments by themselves, a minute each: those that are due today, or one that "
        "you name."
    ),
    "progress": (
        "Show what all your finished sessions show together, with counts and intervals; or your "
        "practice log."
    ),
    "explain": (
        "Explain a finding's code, or a word: of the glossary, a ground rule, a kind, "
        "a hard moment, a format, a source; or a key of the scenario language."
    ),
    "new": (
        "Begin a scenario: a folder with a small one that plays and explains how it is made; "
        "with a pattern, or with a copy of another."
    ),
    "schema": (
        "Print the JSON Schema of scenarios, for editors that complete and check while you write."
    ),
    "pack": (
        "Packs of scenarios: make one to hand on, install one, list and remove what is installed."
    ),
    "pack_title": "actions",
    "pack_build": "Make a pack of a folder with pack.yaml and a folder for each scenario.",
    "pack_install": "Show what a pack is, check it, and put its scenarios into the library.",
    "pack_list": "Show the packs that are installed.",
    "pack_remove": "Take a pack's scenarios out of the library; your sessions stay saved.",
    "export": "Write a practice room for people without this program.",
    "export_title": "what to write",
    "export_web": (
        "Write a practice room as static files for a web server or a course. A browser runs it by "
        "itself, also offline; nothing is sent anywhere. Without names, the whole library is in it."
    ),
    "share": (
        "Write a file with what you share of your sessions for the trainer of a course, after "
        "saying what is in it; or a file that withdraws it. Nothing is sent anywhere."
    ),
    "data": (
        "Your own data: export everything as JSON, import an export, delete everything, or show "
        "where it is saved. Installed packs are not touched."
    ),
    "data_title": "actions",
    "data_export": "Print everything that is saved about you, as JSON.",
    "data_import": "Add the sessions of an export to those saved here.",
    "data_delete": "Delete everything that is saved about you, or one session.",
    "data_path": "Print the folder in which it is saved.",
    "completion": (
        "Print a script with which your shell completes commands, options and names with the Tab "
        "key."
    ),
    "doctor": "Show versions, folders and what the terminal can do.",
}
