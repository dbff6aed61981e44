"""A question of the check on the floor: few words a screen, and one tap where one will do.

A long list is asked in portions, as its lines say (`Choice.page_break`). What was ticked on
the others comes along with each answer; nothing is saved before the whole question is answered,
unless it is an emergency. What comes back after a reload waits in `portions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict
from django.utils.translation import gettext as _

from backspasm.assessments.current import Current
from backspasm.care.catalogue import Choice, Level, Question, Screen
from backspasm.care.check import routing, triage
from backspasm.relief.floor.partial_answers import NOTHING, Kept

SHORT = 14
"""Letters of a line, up to which two lines share a row."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One screen of the floor: a question, or a portion of its lines."""

    screen: Screen
    question: Question
    title: str
    """Of a portion with its number."""
    part: int
    parts: int
    help: str
    lines: tuple[Choice, ...]
    """To tick, or each a button: those of this portion."""
    after: str
    """The line before this portion; empty: it is the first."""
    end: str
    """The last line of the question."""
    passed: tuple[str, ...]
    """The lines of earlier portions."""
    back: str
    """The line before the portion that "Back" shows."""
    ticked: tuple[str, ...]
    """What was ticked so far, on any portion."""
    nothing: str
    """What the button says that passes a portion of ticks; empty: there is none."""
    unsure: Choice | None
    """The line "not sure" of a question with ticks, until it is ticked."""

    @property
    def seen(self) -> str:
        """The line this portion ends with."""
        return self.lines[-1].id if self.lines else ""

    @property
    def before(self) -> tuple[str, ...]:
        """What was ticked on the other portions: it comes along."""
        here = {line.id for line in self.lines}
        return tuple(name for name in self.ticked if name not in here)

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
    here: Current,
    screen: Screen,
    question: Question,
    data: QueryDict | None,
    *,
    kept: Kept = NOTHING,
) -> tuple[Asked, QueryDict | None]:
    """The screen to show for what was sent, and the answer to check once it is whole.

    With nothing sent a list goes on after the lines that were passed before.
    """
    if data is None:
        return _go_on(here, screen, question, kept), None
    after = str(data.get("after", ""))
    page = _asked(here, screen, question, after, data.getlist("before"))
    if "back" in data:
        ticked = _given(question, data)
        return _asked(here, screen, question, page.back, ticked), None
    if question.type == "many":
        return _turn_list(here, page, data)
    if "more" in data:
        return _asked(here, screen, question, str(data.get("seen", ""))), None
    return page, data


def _go_on(
    here: Current,
    screen: Screen,
    question: Question,
    kept: Kept,
) -> Asked:
    """The portion after those that were passed before, if they are still the same lines."""
    again = _asked(here, screen, question, *kept.place)
    if again.passed == kept.passed:
        return again
    return _asked(here, screen, question, "")


def _turn_list(
    here: Current,
    page: Asked,
    data: QueryDict,
) -> tuple[Asked, QueryDict | None]:
    """The next portion of a list with ticks, or its whole answer."""
    screen, question = page.screen, page.question
    names = _ticked(question, data)
    if names is None:
        return page, QueryDict()
    # A form without portions holds the whole list.
    seen = data.get("seen", "" if "nothing" in data else page.end)
    if seen != page.end and not _is_emergency(here, question, names):
        return _asked(here, screen, question, str(seen), names), None
    answer = answer_of(question, names)
    whole = QueryDict(mutable=True)
    whole.setlist(question.id, answer)
    return page if answer else _asked(here, screen, question, ""), whole


def same(
    here: Current,
    screen: Screen,
    question: Question,
    data: QueryDict,
) -> Asked:
    """The screen that was sent, with what was ticked on it and on the others."""
    after, ticked = str(data.get("after", "")), _given(question, data)
    return _asked(here, screen, question, after, ticked)


def _asked(
    here: Current,
    screen: Screen,
    question: Question,
    after: str,
    ticked: Sequence[str] = (),
) -> Asked:
    whole = _whole(here, screen, question)
    names = [line.id for line in whole.lines]
    start = names.index(after) + 1 if after in names[:-1] else 0
    shown, *rest = whole.portions(start)
    earlier = whole.portions(end=start)
    last = start - len(earlier[-1]) if earlier else 0
    part = len(earlier) + 1
    return Asked(
        screen=screen,
        question=question,
        title=_title(whole, part, part + len(rest)),
        part=part,
        parts=part + len(rest),
        help="" if start else _help(screen, question),
        lines=shown,
        after=names[start - 1] if start else "",
        end=names[-1] if names else "",
        passed=tuple(names[:start]),
        back=names[last - 1] if last > 0 else "",
        ticked=tuple(ticked),
        nothing=_passing_words(whole, ticked, rest),
        unsure=_unsure_line(whole, ticked),
    )


def _title(
    whole: Whole,
    part: int,
    parts: int,
) -> str:
    return numbered(whole.title, part, parts) if parts > 1 else whole.title


