"""What methods, checks, headlines and cautions are called in plain words."""

from __future__ import annotations

from accord.apps.value.rules.words import Direction, Grade, Rhythm, Role


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


METHODS: dict[str, str] = {
    "before_after": _("Before and after"),
    "segmented": _("Its own trend drawn on"),
    "counts": _("Its own rate drawn on"),
    "differences": _("Against the average of others"),
    "synthetic": _("Against a mixture of others"),
    "structural": _("Against a forecast from others"),
}
METHOD_NAMES: dict[str, str] = {  # as the field calls them, for whoever wants to look them up
    "before_after": _("mean after less mean before"),
    "segmented": _("segmented regression, errors by Newey and West"),
    "counts": _("segmented Poisson regression, errors for counts that scatter more (quasi-Poisson)"),
    "differences": _("difference in differences"),
    "synthetic": _("synthetic control with placebo ranks"),
    "structural": _("Bayesian structural time series"),
}
FORMULAS: dict[str, str] = {
    "before_after": _("mean of the periods since it began − mean of the periods before"),
    "segmented": _("mean of (value − the line through the periods before, drawn on) over the periods since it began"),
    "counts": _("mean of (count − what the rate of the periods before, drawn on, would have given) since it began"),
    "differences": _("(mean since − mean before) − the same for the average of the others"),
    "synthetic": _("mean of (value − weighted mixture of the others) since it began; the weights are those that fitted best "
                   "before, none below zero, together one"),
    "structural": _("mean of (value − forecast) since it began; the forecast is a level that may wander plus what moves along, "
                    "learned from the periods before"),
}  # fmt: skip

EXPLAINED: dict[str, str] = {  # what it does and what it takes for granted, in one sentence
    "before_after": _("Compares the average since it began with the average before; it takes for granted that nothing else "
                      "changed: no trend, no season, no other event."),
    "segmented": _("Draws the line of the time before further and looks how far the values since lie from it; it takes for "
                   "granted that the old trend would have gone on."),
    "counts": _("Its series says that it is a count (errors, tickets, cases). Draws the rate of the time before further and "
                "looks how many more or fewer there were since. Counts scatter more where there are more of them, never "
                "fall below zero and change by a share; it takes for granted that the old rate would have gone on."),
    "differences": _("Takes away what changed in the same time for others that did not have it; it takes for granted that "
                     "without it this would have changed as theirs did."),
    "synthetic": _("Mixes the others so that together they moved as this did before, and compares with that mixture since; "
                   "it takes for granted that they would have gone on moving alike."),
    "structural": _("Learns from the time before how this wanders and what moves along with it, and foretells what would have "
                    "been; it takes for granted that what moves along was not touched by it."),
}  # fmt: skip

# What a check asks, by its code; values are those of the check, the limit is what it is held against.
CHECKS: dict[str, str] = {
    "autocorrelation": _("How much neighbouring periods resemble each other (0: not at all): %(value)s; up to %(limit)s is harmless."),
    "trend_before": _("Was there a trend before? By chance alone one would look like this in %(value)s of cases (below %(limit)s there was one)."),
    "stable_before": _("A made-up start before the real one should show nothing; chance alone would show as much in %(value)s of cases (at "
                       "least %(limit)s)."),
    "parallel_before": _("Before, did it move in step with the others? Chance alone would make it drift as far in %(value)s of cases (at "
                         "least %(limit)s)."),
    "units": _("Others it is compared with: %(value)s (at least %(limit)s for a rank)."),
    "placebo": _("Of it and all the others, %(value)s look as unusual as this or more (at most %(limit)s)."),
    "miss_before": _("Before it began the mixture misses by %(value)s a period (at most %(limit)s)."),
    "ratio": _("It strays %(value)s times as far from the mixture since it began as before."),
    "donors_alike": _("Others that their own mixture follows as well: %(value)s (at least %(limit)s)."),
    "largest_weight": _("The other that counts most makes up %(value)s of the mixture."),
    "regression_error": _("The textbook's error of such a regression would be %(value)s; the interval does not rest on it."),
    "explained": _("Of the ups and downs before it began, %(value)s are explained."),
    "posterior_sd": _("The estimate itself is uncertain by %(value)s (one standard deviation)."),
    "footing": _("If nothing is believed beforehand of how its level moves, the effect is %(value)s errors from none (at least "
                 "%(limit)s)."),
    "dispersion": _("The counts scatter %(value)s times as much as pure chance would make them."),
    "trend": _("Its trend before was %(value)s a period."),
    "level_change": _("Its level jumped by %(value)s when it began."),
    "trend_change": _("Its trend changed by %(value)s a period when it began."),
}  # fmt: skip
CHECKS_OPEN: dict[str, str] = {  # the same where there is nothing to hold it against
    "autocorrelation": _("How much neighbouring periods resemble each other (0: not at all): %(value)s."),
    "donors_alike": _("Others that their own mixture follows as well: %(value)s."),
}
CHECK_PLAIN = _("%(code)s: %(value)s")
IN_SHARES = frozenset({"trend_before", "stable_before", "parallel_before", "placebo", "largest_weight", "explained"})

