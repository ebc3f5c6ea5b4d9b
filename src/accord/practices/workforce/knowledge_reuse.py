"""P43 — Knowledge that travels.

Question: Does what one initiative learned or built reach the others?

Why it matters: The second team that reads invoices should not begin where the first one began. What is written down where
others find it, and shown to them once, saves more than most tools; and who teaches, learns.

Good example: Before it began, the letter project looked at what the claims team had, and took its templates. Its own results, the
failed ones too, lie in the shared catalogue; in June two of them showed the service desk how it works.

Bad example: Three departments each bought a tool for summaries. The results of the first test lie in somebody's mailbox.

How it is computed: For every initiative in building, testing or use three questions are looked at: does it reuse data, code or
lessons of others (or was it checked that nothing fits); are its results written down where others find them; has somebody
shown colleagues outside the team what was learned? The figure is the share of these that say yes: yes ÷ (yes + no + in
progress + unknown). "Does not apply" leaves the count. An initiative nobody was asked about is left out and named, not
counted as zero; a question that fewer than five initiatives have answered has not been asked yet: it leaves the count, and
until it is asked nothing is called good. The answers of one initiative go together, so the 95 % range (Wilson's) counts
initiatives. Departments are counted with those below them.

What it cannot tell: Whether anybody used what was shared, who taught, and how many departments came: sessions and
those who came are not recorded yet. It rests on what was said, and is shown as declared.

Source: Argote & Ingram, Organizational Behavior and Human Decision Processes 82(1), 2000, on what moves knowledge between
units; OMB memorandum M-25-21 (2025) on sharing and reusing data and code; Wilson, JASA 22, 1927, for the range. The
thresholds are choices of this house.
"""

from collections.abc import Iterator

from accord.practices.guardrails.asked import Checklist, checklist_readings
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

CHECKLIST = Checklist(
    {
        "reuse": _("reuse of what others have"),
        "results_shared": _("results written down for others"),
        "knowledge_session": _("a showing to colleagues outside the team"),
    },
    stages=("building", "testing", "live"),
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of reuse, written results and sessions that is there, for groups."""
    return checklist_readings(PRACTICE, snapshot, scope, CHECKLIST)


PRACTICE = Practice(
    code="P43",
    slug="knowledge-reuse",
    title=_("Knowledge that travels"),
    theme=_("Workforce"),
    question=_("Does what one initiative learned or built reach the others?"),
    tables=("initiatives", "evidence"),
    uses=("departments",),
    counted=_("initiatives asked about reuse and sharing"),
    unit="share",
    better="up",
    threshold_open=0.6,
    open_reason=_("Not everything can be reused; but where two in five do none of it, each begins from nothing."),
    threshold_close=0.7,
    close_reason=_("A little above the opening threshold, so that one more or less does not make it flicker."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of reuse and sharing is there; {threshold} should be."),
    finding_none=_("Nothing is reused or shared where it was asked; {threshold} should be."),
    move=_(
        "Before the next start, look at what two others have; and let one finished team show what it learned, this month."
    ),
    sources=(
        "Argote & Ingram 2000, Organizational Behavior and Human Decision Processes 82(1)",
        "OMB M-25-21 (2025)",
        "Wilson 1927, JASA 22",
    ),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "evidence": _(
            "Answer the further questions about reuse and sharing on each initiative, or import the answers."
        ),
    },
    limits=(
        Reason(
            "sessions_unknown", _("Who taught and which departments came is not known: sessions are not recorded yet.")
        ),
    ),
    measure=measure,
)