def _passing_words(
    whole: Whole,
    ticked: Sequence[str],
    rest: Sequence[tuple[Choice, ...]],
) -> str:
    """What the button says that passes a portion; empty: nothing passes it but an answer.

    The list's own words for "none" are about all of it: on its last portion, nothing ticked.
    """
    own = whole.none.text if whole.none else ""
    if whole.question.type != "many" or not (own or ticked or rest):
        return ""
    return own if own and not rest and not ticked else _none()


def _unsure_line(whole: Whole, ticked: Sequence[str]) -> Choice | None:
    if whole.unsure is None or whole.unsure.id in ticked:
        return None
    return whole.unsure


def screens_left(here: Current, page: Asked) -> int:
    """How many screens are left with this one, as far as the answers tell now."""
    left = page.parts - page.part + 1
    names = routing.likely_left(here.outcome, here.answers, here.catalogue) - {
        page.question.id
    }
    for screen in here.catalogue.screens:
        for question in screen.questions:
            if question.id in names:
                left += len(_whole(here, screen, question).portions())
    return left


@dataclass(frozen=True, slots=True)
class Whole:
    """A question with all its lines, before it is cut into portions."""

    question: Question
    title: str
    lines: tuple[Choice, ...]
    """Without those that stand alone."""
    none: Choice | None
    unsure: Choice | None

    def portions(
        self, start: int = 0, end: int | None = None
    ) -> list[tuple[Choice, ...]]:
        """The screens from one line on, up to another; those from the first on are at least one."""
        if end == 0:
            return []
        pages = groupby(
            self.lines[start:end],
            key=lambda line: self.question.floor_page[line.id],
        )
        return [tuple(lines) for _page, lines in pages] or [()]


def _whole(
    here: Current,
    screen: Screen,
    question: Question,
) -> Whole:
    together = routing.shown_on(screen, here.answers, here.catalogue)
    title = screen.title if len(together) == 1 else question.text
    offered = routing.offered(question, here.answers, here.catalogue)
    alone = [
        line for line in offered if line.exclusive and question.type == "many"
    ]
    unsure = next((line for line in alone if line.unsure), None)
    none = next((line for line in alone if not line.unsure), None)
    return Whole(
        question=question,
        title=title,
        lines=tuple(line for line in offered if line not in alone),
        none=none,
        unsure=unsure,
    )


def tells_grown_up(here: Current) -> bool:
    """Whether this is a minor who must be seen today: someone should know."""
    return bool(
        here.young and here.check and here.check.level == Level.URGENT.slug
    )


def numbered(
    title: str,
    part: int,
    parts: int,
) -> str:
    """The title of one portion: no two of a question are alike."""
    return _("%(title)s %(part)d of %(parts)d") % {
        "title": title,
        "part": part,
        "parts": parts,
    }


def _none() -> str:
    return _("None of these")


def _ticked(question: Question, data: QueryDict) -> list[str] | None:
    """What is ticked so far, of a question with ticks; ``None``: this screen has no answer yet."""
    now = data.getlist(question.id)
    if not (now or "nothing" in data) or not question.by_id.keys() >= set(now):
        return None  # a tick that nobody knows is not "none of these"
    return _given(question, data)


def _given(question: Question, data: QueryDict) -> list[str]:
    """The lines that were ticked, on this portion and on the others."""
    given = {*data.getlist(question.id), *data.getlist("before")}
    return [
        line.id
        for line in question.choices
        if line.id in given and not line.retired
    ]


def answer_of(question: Question, names: Sequence[str]) -> list[str]:
    """The answer that ticks from several portions make up.

    "Not sure" beside real ticks counts as yes for whatever it stands for.
    """
    lines = [question.by_id[name] for name in names]
    real = [line for line in lines if not line.exclusive]
    unsure = [line for line in lines if line.unsure]
    if real and unsure:
        worst = {*unsure[0].facts, *question.assume}
        real = [
            one
            for one in question.choices
            if one in real or _stands_for(one, worst)
        ]
    none = [
        line for line in question.choices if line.exclusive and not line.unsure
    ]
    return [line.id for line in real or unsure[:1] or none[:1]]


def _is_emergency(
    here: Current,
    question: Question,
    names: Sequence[str],
) -> bool:
    """Whether what is ticked so far is one already, whatever the rest of the list says."""
    if not names:
        return False
    answers = here.answers.with_answer(
        here.catalogue, question.id, answer_of(question, names), here.now
    )
    return (
        triage.assess(answers, here.catalogue, here.now).level
        is Level.EMERGENCY
    )


def _stands_for(line: Choice, facts: set[str]) -> bool:
    return (
        not line.exclusive
        and not line.retired
        and bool(facts.intersection(line.facts))
    )


def _help(screen: Screen, question: Question) -> str:
    """The question's own help, or that of its screen, where it is about this question."""
    about = question is screen.questions[0] and question.layout != "bodymap"
    return question.help or (screen.hint if about else "")
