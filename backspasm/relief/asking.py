"""A question of the check on the floor: few words a screen, and one tap where one will do.

A long list is asked in portions. What was ticked on the earlier ones comes along with each
answer; nothing is saved before the whole question is answered, unless it is an emergency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from backspasm.assessments.current import Current
from backspasm.care import flow, triage
from backspasm.care.catalogue import Choice, Level, Question, Screen
from backspasm.care.floor import portion

WORDS = 40
"""At most, on one screen of the floor."""
STRIP = 5
"""Words above a question while a position is held: back, how many are left, the clock."""
CALL = 6
"""Words of "if it gets worse, call"."""
SHORT = 14
"""Letters of a line, up to which two lines share a row."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One screen of the floor: a question, or a portion of its lines."""

    screen: Screen
    question: Question
    title: str
    help: str
    lines: tuple[Choice, ...]
    """To tick, or each a button: those of this portion."""
    after: str
    """The line before this portion; empty: it is the first."""
    end: str
    """The last line of the question."""
    before: tuple[str, ...]
    """What was ticked on earlier portions."""
    nothing: str
    """What the button says that passes a portion of ticks; empty: there is none."""
    unsure: Choice | None
    """The line "not sure" of a question with ticks, until it is ticked."""

    @property
    def seen(self) -> str:
        """The line this portion ends with."""
        return self.lines[-1].id if self.lines else ""

    @property
    def last(self) -> bool:
        """Whether no line follows."""
        return self.seen == self.end

    @property
    def group(self) -> str:
        """The heading over these lines."""
        return self.lines[0].group if self.lines else ""

    @property
    def short(self) -> bool:
        """Whether two lines fit beside each other."""
        return all(len(line.text) <= SHORT for line in self.lines)


def turn(
    here: Current, screen: Screen, question: Question, data: QueryDict | None, *, resting: bool
) -> tuple[Asked, QueryDict | None]:
    """The screen to show for what was sent, and the answer to check once it is whole."""

    def show(after: str, before: Sequence[str] = ()) -> Asked:
        return _asked(here, screen, question, after, before, resting=resting)

    if data is None:
        return show(""), None
    same = show(str(data.get("after", "")), data.getlist("before"))
    if question.type != "many":
        return (show(str(data.get("seen", ""))), None) if "more" in data else (same, data)
    names = _ticked(question, data)
    if names is None:
        return same, QueryDict()
    # A form without portions holds the whole list.
    end = data.get("seen", "" if "nothing" in data else same.end) == same.end
    if not end and not _is_emergency(here, question, names):
        return show(str(data.get("seen", "")), names), None
    answer = answer_of(question, names)
    whole = QueryDict(mutable=True)
    whole.setlist(question.id, answer)
    return (same if answer else show("")), whole


def _asked(
    here: Current,
    screen: Screen,
    question: Question,
    after: str,
    before: Sequence[str],
    *,
    resting: bool,
) -> Asked:
    together = flow.shown_on(screen, here.answers, here.catalogue)
    title = screen.title if len(together) == 1 else question.text
    offered = flow.offered(question, here.answers, here.catalogue)
    alone = [line for line in offered if line.exclusive and question.type == "many"]
    lines = [line for line in offered if line not in alone]
    names = [line.id for line in lines]
    start = names.index(after) + 1 if after in names[:-1] else 0
    unsure = next((line for line in alone if line.unsure), None)
    none = next((line.text for line in alone if not line.unsure), "")
    here_none = _("None of these")
    ways = [max(none, here_none, key=_count), _("Next")] if alone else []
    room = WORDS - _count(title, *ways, unsure.text if unsure else "")
    room -= _count(lines[start].group) if lines else 0
    room -= STRIP * resting + CALL * (screen.danger and not start)
    more = 0 if question.type == "many" else _count(_("More answers"))
    shown = portion(lines[start:], room, more)
    last = start + len(shown) == len(lines)
    passing = question.type == "many" and (none or before or not last)
    return Asked(
        screen=screen,
        question=question,
        title=title,
        help="" if start else _help(screen, question),
        lines=shown,
        after=names[start - 1] if start else "",
        end=names[-1] if names else "",
        before=tuple(before),
        nothing=(none if last and not before and none else here_none) if passing else "",
        unsure=unsure if unsure and unsure.id not in before else None,
    )


def _count(*words: str) -> int:
    return sum(len(one.split()) for one in words)


def _ticked(question: Question, data: QueryDict) -> list[str] | None:
    """What is ticked so far, of a question with ticks; ``None``: this screen has no answer yet."""
    now, earlier = data.getlist(question.id), data.getlist("before")
    if not (now or "nothing" in data) or not question.by_id.keys() >= set(now):
        return None  # a tick that nobody knows is not "none of these"
    given = {*now, *earlier}
    return [line.id for line in question.choices if line.id in given and not line.retired]


def answer_of(question: Question, names: Sequence[str]) -> list[str]:
    """The answer that ticks from several portions make up.

    "Not sure" beside real ticks counts as yes for whatever it stands for.
    """
    lines = [question.by_id[name] for name in names]
    real = [line for line in lines if not line.exclusive]
    unsure = [line for line in lines if line.unsure]
    if real and unsure:
        worst = {*unsure[0].facts, *question.assume}
        real = [one for one in question.choices if one in real or _stands_for(one, worst)]
    none = [line for line in question.choices if line.exclusive and not line.unsure]
    return [line.id for line in real or unsure[:1] or none[:1]]


def _is_emergency(here: Current, question: Question, names: Sequence[str]) -> bool:
    """Whether what is ticked so far is one already, whatever the rest of the list says."""
    if not names:
        return False
    answers = here.answers.with_answer(
        here.catalogue, question.id, answer_of(question, names), here.now
    )
    return triage.assess(answers, here.catalogue, here.now).level is Level.EMERGENCY


def _stands_for(line: Choice, facts: set[str]) -> bool:
    return not line.exclusive and not line.retired and bool(facts.intersection(line.facts))


def _help(screen: Screen, question: Question) -> str:
    """The question's own help, or that of its screen, where it is about this question."""
    about = question is screen.questions[0] and question.layout != "bodymap"
    return question.help or (screen.hint if about else "")
