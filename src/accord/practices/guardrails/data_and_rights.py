"""P37 — Data and code one may use.

Question: Is it on record that the data and the code of each initiative may be used, our own and other people's?

Why it matters: A model trained on data one had no right to use may have to be thrown away, together with what was built on
it. The question costs a mail at the start and a lawsuit at the end. And what nobody has written down about the data,
nobody can judge.

Good example: The owner of the claims data agreed in writing on 3 May; a page says what is in it and what is missing; the
privacy office has looked at it; the contract gives us the code and the right to change it.

Bad example: The data was "there anyway". The supplier keeps the code, and nobody knows what happens when the contract ends.

How it is computed: For every initiative in building, testing or use four questions are looked at: permission to use the
data, a description of the data, a review of privacy, and access and rights to the code. The figure is the share of these
that is there: yes ÷ (yes + no + in progress + unknown). Where no personal data is used, the review of privacy does not
apply; "does not apply" leaves the count. An initiative nobody was asked about is left out and named, not counted as zero; a
question that fewer than five initiatives have answered has not been asked yet: it leaves the count, and until it is asked
nothing is called good. The answers of one initiative go together, so the 95 % range (Wilson's) counts initiatives. Departments
are counted with those below them.

What it cannot tell: Whether a permission covers this very use, and whether a licence is what it says: counsel can. It rests
on what was said, and is shown as declared.

Source: Gebru et al., Communications of the ACM 64(12), 2021, on describing data sets; NIST AI RMF 1.0, Map 4 and Govern 6, on
data, software and rights of third parties; Regulation (EU) 2016/679, articles 6 and 35; Wilson, JASA 22, 1927, for the range.
The thresholds are choices of this house.
"""

from collections.abc import Iterator

from accord.practices.guardrails.asked import Checklist, checklist_readings
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

CHECKLIST = Checklist(
    {
        "data_permission": _("permission to use the data"),
        "data_documented": _("a description of the data"),
        "privacy_reviewed": _("a review of privacy"),
        "code_rights": _("access and rights to the code"),
    },
    stages=("building", "testing", "live"),
    spared={"privacy_reviewed": "personal_data"},
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of permissions, descriptions, reviews and rights on record, for groups."""
    return checklist_readings(PRACTICE, snapshot, scope, CHECKLIST)


PRACTICE = Practice(
    code="P37",
    slug="data-and-rights",
    title=_("Data and code one may use"),
    theme=_("Experiments inside guardrails"),
    question=_(
        "Is it on record that the data and the code of each initiative may be used, our own and other people's?"
    ),
    tables=("initiatives", "evidence"),
    uses=("departments",),
    counted=_("initiatives asked about data and code"),
    unit="share",
    better="up",
    threshold_open=0.8,
    open_reason=_(
        "Each of these is a reason to stop later; below four in five it is no longer a matter of a late paper."
    ),
    threshold_close=0.9,
    close_reason=_("Well above the opening threshold, because all of it is needed in the end."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of what should be on record about data and code is there; {threshold} should be."),
    finding_none=_("Nothing of what should be on record about data and code is there; {threshold} should be."),
    move=_(
        "Ask the owner of each source for a sentence in writing, starting with personal data and with suppliers' code."
    ),
    sources=(
        "Gebru et al. 2021, Communications of the ACM 64(12)",
        "NIST AI RMF 1.0",
        "Regulation (EU) 2016/679",
        "Wilson 1927, JASA 22",
    ),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "evidence": _("Answer the further questions about data and code on each initiative, or import the answers."),
    },
    measure=measure,
)
