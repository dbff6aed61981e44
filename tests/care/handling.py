"""What was decided of single techniques, so that a field of the pack cannot change unseen."""

from __future__ import annotations

UPS = frozenset({"move-floor-up", "move-log-roll"})
"""The ways to get up, off the floor and out of bed."""
WHERE_ONE_LIES = frozenset(
    {
        *("pos-side-pillow", "pos-side-bare", "pos-supine-knees-bent"),
        *("pos-90-90", "pos-supine-pillow", "pos-curl-side"),
        *("pos-prone-pillow", "pos-prone-elbows", "pos-neck-roll"),
        *("relax-breathing", "relax-pmr", "relax-scan", "relax-imagery"),
        *("relax-reassure", "temp-cold", "temp-heat"),
        *("ex-pelvic-tilt", "ex-knee-chest-1", "ex-knee-chest-2"),
        *("ex-knee-rolls", "ex-press-up", "ex-deep-ab", "ex-bridge"),
        *("ex-curl-up", "ex-prone-limb", "ex-superman", "ex-hamstring"),
        *("ex-figure4", "ex-open-book"),
    }
)
"""Needs no getting up. What is not named here does, the more cautious reading."""
ON_THE_FLOOR = (
    *("pos-side-pillow", "pos-90-90", "pos-supine-knees-bent"),
    *("pos-side-bare", "pos-curl-side", "relax-breathing"),
    # Reclined, leaning on a table, leaning standing: last, and not for who cannot get up.
    *("pos-recline", "pos-lean-sit", "pos-lean-stand"),
)
"""Floor mode's order. What lies on the back, or curls up, comes in as soon as the answers that
could rule it out are known; the side without a pillow and slow breathing are open to anyone."""
BACK_FREE = frozenset(
    {
        *("pos-side-pillow", "pos-side-bare", "pos-curl-side"),
        *("pos-prone-pillow", "pos-prone-elbows", "pos-kneel-over"),
        *("pos-all-fours", "pos-lean-sit", "pos-lean-stand"),
    }
)
"""Positions in which nobody lies on the pack ("never lie on it")."""
TO_SLEEP_IN = ("pos-side-pillow", "pos-supine-pillow")
"""Whose dose says "to sleep" (care-facts, section 3)."""
IN_BED = (
    *TO_SLEEP_IN,
    *("pos-curl-side", "pos-supine-knees-bent", "pos-neck-roll"),
)
LEANING_BACK = "pos-recline"
"""At night only for who says that no way of lying is comfortable."""
COLD = frozenset({"temp-cold", "temp-ice-massage"})
HEAT = frozenset({"temp-heat", "temp-wrap", "temp-shower"})
GETTING_ABOUT = frozenset(
    {
        *("move-floor-up", "move-log-roll", "move-sit-stand"),
        *("move-driving", "move-work", "move-return-lift"),
    }
)
BANDS = {
    "lt-24h": (0, 0),
    "d1-3": (24, 48),
    "d4-7": (72, 120),
    "d8-14": (7 * 24, 11 * 24),
    "d15-42": (14 * 24, 28 * 24),
    "w6-12": (6 * 7 * 24, 9 * 7 * 24),
    "gt-12w": (12 * 7 * 24, 13 * 7 * 24),
}
"""The answers to "when did this pain start": from so many hours, and about so many."""
