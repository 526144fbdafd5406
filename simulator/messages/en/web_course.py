"""Messages of a packaged room that was exported for a course: what it reports, and why not."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    # Above each page, in ``static/reporting.js``
    "note_title": "Course",
    "note_connecting": "Connecting to the course.",
    "note_open": (
        "The course will get your progress, your best score and your time. "
        "Nothing that you write is sent."
    ),
    "note_done": "Reported to the course: completed.",
    # The script puts the score in place of the sign.
    "note_scored": "Reported to the course: completed, with # of 100 as your best score.",
    "note_none": (
        "This room was not opened from a course, so nothing is reported. "
        "You can practise all the same."
    ),
    "note_review": (
        "The course has opened this room to look at only, so nothing is reported. "
        "You can practise all the same."
    ),
    "note_refused": (
        "The course did not let this room report. Please open it from the course again. "
        "You can practise all the same."
    ),
    "note_failed": (
        "The course cannot be reached, so nothing is reported. "
        "What you do is saved in this browser all the same."
    ),
    "note_trouble": (
        "The course did not take the last report. It is sent again with your next step. "
        "What you do is saved in this browser."
    ),
    "note_ended": (
        "This visit of the course has ended, so nothing more is reported. "
        "Please open the room from the course again."
    ),
    "note_back": "Back to the course",
    # In the manifests
    "room": "Practice room for Balint leaders",
    "about": "Practise leading a Balint group. The score is the best of the finished sessions.",
    # On the terminal
    "what_next": (
        "Upload the file to the course as a {standard} package. "
        "It reports completion, the best score and the time."
    ),
}
