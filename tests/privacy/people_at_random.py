"""Three browsers, three accounts, any number of guests: what they do at random.

The model of what is whose is told by the addresses that the site answers with; it asks the
tables only for what the site writes by itself.
"""

from __future__ import annotations

import random
import re
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.episodes.models import Episode, Reading, TechniqueUse
from tests.assessments.walking import answer_all
from tests.people import PASSWORD, guest_of, sign_in, sign_up
from tests.privacy.who_has_what import Entry, Holder, Row

NAMES = ("ann", "ben", "cyd")


class Browser:
    """One browser, and who sits before it."""

    def __init__(self, world: World) -> None:
        self.world, self.client = world, Client()
        self.who: Holder | None = None

    @property
    def signed_in(self) -> bool:
        """Whether the one before it has an account."""
        return self.who is not None and self.who.name in NAMES

    def somebody(self) -> Holder:
        """Whoever writes here; the first to do so is a new guest."""
        if self.who is None:
            self.who = Holder("guest", {self.world.new_tag()})
        return self.who

    def word(self) -> str:
        """A word that nobody else ever types: its beginning says whose it is."""
        return f"{min(self.somebody().words)}{next(self.world.numbers)}z"

    def owner(self) -> Owner | None:
        """The owner of the rows, found as the site finds it."""
        if self.signed_in and self.who:
            return Owner.objects.get(user__email=f"{self.who.name}@example.org")
        return guest_of(self.client)

    def send(self, path: str, **data: Any) -> int:
        """Post a form; the number of the row that the answer names, 0 for none."""
        answer = self.client.post(path, data)
        assert answer.status_code == 302, (
            path,
            answer.status_code,
            answer.content.decode(),
        )
        found = re.search(
            r"did=(?:kept|gone)-\w+-(\d+)", answer.headers["Location"]
        )
        return int(found[1]) if found else 0

    def pick(self, kind: str, *, binned: bool = False) -> int | None:
        """One of the person's rows."""
        if self.who is None:
            return None
        rows = self.who.binned(kind) if binned else self.who.live(kind)
        return self.world.chance.choice(rows) if rows else None

    # --- the diary --------------------------------------------------------------------

    def read(self) -> None:
        """A reading now, into the open episode or a new one."""
        word, who = self.word(), self.somebody()
        pain = self.world.chance.randint(0, 10)
        answer = self.client.post(
            "/episodes/log/",
            {"pain": pain, "note": word, "when": "now", "which": "same"},
        )
        found = re.fullmatch(
            r"/episodes/(\d+)/\?did=kept-reading-(\d+)", answer["Location"]
        )
        assert found
        home = ("episode", int(found[1]))
        who.rows.setdefault(home, Entry(by_entry=True))
        who.rows["reading", int(found[2])] = Entry(word, home)

    def remember(self) -> None:
        """An episode from memory."""
        word, who = self.word(), self.somebody()
        start = timezone.now().date() - timedelta(
            days=self.world.chance.randint(2, 300)
        )
        over = self.world.chance.choice(["yes", "no"])
        found = self.send(
            "/episodes/new/",
            start_day=start,
            over=over,
            end_day=start + timedelta(days=1),
            own_trigger=word,
            clash="end_open",
        )
        who.rows["episode", found] = Entry(word)

    def use(self) -> None:
        """Something done in an episode."""
        if (episode := self.pick("episode")) is not None:
            word, who = self.word(), self.somebody()
            end = Episode.objects.get(pk=episode).end
            when = (
                {"when": "other", "at": f"{end:%Y-%m-%dT%H:%M}"}
                if end
                else {"when": "now"}
            )
            found = self.send(f"/episodes/{episode}/use/", own=word, **when)
            who.rows["use", found] = Entry(word, ("episode", episode))

    def buy(self) -> None:
        """A medicine, and a dose of it."""
        word, who = self.word(), self.somebody()
        medicine = self.send("/medicine/", name=word)
        who.rows["medicine", medicine] = Entry(word)
        dose = self.send(f"/medicine/{medicine}/take/", when="now")
        who.rows["dose", dose] = Entry(home=("medicine", medicine))

    def change(self) -> None:
        """Other words for a reading."""
        if (reading := self.pick("reading")) is not None:
            word = self.word()
            self.send(
                f"/episodes/reading/{reading}/", pain=3, note=word, when="now"
            )
            self.somebody().rows["reading", reading].word = word

    def note(self) -> None:
        """Notes on an episode, and nothing else is left of what was said about it."""
        if (episode := self.pick("episode")) is not None:
            word, start = self.word(), Episode.objects.get(pk=episode).start
            over = {"over": "no", "clash": "end_open"}
            self.send(
                f"/episodes/{episode}/edit/",
                start_day=start.date(),
                notes=word,
                **over,
            )
            self.somebody().rows["episode", episode].word = word
            self.somebody().rows["episode", episode].by_entry = False

    def end(self) -> None:
        """An episode is over."""
        if (episode := self.pick("episode")) is not None:
            self.send(f"/episodes/{episode}/end/", when="now")

    def reopen(self) -> None:
        """It goes on after all."""
        if (episode := self.pick("episode")) is not None:
            self.send(f"/episodes/{episode}/reopen/", clash="end_open")

    def delete(self) -> None:
        """Anything into the bin."""
        kind = self.world.chance.choice(
            ["episode", "reading", "use", "medicine", "dose"]
        )
        if (number := self.pick(kind)) is not None:
            self.send(place(kind, number, "delete/"))
            self.somebody().bin((kind, number))

    def restore(self) -> None:
        """Anything out of it."""
        kind = self.world.chance.choice(
            ["episode", "reading", "use", "medicine", "dose"]
        )
        if (number := self.pick(kind, binned=True)) is not None:
            self.send(place(kind, number, "restore/"), clash="end_open")
            self.somebody().restore((kind, number))

    # --- what the site writes by itself -------------------------------------------------

    def check(self) -> None:
        """A whole check, and into the diary with it."""
        who = self.somebody()
        self.client.post("/check/restart/")
        answer_all(self.client)
        who.checks += 1
        self.client.post("/check/log/")
        self.take_in()

    def session(self) -> None:
        """A stay on the floor, ended at once; it asks for the danger signs first."""
        who, had = self.somebody(), self.owner()
        before = had.assessments.filter(closed=None).first() if had else None
        about = before.live_episode if before else None
        self.client.post("/now/", {"danger-now": "none"})
        who.checks += before is None or (
            about is not None and about.end is not None
        )
        self.client.post("/session/pain/", {"pain": "4", "step": "0"})
        self.client.post("/session/finish/", {"step": "1"})
        self.take_in()

    def take_in(self) -> None:
        """Rows that the site made out of a check or a session: without a word of their own."""
        owner, who = self.owner(), self.somebody()
        for episode in Episode.objects.of(owner):
            who.rows.setdefault(
                ("episode", episode.pk), Entry(by_entry=episode.by_entry)
            )
        for kind, model in (("reading", Reading), ("use", TechniqueUse)):
            for row in model.objects.of(owner):
                who.rows.setdefault(
                    (kind, row.pk), Entry(home=("episode", row.episode_id))
                )

    # --- coming and going ---------------------------------------------------------------

    def come_in(self) -> None:
        """Sign up, or in: what this browser's guest has goes along."""
        if self.signed_in:
            return
        cache.clear()  # a person tries a few times an hour, not a hundred
        name = self.world.chance.choice(NAMES)
        email, guest = f"{name}@example.org", self.who
        if name in self.world.accounts:
            sign_in(self.client, email)
        else:
            self.world.accounts[name] = Holder(name, {self.world.new_tag()})
            sign_up(self.client, email=email)
        self.who = self.world.accounts[name]
        if guest:
            self.who.words |= guest.words
            self.who.checks += guest.checks
            self.who.rows |= guest.rows
            self._choose()
            # A session that ran on both sides ended, and was written down.
            self.take_in()

    def _choose(self) -> None:
        """Two open episodes: one, or two."""
        guest = Owner.objects.filter(claimed_by__isnull=False).first()
        if guest is None or self.who is None:
            return
        answer = self.world.chance.choice(["same", "another"])
        gone, kept = (
            Episode.objects.of(one).current() for one in (guest, self.owner())
        )
        self.client.post("/accounts/choose/", {"episode": answer})
        if answer == "same" and gone and kept:
            was, into = ("episode", gone.pk), ("episode", kept.pk)
            self.who.rows[into].word += f" {self.who.rows.pop(was).word}"
            for entry in self.who.inside(was):
                entry.home = into

    def go(self) -> None:
        """Sign out; the next person may sit down here."""
        if self.signed_in:
            self.client.post("/accounts/logout/")
            self.who = None

    def erase(self) -> None:
        """Everything of an account, on every browser."""
        if not self.signed_in or self.who is None:
            return
        self.client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        self.client.post("/accounts/data/erase/")
        gone = self.world.accounts.pop(self.who.name)
        for browser in self.world.browsers:
            browser.who = None if browser.who is gone else browser.who


