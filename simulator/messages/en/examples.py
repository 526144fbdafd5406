"""What the examples of the command line do (``simulator/cli/examples.py``)."""

MESSAGES = {
    "open": "open the library",
    "open_plain": "open the library in plain lines, for screen readers",
    "tutorial": "begin with the five-minute tutorial",
    # play
    "resume": "continue the latest unfinished session",
    "live": "live play: nobody asks you, and the reasons are in the debrief",
    "watch": "watch it being led well, in plain lines",
    # list
    "list": "the whole library, with your best results",
    "list_some": "what a beginner can play to practise giving no advice",
    "list_json": "the same for another program",
    # check
    "check": "every mistake in a folder, with its line and column",
    "check_watch": "again each time you save, until Ctrl-C",
    # analyse
    "analyse": "what all plays of a scenario can reach",
    "analyse_library": "the same for the whole library, with habits that beat chance",
    # run
    "run": "play a plan from the scenario's folder plays",
    "run_json": "play a plan of your own, and print its scorecard for a program",
    # compare
    "compare": "what you changed since you copied a scenario",
    "compare_json": "the same for another program",
    # graph
    "graph": "the flow as Mermaid text",
    "graph_svg": "the flow as a picture",
    # preview
    "preview": "play from the moment a-silence on",
    "preview_lines": "the lines of every decision, with the second case",
    # print
    "print": "the whole scenario with its key, for a colleague to read",
    "print_word": "with one case only, as Markdown",
    "print_panel": "for the members of a panel: a paper, and a sheet for a spreadsheet",
    "print_no_key": "for colleagues who mark it first: a paper, and a sheet for a spreadsheet",
    # marks
    "marks": "where three filled sheets differ from the key and from each other",
    "marks_path": "of a scenario that is in no library, for another program",
    # panel
    "panel": "what four members of a panel marked",
    "panel_write": "the same as a page, and saved for the debriefs of the scenario",
    # debrief
    "debrief": "the debrief of your latest finished session",
    "debrief_list": "all sessions with their numbers",
    "debrief_html": "session 3 as a page for a browser",
    # progress
    "serve": "the room in your browser",
    "plenary": "a room, with the host's page in your browser",
    "course_serve": "a server on this machine, with its first page in your browser",
    "course_proxy": "behind a proxy that speaks https",
    "course_link": "a link with which Ruth signs in and can make courses",
    "course_list": "the courses and their ids",
    "course_new": "a course with its code, trained by Ruth",
    "course_import": "the files of two learners",
    "course_report": "the figures of a course, in the terminal",
    "course_report_html": "the same as a page for a browser",
    "course_panel": "what the panel handed in, a file for each member",
    "course_export": "everything that is saved of a course",
    "course_delete": "delete a course after a question",
    "course_keep": "delete the course after the last day of March",
    "course_statements": "see what the record store has",
    "course_purge": "delete what is too old",
    "plenary_resume": "the same room again, after a break or a crash",
    "serve_port": "at any port that is free",
    "serve_others": "for the other machines of a network you trust, with a key",
    "progress": "what your finished sessions show together",
    "progress_html": "the same as a page for a browser",
    "progress_log": "a practice log for a spreadsheet, with all that you wrote to yourself",
    # explain
    "drill": "what is due today",
    "drill_one": "one hard moment of this kind, due or not",
    "drill_list": "what is due, today and later",
    "explain_code": "a code that 'check' printed, with an example and its fix",
    "explain_word": "a word from the glossary",
    "explain_key": "a key of the scenario language, with an example",
    # new
    "new": "a small scenario with comments, ready to play",
    "new_pattern": "a second chance after something went wrong, as a pattern",
    "new_copy": "a copy of another one, to change",
    # schema
    "schema": "for the settings of your editor",
    # export
    "export_web": "a room with the whole library, in a folder",
    "export_zip": "a room with one scenario, in one file",
    "export_scorm": "the same for a course, with completion and score",
    # pack
    "pack_build": "make a pack of the scenarios in a folder",
    "pack_install": "put a pack's scenarios into the library",
    "pack_list": "the packs that are installed",
    "pack_remove": "take its scenarios out of the library",
    # share
    "share": "figures of your finished sessions, for the trainer of a course",
    "share_words": "with your own words for the moments, in a file that you name",
    "share_withdraw": "withdraw what you shared with this course",
    # data
    "data_path": "where your data are",
    "data_export": "everything about you, in one file",
    "data_import": "add the sessions of an export to those here",
    "data_try": "only report what would be added",
    "data_delete": "delete everything about you, after a question",
    "data_delete_one": "delete one session, after a question",
    # doctor
    "doctor": "what a bug report needs",
    # completion
    "completion_bash": "the script for bash; see 'Completion' in the README for where to put it",
    "completion_fish": "the script for fish",
}
