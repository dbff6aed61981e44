"""What is asked, and the factors that the answers come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from backspasm.care.catalogue.terms import Valence


@dataclass(frozen=True, slots=True)
class Scale:
    """A factor that holds when a 0-10 answer lies between two numbers, both included."""

    question: str
    low: int = 0
    high: int = 10


@dataclass(frozen=True, slots=True)
class ComputedReads:
    """The answers that a function of :mod:`backspasm.care.check.computed` reads."""

    trend: str
    """The question "is it getting better?"..."""
    better: str
    """...its line "a little better"..."""
    more: str
    """...and its line "better, and I can do more"."""
    now: str
    """The scale of the pain now."""
    worst: str
    """The scale of the worst pain so far."""

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions."""
        return (self.trend, self.now, self.worst)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines, as ``question.choice``."""
        return (f"{self.trend}.{self.better}", f"{self.trend}.{self.more}")


@dataclass(frozen=True, slots=True)
class Factor:
    """A fact about a person that rules and cautions read.

    A factor without a definition comes straight from a choice. A derived one is
    ``any_of`` / ``all_of`` / ``at_least`` other factors, a ``scale``, or a named
    function of :mod:`backspasm.care.check.computed`.
    """

    id: str
    text: str
    valence: Valence = Valence.NEUTRAL
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    at_least: tuple[int, tuple[str, ...]] | None = None
    scale: Scale | None = None
    computed: str = ""
    """The name of a function of :mod:`backspasm.care.check.computed`..."""
    reads: ComputedReads | None = None
    """...and what it reads."""
    unticked: str = ""
    """``"question.choice"``: holds when the question is answered without that line."""
    from_rule: tuple[str, ...] = ()
    """Rule ids: the factor also holds for the plan when one of them fired."""
    retired: bool = False

    @property
    def among(self) -> tuple[str, ...]:
        """The factors of ``at_least``."""
        return self.at_least[1] if self.at_least else ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The factors it is made of."""
        return (*self.any_of, *self.all_of, *self.among)

    @property
    def asks(self) -> tuple[str, ...]:
        """The questions the factor reads by itself, not through other factors."""
        if self.scale:
            return (self.scale.question,)
        if self.reads:
            return self.reads.questions
        if self.unticked:
            question, _, _ = self.unticked.partition(".")
            return (question,)
        return ()

    @property
    def derived(self) -> bool:
        """Whether the factor is worked out from others rather than ticked."""
        return bool(
            self.any_of
            or self.all_of
            or self.at_least
            or self.scale
            or self.computed
            or self.unticked
            or self.from_rule
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One line a person can tick. ``factors`` are the facts it stands for."""

    id: str
    text: str
    help: str = ""
    say: str = ""
    """What to tell whoever answers a call, where the words of the line need the question."""
    factors: tuple[str, ...] = ()
    group: str = ""
    """The heading over the line, where its question sorts its lines under headings."""
    whole: bool = False
    """The words of a line with a heading say it all: nothing goes before them elsewhere."""
    exclusive: bool = False
    """"None of these": cannot stand beside another line."""
    unsure: bool = False
    """"Not sure": stands for the worst the question can say."""
    show_if: tuple[str, ...] = ()
    """Shown when any of these factors holds; empty: always."""
    page_break: bool = False
    """A list is asked in portions on the floor: a new screen begins with this line."""
    from_hours: int | None = None
    """Of a line that says how long it has hurt: the least hours that it stands for..."""
    about_hours: int | None = None
    """...and the middle of it, for a diary that needs a guess."""
    back: tuple[str, ...] | None = None
    """Of a place: the parts of the back that it is (``neck upper mid lower``)."""
    assumed: bool | None = None
    """Of a thing at hand: taken as being there while nobody has asked."""
    owned: bool | None = None
    """Of a thing at hand: that it is there is why something is shown."""
    retired: bool = False

    @property
    def named(self) -> str:
        """What the line says away from its heading: "Walking" alone may ease it or worsen it."""
        if self.whole or not self.group:
            return self.text
        return f"{self.group}: {self.text}"

    @property
    def facts(self) -> tuple[str, ...]:
        """The factors this line stands for: its own id unless it says otherwise."""
        if self.factors or self.exclusive or self.unsure:
            return self.factors
        return (self.id,)


@dataclass(frozen=True)
class Question:
    """One fact to find out. ``type`` is ``one``, ``many`` or ``scale`` (whole number 0-10).

    A *detail* belongs to a ticked ``line`` (``"question.choice"``, several allowed) and is
    asked on the next screen. While it is open, or answered "not sure", the facts in
    ``assume`` hold: at once when ``at_once``, else as soon as it is passed over.
    """

    id: str
    text: str
    type: str
    screen: str
    choices: tuple[Choice, ...] = ()
    help: str = ""
    layout: str = "list"
    """``list``, ``chips``, ``scale``, ``bodymap`` or ``checklist``."""
    line: tuple[str, ...] = ()
    assume: tuple[str, ...] = ()
    at_once: bool = False
    show_if: tuple[str, ...] = ()
    """Asked when any of these factors holds; empty: always."""
    show_all: tuple[str, ...] = ()
    """...and all of these hold."""
    skip_if: tuple[str, ...] = ()
    """...and none of these holds."""
    spoken: bool = False
    """A ticked line is told in its own words to whoever answers a call."""
    said_with: str = ""
    """The question whose ticked lines are told before it: "since when" says nothing alone."""
    optional: bool = False
    """Part of no rule: may stay empty."""
    unsure_lines: bool = False
    """The checklist can be answered line by line as yes / no / not sure."""
    unsure_opens: tuple[str, ...] = ()
    """Lines on which "not sure" asks its detail instead of counting as yes."""
    profile: bool = False
    """Does not change with the episode: may be kept and only confirmed."""
    passing: tuple[str, ...] | None = None
    """Of a ``profile`` question: its lines that are true for some weeks only, so that they are
    never kept and the question never prefilled."""
    said: str = ""
    """How its ticked lines are said back; empty: as those of any other question."""
    unasked: bool = False
    """Never asked by itself, so that no answer is nothing open: a check-in fills it in from
    what was said before (see :mod:`backspasm.care.check.followup`), or someone comes to it who
    has something to say."""
    low_word: str = ""
    high_word: str = ""
    facts: tuple[str, ...] = ()
    """The numbers of the questions of the clinical facts this one covers."""
    retired: bool = False

    @cached_property
    def floor_page(self) -> Mapping[str, int]:
        """By the id of a line: the portion of the list that it stands on, on the floor."""
        page, found = 0, {}
        for choice in self.choices:
            page += choice.page_break
            found[choice.id] = page
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Choice]:
        """The choices by id."""
        return {choice.id: choice for choice in self.choices}

    @property
    def conditions(self) -> tuple[str, ...]:
        """The factors that decide whether it is asked."""
        return (*self.show_if, *self.show_all, *self.skip_if)

    @cached_property
    def openers(self) -> tuple[str, ...]:
        """Of a detail: the questions to whose lines it belongs, in the order of its lines."""
        return tuple(line.partition(".")[0] for line in self.line)

    @cached_property
    def live_choices(self) -> tuple[Choice, ...]:
        """The choices that are not retired."""
        return tuple(one for one in self.choices if not one.retired)

    @property
    def lines(self) -> int:
        """How many lines the question takes on a screen (a row of chips holds three)."""
        if self.layout == "scale":
            return 1
        live = len(self.live_choices)
        if self.layout == "chips":
            return -(-live // 3)
        return live


@dataclass(frozen=True, slots=True)
class Screen:
    """What is asked together: one topic, at most twelve lines."""

    id: str
    title: str
    stage: int
    """How far along the check this screen stands, 0-100; never falls in order."""
    hint: str = ""
    care_only: bool = False
    """Serves the plan: not asked once someone must be seen today."""
    danger: bool = False
    """Carries the emergency number and "if you cannot answer, call"."""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class AgainScreen:
    """A screen that a check-in has besides the others: what is asked again, put together."""

    id: str
    title: str
    stage: int
    ask: tuple[str, ...]
    """Question ids, in the order they are shown."""
    hint: str = ""
