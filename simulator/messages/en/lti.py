"""Messages of learning platforms: launches, scores, and what is refused."""

MESSAGES = {
    "tool": "Balint leader simulator",
    "about": "A practice room for people who learn to lead Balint groups.",
    "choose": "Choose a scenario",
    "pseudonym": "Learner",
    # What is refused
    "bad_address": "The address of the platform cannot be used: it must be a public https address.",
    "unreachable": "The platform cannot be reached.",
    "refused": "The platform refused it (status {status}).",
    "no_json": "The platform answered what cannot be read.",
    "too_large": "The platform's answer is too large.",
    "no_keys": "The platform's keys cannot be read.",
    "no_token": "The platform gave no access to its gradebook.",
    "incomplete": "Something is missing in what the platform says of itself.",
    "other_issuer": "The platform names another platform as itself.",
    "old_registration": "This link for a registration was used already, or is older than an hour.",
    "unknown_platform": (
        "This platform is not known here. Whoever runs this server can add it on the page "
        "'This server'."
    ),
    "bad_launch": "The platform asks for something that is not here.",
    "bad_token": (
        "What the platform signed cannot be used: it is for another server, or too old, or was "
        "changed on the way."
    ),
    "old_login": (
        "This link was opened already, or this browser does not accept cookies. Please go back to "
        "your course and open the activity again."
    ),
    "other_deployment": "The platform sends this from a place that was not registered.",
    "anonymous": "The platform does not say which of its learners comes.",
    "only_teachers": "Only teachers can choose what an activity opens.",
    # In a frame
    "in_frame": "The practice room opens in a window of its own.",
    "open_window": "Open the practice room",
    # Before the practice room
    "arrived": "From your course to the practice room",
    "arrived_about": (
        "Your course knows you; this practice room does not. You are here under the pseudonym "
        "{name}, which you can change on the page 'About you'. What you play and type stays here."
    ),
    "question_report": (
        "May your course have your score of this activity? It is the percent of your best whole "
        "session, and the course sees it beside your name. It never says that you passed or "
        "failed. Nothing else is sent, and you can practise without it."
    ),
    "report": "Practise, and send the score",
    "no_report": "Practise, and send nothing",
    "reports_yes": "The score of this activity is sent to your course.",
    "reports_no": "Nothing of this activity is sent to your course.",
    "stop_report": "Send it no longer",
    "start_report": "Send it from now on",
    "stop_about": "What was sent already stays in the course's gradebook; ask there to delete it.",
    "places": "Your course on a learning platform",
    "any_scenario": "The practice room",
    # Choosing an activity
    "choose_about": "The activity in your course then opens this scenario.",
    "whole_library": "The whole library",
    "chosen": "To your course",
    "chosen_about": "Your course gets the activity '{title}' when you press the button.",
    "send_choice": "Put it in the course",
    # The operator's page
    "platforms": "Learning platforms (LTI 1.3)",
    "platforms_about": (
        "Learners can come from a platform like Moodle without joining by a code, and their "
        "scores can go back to its gradebook if they agree."
    ),
    "no_platforms": "No platform is registered.",
    "remove_platform": "Remove the platform {name}",
    "register": "Show a link for registration",
    "register_about": (
        "Give this link to whoever runs the platform, to register this server there (in Moodle: "
        "External tool, Manage tools, Tool URL). It can be used once, within an hour. It is shown "
        "only now."
    ),
    "by_hand": "Add a platform by hand",
    "by_hand_about": (
        "The platform needs these addresses: sign-in {login} , launch {launch} , keys {keys} ."
    ),
    "field_issuer": "Issuer (platform id)",
    "field_client": "Client id",
    "field_deployment": "Deployment id (empty: that of the first launch)",
    "field_sign_in_url": "Authentication request URL",
    "field_token_url": "Access token URL",
    "field_keys_url": "Public keyset URL",
    "add_platform": "Add the platform",
    "registered": "This server is registered",
    "registered_about": (
        "The platform knows this server now. Activate the tool there, if it asks for that, and "
        "close this window."
    ),
    "register_now": "Register at {host}",
    "register_question": "Register this server at the learning platform {host}?",
}
