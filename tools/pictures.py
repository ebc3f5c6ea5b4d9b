"""Takes the pictures of README and documentation: a sample organisation and the tutorial's own, in this machine's Chromium.

Run `.venv/bin/python tools/pictures.py` (or with `demo` or `tutorial` for one of the two), then look at docs/pictures/.
The tutorials' walks fail where a page no longer does what the tutorial says.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PORTFOLIO = ROOT / "docs" / "tutorials" / "portfolio.csv"
WIDTH, HEIGHT = 1280, 800
MOST_BYTES = 150_000
PATIENCE = 120_000  # milliseconds for a page
PASSWORD = "-".join(("plum", "ladder", "quiet", "47"))  # of a home that lives as long as this run
NAME, MAIL = "Ada Lind", "ada@example.org"
VETERANS = "Department of Veterans Affairs"
NEXT_BEST_OFFER, BROKERS = "Next best offer", "Broker matching"
Months = tuple[int, int, int]
Amounts = tuple[str, str, str]


def main() -> None:
    wanted = sys.argv[1:] or ["demo", "tutorial"]
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        if "demo" in wanted:
            demo(browser)
        if "tutorial" in wanted:
            tutorial(browser)
        browser.close()


def demo(browser: Browser) -> None:
    """Show the sample organisation as its CIO sees it."""
    with _home() as home:
        _accord(home, "demo", "--no-serve")
        lines = [line.split("\t") for line in (home / "demo-sign-ins.txt").read_text("utf-8").splitlines()]
        signs = {line[0]: (line[3], line[4]) for line in lines if len(line) == 5}
        with _served(home) as address:
            page = _page(browser, address)
            _sign_in(page, *signs["CIO"])
            _shoot(page, "my-turn")
            page.goto("/out-of-step/")
            _shoot(page, "out-of-step")
            page.goto("/out-of-step/sheet/")
            _shoot(page, "sheet", whole=True)
            page.goto("/out-of-step/")
            page.locator("a[data-row-link]").filter(has_text="Commercial").first.click()
            page.wait_for_url("**/gaps/*/")
            _shoot(page, "gap", height=1100)
            page.goto("/practices/")
            page.get_by_role("link", name="Goals owned jointly").first.click()
            _shoot(page, "practice", height=1100)
            talk(page)
            lead = _page(browser, address)
            _sign_in(lead, *signs["Delivery lead"])
            two_sides(page, lead)
            finance = _page(browser, address)
            _sign_in(finance, *signs["CFO"])
            money(finance)
            lists(home, page)


def lists(home: Path, page: Page) -> None:
    """Bring two states of one list, a year apart, and show what moved between them."""
    for state, year in ((1, 2025), (2, 2026)):
        rows = [("Project", "Department", "Status", "Planned end date", "Whole life cost (EUR)"), *_report(state)]
        file = home / f"report-{year}.csv"
        file.write_text("\n".join(",".join(row) for row in rows), "utf-8")
        _accord(home, "import", str(file), "--commit", "--list", "Yearly report", "--key", "title",
                "--as-of", f"{year}-03-31", may_find=True)  # fmt: skip
    page.goto("/initiatives/lists/")
    page.locator("main a[href*='/initiatives/lists/']").first.click()
    page.wait_for_url(re.compile(r"/lists/\d+/"))
    _shoot(page, "lists", height=1000)


def _report(state: int) -> Iterator[tuple[str, ...]]:
    """Give the rows of an invented yearly report: of twenty-four projects some end later the next year, two are gone."""
    names = (
        "Mail room",
        "Fraud screen",
        "Tariff desk",
        "Voice line",
        "Broker portal",
        "Claims photos",
        "Pension letters",
        "Loss forecast",
    )
    for number, (name, part) in enumerate((name, part) for name in names for part in ("pilot", "roll-out", "renewal")):
        if state == 2 and number in {5, 17}:
            continue
        later = 9 * (number % 3 == 0) + 2 * (number % 7 == 0) if state == 2 else 0
        months = 2026 * 12 + 5 + number + later
        cost = 400_000 + 35_000 * number + (90_000 if later else 0)
        unit = ("Claims", "Commercial", "Operations")[number % 3]
        yield f"{name} {part}", unit, "Development", f"{months // 12}-{months % 12 + 1:02}-28", str(cost)


def money(page: Page) -> None:
    """Show finance the ledger, a release it is asked for, and what one initiative caused."""
    page.goto("/value/")
    _shoot(page, "ledger", height=1000)
    page.get_by_role("link", name="Damage photo reading").first.click()
    page.get_by_role("link", name="What did it cause?").first.click()
    page.wait_for_url("**/effects/")
    _shoot(page, "caused", height=1100)
    page.goto("/")
    page.locator("li, article, tr").filter(has_text="asks to release").get_by_role("link", name="Open").first.click()
    page.wait_for_url(re.compile(r"/value/releases/\d+/"))
    _shoot(page, "release", height=1100)


def talk(page: Page) -> None:
    """Begin the next meeting on its one screen."""
    page.goto("/meetings/")
    page.get_by_role("link", name="at one table, again").first.click()
    page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    page.goto(f"{page.url}run/")
    page.locator("#next").click()
    page.locator("#w-promise").wait_for()
    _shoot(page, "meeting", height=900)


def two_sides(cio: Page, lead: Page) -> None:
    """Walk through docs/tutorials/first-expectations.md in the sample organisation: as its CIO, then as a delivery lead."""
    cio.goto("/expectations/")
    _shoot(cio, "expectations")
    _look_at(cio, NEXT_BEST_OFFER, "8 months before IT", "reveal")
    _look_at(cio, "Sales assistant", "before IT", "reveal-hidden")
    cio.goto("/expectations/")
    cio.get_by_role("link", name="Flood map update").first.click()
    cio.wait_for_url("**/expectations/*/")
    cio.get_by_role("heading", name="Since the round before").first.scroll_into_view_if_needed()
    cio.mouse.wheel(0, 300)
    cio.wait_for_timeout(1_000)
    _shoot(cio, "reveal-again")
    cio.goto("/expectations/judged/")
    _shoot(cio, "expectations-judged", height=760)
    cio.goto("/")
    cio.get_by_role("link", name=BROKERS).first.click()
    cio.wait_for_url("**/answer/")
    _shoot(cio, "expectations-question", height=900)
    _fill_in(cio, (9, 12, 18), ("280k", "400k", "520k"), ("210k", "240k", "290k"), ("10", "500k", "220k"))
    cio.locator("textarea[name=payoff_reason]").fill(
        "Two systems name the same broker differently; first they become one."
    )
    cio.get_by_role("button", name="See what this says").click()
    cio.get_by_role("heading", name="This is what you say").wait_for()
    _shoot(cio, "expectations-second-look", height=1000)
    cio.get_by_role("button", name="Seal my answer").click()
    cio.get_by_role("heading", name="Your answer is sealed").wait_for()
    _shoot(cio, "expectations-receipt")
    cio.goto("/expectations/")
    cio.get_by_role("link", name=BROKERS).first.click()
    cio.get_by_text("5 of 6 have answered").wait_for()
    _shoot(cio, "expectations-sealed")
    lead.goto("/")
    lead.get_by_role("link", name=BROKERS).first.click()
    lead.wait_for_url("**/answer/")
    _fill_in(lead, (8, 13, 20), ("250k", "380k", "520k"), ("205k", "245k", "300k"), ("9", "480k", "215k"))
    lead.get_by_role("button", name="See what this says").click()
    lead.get_by_role("button", name="Seal my answer").click()
    lead.wait_for_url("**/receipt/")
    _wait_for_reveal(cio)
    _shoot(cio, "expectations-revealed")
    _ask(cio)


def _look_at(page: Page, title: str, words: str, name: str) -> None:
    page.goto("/expectations/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("heading", name=re.compile(words), level=1).wait_for()
    _shoot(page, name, height=1000)


def _fill_in(page: Page, payoff: Months, benefit: Amounts, cost: Amounts, guesses: Amounts) -> None:
    """Fill in an answer: months from now on, amounts as people write them."""
    ends = ("low", "likely", "high")
    for end, months in zip(ends, payoff, strict=True):
        page.locator(f"[name=payoff_{end}]").fill(_month(months))
    for question, amounts in (("benefit", benefit), ("cost", cost)):
        for end, amount in zip(ends, amounts, strict=True):
            page.locator(f"[name={question}_{end}]").fill(amount)
    page.locator("[name=payoff_guess]").fill(_month(int(guesses[0])))
    page.locator("[name=benefit_guess]").fill(guesses[1])
    page.locator("[name=cost_guess]").fill(guesses[2])


def _wait_for_reveal(page: Page) -> None:
    for _ in range(PATIENCE // 2_000):
        page.reload()
        if page.get_by_text("At a glance").count():
            return
        page.wait_for_timeout(2_000)
    raise TimeoutError(page.url)


def _ask(page: Page) -> None:
    page.goto("/expectations/")
    page.get_by_role("link", name="Ask what to expect").click()
    page.get_by_role("link", name="Quote letter writer").click()
    page.get_by_role("button", name="Ask them").wait_for()
    _shoot(page, "expectations-ask", height=900)


def _month(months: int) -> str:
    today = date.today()  # noqa: DTZ011 - the day of whoever takes the pictures
    years, place = divmod(today.month - 1 + months, 12)
    return f"{today.year + years}-{place + 1:02}"


def tutorial(browser: Browser) -> None:
    """Walk through docs/tutorials/first-portfolio.md, step by step, with a picture at each."""
    with _home() as home:
        _accord(home, "init", "--name", NAME, "--email", MAIL, "--password-stdin", said=PASSWORD)
        with _served(home) as address:
            page = _page(browser, address)
            _sign_in(page, MAIL, PASSWORD)
            _bring_in(page)
            _name_a_head(page)
            _measure_twice(page)
            _work_on_a_gap(page)
            _take_back(page)


def _bring_in(page: Page) -> None:
    page.goto("/import/new/")
    page.locator("input[name=file]").set_input_files(PORTFOLIO)
    page.locator("input[name=as_of]").fill("2024-12-16")
    _shoot(page, "tutorial-file", height=620)
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url("**/found/")
    _shoot(page, "tutorial-found", height=760)
    page.get_by_role("link", name="Look at the columns").click()
    page.wait_for_url("**/columns/")
    page.locator("tr", has_text="Stage of Development").scroll_into_view_if_needed()
    _shoot(page, "tutorial-columns")
    page.get_by_role("button", name="Check every row").click()
    page.wait_for_url("**/rows/")
    _shoot(page, "tutorial-rows")
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Repair these columns").wait_for()
    _shoot(page, "import", height=1000)
    page.get_by_role("button", name="Repair these columns").click()
    page.get_by_text("repaired").first.wait_for()
    _carry_out(page, "Write 59 rows")
    page.locator("main").get_by_role("link", name="Take it back").wait_for()
    _shoot(page, "tutorial-written", height=620)


def _name_a_head(page: Page) -> None:
    page.goto("/people/new/")
    page.locator("input[name=name]").fill("Bo Okafor")
    page.get_by_role("button", name="Add").first.click()
    page.get_by_role("heading", name="Bo Okafor").wait_for()
    page.goto("/departments/")
    page.get_by_role("link", name=VETERANS).first.click()
    page.get_by_role("link", name="Change").first.click()
    page.locator("select[name=head]").select_option(label="Bo Okafor")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_load_state()
    _shoot(page, "tutorial-head", height=520)


def _measure_twice(page: Page) -> None:
    for turn in (1, 2):
        page.goto("/out-of-step/")
        _carry_out(page, "Measure now")
        page.wait_for_url("**/out-of-step/")
        _shoot(page, f"tutorial-measured-{turn}")


def _work_on_a_gap(page: Page) -> None:
    page.get_by_role("link", name=VETERANS).first.click()
    page.wait_for_url("**/gaps/*/")
    gap = page.url
    _shoot(page, "tutorial-gap", height=1000)
    page.get_by_role("link", name="Put it on an agenda").click()
    page.wait_for_url("**/agenda/")
    if page.locator("input[name=meeting][value=new]").count():
        page.locator("input[name=meeting][value=new]").check()
    page.locator("input[name=starts_at]").fill(f"{_day(7)}T10:00")
    page.locator("input[name=title]").fill("Guardrails of what is in use")
    _shoot(page, "tutorial-agenda")
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_url(lambda url: "/agenda/" not in url)
    page.goto(gap)
    page.get_by_role("link", name="Promise a step").click()
    page.wait_for_url("**/step/")
    page.locator("textarea[name=what]").fill("Bring the impact assessments of the eighteen uses in use")
    page.locator("select[name=owner]").select_option(label="Bo Okafor")
    page.locator("input[name=due_date]").fill(_day(28))
    _shoot(page, "tutorial-step")
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_url(lambda url: "/step/" not in url)
    page.goto(gap)
    _shoot(page, "tutorial-arranged", height=1000)
    page.goto("/meetings/")
    page.get_by_role("link", name="Guardrails of what is in use").first.click()
    page.wait_for_load_state()
    _shoot(page, "tutorial-meeting")


def _take_back(page: Page) -> None:
    page.goto("/import/")
    page.get_by_role("link", name="portfolio.csv").first.click()
    page.locator("main").get_by_role("link", name="Take it back").click()
    _carry_out(page, "Take it back")
    page.get_by_text("took it back").first.wait_for()
    _shoot(page, "tutorial-taken-back")


def _carry_out(page: Page, words: str) -> None:
    """Press a button that starts a job, wait for it and leave its page, whether by itself or by its button."""
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()
    for _ in range(PATIENCE // 500):
        if "/jobs/" not in page.url:
            return
        button = page.get_by_role("link", name="Go on")
        if button.count():
            button.first.click()
            page.wait_for_load_state()
        page.wait_for_timeout(500)
    raise TimeoutError(page.url)


def _day(days: int) -> str:
    return (date.today() + timedelta(days)).isoformat()  # noqa: DTZ011 - the day of whoever takes the pictures


def _page(browser: Browser, address: str) -> Page:
    context = browser.new_context(
        base_url=address, viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="en-GB"
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def _sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    if email == MAIL:
        _shoot(page, "tutorial-sign-in", height=620)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/account/" not in url)


def _shoot(page: Page, name: str, *, height: int = HEIGHT, whole: bool = False) -> None:
    """Take one picture and make it small: 256 colours that reach as far apart as those of the page."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=whole))).convert("RGB")
    small = picture.quantize(colors=256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    path = PICTURES / f"{name}.png"
    small.save(path, optimize=True)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}  {size // 1000} kB")
    if size > MOST_BYTES:
        raise ValueError(f"{path.name} is larger than {MOST_BYTES // 1000} kB: show less of the page.")


@contextmanager
def _home() -> Iterator[Path]:
    """Give an empty home that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="accord-pictures-") as folder:
        yield Path(folder)


def _environment(home: Path, port: int = 0) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ACCORD_", "DATABASE_"))}
    return {**kept, "ACCORD_HOME": str(home), "ACCORD_PORT": str(port), "PYTHONPATH": str(ROOT / "src")}


def _accord(home: Path, *words: str, said: str = "", may_find: bool = False) -> None:
    """Run a command; ``may_find`` lets it name problems in a file, which is its exit code 1."""
    line = [sys.executable, "-m", "accord.cli", *words]
    done = subprocess.run(
        line, env=_environment(home), input=f"{said}\n", text=True, check=not may_find, stdout=subprocess.DEVNULL
    )
    if done.returncode > 1:
        raise SystemExit(done.returncode)


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """Serve a home on a free port and stop it in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [sys.executable, "-m", "accord.cli", "serve"]
    server = subprocess.Popen(line, env=_environment(home, port), stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/health/")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(address: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("Chromium is missing. Install it with: sudo apt-get install chromium")
    return found


if __name__ == "__main__":
    main()
