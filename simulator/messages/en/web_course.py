"""Messages of a packaged room that was exported for a course: what it reports, and why not."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    # Above each page, in ``static/reporting.js``
    "title": "Course",
    "connecting": "Connecting to the course.",
    "open": (
        "The course will get your progress, your best score and your time. "
        "Nothing that you write is sent."
    ),
    "done": "Reported to the course: completed.",
    "scored": "Reported to the course: completed, with {percent} of 100 as your best score.",
    "none": (
        "This room was not opened from a course, so nothing is reported. "
        "You can practise all the same."
    ),
    "review": (
        "The course has opened this room to look at only, so nothing is reported. "
        "You can practise all the same."
    ),
    "refused": (
        "The course did not let this room report. Please open it from the course again. "
        "You can practise all the same."
    ),
    "failed": (
        "The course cannot be reached, so nothing is reported. "
        "What you do is saved in this browser all the same."
    ),
    "trouble": (
        "The course did not take the last report. It is sent again with your next step. "
        "What you do is saved in this browser."
    ),
    "ended": (
        "This visit of the course has ended, so nothing more is reported. "
        "Please open the room from the course again."
    ),
    "back": "Back to the course",
    # In the manifests
    "room": "Practice room for Balint leaders",
    "about": "Practise leading a Balint group. The score is the best of the finished sessions.",
    # On the terminal
    "what_next": (
        "Upload the file to the course as a {standard} package. "
        "It reports completion, the best score and the time."
    ),
}
