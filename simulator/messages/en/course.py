"""Messages about courses and their database: joining, links, consent, and what is refused."""

MESSAGES = {
    "database": "The database {name} cannot be used: {reason}.",
    "bad_url": "This is not the address of a database, like postgresql://host/name.",
    "unknown_database": (
        "'{name}' is not a database that this program knows; use sqlite or postgresql."
    ),
    "no_file": "A database in memory cannot be shared; name a file, like sqlite:///course.sqlite3.",
    "no_driver": (
        "PostgreSQL needs the extra [postgres]. Install it with: "
        "pip install 'balint-simulator[postgres]'"
    ),
    "newer_database": (
        "The database was made by a newer version of this program; update the program to use it."
    ),
    "second_server": (
        "Another process serves {name} already. For several at once use PostgreSQL: "
        "--database postgresql://host/name."
    ),
    "no_code": "There is no room and no course with this code.",
    "too_many_codes": "Too many wrong codes came from here. Please wait ten minutes.",
    "full": "This room is full.",
    "old_link": (
        "This link was used already, or is older than 15 minutes. Please ask for a new one."
    ),
    "old_invitation": (
        "This invitation was used already, or is older than seven days. Please ask for a new one."
    ),
    "course_full": "This course is full.",
    "last_trainer": "A course needs a trainer. Invite another one first, or delete the course.",
    "several": "Several people are called {name}. Name one of these ids in place of it: {ids}.",
    "no_person": "This person is not known here any more.",
    "no_consent": "This person has not agreed to share this with the course.",
}
