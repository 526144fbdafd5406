"""Messages of panels that mark on the server: the members' pages, and those of trainers."""

from simulator.messages.plural import Plural

MESSAGES = {
    # What is refused
    "none": "There is no such marking in this course.",
    "too_many": "A course has at most {most} markings. Delete one that is not needed.",
    "open_already": "A marking of '{title}' is open already.",
    "closed": "This marking is closed. Nothing can be marked or handed in any more.",
    "not_closed": (
        "This marking is not closed. Before it is, nobody sees what the members marked."
    ),
    "too_few": (
        "A marking can be closed when at least {fewest} members have handed in: with fewer, a "
        "member could be recognised."
    ),
    "handed_in_already": "You have handed in. Nothing of it can be changed any more.",
    "hand_in_first": "Only members who have handed in see the spread.",
    "nothing_marked": "Nothing is marked, so there is nothing to hand in.",
    "decide_first": "Say first whether you would speak or wait. Then mark the lines.",
    "unreadable": "The scenario '{title}' was saved by another version and cannot be read.",
    "choose": "Please choose at least one scenario.",
    # The page of a course
    "panel": "The panel",
    "panel_about": "You are a member of the panel of this course.",
    "nothing_to_mark": "There is nothing to mark now.",
    "work_to_mark": "{title}: to be marked.",
    "work_handed_in": "{title}: you have handed in.",
    "work_closed": "{title}: closed; you have handed in.",
    "do_mark": "Mark it",
    "name_mark": "Mark {title}",
    "do_look": "Look at it",
    "name_look": "Look at {title}",
    "for_trainers": "The panel marks scenarios without their key, each member alone.",
    "to_markings": "Markings by the panel",
    # A member's pages
    "title": "Marking: {title}",
    "before": (
        "Please mark a scenario before you play it: the debrief has its key and its reasons. If "
        "you know them already, tell a trainer, and do not mark it."
    ),
    "saved_each": (
        "What you mark is saved at each button. You can stop at any time, continue on another "
        "device, and change everything until you hand it in."
    ),
    "who_sees": (
        "Until you hand in, it is yours, and it is deleted if you leave the course or delete "
        "yourself. Handed in, it becomes a sheet without your name, which stays also then: "
        "nothing connects it with you, so nobody can find it again. Trainers see sheets and "
        "spread when they close the marking, with at least three of them."
    ),
    "how": "How to mark",
    "people": "The people",
    "moments": "The moments",
    "progress": "{ready} of {count} moments are marked.",
    "moment_short": "Moment {number}",
    "state_open": "not yet",
    "state_begun": "{marked} of {lines} lines marked",
    "state_done": "marked",
    "begin": "Begin",
    "go_on": "Continue with moment {number}",
    "moment": "Moment {number} · {title}",
    "place": "{place} of {count}",
    "heard": "What is heard",
    "decide": "Would you speak here, or say nothing?",
    "choice_speak": "I would speak",
    "choice_wait": "I would say nothing",
    "reason_choice": "Why? (may stay empty)",
    "save_choice": "Save, and show the lines",
    "lines_later": "The lines are shown when you have answered.",
    "answered_speak": "Your answer: you would speak.",
    "answered_wait": "Your answer: you would say nothing.",
    "change_choice": "Change this answer",
    "save_again": "Save the answer",
    "saved_choice": "Your answer is saved. Now mark the lines.",
    "saved_marks": "Your marks are saved.",
    "lines": "The lines",
    "line": "{letter}.",
    "unmarked": "open",
    "reason_of": "Why this mark for {letter}? (may stay empty)",
    "wait_letter": "saying nothing",
    "save_next": "Save, and continue",
    "save_stay": "Save",
    "to_overview": "All moments",
    "hand_in": "Hand in",
    "hand_in_about": (
        "Handing in is for good: nothing of it can be changed any more. Your marks and "
        "reasons become a sheet without your name. Learners may read the reasons; please look "
        "once more whether they name anybody."
    ),
    "missing": "Not marked completely; this can stay so:",
    "missing_one": "Moment {number}: {state}",
    "hand_in_now": "Hand in for good",
    "not_yet": "Not yet",
    "over_open": (
        "Thank you, you have handed in. You will see the spread here when a trainer has closed "
        "the marking."
    ),
    "over_closed": "The marking is closed. Here is how the members were spread.",
    "over_missed": (
        "This marking was closed before you handed in. What you had marked was deleted."
    ),
    "show_spread": "Show the spread",
    "leave_about": (
        "What you marked for the panel and have not handed in is deleted, too. What you handed in "
        "has no name, and stays."
    ),
    "delete_about_me": (
        "What you marked for a panel and have not handed in is deleted, too. What you handed in "
        "has no name, and stays: nobody can find it."
    ),
    "in_me": "What you have marked for a panel and not handed in is saved as well.",
    # A trainer's pages
    "markings": "Markings by the panel",
    "markings_about": (
        "The members of the panel mark a scenario by themselves: without its key, and without "
        "each other. You see how many have handed in, and when you have closed the marking what "
        "they marked, without names. It takes at least {fewest} of them."
    ),
    "no_markings": "There are no markings yet.",
    "no_members": "The panel has no members yet. Invite them on the page of the course.",
    "version": "Version {version}.",
    "handed_in_of": Plural(
        "Open. {sheets} handed in; the panel has {count} member now.",
        "Open. {sheets} handed in; the panel has {count} members now.",
    ),
    "closed_with": Plural("Closed, with {count} sheet.", "Closed, with {count} sheets."),
    "close": "Close",
    "close_name": "Close the marking of {title}",
    "close_about": (
        "Closing is for good, and deletes what was begun and not handed in. Members who handed "
        "in then see the spread."
    ),
    "close_later": "It can be closed when {fewest} have handed in.",
    "delete": "Delete",
    "delete_name": "Delete the marking of {title}",
    "delete_about": "This deletes the marking with everything that was marked, for good.",
    "download_html": "Report",
    "download_sheets": "Sheets",
    "download_yaml": "panel.yaml",
    "save_name": "{file}: {title}",
    "save_about": (
        "The sheets are those that balint-sim panel reads. Put panel.yaml beside scenario.yaml, "
        "and debriefs show the panel. Read the reasons before you give them to others."
    ),
    "open_new": "Open a marking",
    "open_about": "Each scenario that you choose is marked as it is now, also if it changes later.",
    "open_now": "Open",
    "done_opened": "The panel can mark now.",
    "done_closed": "The marking is closed.",
    "done_deleted": "The marking is deleted.",
    # The command
    "no_closed": (
        "The course has no closed marking of '{scenario}'. Sheets are written when a trainer has "
        "closed it."
    ),
    "written": Plural(
        "{count} sheet was written to {folder}.", "{count} sheets were written to {folder}."
    ),
    "file_exists": "{file} exists already; choose another folder.",
}
