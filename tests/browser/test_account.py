"""Accounts in a real browser: carrying over, passkeys, erasing, barriers."""

import re

import pytest

from backspasm.accounts.models import Owner, User
from backspasm.assessments.models import Assessment
from backspasm.episodes.models import Episode, Reading
from tests.people import PASSWORD, a_reading

from .layout import faults

OUTSIDE = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
INSIDE = [
    "/accounts/",
    "/accounts/profile/",
    "/accounts/profile/health/",
    "/accounts/preferences/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/accounts/data/",
]


@pytest.fixture
def localhost(live_server, monkeypatch):
    """Passkeys want a name, not a number."""
    monkeypatch.setattr(
        type(live_server),
        "url",
        property(lambda self: f"http://localhost:{self.thread.port}"),
    )


def sign_up(page, email="kim@example.org"):
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Make my account").click()
    arrive(page)


def arrive(page):
    """Signed in, and on the home page."""
    page.wait_for_selector(".who:has-text('Your account')", state="attached")
    page.wait_for_selector(".doors")


def read(page, pain):
    """A reading in two taps."""
    page.goto("/episodes/log/")
    page.locator(".scale__step", has_text=pain).click()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/episodes/*/?did=kept-reading-*")


def confirm(page):
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_guest_signs_up_and_keeps_the_check(open_page):
    page = open_page("/check/danger-now/")
    page.get_by_text("None of these", exact=True).first.click()
    page.get_by_role("button", name="Next").click()
    page.wait_for_url(re.compile("/check/(?!danger-now)"))
    read(page, "7")
    sign_up(page)
    assert "1 check" in page.locator(".flashes").inner_text()
    assert "1 reading" in page.locator(".flashes").inner_text()
    owner = Owner.objects.get()
    assert owner.user.email == "kim@example.org"
    assert Assessment.objects.get().owner == owner
    assert Reading.objects.get().owner == owner
    page.goto("/episodes/")
    page.locator("main a[href^='/episodes/']").filter(
        has_text="today"
    ).first.click()
    page.wait_for_url(f"**/episodes/{Episode.objects.get().pk}/")
    assert page.locator("main tbody .table__pain").all_inner_texts() == ["7"]


def test_choice_between_two_episodes(open_page, no_barriers):
    page = open_page("/")
    sign_up(page)
    old = a_reading(Owner.objects.get(), hours_ago=30, pain=7).episode
    page.goto("/accounts/")
    page.get_by_role("button", name="Sign out of this device").click()
    page.goto("/check/danger-now/")
    page.get_by_text("None of these", exact=True).first.click()
    page.get_by_role("button", name="Next").click()
    page.wait_for_url(re.compile("/check/(?!danger-now)"))
    read(page, "4")
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill("kim@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/accounts/choose/")
    no_barriers(page)
    page.get_by_role("button", name="It is the same episode").click()
    arrive(page)
    assert Owner.objects.get().user is not None
    page.goto(f"/episodes/{old.pk}/")
    assert sorted(
        page.locator("main tbody .table__pain").all_inner_texts()
    ) == ["4", "7"]
    assert Episode.objects.count() == 1


def test_passkey_enrol_and_log_in(localhost, open_page):
    page = open_page("/")
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_up(page)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("A name for it").fill("My phone")
    # The button does nothing before its script has come.
    page.wait_for_load_state()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    page.goto("/accounts/2fa/webauthn/")
    assert "My phone" in page.locator("main").inner_text()
    assert "Signs you in by itself" in page.locator("main").inner_text()
    page.goto("/accounts/")
    page.get_by_role("button", name="Sign out of this device").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    arrive(page)
    page.goto("/accounts/")
    assert "kim@example.org" in page.locator("main").inner_text()


def test_erase_account(open_page, no_barriers):
    page = open_page("/")
    sign_up(page)
    a_reading(Owner.objects.get())
    page.goto("/accounts/data/")
    page.get_by_role("link", name="Erase my account").click()
    confirm(page)
    assert "1 reading" in page.locator("main").inner_text()
    no_barriers(page)
    page.get_by_role("button", name="Erase everything now").click()
    page.wait_for_selector(".doors")
    assert "are erased" in page.locator(".flashes").inner_text()
    assert page.locator(".who").inner_text() == "Sign in"
    assert not User.objects.exists()
    assert not Owner.objects.exists()


def test_export_is_a_file(open_page):
    page = open_page("/")
    sign_up(page)
    page.goto("/accounts/data/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Get the file").click()
    assert download.value.suggested_filename.endswith(".json")


def test_no_barriers(open_page, no_barriers_light_or_dark):
    page = open_page("/")
    for path in OUTSIDE:
        page.goto(path)
        no_barriers_light_or_dark(page)
    sign_up(page)
    for path in INSIDE:
        page.goto(path)
        no_barriers_light_or_dark(page)
    page.goto("/accounts/2fa/totp/activate/")
    no_barriers_light_or_dark(page)
    confirm(page)
    no_barriers_light_or_dark(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_sticks_out(open_page, width):
    page = open_page("/", viewport={"width": width, "height": 700})
    sign_up(
        page,
        "a-very-long-name-that-does-not-end-soon@a-long-domain.example.org",
    )
    for path in [*OUTSIDE, *INSIDE]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (
            path
        )
        assert faults(page) == {}, path


def test_sign_up_without_script(open_page):
    page = open_page("/", java_script_enabled=False)
    sign_up(page)
    assert User.objects.exists()
