"""The few sentences that the core says itself, by key; a pack may replace each in ``interface``.

They stand in one place so that a later language is an overlay like every other word.
"""

from __future__ import annotations

from .catalogue import Catalogue

WORDS = {
    "said": "You said: {what}.",
    "place": "It suits pain {where}, {when}.",
    "when": "It suits most people {when}.",
    "comfort": "It is gentle, and nothing you told us speaks against it.",
    "breathing": "Slow breaths calm a grip, whatever caused it.",
    "direction": "This way is the one that suits your back: {what}.",
    "helped": "You said {what} has helped.",
    "worse": "You said {what} made it worse, so go slowly and stop if it does so again.",
    "eased": "It eased your earlier episodes, {eased} of {used} times.",
    "out-unknown": "we do not know yet whether {because}",
    "out-pain": "your pain is 6 or more, and exercises wait until it is lower",
    "out-strength": "you should be seen first, and strengthening waits until then",
    "out-worse": "you said {what} made it worse",
    "phase-comfort": "Only gentle things for now, until we know more or you have been seen.",
    "phase-A": "You are in the first three days.",
    "phase-A-stays": "The pain has not come down by 2 points yet, so the gentle things of the "
    "first days go on.",
    "phase-E": "You are past the first days, and it is easing.",
    "phase-E-stays": "You take up recovery exercises when the pain is 4 or less and you can dress "
    "and walk; until then the easing movements go on.",
    "phase-R": "The pain is 4 or less and you manage your day, so you can build up.",
    "phase-P": "This spell is over; now you keep it away.",
    "phase-C": "It has lasted long or keeps coming back, and you manage your day.",
    "phase-C-stays": "It has lasted long or keeps coming back; the easing movements go on until "
    "the pain is 4 or less and you can dress and walk.",
    "when-A": "in the first days",
    "when-E": "while it eases",
    "when-R": "while you build up again",
    "when-P": "between spells",
    "when-C": "when pain lasts or comes back",
    "wait-lift": "Lift nothing heavier than 5 kg for now.",
    "wait-strength": "Strengthening waits until you are recovering.",
    "wait-seen": "Strengthening waits until you have been seen.",
    "wait-exercise": "Exercises wait until your pain is below 6.",
    "slower": "Your pain is 4 or 5: make each exercise smaller and slower.",
    "advice": "It is part of every plan.",
    "rest": "Get up slowly and change position: sit, stand or lie as it suits you.",
    "sit-or-stand": "Sit or stand in a way that is comfortable.",
    "cold": "cold",
    "heat": "heat",
    "massage": "massage",
    "walking": "walking",
    "stretch": "stretching",
    "rest-word": "rest",
    "otc": "a painkiller",
}


def say(catalogue: Catalogue, key: str, **parts: object) -> str:
    """The sentence ``key`` with its parts filled in, in the words of the pack if it has them."""
    text = catalogue.interface.get(key, WORDS[key])
    return text.format(**parts) if parts else text
