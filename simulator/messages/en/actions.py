"""What each action does, by its id: for the help of the full screen and of plain mode.

Ids that begin with ``plain`` are answers that only plain mode has, or that differ there.
"""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "help": "Help for this screen and for what is focused on it.",
    "welcome.begin": "Start the tutorial.",
    "welcome.library": "To the library: choose a scenario yourself.",
    "library.open": (
        "Open the selected line: an unfinished session, a scenario, a programme or a debrief."
    ),
    "library.search": "Find: show only entries containing these letters.",
    "library.filter": "Filter the scenarios by level, style, format or ground rule.",
    "library.clear": "Clear search and filters: list everything again.",
    "library.watch": "Demonstration: watch the selected scenario led well, before you lead it.",
    "library.glossary": "The glossary: terms, ground rules, kinds and formats explained.",
    "library.progress": "Progress: what all your finished sessions show together.",
    "library.welcome": "About: what a Balint group is, and what you do here.",
    "library.quit": "Leave the program; everything is saved.",
    "library.drill": "Drill: hard moments by themselves, those that are due today.",
    "drill.speak": "Speak: see the lines you could say.",
    "drill.wait": "Wait: say nothing.",
    "drill.own_words": (
        "Write your own words first; they are saved with your decision, and never scored."
    ),
    "drill.save_words": "Keep your own words, and go back to the question.",
    "drill.back": "Back to the question: speak or wait? What you typed stays.",
    "drill.choose": "Choose the line with this number.",
    "drill.next": (
        "Take the selected line. After the answer: the next drill, or the end of today's drills."
    ),
    "drill.leave": "Leave the drills; every decision is saved.",
    "drill.older": "Scroll back.",
    "drill.newer": "Scroll forward.",
    "plain.leave_drill": "Leave; every decision is saved.",
    "briefing.begin": "Begin a new session.",
    "briefing.mode": "Guided (the group pauses for your decisions) or live (it does not).",
    "briefing.feedback": "Reasons after each choice, or in the debrief only.",
    "briefing.watch": "Watch a demonstration: this scenario, led well.",
    "briefing.back": "Back to the library.",
    "group.continue": (
        "Continue to the next turn. If there are lines to choose from, take the selected one. In "
        "the field for your own words, save them and go back to the question."
    ),
    "group.speak": (
        "Speak: see the lines you could say. A number key does the same. In live play this begins "
        "to speak, and it counts."
    ),
    "group.wait": "Wait: say nothing.",
    "group.back": (
        "Go back from an unfinished choice or from your own words, which are saved; skip a "
        "question to yourself; in live play, let it go. This never leaves the group."
    ),
    "group.say": "Say the line that you have selected. No line is selected at first.",
    "group.save_words": "Save your own words, and go back to the question: speak or wait?",
    "group.save_answer": "Save your answer to the question to yourself.",
    "group.skip": "Skip the question to yourself; nothing is saved.",
    "group.debrief": "Open the debrief.",
    "group.let_go": "Let it go: say nothing after all. The group continues.",
    "group.choose_line": "Say the line with this number; the last number lets it go.",
    "group.branch": (
        "Try again from here: lead an earlier moment differently. This attempt is saved. In live "
        "play, once the meeting is over."
    ),
    "group.pause": "Pause the group, or resume.",
    "group.resume": "Resume the group, or pause.",
    "group.faster": "The group talks faster.",
    "group.slower": "The group talks more slowly.",
    "group.leave": "Back to the library; the session is saved, and you can continue it later.",
    "group.choose": "Choose the line with this number.",
    "group.own_words": (
        "Write your own words before you see any lines; they are saved and never scored."
    ),
    "group.find": "Find a text in the transcript.",
    "group.why": "Why: the reasons for your last score, once the group has answered.",
    "group.older": "Scroll back in the transcript.",
    "group.newer": "Scroll forward in the transcript.",
    "group.copy": "Copy the transcript to the clipboard.",
    "reaction.save": (
        "Save the answer, and go to the next question. In a list, take the selected choice; none "
        "is selected at first."
    ),
    "reaction.take": "Take the selected choice; none is selected at first.",
    "reaction.choose": "Take the choice with this number.",
    "reaction.skip": "Skip this question. If something is typed, save it instead.",
    "reaction.skip_all": "Skip all questions that are left, and open the debrief.",
    "reaction.back": "Go back to the question before, and change its answer.",
    "debrief.follow": "Lead the next session of the programme.",
    "debrief.next": "Go to the next moment.",
    "debrief.previous": "Go to the previous moment.",
    "debrief.open": (
        "Open or close the heading that has the focus, or go to the moment that is named there. "
        "Tab moves the focus."
    ),
    "debrief.close": "Close the heading that has the focus.",
    "debrief.go": "Go to the moment that is named there.",
    "debrief.moment": (
        "Go to the moment that is named here: the focused one, or the costliest in view."
    ),
    "debrief.outline": "Outline: list the headings, and go to one of them.",
    "debrief.all": "Open all sections; if all are open, close them.",
    "debrief.none": "Close all sections that can be closed.",
    "debrief.reasons": "Show or hide the reason of every other line you could have said.",
    "debrief.find": "Find a text, also in what is closed.",
    "debrief.number": "Go to the moment with this number.",
    "outline.choose": "Go to the selected heading, and open it.",
    "outline.stay": "Stay where you are.",
    "debrief.branch": "Try again from here: lead a moment of this session differently.",
    "debrief.drill": "Drill the kind of moment that the lesson names, on another case.",
    "debrief.save": "Save the debrief as a web page (HTML) in the folder of your data.",
    "debrief.copy": "Copy the transcript to the clipboard.",
    "debrief.back": "Back to the library.",
    "progress.next": "Go to the next section.",
    "progress.previous": "Go to the previous section.",
    "progress.log": "Save a practice log for a portfolio, with the reflections that you choose.",
    "progress.save": "Save this page as a web page (HTML) in the folder of your data.",
    "progress.back": "Back to the library.",
    "log.choose": "Put this reflection into the log, or leave it out.",
    "log.all": "Choose all reflections, or none.",
    "log.save": "Save the practice log as a web page (HTML) in the folder of your data.",
    "log.close": "Back, without saving a log.",
    "watch.continue": "Continue to the next turn at once.",
    "watch.pause": "Pause the group, or resume.",
    "watch.resume": "Let the group talk by itself, or pause it.",
    "watch.faster": "The group talks faster.",
    "watch.slower": "The group talks more slowly.",
    "watch.lead": "Lead it yourself: open the briefing of this scenario.",
    "watch.lead_it": "Lead this scenario yourself: open its briefing.",
    "watch.library": "Back to the library.",
    "watch.back": "Back to the previous screen.",
    "watch.older": "Scroll back in the transcript.",
    "watch.newer": "Scroll forward in the transcript.",
    "watch.find": "Find a text in the transcript.",
    "watch.copy": "Copy the transcript to the clipboard.",
    "filter.choose": "Turn this filter on or off.",
    "filter.clear": "Clear all filters.",
    "filter.close": "Back to the library, with these filters applied.",
    "glossary.search": "Search: show only entries containing all of your words.",
    "glossary.read": "Move from the search field to the page.",
    "glossary.next": "Go to the next part.",
    "glossary.previous": "Go to the previous part.",
    "glossary.back": "Clear the search; then go back to the previous screen.",
    "branch.choose": "Go back to the selected moment.",
    "branch.stay": "Stay where you are.",
    "help.close": "Close the help.",
    "jump.close": "Stay where you are.",
    "room.palette": (
        "Commands: the actions of this screen, scenarios, sessions and settings, found by typing."
    ),
    "room.jump": "Jump: give each part of the screen a letter that moves the focus there.",
    "room.glossary": "The glossary: terms, ground rules, kinds and formats explained.",
    "room.settings": "The settings: theme, pace, mode, feedback and plain lines.",
    "settings.next": "Change the selected setting to its next value, and save it.",
    "settings.previous": "Change the selected setting to its previous value, and save it.",
    "settings.back": "Back to the previous screen.",
    "room.quit": "Leave the program at once, from anywhere; everything is saved.",
    "preview.leave": "End the preview; nothing is saved.",
    "plain.next_turn": "Continue to the next turn.",
    "plain.speak": "Speak: see the lines you could say.",
    "plain.begin": (
        "Begin to speak, which shows the lines; the group waits, and it counts. Then a number "
        "says its line, and b lets it go."
    ),
    "plain.say_line": "Say the line with this number.",
    "plain.back_to_question": "Back to the question: speak or wait?",
    "plain.back": "Back, and nothing is changed.",
    "plain.branch": (
        "Try again from here: lead an earlier moment differently. This attempt is saved."
    ),
    "plain.repeat": (
        "Repeat the last lines, and what you are asked; each further time, more of them."
    ),
    "plain.repeat_briefing": "Repeat the briefing.",
    "plain.repeat_debrief": "Repeat the debrief.",
    "plain.repeat_question": "Repeat the question.",
    "plain.skip": "Skip this question.",
    "plain.reaction": (
        "A letter alone is one of these answers; any longer text is your answer. Enter alone "
        "decides nothing."
    ),
    "plain.all": (
        "Read all of the debrief: each moment with its other lines, the ground rules, the climate, "
        "the transcript and the sources."
    ),
    "plain.why": "Why: repeat the reasons for your last score.",
    "plain.paste": "What you paste may have several lines.",
    "plain.reflect": (
        "A question to yourself is answered with a text, which is saved and never scored; Enter "
        "alone skips it, and q alone leaves."
    ),
    "plain.first_counts": "Only your first attempt counts towards your progress.",
    "plain.status": "Show who sits here, the phase and the clock.",
    "plain.help": "Show this help.",
    "plain.leave": "Leave; everything is saved.",
    "plain.leave_preview": "Leave; nothing is saved in a preview.",
    "plain.about": (
        "You decide when to speak, and what to say. Enter alone decides nothing; between turns it "
        "continues."
    ),
    "plain.about_live": (
        "You may begin to speak after any turn. Then Enter decides nothing until you have said a "
        "line or let it go; both are saved and counted."
    ),
    "plain.open": "Open the entry with this number; Enter alone opens entry 1.",
    "plain.programmes": (
        "A programme is several scenarios in order; after each debrief it continues with the next."
    ),
    "plain.list": "List the entries again.",
    "plain.end_watching": "End the demonstration.",
    "plain.search": "Show only entries containing these words. / alone shows everything again.",
    "plain.filter": (
        "Filter the list by level, style, format, ground rule, situation, or by what you have "
        "not played."
    ),
    "plain.watch": "Watch a demonstration of the scenario with this number, led well.",
    "plain.debriefs": "List your finished sessions, to read their debriefs.",
    "plain.glossary": "Explain a word. g alone lists the whole glossary.",
}