class World:
    """Who there is, and the dice."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.numbers = iter(range(100, 10**6))
        self.accounts: dict[str, Holder] = {}
        self.browsers = [Browser(self) for _ in range(3)]

    def new_tag(self) -> str:
        """The beginning of every word of one holder."""
        return f"q{next(self.numbers)}w"

    def holders(self) -> list[Holder]:
        """Everybody with rows."""
        found = [
            *self.accounts.values(),
            *(b.who for b in self.browsers if b.who),
        ]
        return [
            one for number, one in enumerate(found) if one not in found[:number]
        ]

    def some(self, rows: list[Row], most: int) -> list[Row]:
        """A few of them."""
        return self.chance.sample(rows, min(most, len(rows)))

    def step(self) -> None:
        """Somebody does something."""
        browser = self.chance.choice(self.browsers)
        often = [
            browser.read,
            browser.read,
            browser.use,
            browser.remember,
            browser.come_in,
        ]
        mostly = [
            browser.delete,
            browser.restore,
            browser.change,
            browser.note,
            browser.buy,
        ]
        rarely = [
            browser.check,
            browser.session,
            browser.go,
            browser.end,
            browser.reopen,
        ]
        self.chance.choice([*often * 2, *mostly * 2, *rarely])()
        if self.chance.random() < 0.02:
            browser.erase()


def place(kind: str, number: int, deed: str = "") -> str:
    """The address of a row."""
    folder = {
        "episode": "/episodes",
        "medicine": "/medicine",
        "dose": "/medicine/dose",
    }
    return f"{folder.get(kind, f'/episodes/{kind}')}/{number}/{deed}"
