"""The addresses of gaps; a change of state is a thing."""

from accord.apps.gaps.pages import acting, showing
from accord.apps.gaps.permissions import ACT, DIFFER, SEE
from accord.apps.ui.permissions import route

ONE = "gaps/<int:gap_id>/"

urlpatterns = [
    route("out-of-step/", showing.out_of_step, name="out_of_step", action=SEE),
    route("out-of-step/sheet/", showing.sheet, name="sheet", action=SEE),
    route(ONE, showing.gap, name="gap", action=SEE),
    route(f"{ONE}agenda/", acting.agenda, name="agenda", action=ACT),
    route(f"{ONE}step/", acting.step, name="step", action=ACT),
    route(f"{ONE}acceptance/", acting.acceptance, name="acceptance", action=ACT),
    route(f"{ONE}objection/", acting.objection, name="objection", action=ACT),
    route(f"{ONE}measuring/", acting.measure_again, name="measuring", action=ACT),
    route(f"{ONE}signature/", acting.signature, name="signature", action=DIFFER),
    route(f"{ONE}reopening/", acting.reopening, name="reopening", action=ACT),
]
