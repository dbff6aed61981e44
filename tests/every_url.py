"""The table behind `test_urls.py`: every address of the site, and what is to be tried at it.

A new address without a line here fails. What a line does not say follows from its kind:

- PAGE: looked at by GET, POST is refused. DEED: done by POST, GET is refused. FORM: both.
- `of`: the row whose number stands in the address; everybody else's is 404.
- `open`: how it answers someone who is not signed in. SIGN_IN: sent to the sign-in page.
  A number: answered so. Rows of others count as theirs: 404.
- `get`, `post`, `twice`: how it answers its owner, and the same form sent once more.
- `form`: what the owner sends; `keeps`: whether that changes a row.
- `bad`: addresses to which nothing belongs: 404.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PAGE, DEED, FORM = "page", "deed", "form"
SIGN_IN = 0
KEY = "6f1d6c4e-5f0a-4a65-9c4b-0123456789ab"
PASSWORD = "a-long-enough-word"
NUMBERS = ("0", "999999", str(2**63), str(10**40))
WORDS = ("no-such-thing", "a" * 300)


@dataclass(frozen=True)
class Line:
    """What is to be tried at one address."""

    name: str
    kind: str = PAGE
    of: str = ""
    open: int = 200
    get: int = 200
    post: int = 302
    twice: int = 0
    form: Mapping[str, Any] = field(default_factory=dict)
    keeps: bool = True
    args: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    again: str = ""
    """Why the same form once more may change rows once more."""
    notes: str = ""
    """Why looking at it leaves a note all the same."""
    only: str = ""
    """Why no other bad address is tried."""
    held: str = ""
    """Why a stranger may change rows of the person with it."""


def page(name: str, **more: Any) -> Line:
    return Line(name, PAGE, **more)


def deed(name: str, of: str = "", **more: Any) -> Line:
    return Line(name, DEED, of, **more)


def form(name: str, of: str = "", **more: Any) -> Line:
    return Line(name, FORM, of, **more)


STEP = {"step": "0"}
SEVERAL = "each tap is a deed of its own; one meant for a step that is over changes nothing"
SESSION = {"open": 404, "form": STEP, "again": SEVERAL}
RELIEF = [
    page("relief:home"),
    form("relief:now", get=302, form={"danger-now": "none"}, keeps=False),
    form("relief:ask", open=302, get=302, keeps=False),
    form(
        "relief:ask_again",
        args=("age",),
        bad=WORDS,
        open=302,
        get=302,
        keeps=False,
    ),
    form("relief:new_sign", open=302, form={"new-sign": "weak-limb"}),
    deed("relief:up", open=302, again=SEVERAL),
    page("relief:stuck"),
    page("relief:helper"),
    page("relief:emergency"),
    page("relief:offline"),
    page("relief:positions"),
    page("relief:service_worker"),
    page("relief:manifest"),
    page("relief:session", open=302),
    deed("relief:start", open=302, form={"key": KEY}),
    deed("relief:next", **SESSION),
    deed("relief:again", **SESSION),
    deed("relief:pause", **SESSION),
    deed("relief:resume", **SESSION),
    deed("relief:earlier", **SESSION | {"form": STEP | {"minutes": "1"}}),
    deed("relief:finish", **SESSION, twice=404),
    deed("relief:pain", **SESSION | {"form": STEP | {"pain": "4"}}),
    deed("relief:felt", **SESSION | {"form": STEP | {"felt": "better"}}),
    deed("relief:cannot", **SESSION),
    # To the danger list, whatever is known.
    deed("relief:stop", **SESSION | {"open": 302}),
    deed("relief:undo", **SESSION | {"keeps": False}),
    deed("relief:afresh", **SESSION | {"keeps": False}),
    deed("relief:swap", **SESSION | {"post": 404, "keeps": False}),
    page("relief:done", open=302, get=302),
    deed("relief:delete_check", open=302),
    deed("relief:restore_check", "gone_check", open=404, bad=NUMBERS),
    page("relief:who"),
    # Nobody's entry is not the person's by itself: tests/relief/test_inbox.py.
    deed("relief:keep", open=422, post=409, form={"owner": ""}, keeps=False),
]
LETTER = "whoever holds a person's letter may tell how the person is"
CHECK = [
    page("assessments:check", open=302, get=302),
    page("assessments:outcome", open=302),
    deed("assessments:mistake", open=302, keeps=False),
    deed("assessments:restart", open=302),
    deed("assessments:seen", open=302, keeps=False),
    form("assessments:again", open=302, form={"danger-now": "none"}),
    form("assessments:still_true", open=302, get=302, keeps=False),
    deed("assessments:keep", open=404),
    deed("assessments:log", open=302, form={"key": KEY}),
    form(
        "assessments:letter",
        form={"danger-now": "none", "pain-now": "4"},
        held=LETTER,
    ),
    page("assessments:plan", open=302),
    deed(
        "assessments:bedtime", open=302, form={"bedtime": "22:00"}, keeps=False
    ),
    page("assessments:plan_ics", open=302),
    form(
        "assessments:question", args=("can",), bad=WORDS, form={"can": "dress"}
    ),
    page("library:learn"),
    page("library:learn_page", args=("how-long",), bad=WORDS),
    page("library:how_we_decide"),
]
READING = {"key": KEY, "pain": "3", "when": "now"}
USE = {"key": KEY, "own": "my own way", "when": "now"}
EPISODE = {
    "key": KEY,
    "start_day": "2025-03-01",
    "over": "yes",
    "end_day": "2025-03-02",
}
LATER = {"bad": NUMBERS}
GONE = LATER | {"twice": 404}
DIARY = [
    form("episodes:history", form={"words": "nothing"}, post=200, keeps=False),
    form("episodes:log", form=READING),
    form("episodes:new", form=EPISODE),
    page("episodes:bin"),
    page("episodes:episode", of="episode", **LATER),
    form(
        "episodes:edit_episode",
        "episode",
        form=EPISODE | {"over": "no"},
        **LATER,
    ),
    form(
        "episodes:end",
        "episode",
        form={"when": "now"},
        again="it ends later",
        **LATER,
    ),
    deed("episodes:reopen", "episode", keeps=False, **LATER),
    deed("episodes:delete_episode", "episode", **GONE),
    deed(
        "episodes:restore_episode",
        "gone_episode",
        form={"clash": "end_open"},
        **LATER,
    ),
    form("episodes:use", "episode", form=USE, **LATER),
    form(
        "episodes:edit_reading",
        "reading",
        form=READING,
        again="now is later",
        **LATER,
    ),
    deed("episodes:delete_reading", "reading", **GONE),
    deed("episodes:restore_reading", "gone_reading", **LATER),
    form("episodes:edit_use", "use", form=USE, again="now is later", **LATER),
    deed("episodes:delete_use", "use", **GONE),
    deed("episodes:restore_use", "gone_use", **LATER),
    form("episodes:medicine", form={"key": KEY, "name": "Pills"}),
    form("episodes:edit_medicine", "medicine", form={"name": "Drops"}, **LATER),
    form(
        "episodes:take", "medicine", form={"key": KEY, "when": "now"}, **LATER
    ),
    deed("episodes:delete_medicine", "medicine", **GONE),
    deed("episodes:restore_medicine", "gone_medicine", **LATER),
    deed("episodes:delete_dose", "dose", **GONE),
    deed("episodes:restore_dose", "gone_dose", **LATER),
]
WISHES = {"country": "GB", "time_zone": "Europe/London", "theme": "dark"}
HEALTH = {"conditions": ["none"], "medicines": ["none"]}
PERSON = [
    form("accounts:country", form={"country": "GB"}, keeps=False),
    page("accounts:here"),
    page("accounts:account", open=SIGN_IN),
    form("accounts:preferences", open=SIGN_IN, form=WISHES),
    page("accounts:profile", open=SIGN_IN),
    deed("accounts:forget_profile", open=SIGN_IN),
    form(
        "accounts:profile_screen",
        args=("health",),
        open=SIGN_IN,
        bad=WORDS,
        form=HEALTH,
    ),
    page("accounts:no_mail"),
    page("privacy:data", open=SIGN_IN),
    page("privacy:export", open=SIGN_IN),
    form("privacy:erase", open=SIGN_IN),
    form("privacy:answers"),
    form(
        "privacy:choose",
        open=SIGN_IN,
        get=302,
        form={"episode": "same"},
        keeps=False,
    ),
    page("web:health"),
    page("web:about"),
    page("web:privacy"),
    deed("web:theme", form={"theme": "dark"}, open=302, keeps=False),
]
NOBODYS = "the key in it fits nobody: this is the bad one already"
INSIDE = {"get": 302, "keeps": False}
NEW_USER = {"email": "new@example.org", "password1": PASSWORD, "consent": "on"}
ADDRESS = {"action_add": "", "email": "new@example.org"}
WORD = "quite-another-word"
CHANGE = {"oldpassword": PASSWORD, "password1": WORD, "password2": WORD}
SURE = {"open": SIGN_IN, "form": {"password": PASSWORD}, "keeps": False}
ALLAUTH = [
    form(
        "account_login",
        form={"login": "kim@example.org", "password": PASSWORD},
        **INSIDE,
    ),
    form("account_signup", form=NEW_USER, **INSIDE),
    form("account_logout", open=302, keeps=False),
    page("account_inactive"),
    form("account_reauthenticate", **SURE),
    form("account_email", open=SIGN_IN, form=ADDRESS, twice=200),
    page("account_email_verification_sent"),
    form("account_change_password", open=SIGN_IN, form=CHANGE, twice=200),
    form("account_set_password", open=SIGN_IN, get=302, keeps=False),
    page("account_reset_password"),
    form("account_confirm_login_code", open=SIGN_IN, get=302, keeps=False),
    form(
        "account_confirm_email",
        args=("a",),
        post=404,
        keeps=False,
        only=NOBODYS,
    ),
    page("account_reset_password_from_key_done"),
    form(
        "account_reset_password_from_key",
        args=("a", "a"),
        post=200,
        keeps=False,
        only=NOBODYS,
    ),
    page("account_reset_password_done"),
]
SEEN = "allauth notes that the codes were seen"
MFA = [
    page("mfa_index", open=SIGN_IN),
    form("mfa_authenticate", open=SIGN_IN, get=302, keeps=False),
    form(
        "mfa_reauthenticate",
        open=SIGN_IN,
        form={"code": "1"},
        post=200,
        keeps=False,
    ),
    form(
        "mfa_activate_totp",
        open=SIGN_IN,
        get=302,
        form={"code": "1"},
        keeps=False,
    ),
    form("mfa_deactivate_totp", open=SIGN_IN, twice=404),
    page("mfa_view_recovery_codes", open=SIGN_IN, notes=SEEN),
    form(
        "mfa_generate_recovery_codes",
        open=SIGN_IN,
        again="other codes each time",
    ),
    page("mfa_download_recovery_codes", open=SIGN_IN, notes=SEEN),
    page("mfa_list_webauthn", open=SIGN_IN),
    form(
        "mfa_add_webauthn",
        open=SIGN_IN,
        form={"credential": "{}"},
        post=200,
        keeps=False,
    ),
    form("mfa_reauthenticate_webauthn", open=SIGN_IN, post=302, keeps=False),
    form("mfa_remove_webauthn", "passkey", open=SIGN_IN, twice=404, **LATER),
    form(
        "mfa_edit_webauthn",
        "passkey",
        open=SIGN_IN,
        form={"name": "Phone"},
        **LATER,
    ),
    form("mfa_login_webauthn", open=SIGN_IN, get=302, keeps=False),
    form("usersessions_list", open=SIGN_IN, keeps=False),
]
TABLE = {
    line.name: line
    for line in [*RELIEF, *CHECK, *DIARY, *PERSON, *ALLAUTH, *MFA]
}
