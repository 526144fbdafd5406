"""What each option and argument of the command line means: for the help that argparse prints."""

MESSAGES = {
    # The same in several commands
    "scenario": "a scenario: its id in the library, or a path",
    "json": "print JSON instead of text",
    "output": "write to this file instead of the terminal",
    "mode": "guided pauses and asks; live never pauses",
    "plain": "plain lines, for screen readers and pipes; or the full screen all the same",
    # analyse
    "analyse_mode": "the mode of the plays (default: guided)",
    "library": "the whole library instead: chance lines, coverage, test-wise play",
    "limit": "stop if there are more states than this (default: 300,000)",
    "seconds": "stop after this long",
    # check
    "paths": "a scenario or programme (a path, or an id), a folder of them, or a pack (.zip)",
    "strict": "advice counts as well: exit status 1 on any finding",
    "watch_files": "check again on every save, until Ctrl-C",
    # compare
    "compare_old": "the version before: an id in the library, or a path",
    "compare_new": "the version after: an id in the library, or a path",
    # completion
    "shell": "the shell that the script is for",
    "names": "for the script: print the names of this kind that there are",
    # data
    "import_file": "the export; - reads standard input",
    "dry_run": "print what would be added, and add nothing",
    "yes": "do not ask",
    "delete_session": "delete this session only, and other attempts from it",
    # debrief
    "session": "the number of a session (default: the latest)",
    "debrief_format": "all of the debrief in this form (default: a few screens of text); pdf needs "
    "the extra [pdf], and -o",
    "sessions": "list every session with its number instead",
    # drill
    "drill_situation": "a kind of hard moment: its id or its name (default: those that are due)",
    "drill_list": "list what is due, today and later, instead",
    "drill_json": "print that list as JSON",
    # explain
    "code": "a code (M301), word (contain), key (ripe), list (kinds) or pattern; without: all",
    # graph
    "graph_format": "default: by the ending of FILE, else mermaid",
    # list
    "level": "only scenarios of this level",
    "style": "only scenarios led in this style",
    "rule": "only those in which this ground rule is at stake: its id or its name",
    "situation": "only those with a situation of this kind: its id or its name",
    # new
    "folder": "where to put it; its name becomes the scenario's id",
    "title": "the title; otherwise it is made from the folder's name",
    "pattern": "begin with a small scenario that shows how one thing is written",
    "copied": "copy this one, an id or a path, to change it",
    # export
    "export_names": "a scenario, pack or programme (an id, or a path; default: the whole library)",
    "export_output": "the folder or .zip file to write",
    "export_force": "replace what was exported there before",
    "export_scorm": "make it a SCORM package, which reports to the course that opens it",
    "export_cmi5": "make it a cmi5 package, which reports to the course that opens it",
    # pack
    "pack_folder": "the folder with pack.yaml and a folder for each scenario",
    "pack_file": "the pack, a .zip file",
    "pack_id": "the id of an installed pack",
    "pack_output": "the file to write (default: the pack's id, here, as .zip)",
    # play
    "play_scenario": "a scenario or a programme: its id in the library, or a path",
    "play_mode": "guided pauses and asks; live never pauses (default: the settings, else guided)",
    "feedback": "reasons at once, or in the debrief only (default: the settings, else now)",
    "seed": "draws the case and the wording; the same again for the same N",
    "play_case": "play case N of the file, from 1 on (with --seed, the next seed that draws it)",
    "watch": "watch the scenario being led well, with the reasons; nothing is saved",
    "resume": "continue the latest unfinished session, or the session of this number",
    # plenary
    "plenary_scenario": "the scenario that the room plays: its id in the library, or a path",
    "plenary_resume": "continue the room with this code instead",
    "plenary_host": "the address to listen at (default: 0.0.0.0, all addresses of this machine)",
    "plenary_behind": "the IP address of a proxy in front of the server, whose X-Forwarded-For is "
    "believed (for the limits of each address)",
    "plenary_open": "open the host's page in your browser",
    "database": "the database (default: a file in the folder of your data); postgresql://... needs "
    "the extra [postgres]",
    "server_log": "text: problems (default); json: lines that also tell of each request",
    "metrics_token_file": "a file with the token with which other machines may read /metrics",
    # course
    "course_host": "the address to listen at (default: 127.0.0.1, only this machine)",
    "course_open": "open the first page in your browser",
    "course_address": "the address at which browsers reach the server, if it is behind a proxy: "
    "https://courses.example.org/",
    "oidc": "people may sign in with their account at this OpenID Connect issuer",
    "oidc_client": "the id of this server at the issuer",
    "oidc_secret_file": "a file with the secret of this server at the issuer",
    "oidc_trainers": "who has this value of a claim may make courses",
    "record_store": "a learning record store that finished sessions are sent to, of who agrees",
    "record_store_login": "a file with the line name:password for the record store",
    "course_trainer_link": "the trainer's name; somebody new if there is none",
    "course_operator_link": "the operator's name; somebody new if there is none",
    "course_trainer": "the name of the course's trainer; somebody new if there is none",
    "course_name": "the name of the course",
    "course_files": "a file that a learner wrote with 'balint-sim share'",
    "course_panel": "the folder for the sheets",
    "course_panel_scenario": "the id of a scenario whose marking is closed",
    "course_report": "the file to write: .html, .csv, .json or .parquet (default: print a text)",
    "course_id": "the id of the course; 'course list' prints it",
    "course_until": "a day like 2027-03-31, or none",
    # preview
    "moment": "the id of the moment to begin with",
    "lines": "show the lines at every decision of guided play instead, one moment after the other",
    "preview_seed": "draws the case and the wording (default: {seed})",
    # print
    "no_key": "without credits, reasons and answers, with boxes to tick: for marking it first",
    "print_panel": (
        "with --no-key: for the members of a panel, with marks from -2 to 2 and never, speak or "
        "wait, and a reason"
    ),
    "sheet": "with --no-key: also write an empty sheet to fill in (.csv or .yaml)",
    "case": "print this case only, from 1 (default: every line in all its cases; with --no-key: 1)",
    "print_seed": "draws the order of the letters, the same with and without key (default: {seed})",
    "print_format": "default: by the ending of FILE, else md",
    # marks
    "sheets": "a sheet that a colleague has filled in (.csv or .yaml)",
    "marks_scenario": "the scenario that the sheets are of (default: its id is in the sheets)",
    # panel
    "panel_write": "save the panel as panel.yaml beside the scenario; debriefs then show it",
    "panel_format": "the form of the report (default: text)",
    # progress
    "progress_format": "the form (default: text); csv is for the practice log only, pdf needs the "
    "extra [pdf], and -o",
    "log": "the practice log for a portfolio instead: dates, scenarios, minutes, objectives",
    "reflections": (
        "with --log: add what you wrote in these sessions, such as 3,5; or all (default: none)"
    ),
    # share
    "share_course": "the code of the course, from its trainer",
    "share_own_words": "also share your own words for the moments; asked apart",
    "share_withdraw": "write a file that withdraws what you shared with this course",
    "share_output": "the file to write (default: share-CODE.json, or withdraw-CODE.json)",
    "share_yes": "write it without being asked",
    "share_force": "replace the file if there is one",
    # run
    "plan": "the plan: its name in the scenario's folder plays, or a file",
    # serve
    "serve_host": (
        "the address to listen at (default: this machine only); any other one needs the key in "
        "the link that is printed"
    ),
    "port": "the port to listen at; 0 takes a free one (default: 8000)",
    "open": "open a browser, too",
}
