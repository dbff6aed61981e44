"""From one key moment to the next: what a body reaches for moves, else its joints turn."""

from dataclasses import replace

from backspasm.drawing.body import Arm, Leg, Skeleton, Spine
from backspasm.drawing.geometry import mid, mix
from backspasm.drawing.pose import Key, Reach


def between(
    a: Key,
    b: Key,
    solved: tuple[Skeleton, Skeleton],
    t: float,
) -> Key:
    """A moment between two keys: targets move and are to be reached; else the joints turn."""
    start, end = solved
    near_arm = _shared_arm(
        a.near_arm,
        b.near_arm,
        start.near_arm,
        end.near_arm,
        t,
    )
    near_leg = _shared_leg(
        a.near_leg,
        b.near_leg,
        start.near_leg,
        end.near_leg,
        t,
    )
    far_arm: Arm | Reach | None = _shared_arm(
        a.far_arm,
        b.far_arm,
        start.far_arm,
        end.far_arm,
        t,
    )
    far_leg: Leg | Reach | None = _shared_leg(
        a.far_leg,
        b.far_leg,
        start.far_leg,
        end.far_leg,
        t,
    )
    # A far limb that nothing is said of follows the near one to its target.
    if a.far_arm is b.far_arm is None and isinstance(near_arm, Reach):
        far_arm = None
    if a.far_leg is b.far_leg is None and isinstance(near_leg, Reach):
        far_leg = None
    hip_x, hip_y = mid(start.hip, end.hip, t)
    hip_height: float | None = -hip_y
    if a.on == b.on and a.hip_height is None and b.hip_height is None:
        # The same contacts carry the body all the way.
        hip_height = None
    return Key(
        spine=_mix_spine(start.spine, end.spine, t),
        near_arm=near_arm,
        far_arm=far_arm,
        near_leg=near_leg,
        far_leg=far_leg,
        hip_x=hip_x,
        hip_height=hip_height,
        on=a.on,
    )


def _mix_spine(
    a: Spine,
    b: Spine,
    t: float,
) -> Spine:
    return Spine(
        lean=mix(a.lean, b.lean, t),
        low_back=mix(a.low_back, b.low_back, t),
        upper_back=mix(a.upper_back, b.upper_back, t),
        neck=mix(a.neck, b.neck, t),
        head=mix(a.head, b.head, t),
    )


def _mix_arm(
    a: Arm,
    b: Arm,
    t: float,
) -> Arm:
    return Arm(
        shoulder=mix(a.shoulder, b.shoulder, t),
        elbow=mix(a.elbow, b.elbow, t),
        wrist=mix(a.wrist, b.wrist, t),
    )


def _mix_leg(
    a: Leg,
    b: Leg,
    t: float,
) -> Leg:
    return Leg(
        hip=mix(a.hip, b.hip, t),
        knee=mix(a.knee, b.knee, t),
        ankle=mix(a.ankle, b.ankle, t),
    )


def _shared(
    one: object,
    two: object,
    t: float,
) -> Reach | None:
    """A target part-way, when both keys reach for targets of the same make."""
    if not isinstance(one, Reach) or not isinstance(two, Reach):
        return None
    if one == two:
        return one
    if isinstance(one.place, str) or isinstance(two.place, str):
        return None
    x = _mix_target(one.place[0], two.place[0], t)
    y = _mix_target(one.place[1], two.place[1], t)
    if x is None or y is None:
        return None
    return Reach((x, y))


def _mix_target(
    p: float | str,
    q: float | str,
    t: float,
) -> float | str | None:
    """One coordinate part-way; nothing where the two name different supports."""
    if p == q:
        return p
    if isinstance(p, str) or isinstance(q, str):
        return None
    return mix(p, q, t)


def _shared_arm(
    one: object,
    two: object,
    start: Arm,
    end: Arm,
    t: float,
) -> Reach | Arm:
    """A target part-way where there is one to reach; else an arm half turned."""
    reach = _shared(one, two, t)
    if reach is None:
        return _mix_arm(start, end, t)
    return reach


def _shared_leg(
    one: object,
    two: object,
    start: Leg,
    end: Leg,
    t: float,
) -> Reach | Leg:
    """The same for a foot; it stays flat only where it is flat before and after."""
    mixed = _mix_leg(start, end, t)
    reach = _shared(one, two, t)
    if reach is None:
        return mixed
    ankles = [key.ankle for key in (one, two) if isinstance(key, Reach)]
    if ankles == [None, None]:
        return replace(reach, ankle=None)
    return replace(reach, ankle=mixed.ankle)