# What would help a method that could say nothing, by the code of its reason.
NEEDS: dict[str, str] = {
    "few_before": _("Add older values."),
    "few_after": _("Wait for more periods; it is studied again by itself."),
    "few_units": _("Add series of units that did not have it: other sites, teams, products or regions."),
    "no_units": _("Add series of units that did not have it: other sites, teams, products or regions."),
    "alone": _("Add something that moves along with it but is not touched by it: other units, volume, temperature."),
    "too_far": _("Add something that moves along with it but is not touched by it: other units, volume, temperature."),
    "bad_fit": _("Add units that are more alike."),
    "much_missing": _("Fill the gaps in the older values."),
    "rarely": _("Longer periods would help: quarters instead of months."),
    "no_rate": _("Longer periods would help: quarters instead of months."),
    "negative": _("Say at the series that it is not a count."),
    "no_exposure": _("Complete the series of how many there could have been."),
    "constant": _("A finer measure would help: one that varies from period to period."),
}  # fmt: skip

HEADLINES: dict[str, str] = {
    "caused": _("Since %(start)s, “%(title)s” was %(size)s each %(period)s than it would have been (likely %(range)s). "
                "%(claim)s"),
    "would_have_come_anyway": _("“%(title)s” moved, but it would have come anyway: beyond its trend and what others did, "
                                "%(left)s is left each %(period)s (likely %(range)s)."),
    "cannot_tell": _("It cannot be told whether this moved “%(title)s”. The best guess is %(left)s each %(period)s, but the "
                     "numbers fit anything from %(range)s."),
    "disagree": _("The methods disagree about “%(title)s”: %(first_size)s by “%(first)s”, %(second_size)s by “%(second)s”, "
                  "each %(period)s. They agree on the direction but their ranges do not meet: neither should be quoted "
                  "alone."),
    "contradict": _("The methods contradict each other about “%(title)s”: %(first_size)s by “%(first)s”, %(second_size)s by "
                    "“%(second)s”, each %(period)s. Nothing is credited until finance signs."),
    "may_be_luck": _("“%(title)s” was %(size)s each %(period)s than it would have been (likely %(range)s), but several "
                     "measures were looked at: among so many, one would often show as much by luck alone."),
    "not_enough_data": _("There is too little to tell yet what this did to “%(title)s”."),
    "moved_the_wrong_way": _("Since %(start)s, “%(title)s” was %(size)s each %(period)s than it would have been (likely "
                             "%(range)s). That is the wrong way."),
}  # fmt: skip
CLAIMS: dict[str, str] = {  # what the numbers can and cannot claim, by the grade
    Grade.A: _("Who got it first was drawn by lot: the numbers show that this initiative did it."),
    Grade.B: _("Others that did not have it did not move so: the numbers support that this initiative did it."),
    Grade.C: _(
        "The numbers fit that this initiative did it; they cannot rule out something else that came at the same time."
    ),
    Grade.D: _("That alone does not show that this initiative did it."),
}
NEXT_TO_NOTHING = _("next to nothing")
HEADLINE_TONES: dict[str, str] = {
    "caused": "good", "would_have_come_anyway": "bad", "cannot_tell": "unclear", "disagree": "unclear",
    "contradict": "unclear", "may_be_luck": "unclear",
    "not_enough_data": "insufficient", "moved_the_wrong_way": "bad",
}  # fmt: skip
HEADLINE_SHORT: dict[str, str] = {
    "caused": _("Supported"),
    "would_have_come_anyway": _("Would have come anyway"),
    "cannot_tell": _("Cannot be told"),
    "disagree": _("Methods disagree"),
    "contradict": _("Methods contradict each other"),
    "may_be_luck": _("May be luck"),
    "not_enough_data": _("Too little data"),
    "moved_the_wrong_way": _("Moved the wrong way"),
}
WITH_OTHERS = {"differences", "synthetic"}
GRADE_WEAK = _("compared with others, but it does not stand out among them")
GRADE_OF_HEADLINE: dict[str, str] = {
    "disagree": _("one lower, because the methods disagree"),
    "contradict": _("the methods contradict each other"),
    "may_be_luck": _("one lower, because it may be luck among so many measures"),
}
HIGHER, LOWER = _("higher"), _("lower")

CAUTIONS: dict[str, str] = {
    "bad_run": _("It began after a bad run, %(value)s times as far from the usual as ordinary ups and downs. After such a run "
                 "values come back by themselves: part of what is seen here would have come anyway."),
    "no_why": _("Nobody has said why it began just then. If a bad run was the reason, values would have recovered anyway."),
    "announced": _("People knew of it for %(n)s periods before it began; what changed then counts as before."),
    "other_events": _("Other things happened: %(words)s"),
    "is_mid": _("It began in the middle of its first period, which counts as one that had it."),
    "missing": _("%(n)s periods have no value and are left out: %(periods)s."),
    "unfinished": _("The period from %(day)s is not over and is left out."),
    "left_out": _("Not compared with, because values are missing for the same periods: %(names)s."),
    "none_compared": _("It is compared with nobody. Series of units that did not have it would make this much stronger."),
}  # fmt: skip

PERIODS: dict[str, str] = {
    Rhythm.MONTHLY: _("month"), Rhythm.QUARTERLY: _("quarter"), Rhythm.YEARLY: _("year"),
}  # fmt: skip
EACH: dict[str, str] = {
    Rhythm.MONTHLY: _("each month"), Rhythm.QUARTERLY: _("each quarter"), Rhythm.YEARLY: _("each year"),
}  # fmt: skip
DIRECTIONS: dict[str, str] = {Direction.UP: _("More is better"), Direction.DOWN: _("Less is better")}
ROLES: dict[str, str] = {Role.UNIT: _("Did not have it"), Role.PREDICTOR: _("Moves along with it")}
