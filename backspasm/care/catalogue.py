"""The knowledge of the product as frozen values: what is asked, decided and advised.

Everything here is read from ``fixtures/content`` by :mod:`backspasm.care.loading`
and never changes while the site runs. Times are minutes or seconds as the names
say, pain is a whole number 0-10, ages are bands (choices), never a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

COMPUTED_READS: Mapping[str, tuple[str, ...]] = {
    "clearly_better": ("trend", "pain-now", "pain-worst"),
    "not_clearly_better": ("trend", "pain-now", "pain-worst"),
}
"""The questions that each function of :mod:`.computed` reads."""


class Level(IntEnum):
    """How soon a person must be seen; the highest that fires wins."""

    SELF_CARE = 0
    SOON = 1
    URGENT = 2
    EMERGENCY = 3

    @property
    def slug(self) -> str:
        """The level as it is written in files and output, such as ``SELF-CARE``."""
        return self.name.replace("_", "-")


class Valence(StrEnum):
    """What a factor says about danger. Only a reassuring one may set a rule aside."""

    WORSE = "worse"
    REASSURING = "reassuring"
    NEUTRAL = "neutral"


class Phase(StrEnum):
    """Where in the course of an episode a person stands."""

    ACUTE = "A"
    EASING = "E"
    RECOVERY = "R"
    PREVENTION = "P"
    CHRONIC = "C"


class Grade(StrEnum):
    """Strength of evidence: A guideline or trial, B consensus, C traditional."""

    A = "A"
    B = "B"
    C = "C"
    A_AGAINST = "A against"
    A_NO_BENEFIT = "A no benefit"
    A_LOW = "A low"


@dataclass(frozen=True, slots=True)
class Source:
    """A document a fact comes from, named as people see it (never a copy's address)."""

    id: str
    title: str
    publisher: str = ""
    year: str = ""
    kind: str = "document"
    """``founding`` (our five documents), ``document``, ``lifestyle`` or ``own-knowledge``."""
    seen: str = "read in a copy"
    """``read in a copy`` or ``not re-read``."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A factor that holds when a 0-10 answer lies between two numbers, both included."""

    question: str
    low: int = 0
    high: int = 10


@dataclass(frozen=True, slots=True)
class Factor:
    """A fact about a person that rules and cautions read.

    A factor without a definition comes straight from a choice. A derived one is
    ``any_of`` / ``all_of`` / ``at_least`` other factors, a ``scale``, or a named
    function of :mod:`backspasm.care.computed`.
    """

    id: str
    text: str
    valence: Valence = Valence.NEUTRAL
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    at_least: tuple[int, tuple[str, ...]] | None = None
    scale: Scale | None = None
    computed: str = ""
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
    def asks(self) -> tuple[str, ...]:
        """The questions the factor reads by itself, not through other factors."""
        if self.scale:
            return (self.scale.question,)
        if self.computed:
            return COMPUTED_READS.get(self.computed, ())
        return (self.unticked.partition(".")[0],) if self.unticked else ()

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
    factors: tuple[str, ...] = ()
    group: str = ""
    exclusive: bool = False
    """"None of these": cannot stand beside another line."""
    unsure: bool = False
    """"Not sure": stands for the worst the question can say."""
    show_if: tuple[str, ...] = ()
    """Shown when any of these factors holds; empty: always."""
    retired: bool = False

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
    optional: bool = False
    """Part of no rule: may stay empty."""
    unsure_lines: bool = False
    """The checklist can be answered line by line as yes / no / not sure."""
    unsure_opens: tuple[str, ...] = ()
    """Lines on which "not sure" asks its detail instead of counting as yes."""
    profile: bool = False
    """Does not change with the episode: may be kept and only confirmed."""
    by_time: bool = False
    """Never asked: a check-in fills it in from what was said before (see :mod:`.recheck`)."""
    low_word: str = ""
    high_word: str = ""
    facts: tuple[str, ...] = ()
    """The numbers of the questions of the clinical facts this one covers."""
    retired: bool = False

    @cached_property
    def by_id(self) -> Mapping[str, Choice]:
        """The choices by id."""
        return {choice.id: choice for choice in self.choices}

    @property
    def lines(self) -> int:
        """How many lines the question takes on a screen (a row of chips holds three)."""
        if self.layout == "scale":
            return 1
        live = sum(not choice.retired for choice in self.choices)
        return -(-live // 3) if self.layout == "chips" else live


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


@dataclass(frozen=True, slots=True)
class Rule:
    """When to send a person where. Fires when all its conditions hold.

    ``all_of`` and ``any_of`` (each group needs one) name factors or, with ``rule:ID``,
    other rules. ``unless`` names only reassuring factors.
    """

    id: str
    level: Level
    text: str
    """What the sign is, said back to the person."""
    why: str
    """What it may signal, in plain words."""
    sources: tuple[str, ...]
    all_of: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    at_least: tuple[int, tuple[str, ...]] | None = None
    unless: tuple[str, ...] = ()
    within_days: int | None = None
    action: str = ""
    """What to do, when it differs from the level's own words."""
    say: str = ""
    """What to tell whoever answers."""
    kind: str = "danger"
    """``danger`` (E, U, S), ``combination`` (J) or ``near-miss`` (N: explains, adds cards)."""
    family: str = ""
    """The id in the clinical facts when one row needed several rules."""
    card: str = ""
    """A safety card the plan shows when this rule fired: an advice id."""
    recheck_hours: int | None = None
    strengthening: bool = False
    """SOON through this rule alone leaves strengthening in the plan."""
    place: str = ""
    """``maternity``, ``cancer-team``, ``poison``, ``crisis`` or empty: who to call first."""
    grade: str = ""
    note: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    retired: bool = False

    @property
    def signs(self) -> tuple[str, ...]:
        """What the rule needs, without what would set it aside."""
        grouped = tuple(item for group in self.any_of for item in group)
        return (*self.all_of, *grouped, *(self.at_least[1] if self.at_least else ()))

    @property
    def reads(self) -> tuple[str, ...]:
        """Every factor or ``rule:ID`` the rule looks at."""
        return (*self.signs, *self.unless)

    @property
    def fact(self) -> str:
        """The row of the clinical facts this rule carries out."""
        return self.family or self.id


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of a technique, in numbers. ``None`` means it does not apply."""

    text: str
    """The dose in one plain sentence."""
    hold_seconds: tuple[int, int] | None = None
    breaths: int | None = None
    repetitions: tuple[int, int] | None = None
    sets: tuple[int, int] | None = None
    each_side: bool = False
    times_a_day: tuple[int, int] | None = None
    days_a_week: tuple[int, int] | None = None
    minutes: tuple[int, int] | None = None
    minutes_off: int | None = None
    max_a_day: int | None = None
    max_minutes_a_day: int | None = None
    breathe_in_seconds: int | None = None
    breathe_out_seconds: int | None = None
    as_written: bool = True
    """Not so when a change replaces the steps: then no session leads through them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One short sentence of a technique; ``seconds`` when it is timed."""

    text: str
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Modification:
    """What changes when a factor is present: the changed instruction itself."""

    factor: str
    text: str
    use_instead: str = ""
    """A technique to show in its place."""
    replaces: bool = False
    """The changed instruction stands in place of the steps and the drawing."""
    name: str = ""
    """What it is then called, where the technique's own name would mislead."""
    besides: str = ""
    """What is left to say of it where another one has already taken that place."""
    covers: tuple[str, ...] = ()
    """Factors of the technique's other changes that speak of the steps it takes away."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A factor that leaves a technique or advice out, and the words that say why."""

    factor: str
    because: str


@dataclass(frozen=True, slots=True)
class Technique:
    """Something a person does, with steps and a dose."""

    id: str
    name: str
    kind: str
    """``position``, ``temperature``, ``movement``, ``exercise``, ``massage``, ``relaxation``,
    ``care`` (professional)."""
    summary: str
    why: str
    phases: tuple[Phase, ...]
    regions: tuple[str, ...]
    """Of ``neck upper mid lower``; empty: all."""
    dose: Dose
    steps: tuple[Step, ...]
    stops: tuple[str, ...]
    grade: Grade
    sources: tuple[str, ...]
    rank: int = 50
    """Order among equals, small first."""
    equipment: tuple[tuple[str, ...], ...] = ()
    """Each group needs one of its slugs at hand."""
    phase_doses: Mapping[str, Dose] = field(default_factory=dict)
    """Doses that differ in one phase, by its letter."""
    needs: tuple[str, ...] = ()
    """Factors of which one must hold, such as a direction that eases."""
    needs_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By phase letter: factors of which one must hold in that phase."""
    region_needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By region: factors of which one must hold for that region."""
    excludes: tuple[Exclusion, ...] = ()
    modifications: tuple[Modification, ...] = ()
    answers: tuple[str, ...] = ()
    """Factors (triggers, habits, complaints) this technique answers."""
    comfort: bool = False
    """May be shown in the COMFORT scope."""
    strengthening: bool = False
    drawn: bool = False
    learn: str = ""
    """The learn page that answers its "why"."""
    disagreement: str = ""
    """The row of "where sources disagree" that concerns it."""
    note: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class AskFirst:
    """A factor that asks for a pharmacist, doctor or change first, and what to say."""

    factor: str
    text: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to know or arrange; no steps, no timer."""

    id: str
    topic: str
    """``medicines``, ``sleep``, ``work``, ``fluids``, ``prevention`` or ``cards``."""
    name: str
    text: str
    sources: tuple[str, ...]
    grade: Grade | None = None
    phases: tuple[Phase, ...] = ()
    facts: tuple[str, ...] = ()
    """Short plain lines, such as the dose rules of a medicine."""
    excludes: tuple[Exclusion, ...] = ()
    ask_first: tuple[AskFirst, ...] = ()
    answers: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    """Techniques it points to."""
    rank: int = 50
    learn: str = ""
    disagreement: str = ""
    note: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A topic on which the sources differ, and the line this product takes."""

    id: str
    topic: str
    founding: str
    evidence: str
    line: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearnSection:
    """A heading with short paragraphs and its sources."""

    heading: str
    paragraphs: tuple[str, ...]
    sources: tuple[str, ...]
    points: tuple[str, ...] = ()
    disagreement: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class LearnPage:
    """A short page that explains; ``/learn/<id>/``."""

    id: str
    title: str
    summary: str
    rank: int
    sections: tuple[LearnSection, ...]
    reviewed_by: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """Whom to call in a country. Empty text: no line is known, so none is shown."""

    country: str
    name: str
    numbers: tuple[str, ...]
    note: str = ""
    crisis: str = ""
    poison: str = ""
    advice: str = ""

    @property
    def main(self) -> str:
        """The number behind the call button."""
        return self.numbers[0]


@dataclass(frozen=True, slots=True)
class RecheckPoint:
    """A moment to ask again: hours after the start, what is asked, what it may raise."""

    id: str
    title: str
    asks: str
    escalates: str
    hours: int | None = None
    when: tuple[str, ...] = ()
    """Factors or ``rule:ID``; empty: for everyone."""
    rules: tuple[str, ...] = ()
    gate: str = ""
    """The phase gate in plain words, such as when easing movements may begin."""


@dataclass(frozen=True, slots=True)
class PlanSize:
    """How many items of each sort a phase gets."""

    phase: Phase
    positions: int = 0
    temperature: int = 0
    walking: int = 0
    breathing: int = 0
    movements: tuple[int, int] = (0, 0)
    relaxation: int = 0


@dataclass(frozen=True)
class Catalogue:
    """The whole content pack. ``version`` is the first 12 characters of its SHA-256."""

    version: str
    sources: Mapping[str, Source]
    factors: Mapping[str, Factor]
    screens: tuple[Screen, ...]
    rules: Mapping[str, Rule]
    techniques: Mapping[str, Technique]
    advice: Mapping[str, Advice]
    disagreements: Mapping[str, Disagreement]
    learn: Mapping[str, LearnPage]
    emergency_numbers: Mapping[str, EmergencyNumber]
    rechecks: tuple[RecheckPoint, ...]
    sizes: Mapping[Phase, PlanSize]
    interface: Mapping[str, str] = field(default_factory=dict)
    again: Mapping[str, AgainScreen] = field(default_factory=dict)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order a person meets them."""
        return {question.id: question for screen in self.screens for question in screen.questions}

    @cached_property
    def screen_by_id(self) -> Mapping[str, Screen]:
        """The screens by id."""
        return {screen.id: screen for screen in self.screens}

    @cached_property
    def screens_again(self) -> tuple[Screen, ...]:
        """The screens in the order of a check-in: what is asked again comes together."""
        more = (
            Screen(one.id, one.title, one.stage, one.hint, questions=tuple(self._named(one.ask)))
            for one in self.again.values()
        )
        return tuple(sorted((*self.screens, *more), key=lambda screen: screen.stage))

    def _named(self, ids: Sequence[str]) -> Sequence[Question]:
        return [self.questions[name] for name in ids]

    @cached_property
    def producers(self) -> Mapping[str, Sequence[tuple[Question, Choice | None]]]:
        """Which choices (or, with ``None``, which open details) say a factor."""
        found: dict[str, list[tuple[Question, Choice | None]]] = {}
        for question in self.questions.values():
            for choice in question.choices:
                for factor in choice.facts:
                    found.setdefault(factor, []).append((question, choice))
            for factor in question.assume:
                found.setdefault(factor, []).append((question, None))
        return found

    @cached_property
    def ways(self) -> Mapping[str, Rule | Factor | None]:
        """How each factor and ``rule:ID`` is worked out; ``None``: it is ticked or not."""
        rules = {f"rule:{rule.id}": rule for rule in self.rules.values()}
        return rules | {one.id: one if one.derived else None for one in self.factors.values()}

    def opened_by(self, question: Question) -> set[str]:
        """The questions whose lines open this one, through any chain."""
        found: set[str] = set()
        todo = [line.partition(".")[0] for line in question.line]
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo += [line.partition(".")[0] for line in self.questions[name].line]
        return found

    def questions_behind(self, item: str) -> frozenset[str]:
        """Every question that a factor or ``rule:ID`` can come from, through any chain."""
        found: set[str] = set()
        todo, seen = [item], set[str]()
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            if name.startswith("rule:"):
                todo += self.rules[name.removeprefix("rule:")].reads
                continue
            factor = self.factors[name]
            todo += (*factor.any_of, *factor.all_of, *factor.among)
            asked = {*factor.asks, *(q.id for q, _ in self.producers.get(name, ()))} - found
            found |= asked
            for question in (self.questions[item] for item in asked):
                todo += (*question.show_if, *question.show_all, *question.skip_if)
                found.update(self.opened_by(question))
        return frozenset(found)

    @cached_property
    def lent(self) -> frozenset[str]:
        """The factors that a fired rule lends to the plan, and all that are made of them."""
        found = {factor.id for factor in self.factors.values() if factor.from_rule}
        while True:
            more = {
                factor.id
                for factor in self.factors.values()
                if not found.isdisjoint((*factor.any_of, *factor.all_of, *factor.among))
            }
            if more <= found:
                return frozenset(found)
            found |= more

    @cached_property
    def danger_questions(self) -> tuple[str, ...]:
        """The questions an EMERGENCY or URGENT rule reads, in the order they are asked."""
        read: set[str] = set()
        for rule in self.rules.values():
            if rule.level >= Level.URGENT:
                read.update(*(self.questions_behind(item) for item in rule.reads))
        return tuple(question for question in self.questions if question in read)

    @property
    def entries(self) -> tuple[Technique | Advice, ...]:
        """All techniques and all advice: no id is used twice."""
        return (*self.techniques.values(), *self.advice.values())

    @cached_property
    def excluded_by(self) -> Mapping[str, frozenset[str]]:
        """By technique or advice id: the factors that leave it out."""
        return {one.id: frozenset(row.factor for row in one.excludes) for one in self.entries}

    @cached_property
    def caution_factors(self) -> frozenset[str]:
        """Every factor that leaves something out."""
        return frozenset().union(*self.excluded_by.values())

    @cached_property
    def answered_by(self) -> Mapping[str, frozenset[str]]:
        """By technique or advice id: the factors it answers."""
        return {one.id: frozenset(one.answers) for one in self.entries}

    @cached_property
    def answer_factors(self) -> frozenset[str]:
        """Every factor that something answers."""
        return frozenset().union(*self.answered_by.values())

    @cached_property
    def advice_by_topic(self) -> Mapping[str, tuple[Advice, ...]]:
        """The advice of each topic that is not retired, in rank order."""
        found: dict[str, list[Advice]] = {}
        for advice in sorted(self.advice.values(), key=lambda one: (one.rank, one.id)):
            if not advice.retired:
                found.setdefault(advice.topic, []).append(advice)
        return {topic: tuple(rows) for topic, rows in found.items()}

    def emergency_number(self, country: str | None) -> EmergencyNumber:
        """The numbers of a country (ISO 3166 two letters), else 112 with a plain name."""
        if country and country.upper() in self.emergency_numbers:
            return self.emergency_numbers[country.upper()]
        return self.emergency_numbers["ZZ"]
