"""What is noted without a network: kept on the phone, sent once, to its owner alone."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from backspasm.accounts.models import Owner, User
from backspasm.episodes.models import Episode, Reading, TechniqueUse
from backspasm.relief.models import RunningSession
from tests.people import PASSWORD, a_reading

from .walking import browser_of, keeper_here, player_here, under_worker

WAITS = "On this phone, not sent yet"
UNSENT = "JSON.parse(localStorage.getItem('unsent') ?? '[]')"


@pytest.fixture
def kim(client):
    user = User.objects.create_user("kim@example.org", PASSWORD)
    client.force_login(user)
    a_reading(Owner.objects.create(user=user), hours_ago=3, pain=4)
    return user


@pytest.fixture
def home(open_page, client, kim):
    """Home of a signed-in person with an open episode, ready to lose the network."""
    return ready(open_page("/", **browser_of(client)))


@pytest.fixture
def bare(open_page, client, kim):
    """The same without a service worker, so that the test can lose answers on the way."""
    return touched(
        open_page("/", service_workers="block", **browser_of(client))
    )


def lose_answer(page, path):
    """The next request arrives, its answer does not."""
    arrivals = []
    page.route(
        path,
        lambda route: (arrivals.append(route.fetch()), route.abort()),
        times=1,
    )
    return arrivals


@contextmanager
def lost(page, path):
    """Goes on when that request has come to nothing, and nothing else is being sent."""
    with page.expect_event(
        "requestfailed", lambda request: request.url.endswith(path)
    ):
        yield
    if path == "/offline/keep/":
        page.wait_for_function(
            "async () => !(await navigator.locks.query()).held.length"
        )
    else:  # the browser's own page about it comes a moment later
        page.wait_for_url("chrome-error://**")


def ready(page):
    """The service worker stands, and the script that keeps forms is here."""
    under_worker(page)
    return touched(page)


def touched(page):
    """The first touch of a form brings the script that keeps it, which asks whose browser it is."""
    if page.locator("form[data-keep]").count():
        with page.expect_response("**/offline/who/") as answer:
            page.locator("form[data-keep]").first.dispatch_event("pointerdown")
        answer.value.finished()
        keeper_here(page)
    return page


def tap(page, pain):
    page.locator(".scale__step", has_text=str(pain)).first.click()
    page.get_by_role("button", name="Save").click()


def unsent(page):
    return page.evaluate(UNSENT)


def arrived(page):
    page.wait_for_function(
        f"() => !{UNSENT}.some((one) => one.kind !== 'draft')"
    )


def nothing_waits(page):
    page.wait_for_function(f"() => !{UNSENT}.length")


def new_ones():
    return Reading.objects.filter(offline=True)


# --- readings -------------------------------------------------------------------------------


def test_a_reading_waits_and_arrives_once(home):
    home.context.set_offline(True)
    tap(home, 6)
    expect(home.get_by_role("heading", name=WAITS)).to_be_visible()
    expect(home.locator(".unsent")).to_contain_text("Pain 6")
    assert not new_ones().exists()
    home.context.set_offline(False)
    arrived(home)
    reading = new_ones().get()
    assert reading.pain == 6
    assert str(reading.zone) == "Europe/London"
    home.get_by_role("link", name="Pain 6").click()
    expect(home.locator("main")).to_contain_text("noted on the phone")


def test_answer_lost_sends_twice_and_counts_once(bare):
    bare.context.set_offline(True)
    tap(bare, 6)
    arrivals = lose_answer(bare, "**/offline/keep/")
    with lost(bare, "/offline/keep/"):
        bare.context.set_offline(False)
    assert [answer.status for answer in arrivals] == [200]
    assert len(unsent(bare)) == 1
    bare.evaluate("dispatchEvent(new Event('online'))")
    arrived(bare)
    assert new_ones().count() == 1


def test_what_was_lost_on_the_way_goes_again_soon(bare):
    """The network is back before it works: nobody waits half a minute for the second try."""
    bare.clock.install()
    bare.reload()
    touched(bare)
    bare.context.set_offline(True)
    tap(bare, 6)
    with lost(bare, "/offline/keep/"):
        lose_answer(bare, "**/offline/keep/")
        bare.context.set_offline(False)
    assert len(unsent(bare)) == 1
    bare.clock.pause_at(bare.evaluate("Date.now()") / 1000 + 0.1)
    bare.clock.fast_forward(6_000)
    nothing_waits(bare)
    assert new_ones().count() == 1


def test_two_tabs_send_one(home):
    other = home.context.new_page()
    other.goto("/")
    home.context.set_offline(True)
    tap(home, 6)
    tap(home, 7)
    home.context.set_offline(False)
    for page in (other, home):
        page.evaluate("dispatchEvent(new Event('online'))")
    other.goto("/episodes/")
    arrived(home)
    assert sorted(new_ones().values_list("pain", flat=True)) == [6, 7]


def test_the_answer_to_the_form_is_lost(bare):
    """The line stood when the form asked: what may have arrived is sent again, and is one."""
    arrivals = lose_answer(bare, "**/episodes/log/")
    with lost(bare, "/episodes/log/"):
        tap(bare, 6)
    assert [answer.status for answer in arrivals] == [200]
    bare.goto("/")
    arrived(bare)
    assert Reading.objects.filter(pain=6).count() == 1


def test_nothing_waits_when_the_line_stands(home):
    tap(home, 6)
    expect(home.locator(".undo")).to_contain_text("Saved: pain 6")
    nothing_waits(home)
    assert not new_ones().exists()


def test_too_old_says_so_and_stays_until_deleted(home):
    home.context.set_offline(True)
    tap(home, 6)
    home.evaluate(
        f"""() => {{
          const [one] = {UNSENT};
          localStorage.setItem("unsent", JSON.stringify([{{ ...one, at: one.at - 8 * 86400e3 }}]));
        }}"""
    )
    home.context.set_offline(False)
    expect(home.locator(".unsent")).to_contain_text("more than 7 days old")
    assert not new_ones().exists()
    home.reload()
    expect(home.locator(".unsent")).to_contain_text("Pain 6")
    home.locator(".unsent").get_by_role("button", name="Delete").click()
    expect(home.locator(".unsent")).to_have_count(0)
    nothing_waits(home)


# --- whose ------------------------------------------------------------------------------------


def sign_in_as(page, settings, client, live_server, user):
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {
        "name": name,
        "value": client.cookies[name].value,
        "url": live_server.url,
    }
    page.context.add_cookies([cookie])


def test_never_into_another_diary(home, settings, client, live_server):
    lee = User.objects.create_user("lee@example.org", PASSWORD)
    home.context.set_offline(True)
    tap(home, 6)
    home.goto("about:blank")
    home.context.clear_cookies()
    sign_in_as(home, settings, client, live_server, lee)
    home.context.set_offline(False)
    home.goto("/")
    keeper_here(home)
    expect(home.get_by_text("Pain 6")).to_have_count(0)
    assert not new_ones().exists()
    assert len(unsent(home)) == 1
    home.context.clear_cookies()
    sign_in_as(
        home,
        settings,
        client,
        live_server,
        User.objects.get(email="kim@example.org"),
    )
    home.goto("/")
    arrived(home)
    assert new_ones().get().owner.user.email == "kim@example.org"


def test_what_a_guest_noted_is_theirs_to_send(
    open_page, kim, client, settings, live_server
):
    page = ready(open_page("/episodes/log/"))
    page.context.set_offline(True)
    tap(page, 6)
    page.goto("about:blank")
    sign_in_as(page, settings, client, live_server, kim)
    page.context.set_offline(False)
    page.goto("/")
    expect(page.locator(".unsent")).to_contain_text("Pain 6")
    keeper_here(page)
    assert not new_ones().exists()
    page.get_by_role("button", name="It is mine").click()
    arrived(page)
    assert new_ones().get().owner.user == kim


def test_a_stranger_s_two_readings_make_one_guest(open_page):
    page = ready(open_page("/episodes/log/"))
    page.context.set_offline(True)
    tap(page, 6)
    tap(page, 7)
    page.context.set_offline(False)
    arrived(page)
    assert new_ones().count() == 2
    assert Owner.objects.get().is_guest
    assert Episode.objects.count() == 1


def test_signing_out_takes_what_is_personal(home):
    home.context.set_offline(True)
    tap(home, 6)
    home.evaluate(
        f"""() => localStorage.setItem("unsent", JSON.stringify(
          {UNSENT}.map((one) => ({{ ...one, at: one.at - 8 * 86400e3 }}))))"""
    )
    home.context.set_offline(False)
    expect(home.locator(".unsent")).to_contain_text("too old")
    home.goto("/accounts/logout/")
    expect(home.locator(".unsent")).to_contain_text("Pain 6")
    expect(home.get_by_text("not sent yet is deleted")).to_be_visible()
    home.get_by_role("button", name="Sign out").click()
    home.wait_for_url("**/")
    expect(home.get_by_role("link", name="Sign in").first).to_be_visible()
    nothing_waits(home)
    assert "6" not in json.dumps(home.evaluate("Object.keys(localStorage)"))


def test_nobody_learns_only_that_something_waits(home):
    home.context.set_offline(True)
    tap(home, 6)
    home.context.clear_cookies()
    home.goto("about:blank")
    home.context.set_offline(False)
    home.goto("/")
    expect(
        home.get_by_text("It waits for whoever was signed in")
    ).to_be_visible()
    expect(home.get_by_text("Pain 6")).to_have_count(0)
    keeper_here(home)
    assert not new_ones().exists()


def test_a_sign_in_that_ended_takes_its_plan_along(home):
    home.evaluate(
        "caches.open('mine').then((one) => one.put('/check/plan/', new Response('')))"
    )
    home.reload()
    kept = "caches.match('/check/plan/').then(Boolean)"
    assert home.evaluate(kept)
    home.context.clear_cookies()
    home.goto("/")
    home.wait_for_function(f"async () => !(await {kept})")


# --- drafts -----------------------------------------------------------------------------------


@pytest.fixture
def note(open_page, client, kim):
    """The form of a reading that is there already, with words typed into it."""
    reading = Reading.objects.get()
    page = ready(
        open_page(f"/episodes/reading/{reading.pk}/", **browser_of(client))
    )
    page.clock.install()
    page.get_by_label("Note").fill("After the stairs")
    return page


def expire(page):
    """The person typed for long; meanwhile the sign-in ran out."""
    page.context.clear_cookies(name="sessionid")
    page.clock.fast_forward(60_000)


def test_typed_text_survives_a_lost_connection(note):
    note.context.set_offline(True)
    note.get_by_role("button", name="Save").click()
    expect(note.get_by_role("heading", name=WAITS)).to_be_focused()
    expect(note.get_by_label("Note")).to_have_value("After the stairs")
    note.context.set_offline(False)
    note.goto(note.url)
    expect(note.get_by_label("Note")).to_have_value("After the stairs")
    expect(note.get_by_role("heading", name=WAITS)).to_be_visible()
    note.get_by_role("button", name="Save").click()
    expect(note.locator(".undo")).to_be_visible()
    assert Reading.objects.get().note == "After the stairs"
    nothing_waits(note)


def test_typed_text_survives_an_expired_sign_in(note):
    form = note.url
    expire(note)
    note.get_by_role("button", name="Save").click()
    expect(note.get_by_label("Note")).to_have_value("After the stairs")
    note.locator(".unsent").get_by_role("link", name="sign-in page").click()
    note.get_by_label("E-mail address").fill("kim@example.org")
    note.get_by_label("Password").fill(PASSWORD)
    note.get_by_role("button", name="Sign in", exact=True).click()
    note.wait_for_url(form)
    expect(note.get_by_label("Note")).to_have_value("After the stairs")
    note.get_by_role("button", name="Save").click()
    expect(note.locator(".undo")).to_be_visible()
    assert Reading.objects.get().note == "After the stairs"
    nothing_waits(note)


def test_the_sign_in_ran_out_a_moment_ago(chromium, live_server, client, kim):
    """Too late to be asked about: the page that is not there says where the words are."""
    form = f"/episodes/reading/{Reading.objects.get().pk}/"
    with chromium.new_context(
        base_url=live_server.url, **browser_of(client)
    ) as context:
        page = context.new_page()
        page.goto(form)
        touched(page)
        page.get_by_label("Note").fill("After the stairs")
        context.clear_cookies(name="sessionid")
        page.get_by_role("button", name="Save").click()
        expect(
            page.get_by_role("heading", name="You are not signed in")
        ).to_be_visible()
        page.locator(".unsent").get_by_role("link", name="sign-in page").click()
        page.get_by_label("E-mail address").fill("kim@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(f"**{form}")
        expect(page.get_by_label("Note")).to_have_value("After the stairs")


def test_words_stay_out_of_addresses(note):
    seen = []
    note.on("request", lambda request: seen.append(request.url))
    expire(note)
    note.get_by_role("button", name="Save").click()
    expect(note.locator(".unsent")).to_be_visible()
    note.locator(".unsent").get_by_role("link", name="sign-in page").click()
    assert not any("stairs" in url for url in seen)


def test_another_person_never_sees_a_draft(note, settings, client, live_server):
    form = note.url
    note.context.set_offline(True)
    note.get_by_role("button", name="Save").click()
    expect(note.get_by_role("heading", name=WAITS)).to_be_visible()
    note.context.set_offline(False)
    lee = User.objects.create_user("lee@example.org", PASSWORD)
    note.context.clear_cookies()
    sign_in_as(note, settings, client, live_server, lee)
    note.goto("/medicine/")
    note.goto("/")
    expect(note.locator(".unsent")).to_have_count(0)
    assert "reading" in form


def test_a_mistake_is_no_draft(home):
    home.goto("/episodes/log/")
    ready(home)
    home.get_by_role("button", name="Save").click()
    expect(home.get_by_role("alert")).to_be_visible()
    expect(home.locator(".unsent")).to_have_count(0)
    nothing_waits(home)


# --- a session without a network -----------------------------------------------------------------


def hold(page):
    page.get_by_role("button", name="Start the clock").first.click()
    page.locator('[data-ask="before"]').get_by_role(
        "button", name="7", exact=True
    ).click()
    page.clock.fast_forward(10 * 60 * 1000)
    page.reload()  # the place is not lost
    expect(page.locator("[data-left]")).to_contain_text("00:10:0")
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Better").click()
    page.locator('[data-ask="after"]').get_by_role(
        "button", name="4", exact=True
    ).click()


def check_session():
    use = TechniqueUse.objects.get()
    assert (use.minutes, use.pain_before, use.pain_after, use.effect) == (
        10,
        7,
        4,
        "better",
    )
    assert use.offline
    assert [reading.pain for reading in new_ones().order_by("moment")] == [7, 4]
    assert use.episode == Episode.objects.get()


def test_a_session_waits_and_arrives_once(home):
    home.clock.install(time=datetime.now(UTC) - timedelta(minutes=11))
    home.context.set_offline(True)
    home.goto("/offline/positions/")
    hold(home)
    expect(home.locator(".unsent")).to_contain_text("On your side")
    home.clock.resume()
    home.context.set_offline(False)
    arrived(home)
    check_session()


def test_a_session_sent_twice_counts_once(bare):
    bare.clock.install(time=datetime.now(UTC) - timedelta(minutes=11))
    bare.goto("/offline/positions/")
    arrivals = lose_answer(bare, "**/offline/keep/")
    with lost(bare, "/offline/keep/"):
        hold(bare)
        bare.clock.resume()
    assert [answer.status for answer in arrivals] == [200]
    assert len(unsent(bare)) == 1
    bare.evaluate("dispatchEvent(new Event('online'))")
    arrived(bare)
    check_session()


def test_worse_leads_to_the_danger_signs(home):
    home.context.set_offline(True)
    home.goto("/offline/positions/")
    home.get_by_role("button", name="Start the clock").first.click()
    home.get_by_role("button", name="Skip").locator("visible=true").click()
    home.get_by_role("button", name="Finish").click()
    home.get_by_role("button", name="Worse").click()
    home.get_by_role("button", name="Skip").locator("visible=true").click()
    home.wait_for_url("**/offline/")


def test_a_reading_from_a_cold_start(open_page):
    page = ready(open_page("/"))
    page.context.set_offline(True)
    page.goto("/offline/positions/")
    page.get_by_text("Note how bad it is").click()
    page.locator('[data-ask="note"]').get_by_role(
        "button", name="5", exact=True
    ).click()
    expect(page.locator(".unsent")).to_contain_text("Pain 5")
    page.context.set_offline(False)
    arrived(page)
    assert new_ones().get().pain == 5


def test_no_barriers(home, no_barriers):
    home.context.set_offline(True)
    tap(home, 6)
    expect(home.get_by_role("heading", name=WAITS)).to_be_visible()
    for look in ("light", "dark"):
        home.emulate_media(color_scheme=look)
        no_barriers(home)
    home.context.set_offline(False)
    expect(home.locator(".unsent")).to_contain_text("Sent.")
    for look in ("light", "dark"):
        home.emulate_media(color_scheme=look)
        no_barriers(home)


# --- a session that began with a network ---------------------------------------------------------


@pytest.fixture
def lying(open_page):
    """On the floor in a hold, with the service worker in place, and then no network."""
    page = open_page("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("link", name="It’s happening now").click()
    page.get_by_role("button", name="None of these").click()
    page.wait_for_selector("[data-left]")
    player_here(page)
    page.get_by_role("button", name="Next").click()
    page.wait_for_selector('[data-page="1"]')
    player_here(page)
    page.context.set_offline(True)
    return page


def finish_alone(page):
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("No connection. This")).to_be_focused()
    assert page.locator("[data-left]").is_visible()
    page.get_by_role("button", name="Finish").click()
    assert not page.locator("#session").count()
    page.get_by_role("button", name="Better").click()
    page.locator('[data-ask="after"]').get_by_role(
        "button", name="4", exact=True
    ).click()
    expect(page.locator(".unsent")).to_contain_text("On your side")


def check_end():
    use = TechniqueUse.objects.get()
    assert (use.technique, use.effect, use.pain_after) == (
        "pos-side-pillow",
        "better",
        4,
    )
    assert use.offline
    assert new_ones().get().pain == 4
    assert RunningSession.objects.get().ended is not None


def test_a_session_that_lost_its_network(lying):
    finish_alone(lying)
    assert RunningSession.objects.get().ended is None
    lying.context.set_offline(False)
    arrived(lying)
    check_end()


def test_its_end_sent_twice_counts_once(lying):
    finish_alone(lying)
    [entry] = unsent(lying)
    lying.context.set_offline(False)
    arrived(lying)
    lying.evaluate(
        "entry => localStorage.setItem('unsent', JSON.stringify([entry]))",
        entry,
    )
    lying.evaluate("dispatchEvent(new Event('online'))")
    arrived(lying)
    check_end()


def test_the_network_comes_back(lying):
    lying.get_by_role("button", name="Next").click()
    expect(lying.get_by_role("button", name="Finish")).to_be_visible()
    lying.context.set_offline(False)
    expect(lying.get_by_role("button", name="Next")).to_be_visible()
    assert not lying.get_by_text("No connection. This").count()
    lying.wait_for_function("() => !localStorage.getItem('run')")
    lying.get_by_role("button", name="Next").click()
    lying.get_by_role("button", name="Same").click()
    assert TechniqueUse.objects.count() <= 1


def asked_how_it_feels(page):
    page.context.set_offline(False)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("button", name="Do it again")).to_be_visible()


def test_the_question_is_not_asked_again(lying):
    """The network went while "how does it feel" was on the screen: the tap counts."""
    asked_how_it_feels(lying)
    lying.context.set_offline(True)
    lying.get_by_role("button", name="Same").click()
    expect(lying.get_by_text("No connection. This")).to_be_focused()
    for name in ("Finish", "Better", "Same"):
        assert not lying.get_by_role("button", name=name).is_visible()
    lying.locator('[data-ask="after"]').get_by_role(
        "button", name="Skip"
    ).click()
    lying.context.set_offline(False)
    arrived(lying)
    assert TechniqueUse.objects.get().effect == "same"


@pytest.mark.parametrize(("name", "pain"), [("4", 4), ("Skip", None)])
def test_a_number_that_was_lost_is_the_last_tap(lying, name, pain):
    asked_how_it_feels(lying)
    lying.get_by_role("button", name="Same").click()
    expect(
        lying.get_by_role("heading", name="How bad is the pain now?")
    ).to_be_visible()
    lying.context.set_offline(True)
    lying.get_by_role("button", name=name, exact=True).click()
    expect(lying.locator(".unsent")).to_contain_text("On your side")
    assert not lying.locator("[data-ask]").locator("visible=true").count()
    lying.context.set_offline(False)
    arrived(lying)
    use = TechniqueUse.objects.get()
    assert (use.effect, use.pain_after) == ("same", pain)


def test_back_on_the_line_the_page_leads_on(lying):
    finish_alone(lying)
    onward = lying.get_by_role("link", name="Go on")
    assert onward.is_hidden()
    lying.context.set_offline(False)
    arrived(lying)
    expect(lying.get_by_text("No connection. This")).to_be_hidden()
    onward.click()
    expect(lying.get_by_role("heading", name="Saved")).to_be_visible()


def test_what_is_sent_is_no_longer_nothing(open_page):
    page = ready(open_page("/episodes/log/"))
    page.context.set_offline(True)
    tap(page, 6)
    # So that the page stands before it goes.
    arrivals = lose_answer(page, "**/offline/who/")
    page.context.set_offline(False)
    page.goto("/episodes/")
    arrived(page)
    expect(page.locator(".unsent")).to_contain_text("Sent.")
    expect(page.get_by_text("Nothing logged yet.")).to_be_hidden()
    assert len(arrivals) <= 1


def test_getting_up_keeps_its_drawings_and_who_can_help(lying):
    lying.context.set_offline(False)
    lying.get_by_role("button", name="Get up safely").click()
    expect(lying.get_by_text("1 of 6")).to_be_visible()
    lying.context.set_offline(True)
    lying.get_by_role("button", name="Done").click()
    expect(lying.get_by_text("No connection. This")).to_be_focused()
    assert lying.locator(".frame svg").locator("visible=true").count() == 6
    expect(
        lying.get_by_text("Push up onto your hands and knees.").first
    ).to_be_visible()
    lying.get_by_role("link", name="I’m stuck").click()
    lying.wait_for_url("**/offline/positions/#stuck")
    expect(
        lying.get_by_role("heading", name="Stuck? Rest first.")
    ).to_be_in_viewport()
    expect(
        lying.locator("#stuck").get_by_role("link", name="Call 999")
    ).to_be_in_viewport()


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Get up safely", "#up"),
        ("Tell someone", "#tell"),
        ("I can’t get into this", ""),
    ],
)
def test_a_position_keeps_its_ways_out(lying, name, part):
    lying.get_by_role("button", name="Next").click()
    expect(lying.get_by_text("No connection. This")).to_be_focused()
    words = lying.locator("main").inner_text().split()
    assert len([one for one in words if one != "More"]) <= 40, " ".join(words)
    lying.get_by_role("link", name=name).click()
    lying.wait_for_url(f"**/offline/positions/{part}")
    if part == "#tell":
        text = lying.locator(part).get_by_role("link", name="Send as a text")
        assert text.get_attribute("href").startswith("sms:?&body=My%20back")


def test_ticks_stay_while_the_network_is_away(lying):
    lying.context.set_offline(False)
    lying.get_by_role("link", name="Questions while you rest").click()
    lying.get_by_role("checkbox").first.check()
    lying.context.set_offline(True)
    lying.get_by_role("button", name="Next").click()
    expect(lying.get_by_text("Your answer is not sent")).to_be_focused()
    assert lying.get_by_role("checkbox").first.is_checked()
    lying.context.set_offline(False)
    lying.get_by_role("button", name="Next").click()
    expect(lying.get_by_text("Your answer is not sent")).to_have_count(0)
    assert not lying.get_by_role("checkbox").first.is_checked()


def test_a_run_of_another_person_is_not_shown(open_page):
    page = open_page("/")
    page.evaluate("""() => localStorage.setItem("run", JSON.stringify(
        { asked: 1, technique: "pos-side-pillow", name: "x", start: 0, owner: "u-else" }))""")
    page.goto("/offline/positions/")
    expect(
        page.get_by_role("button", name="Start the clock").first
    ).to_be_visible()


def test_worse_without_a_network_leads_to_the_danger_signs(lying):
    lying.get_by_role("button", name="Next").click()
    lying.get_by_role("button", name="Finish").click()
    lying.get_by_role("button", name="Worse").click()
    lying.locator('[data-ask="after"]').get_by_role(
        "button", name="Skip"
    ).click()
    lying.wait_for_url("**/offline/")


@pytest.mark.parametrize("width", [320, 390])
def test_a_lost_network_has_no_barriers(lying, no_barriers, width):
    lying.set_viewport_size({"width": width, "height": 700})
    lying.get_by_role("button", name="Next").click()
    expect(lying.get_by_role("button", name="Finish")).to_be_visible()
    for look in ("light", "dark"):
        lying.emulate_media(color_scheme=look)
        no_barriers(lying)
    lying.get_by_role("button", name="Finish").click()
    expect(lying.get_by_role("button", name="Better")).to_be_visible()
    for look in ("light", "dark"):
        lying.emulate_media(color_scheme=look)
        no_barriers(lying)
    assert lying.evaluate("document.documentElement.scrollWidth") <= width
