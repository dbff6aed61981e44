"""Which browser the tests and Lighthouse take."""

import pytest

from tests.bench import lighthouse
from tests.chromium import on_this_machine


class HereError(Exception):
    """The site would be started now."""


def stop_here() -> None:
    raise HereError


@pytest.fixture
def have(tmp_path, monkeypatch):
    """A machine whose only programs are these."""

    def only(*names: str) -> None:
        for name in names:
            program = tmp_path / name
            program.touch(mode=0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("CHROME_PATH", raising=False)

    return only


@pytest.mark.parametrize(
    "name", ["chromium-headless-shell", "chromium", "chromium-browser"]
)
def test_each_name_is_found(have, tmp_path, name):
    have(name)
    assert on_this_machine() == str(tmp_path / name)


def test_the_shell_comes_first(have, tmp_path):
    have("chromium", "chromium-headless-shell")
    assert on_this_machine() == str(tmp_path / "chromium-headless-shell")


def test_the_one_that_is_named_comes_before_all(have, monkeypatch):
    have("chromium")
    monkeypatch.setenv("CHROME_PATH", "/opt/mine/chrome")
    assert on_this_machine() == "/opt/mine/chrome"


def test_lighthouse_takes_the_shell(have, monkeypatch):
    have("node", "npm", "chromium-headless-shell")
    monkeypatch.setattr(lighthouse, "install", lambda: None)
    monkeypatch.setattr(lighthouse.servers, "site", stop_here)
    with pytest.raises(HereError):  # nothing is missing
        lighthouse.main()


def test_lighthouse_says_which_browsers_would_do(have):
    have("node", "npm")
    with pytest.raises(SystemExit, match="chromium-headless-shell or chromium"):
        lighthouse.main()
