"""P35 — People who try AI know the rules and are trained.

Question: Do those who build AI or try it out have security training that is still valid, and know the rules that apply?

Why it matters: Most harm in the early days is done by people of good will who paste what they must not, or connect what
nobody has looked at. An hour of training, and a name to ask, is what makes it safe to let them try.

Good example: The five people of the claims pilot had their training in March, valid for a year. The page of the pilot
says in three lines which data may be used and whom to ask.

Bad example: Everybody was trained once, three years ago. Whether a member's letter may go to the chat tool, each decides
for themselves.

How it is computed: For every initiative in building, testing or use two questions are looked at: is everybody who builds
or tries it trained in security, and do they know which rules apply and whom to ask? The figure is the share of these
answers that say yes: yes ÷ (yes + no + in progress + unknown). A training holds until the day noted with it, else for a
year after its own day; after that it counts as not there. "Does not apply" leaves the count. An initiative nobody was
asked about is left out and named, not counted as zero; a question that fewer than five initiatives have answered has not
been asked yet: it leaves the count, and until it is asked nothing is called good. The answers of one initiative go together, so
the 95 % range (Wilson's) counts initiatives. Departments are counted with those below them. Training of those who work
with what is in use is one of the eight checks of P36 and is not counted here again; neither is an approval to operate a
system, which is no training.

What it cannot tell: What people learned and whether they keep to it. It rests on what is said about a team; persons are not
looked at. It is shown as declared until tests or logs back it.

Source: NIST SP 800-50 Rev. 1 (2024) on learning about security by role and again and again; NIST AI RMF 1.0, Govern 2.2, on
training of people who work with AI; Wilson, JASA 22, 1927, for the range. The year and the thresholds are choices of this house.
"""

from collections.abc import Iterator

from accord.practices.guardrails.asked import Checklist, checklist_readings
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

CHECKLIST = Checklist(
    {
        "security_training": _("training in security that is still valid"),
        "rules_known": _("knowing the rules that apply"),
    },
    stages=("building", "testing", "live"),
    expires=frozenset({"security_training"}),
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of teams' training and knowledge of the rules that is there, for groups."""
    return checklist_readings(PRACTICE, snapshot, scope, CHECKLIST)


PRACTICE = Practice(
    code="P35",
    slug="security-learning",
    title=_("Trained, and sure of the rules"),
    theme=_("Experiments inside guardrails"),
    question=_(
        "Do those who build AI or try it out have security training that is still valid, and know the rules that apply?"
    ),
    tables=("initiatives", "evidence"),
    uses=("departments",),
    counted=_("initiatives whose people were asked"),
    unit="share",
    better="up",
    threshold_open=0.8,
    open_reason=_(
        "Everybody who tries something should have it; below four in five it is no longer a matter of newcomers."
    ),
    threshold_close=0.9,
    close_reason=_("Well above the opening threshold, because trainings run out all the time."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of the training and knowledge of the rules is there; {threshold} should be."),
    finding_none=_("None of the training and knowledge of the rules is there; {threshold} should be."),
    move=_("Name a day for the training of each team without one, and write down in three lines what may be used."),
    sources=("NIST SP 800-50 Rev. 1 (2024)", "NIST AI RMF 1.0", "Wilson 1927, JASA 22"),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "evidence": _("Answer the further questions about training on each initiative, or import the answers."),
    },
    measure=measure,
)
