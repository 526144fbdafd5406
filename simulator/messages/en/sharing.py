"""Messages about sharing with a course: what is agreed to, the file for a trainer, its import.

Whoever shares has agreed to these sentences: the ones from ``about`` to ``undone``. After a change
of one of them, ``WORDING`` in ``simulator/practice/sharing.py`` has to change as well.
"""

from simulator.messages.plural import Plural

MESSAGES = {
    # What is agreed to, on the command line and on a server.
    "about": "What you share, with whom, and how you undo it:",
    "figures": (
        "Figures of your finished sessions: the scenario and how its case was drawn, the day, and "
        "for each moment whether you spoke or waited, which of the lines you said, its credit, and "
        "whether you had drilled such a moment before. Nothing that you typed, no name, "
        "no time of day."
    ),
    "own_words": (
        "Your own words for the moments, as you typed them. Not your answers to questions to "
        "yourself, and not what you wrote in drills. Whoever knows how you write can recognise you."
    ),
    "for_whom": "It is for the trainers of the course with the code {course}.",
    "groups": (
        "The pages of the course show figures of groups only: what fewer than five learners did is "
        "hidden."
    ),
    "file_readable": (
        "The file itself can be read by whoever gets it. It has an id in place of your name, but "
        "whoever gets it from you knows that it is yours."
    ),
    "no_duty": "Sharing is your choice, and practising is the same without it.",
    "undone": "You can withdraw at any time; what you shared is then deleted there.",
    # Asking
    "question": "Write this file? Type yes: ",
    "question_words": "Put your own words into it as well? Type yes: ",
    "yes": "yes",
    "needs_yes": "To write it without being asked, add --yes. Nothing was written.",
    "nothing_written": "Nothing was written.",
    "without_words": "Your own words are not in it.",
    # Writing
    "no_code": "'{text}' is not the code of a course: six letters and digits, such as K7PM4Q.",
    "nothing_to_share": "There is no finished session to share; the tutorial does not count.",
    "nothing_here": (
        "No session is saved here, so this machine does not have the id under which you shared. "
        "Ask your trainer to delete what you shared; the file that you gave them has the id."
    ),
    "exists": "{file} exists already. To replace it, add --force.",
    "only_share": "--own-words cannot be used with --withdraw.",
    "written": Plural(
        "Written: {file}, with {count} session. Give it to your trainer.",
        "Written: {file}, with {count} sessions. Give it to your trainer.",
    ),
    "replaces": "A file that you write later replaces what is in this one.",
    "how_to_withdraw": "To withdraw: balint-sim share --course {course} --withdraw",
    "about_withdrawal": (
        "This file tells the course with the code {course} to delete what you shared with it. It "
        "has your id in that course, and nothing else."
    ),
    "withdrawal_written": (
        "Written: {file}. Give it to your trainer; when it is imported, what you shared is deleted."
    ),
    "share_again": (
        "If you want to share again, write a new file tomorrow or later: one of the same day is "
        "not imported after a withdrawal."
    ),
    # Reading a file
    "too_large": "It is larger than {megabytes} MB.",
    "not_json": "It is not JSON.",
    "not_shared": "It was not written by 'balint-sim share'.",
    "newer": "It was written by a newer version of this program; update the program to import it.",
    "invalid": "At {place}: {problem}.",
    "more_problems": Plural("And {count} more problem.", "And {count} more problems."),
    "play_twice": "A session is in it twice.",
    "first_twice": "It has two first sessions with the same scenario.",
    "moment_twice": "Session {play} has a moment twice.",
    "contradicts": "Session {play} has an act that cannot have this result.",
    "words_of_none": "It has own words of a session that is not in it, or twice.",
    "withdraws_and_shares": "It withdraws and shares at once.",
    # Importing it
    "bad_file": "{file}: {problem}",
    "other_course": "It is for the course with the code {course}, and not for this one.",
    "older": "It was written on {written}; a later one of the same learner is imported already.",
    "was_withdrawn": (
        "The learner has withdrawn on {withdrawn}, and this file is not from a later day."
    ),
    "in_future": "It was written on {written}, which has not come yet.",
    "too_many": Plural("Choose at most {count} file.", "Choose at most {count} files."),
    "imported": Plural(
        "Imported: {count} learner, {plays}.",
        "Imported: {count} learners, {plays}.",
    ),
    "imported_plays": Plural("{count} session", "{count} sessions"),
    "withdrawn": Plural(
        "Withdrawn and deleted: {count} learner.", "Withdrawn and deleted: {count} learners."
    ),
    "none_imported": "Nothing was imported.",
    "by_file": "File {id}",
}
