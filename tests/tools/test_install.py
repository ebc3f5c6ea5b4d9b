"""The installer names what a machine lacks and passes on what its pip is told."""

import subprocess
import sys

from tests.house.drawing import ROOT
from tools import install


def yes(_name: str) -> bool:
    return True


def no(_name: str) -> bool:
    return False


class TestMissing:
    def test_is_nothing_on_a_machine_that_has_all(self):
        assert install.missing(dev=True, modules=yes, programs=yes) is None

    def test_names_the_line_that_installs_venv(self):
        assert "\n    sudo apt-get install python3-venv\n" in str(install.missing(dev=False, modules=no, programs=yes))

    def test_names_both_in_one_line_for_the_tests(self):
        said = str(install.missing(dev=True, modules=no, programs=no))
        assert "\n    sudo apt-get install python3-venv chromium\n" in said

    def test_asks_for_no_browser_to_run(self):
        assert install.missing(dev=False, modules=yes, programs=no) is None

    def test_is_satisfied_by_another_chromium(self):
        assert install.missing(dev=True, modules=yes, programs=lambda name: name == "google-chrome") is None

    def test_refuses_an_old_python(self):
        assert "3.10.2" in str(install.missing(dev=False, version=(3, 10, 2), modules=yes, programs=yes))


class TestPipSettings:
    def test_the_environment_wins_over_the_files(self):
        listing = ":env:.index-url='https://mirror/b'\nglobal.index-url='https://mirror/a'\nglobal.cert='/c.pem'\n"
        assert install.pip_settings(listing) == {"index-url": "https://mirror/b", "cert": "/c.pem"}

    def test_install_wins_over_global(self):
        listing = "install.index-url='https://mirror/i'\nglobal.index-url='https://mirror/a'\n"
        assert install.pip_settings(listing) == {"index-url": "https://mirror/i"}

    def test_reads_several_lines_of_one_setting(self):
        listing = "global.extra-index-url='https://a/simple\\nhttps://b/simple'\n"
        assert install.pip_settings(listing)["extra-index-url"].split() == ["https://a/simple", "https://b/simple"]


def test_make_lists_what_can_be_done():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert all(
        f"make {name} " in said for name in ["demo", "demo-reset", "test", "check", "prove", "bench", "docs", "help"]
    )


def test_the_installer_runs_on_a_python_without_libraries():
    command = [sys.executable, "-I", "-S", str(ROOT / "tools" / "install.py"), "--help"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
