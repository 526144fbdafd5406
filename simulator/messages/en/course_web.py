"""Messages of the pages of courses: joining, what is agreed to, and what trainers set."""

from simulator.messages.plural import Plural

MESSAGES = {
    # On every page
    "signed_in_as": "You are here as {name}.",
    "to_front": "Your courses",
    "to_room": "Practice room",
    "to_me": "About you",
    "to_operator": "This server",
    "sign_out": "Sign out",
    "places": "Places",
    "back": "Back",
    "private": (
        "You are known here by a pseudonym. Your sessions are yours; a course sees what you agreed "
        "to."
    ),
    # What is refused
    "sign_in_first": (
        "You are not signed in in this browser. Join with the code of your course, or use a link "
        "that you were given."
    ),
    "not_yours": "Your role in this course does not have this page.",
    "bad_form": "This form has a value that its page does not offer. Nothing was done.",
    "no_name": "Please type a name.",
    "no_day": "Please choose a day from today on, at most ten years away.",
    "no_scenario": "There is no such scenario that a room can play.",
    "no_room": "There is no such plenary that is open.",
    "no_member": "There is no such member.",
    "other_name": "This is not the name of the course. Nothing was deleted.",
    # The front page
    "front": "Practise leading a Balint group",
    "front_about": (
        "This server is for courses: people who learn together to lead Balint groups. Join with "
        "the code that your trainer gave you."
    ),
    "your_courses": "Your courses",
    "join": "Join",
    "join_heading": "Join a course or a plenary",
    "code": "Code",
    "code_about": "Six letters and digits, as your trainer shows them.",
    "name": "Pseudonym",
    "name_about": (
        "Any name that you like; for a plenary it can stay empty. Better not your own: nobody "
        "needs it. An e-mail address is not asked for."
    ),
    "joined_before": (
        "Did you join before, on another device? Then open 'About you' there, and have it show a "
        "link for this one. Joining again would make somebody new of you."
    ),
    "new_course": "Make a course",
    "course_name": "Name of the course",
    "make_course": "Make the course",
    "role_learner": "you are a learner",
    "role_trainer": "you are a trainer",
    "role_panel": "you are on the panel",
    # Links
    "sign_in": "Sign in",
    "sign_in_about": (
        "This link signs this browser in, once. A button, because programs that look at links "
        "would use it up."
    ),
    "sign_in_now": "Sign in on this browser",
    "invitation": "You are invited",
    "invited_server": "This invitation lets you make courses on this server.",
    "invited_trainer": "This invitation makes you a trainer of the course {name}.",
    "invited_panel": (
        "This invitation makes you a member of the panel of the course {name}: you mark how you "
        "would have led."
    ),
    "invited_name": "Your name",
    "invited_name_about": "The trainers of the course see it.",
    "accept": "Accept",
    # About you
    "me": "What is saved about you",
    "me_sessions": Plural("{count} session", "{count} sessions"),
    "me_drills": Plural("{count} drill", "{count} drills"),
    "me_saved": (
        "Under your pseudonym are saved: {sessions} with what you wrote in them, {drills}, your "
        "settings, the courses that you are in, and what you agreed to there."
    ),
    "me_not_saved": (
        "Your address in the network, your e-mail address and what you vote in a plenary are not "
        "saved with you."
    ),
    "me_who": (
        "Whoever runs this server can reach its database. Trainers see nothing of your sessions "
        "that you did not agree to."
    ),
    "renamed": "Your pseudonym was changed.",
    "rename": "Change the pseudonym",
    "me_courses": "What your courses may see",
    "shares": "{name}: {things}",
    "shares_nothing": "{name}: nothing",
    "thing_figures": "figures",
    "thing_own_words": "own words",
    "other_device": "Use another device",
    "other_device_about": (
        "Without a password, a link is the way to be yourself in another browser. It works once, "
        "within 15 minutes."
    ),
    "make_link": "Show a link",
    "link_about": (
        "Open this link on the other device within 15 minutes. Whoever opens it is signed in as "
        "you: show it to nobody."
    ),
    "export_me": "Export",
    "export_me_about": (
        "One file with everything above, the sessions included. A file that another machine can "
        "import is made in the practice room, at 'Your data'."
    ),
    "export_now": "Save the export",
    "sign_out_about": "Sign out here, or in all browsers in which you are signed in.",
    "sign_out_everywhere": "Sign out everywhere",
    "delete_me": "Delete everything about you",
    "delete_me_about": (
        "This deletes your sessions, your words, what you share with courses, and your pseudonym, "
        "at once and for good. Nobody can restore it."
    ),
    "delete_me_now": "Delete it all",
    # Consent
    "consent": "What the course may see",
    "consent_about": (
        "The course {name} sees nothing of what you practise, unless you agree. You can practise "
        "and take part in everything without it, and change your answer at any time."
    ),
    "asks_figures": "Figures",
    "question_figures_1": (
        "May the course have figures of your sessions? They are: the scenario and how its case was "
        "drawn, the day, and for each moment whether you spoke or waited, which of the lines you "
        "said, what it earned, and whether you had drilled such a moment before. They have nothing "
        "that you typed, no pseudonym and no time of day. Trainers see figures of groups only: "
        "what fewer than five people did is hidden. It concerns sessions that you begin after you "
        "joined the course, and that you finish."
    ),
    "asks_own_words": "Own words",
    "question_own_words_1": (
        "May the course have your own words for the moments, as you typed them? Trainers can read "
        "them, without your pseudonym, and only if at least five people share theirs. Whoever "
        "knows how you write can recognise you. Your answers to questions to yourself and what "
        "you write in drills are not shared. It concerns sessions that you begin after you joined "
        "the course, and that you finish."
    ),
    "agree": "I agree",
    "disagree": "I do not agree",
    "withdraw": "I do not agree any more",
    "holds": "You have agreed to this.",
    "holds_not": "You have not agreed to this. Nothing of it is shared.",
    "outdated": "The question has changed since you agreed. Please read it again.",
    "answered_yes": "Thank you. This is shared from now on.",
    "answered_no": "This is not shared. What was shared of it is deleted.",
    "to_course": "To the course",
    # The page of a course
    "plenary": "Plenary",
    "plenary_open": "A plenary is open: {title}",
    "take_part": "Take part",
    "no_plenary": "No plenary is open now.",
    "practise": "Practise",
    "practise_programme": "Your course plays the programme {title}.",
    "open_programme": "Open the programme",
    "practise_library": "The practice room has all scenarios, drills, and your own progress.",
    "open_room": "Open the practice room",
    "your_sharing": "What the course may see",
    "you_share": "You share: {things}.",
    "you_share_nothing": "You share nothing with the course.",
    "not_asked": "You have not been asked yet what the course may see.",
    "read_questions": "Read and answer",
    "leave": "Leave the course",
    "leave_about": "What you shared with the course is deleted; your sessions stay yours.",
    "trainers_part": "For trainers",
    "people_heading": "People",
    "learners_count": "Learners: {count}.",
    "sharing_figures": "They share figures: {count}.",
    "sharing_own_words": "They share own words: {count}.",
    "few": "fewer than {fewest}",
    "people": Plural("{count}", "{count}"),
    "who_hidden": "Who they are is not shown: learners are here by a pseudonym, for themselves.",
    "join_with": "Learners join with the code {code}.",
    "join_closed": "No code is open: nobody can join.",
    "show_code": "Show the code on the wall, or renew it",
    "join_title": "Join: {name}",
    "join_by": "Open {address} and type the code, or scan this picture.",
    "renew": "New code",
    "close_code": "Close the code",
    "renew_about": "After this, the old code joins nobody. Who has joined stays.",
    "open_plenary": "Open a plenary",
    "open_plenary_about": "This browser then leads the room: the next page is the host's.",
    "scenario": "Scenario",
    "lead_here": "Lead {title} from this browser",
    "lead_about": "Another browser that leads it then does so no longer.",
    "programme": "Programme for the learners",
    "no_programme": "(none: the whole library)",
    "save": "Save",
    "saved": "This was saved.",
    "closing": "When the course is deleted",
    "until": "Last day",
    "until_about": (
        "After this day the course goes, with all that was shared with it. Empty: it stays until "
        "somebody deletes it. The sessions of its people are theirs and stay."
    ),
    "trainers": "Trainers and panel",
    "is_trainer": "{name}, trainer",
    "is_panel": "{name}, panel",
    "remove": "Remove",
    "remove_name": "Remove {name}",
    "done_removed": "This person was removed.",
    "invite_trainer": "Invite a trainer",
    "invite_panel": "Invite a member of the panel",
    "invited_about": (
        "Send this link to the person. It can be used once, within seven days, by whoever opens "
        "it first. It is shown only now."
    ),
    "remove_learner": "Remove a learner",
    "remove_learner_about": (
        "Type the learner's pseudonym exactly. What they shared with the course is deleted. "
        "The answer does not say whether there was somebody."
    ),
    "done_learner_removed": "A learner with this pseudonym is not in the course any more.",
    "course_data": "Data of the course",
    "export_course_about": "One file: the course, its size, its trainers and its plenaries.",
    "delete_course": "Delete the course",
    "delete_course_about": (
        "This deletes the course {name} with everything that was shared with it, and its "
        "plenaries. Nobody can restore it. Its people and their sessions stay."
    ),
    "type_name": "Type the name of the course",
    # The operator's page
    "operator": "This server",
    "operator_about": (
        "You run this server. You decide who may make courses; what is in a course is not shown "
        "here."
    ),
    "may_make": "Who may make courses",
    "nobody": "Nobody yet.",
    "invite_server": "Let somebody make courses",
    "take_away": "Not any more",
    "take_away_name": "{name} may not make courses any more",
    "courses": "Courses",
    "no_courses": "There are no courses yet.",
    "learners": "Learners",
}
