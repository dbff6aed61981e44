"""What a plan is made of: techniques with steps and dose, advice, sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backspasm.care.catalogue.terms import Grade, Phase

QUIET_REST = 10
"""Minutes of a position without a dose of its own."""


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
    keeps_from: int = 0
    """With ``replaces``: after its first sentence the technique goes on as written from this
    step (the first is 0); 0: none of them holds."""

    @property
    def begin(self) -> str:
        """Its first sentence."""
        return self.text.partition(". ")[0].removesuffix(".") + "."


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
    role: str
    """The part it plays in a plan: ``position temperature choosing breathing walking movement
    relaxation massage habit care``."""
    lying: bool
    """Done where one lies: needs no getting up."""
    tried_as: tuple[str, ...]
    """The things of "what has helped, what made it worse" that it is an example of."""
    often_tried: int
    """Its place among what most people try; 0: it has none."""
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

    # What belongs to some kinds alone. The pack is refused when a technique of such a kind
    # leaves one of them out (see KIND_FIELDS in care/content/technique_fields.py): None
    # means "of another kind", never "no".
    floor_order: int | None = None
    """Its place in floor mode, from 1; 0: not offered there."""
    at_night: str | None = None
    """``sleep`` (can be slept in), ``bed`` (held in bed), ``leaning`` (only for who lies
    nowhere at ease) or ``no``."""
    back_free: bool | None = None
    """Nobody lies on their back in it, so that a pack may lie there."""
    same_posture: tuple[str, ...] | None = None
    """The same way to lie: what made it worse here is not tried there."""
    when_not_flat: bool | None = None
    """Goes before a chair for who lies at ease, only not flat on the back."""
    alike: tuple[str, ...] | None = None
    """Of these only one at a time."""
    step_before: str | None = None
    """Offered today only to who has done this one."""
    without_direction: bool | None = None
    """First where no direction eases or worsens."""
    skin: str | None = None
    """``heat`` or ``cold``: what it is on the skin."""
    worn: bool | None = None
    """Worn while everything else goes on."""
    hands_busy: bool | None = None
    """Needs the person, or a bath: never during a position."""
    cloth: bool | None = None
    """A cloth goes between it and the skin."""
    swap_with: str | None = None
    """The other pack that one tap takes instead."""
    gets_up: bool | None = None
    """A way to get up, off the floor or out of bed."""
    from_floor: bool | None = None
    """The way up from the floor."""
    stepwise: bool | None = None
    """Goes sentence by sentence, each with a tap."""
    after_first_position: bool | None = None
    """Comes after the first position of the day."""
    all_day: bool | None = None
    """Goes on beside everything else."""
    getting_about: bool | None = None
    """By which people get somewhere: they feel better there, and nothing was eased by it."""
    early_points: int | None = None
    """How far it goes before others in the first days, where it answers everyone."""
    know_first: bool | None = None
    """To know rather than to do: for whom it answers, it comes before what is done."""
    self_care_only: bool | None = None
    """Not for who must be seen."""
    untimed: bool | None = None
    """Something to read, which has no hour of its own."""
    preference: int | None = None
    """Decides between two that answer equally well."""
    first_minutes: int = 0
    """Minutes to begin with, where the dose names the goal; 0: those of the dose."""
    release_seconds: int = 0
    """Seconds of letting go after each hold, where the technique lives from it."""

    learn: str = ""
    """The learn page that answers its "why"."""
    disagreement: str = ""
    """The row of "where sources disagree" that concerns it."""
    note: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    retired: bool = False

    @property
    def upright_on_the_floor(self) -> bool:
        """Offered in floor mode, but not to who cannot get up."""
        return bool(self.floor_order) and not self.lying

    def guided_seconds(self, dose: Dose) -> int:
        """How long one go is timed, where it is not counted in repetitions; 0: it is not."""
        if self.first_minutes:
            return self.first_minutes * 60
        if dose.minutes:
            return dose.minutes[0] * 60
        if dose.hold_seconds:
            return dose.hold_seconds[0]
        if self.kind == "position":
            return QUIET_REST * 60
        return 0


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
    unless_left_out: str = ""
    """Said only to who may have this other advice."""
    answers: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    """Techniques it points to."""
    instead_of: tuple[str, ...] = ()
    """Of a card: the lines of other cards that are not shown beside it, since it says more."""
    rank: int = 50
    learn: str = ""
    disagreement: str = ""
    note: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    retired: bool = False


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
