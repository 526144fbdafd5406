"""Messages of the figures of a course: the page, the report and its tables."""

from simulator.messages.plural import Plural

MESSAGES = {
    "title": "Figures of {course}",
    "none": (
        "Fewer than five learners share figures with this course so far, so nothing is shown."
    ),
    "learners": "{count} learners share figures with this course.",
    "first": (
        "Only the first session of each learner with a scenario counts: whoever plays it again "
        "knows its reasons."
    ),
    "groups": (
        "Groups of fewer than five learners are hidden, and so are figures from which those could "
        "be calculated. Where something is hidden, means are rounded."
    ),
    "key": (
        "Credits are those of one author's key. A moment with a low mean can be hard, or its key "
        "can be arguable: read the moment before you teach it."
    ),
    "hidden_groups": Plural(
        "{count} more scenario, version or mode was played by fewer than five learners.",
        "{count} more scenarios, versions or modes were played by fewer than five learners each.",
    ),
    "hidden": "hidden",
    "no_value": "-",
    "mode_guided": "guided play",
    "mode_live": "live play",
    # Noticing
    "noticing": "Speaking and waiting",
    "noticing_about": (
        "Over all moments whose counts are shown: in a cue the leader should speak, in a moment to "
        "leave alone the leader should wait."
    ),
    "figure": "what",
    "count": "how often",
    "figure_hits": "spoke in a cue (hits)",
    "figure_misses": "waited in a cue (misses)",
    "figure_false_alarms": "spoke where nothing was needed (false alarms)",
    "figure_correct_rejections": "waited where nothing was needed",
    "figure_left_to_others": "left a cue to a member who saw it",
    "sensitivity": "d' of the group, {value}; criterion c, {bias}",
    "few_moments": (
        "There is no d' with fewer than eight cues and eight moments to leave alone: with few "
        "moments it would be about these moments, however many learners there are."
    ),
    "counted_line": "{what}: {count}",
    # A scenario
    "group": "{title}, version {version}, {mode}",
    "group_learners": "{count} learners",
    "chart": "Mean credit in percent of the best, by moment",
    "head_moment": "moment",
    "head_kind": "kind",
    "kind_cue": "cue",
    "kind_leave": "leave alone",
    "head_met": "met it",
    "head_spoke": "spoke",
    "head_waited": "waited",
    "head_mean": "mean credit, % of best",
    "head_interval": "95 % interval",
    "head_item_rest": "item-rest correlation",
    "between": "{low} to {high}",
    "about_value": "about {value}",
    "moment_line": (
        "{moment} ({kind}): met by {met}, spoke {spoke}, waited {waited}, mean credit {mean} "
        "percent of the best, interval {interval}, item-rest correlation {item_rest}."
    ),
    "lines": "Which lines",
    "line": "line",
    "line_count": "said by",
    "line_line": "{moment}, {line}: {count}",
    "too_few_items": (
        "Difficulty and item-rest correlation are shown from twenty learners on. The mean is the "
        "difficulty: the lower, the harder."
    ),
    # Twins and drills
    "twins": "Twins",
    "twins_about": (
        "Two moments with the same lines, of which another is best: who tells them apart has read "
        "the group. The same learners in both."
    ),
    "head_pair": "moments",
    "head_first_mean": "first, % of best",
    "head_second_mean": "second, % of best",
    "head_difference": "difference",
    "at_least": "at least {count}",
    "twin_line": (
        "{pair}: {learners} learners, first {first}, second {second}, difference {difference}."
    ),
    "no_twins": "No pair of twins was met by enough learners.",
    "drills": "Before and after a drill",
    "drills_about": (
        "The same learners in moments of one kind, on different cases, before and after their "
        "first drill of it. Nobody practised nothing meanwhile, so this does not show that the "
        "drill was the reason."
    ),
    "head_situation": "hard moment",
    "head_before": "before, % of best",
    "head_after": "after, % of best",
    "drill_line": (
        "{situation}: {learners} learners, before {before}, after {after}, difference {difference}."
    ),
    "no_drills": "No hard moment was met by enough learners both before and after a drill.",
    "own_words": "Own words",
    "own_words_about": (
        "What learners agreed to share as they typed it, in the order of the alphabet, for moments "
        "for which at least five of them did."
    ),
    "head_learners": "learners",
    # How
    "how": "How it is calculated",
    "how_mean": "Interval of a mean: Student 1908, Biometrika 6:1-25.",
    "how_items": (
        "Difficulty and item-rest correlation: Crocker and Algina 1986, chapter 14; Henrysson "
        "1963, Psychometrika 28:211-218. The rest is the mean of the learner's other moments "
        "in the session."
    ),
    "how_d": "d' with the correction of Hautus 1995, Behavior Research Methods 27:46-51.",
    "how_hidden": (
        "Hidden cells: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4."
    ),
    # The page on the server
    "page_title": "Figures of the course",
    "save": "Save as",
    "import_title": "Files of learners",
    "import_about": (
        "Learners without this server write a file with 'balint-sim share --course CODE'. A later "
        "file of a learner replaces the first, and one that withdraws deletes it."
    ),
    "import_file": "File",
    "no_file": "Please choose a file.",
    "uploaded": "The file",
    "figures_of_course": "Figures of the course",
    "show_figures": "Show the figures",
    "figures_about": "What the course finds hard, as a group; nothing of a single learner.",
    "import_button": "Import",
    # The command
    "needs_polars": (
        "Parquet needs the extra [parquet]. Install it with: "
        "pip install 'balint-simulator[parquet]'"
    ),
    "bad_ending": "{file}: the ending of a report is .html, .csv, .json or .parquet.",
}
