"""Tells the whole story in the order it happened, through the same writes that people use."""

from __future__ import annotations

import random
from datetime import date, time

from django.db import transaction

from accord.apps.readings import writes as readings
from accord.apps.search import writes as search
from accord.site.sample.aiming import Goals, note_goals
from accord.site.sample.arriving import House, note_people
from accord.site.sample.asking import note_questions
from accord.site.sample.becoming import note_outcomes
from accord.site.sample.checking_in import note_check_ins
from accord.site.sample.chronicle import Chronicle, Progress
from accord.site.sample.deciding import note_decisions
from accord.site.sample.expecting import note_expectations
from accord.site.sample.guarding import note_guardrails
from accord.site.sample.looking_again import note_looking_again
from accord.site.sample.measuring import note_measurements
from accord.site.sample.meeting import note_meetings
from accord.site.sample.paying import note_money
from accord.site.sample.promising import note_promises
from accord.site.sample.showing import note_results
from accord.site.sample.talking import note_talks
from accord.site.sample.valuing import note_value
from accord.site.sample.working import note_works, slips

SEED = 20


def silent(done: int, total: int, words: str) -> None:
    """Show no progress."""


def tell(*, seed: int = SEED, today: date, progress: Progress = silent) -> House:
    """Build the sample organisation as of ``today`` in an empty home: all of it or, if interrupted, none of it.

    The same seed and day tell the same story; another seed other names, days and slips, never other truths.
    Returns who and what is there, by name.
    """
    chronicle = Chronicle(today, random.Random(seed))  # noqa: S311 - a story, no secret
    house, goals = House(), Goals()
    amiss = slips(chronicle)
    note_people(chronicle, house)
    note_goals(chronicle, house, goals)
    told = note_works(chronicle, house, goals, amiss)
    note_results(chronicle, told, amiss)
    note_money(chronicle, told)
    note_guardrails(chronicle, house, told)
    note_measurements(chronicle)
    note_talks(chronicle, house, told)
    note_expectations(chronicle, house, goals, told)
    note_outcomes(chronicle, house, goals, told)
    note_promises(chronicle, house, told)
    note_check_ins(chronicle, told)
    note_meetings(chronicle, house, told)
    note_questions(chronicle, house)
    note_decisions(chronicle, house, told)
    note_looking_again(chronicle, house, goals, told)
    note_value(chronicle, house, goals, told)
    with search.set_aside(), transaction.atomic():
        chronicle.tell(progress)
    readings.measure(by=None, at=chronicle.moment(today, time(0, 5)), as_of=today)
    search.rebuild(by=None, at=chronicle.moment(today, time(0, 10)))
    return house
