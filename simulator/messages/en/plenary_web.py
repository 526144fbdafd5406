"""Messages of the pages of a plenary: the host's, the wall's, the phones', the room's debrief."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    # Joining
    "enter": "Join a room",
    "code": "The code on the wall",
    "code_about": "Six letters and digits. Capitals and spaces do not matter.",
    "join_about": (
        "A Balint group is on the wall. When it pauses, you vote with everybody here: would you "
        "speak now, or wait? And if you spoke, with which words?"
    ),
    "join_private": (
        "Nobody is asked for a name, and nobody can see how you voted. A cookie keeps this phone "
        "as one voter until tomorrow."
    ),
    "join": "Join",
    "joining": "How to join",
    "join_at": "Join at",
    "with_code": "with the code",
    "qr": "The address of this room as a QR code",
    "private": (
        "Your votes are counted without a name. The host sees words of your own, and "
        "may show them without a name."
    ),
    # What everybody sees
    "voted": Plural(
        one="{count} of {joined} has voted.",
        other="{count} of {joined} have voted.",
    ),
    "joined": Plural(one="{count} phone has joined.", other="{count} phones have joined."),
    "heard": "The group",
    "nothing_asked": "The group is talking. Please look at the wall.",
    "choice_speak": "Speak",
    "choice_wait": "Wait",
    "speak_or_wait": "Speak or wait",
    "which_line": "Which words",
    "bar": Plural(one="{count} vote, {share} %", other="{count} votes, {share} %"),
    "was_taken": "this was done",
    "taken": "The leader said: “{words}”",
    "taken_silence": "The leader said nothing.",
    "say_nothing": "Say nothing",
    "words_of_room": "Words from the room",
    "key": "The author's key",
    "key_speak": "The author of this scenario would have spoken here.",
    "key_wait": "The author of this scenario would have waited here.",
    "credit": "Credit {credit}",
    "best": "best",
    "breaks": "Breaks a ground rule: {rules}",
    # Voting
    "your_vote": "your vote",
    "may_change": "You can change your vote until the result is shown.",
    "own_words": "Send words of your own",
    "own_words_about": (
        "The host reads them, and may show them to everybody without a name. Please write nothing "
        "about real people. Empty words delete what you sent."
    ),
    "no_database": (
        "The room cannot be reached for a moment, and nothing was saved. Please try again."
    ),
    "send": "Send",
    "sent": "sent",
    "reload": "Show what is new",
    "lost": "The connection is lost. This page tries again by itself.",
    "unsent": "This was not sent. Please press again.",
    "bad_form": "The form is damaged. Nothing was done.",
    "back": "Back",
    # The host
    "open_title": "Host",
    "open_about": "This link makes one browser the host's. It can be used once.",
    "open_host": "Open the host's page",
    "host_join": "Phones join at {address} with the code {code}.",
    "open_wall": "Open the page for the projector",
    "stage_group": "The group is talking",
    "stage_answers": "The room votes: speak or wait?",
    "stage_answers_shown": "The result is shown",
    "stage_words": "The room votes: which words?",
    "stage_words_shown": "The result is shown",
    "stage_over": "The meeting is over",
    "act_turn": "Next turn",
    "act_answers": "Show the result",
    "act_words_asked": "Vote on the line",
    "act_words": "Show the result",
    "act_debrief": "Show the debrief to everybody",
    "act_key": "Show the key of round {number}",
    "act_back": "From round {number}",
    "act_closed": "Close the room",
    "take": "What does the leader do?",
    "majority": "The majority wants:",
    "no_majority": "There is no majority for one line. Vote on the line, or choose.",
    "take_other": "Something else",
    "another_way": "Try again from an earlier round",
    "host_debrief": "Debrief of the room, for you alone until you show it",
    "end": "Close the room",
    "end_about": (
        "No phone can vote any more, and single votes and words that were sent are "
        "deleted. The results stay. This cannot be undone."
    ),
    "sent_words": "Words that were sent in this round",
    "no_words": "None so far.",
    "show_words": "Show to everybody",
    "hide_words": "Hide",
    "is_shown": "shown",
    # The debrief of the room
    "debrief_of": "Debrief of the room: {title}",
    "to_debrief": "Debrief of the room",
    "debrief_about": (
        "Only results that were shown count, and only the first time that the room met a moment. "
        "Nobody's votes can be told from those of the others."
    ),
    "debrief_empty": "Nothing has been decided yet.",
    "whole": "The room as a whole",
    "figure": "Figure",
    "votes": "All votes",
    "as_taken": "As it happened",
    "figure_hits": "Spoke at a cue",
    "figure_misses": "Waited at a cue",
    "figure_false_alarms": "Spoke where to leave alone was better",
    "figure_correct_rejections": "Waited where to leave alone was better",
    "figure_left_to_others": "Left a cue to somebody of the group",
    "noticing": "Noticing",
    "words": "Words",
    "words_chance": "Words, if lines were drawn at random",
    "one_key": (
        "Credits are the judgement of one author. Where experienced leaders would differ, the room "
        "may well be right."
    ),
    "most_split": "Where the room was divided, most of all first",
    "round": "Round {number}",
    "again": "another attempt",
    "right": "{share} of the votes agreed; {split} were not with the most.",
    "words_credit": "Mean credit of the lines voted for: {share}",
    "none": "none",
}
