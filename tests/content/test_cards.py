"""What a plan says of a danger sign: what the list of danger signs says, and one thing only."""

import re

GET_HELP, LEG_STOP = "card-get-help", "card-leg-stop"
SEEN_TODAY = "card-seen-today"
CALL, TODAY = "call the emergency number", "be seen today"
DECIDED_LATER = {
    "breath": ("at rest or newly", "from effort, here now"),
    "both-legs": ("down both legs", "one leg becomes two"),
}
"""Lines whose next screen decides: the card names what makes them an emergency."""
MORE = "The same:"
CAUDA_EQUINA = (
    "tingling",
    "genitals",
    "buttocks",
    "back passage",
    "erection",
    "sex",
)
BLADDER_AND_BOWEL = (
    "starting",
    "stopping",
    "feeling pee",
    "poo you cannot hold",
    "feel pass",
)
WEAKNESS = re.compile(r"\bweak", re.IGNORECASE)


def test_it_has_a_line_for_each_danger_sign_in_order(catalogue):
    lines = [
        one
        for one in catalogue.questions["danger-now"].choices
        if not one.exclusive
    ]
    told = [
        one
        for one in catalogue.advice[GET_HELP].facts
        if not one.startswith(MORE)
    ]
    assert len(told) == len(lines)
    for line, fact in zip(lines, told, strict=True):
        if line.id in DECIDED_LATER:
            assert all(part in fact for part in DECIDED_LATER[line.id]), fact
        else:
            assert fact.startswith(line.text), fact


def test_no_sign_of_the_nerves_to_bladder_and_bowel_is_left_out(catalogue):
    """Paper has no help to open: clinical facts E05 to E08, word by word."""
    told = " ".join(catalogue.advice[GET_HELP].facts)
    assert all(words in told for words in (*CAUDA_EQUINA, *BLADDER_AND_BOWEL))
    assert "faint" in " ".join(catalogue.advice[LEG_STOP].facts)


def test_the_card_that_stands_instead_names_the_same_signs(catalogue):
    assert "shivers" in " ".join(catalogue.advice["card-infection"].facts)


def test_a_weak_limb_is_for_today_and_growing_weakness_for_a_call(catalogue):
    today = catalogue.advice[SEEN_TODAY].facts[0]
    assert (
        today
        == "New weakness in one leg, foot, arm or hand that does not grow."
    )
    stops = catalogue.advice[LEG_STOP].facts
    assert sum(line.startswith(today.removesuffix(".")) for line in stops) == 1
    for line in stops:
        assert not (CALL in line and TODAY in line), line
    assert "weakness that grows" in " ".join(catalogue.advice[GET_HELP].facts)


def test_no_line_sends_somebody_with_a_danger_sign_to_look_first(catalogue):
    """The list of danger signs would say to call: so does every stop rule."""
    cards = (
        one.facts for one in catalogue.advice.values() if one.topic == "cards"
    )
    stops = (one.stops for one in catalogue.techniques.values())
    for line in (line for lines in (*cards, *stops) for line in lines):
        if re.search(
            r"chest hurts|chest pain|both legs weak", line, re.IGNORECASE
        ):
            assert (
                CALL in line.lower() or line in catalogue.advice[GET_HELP].facts
            ), line
        assert "If it does not pass" not in line


def test_what_a_card_takes_away_stands_on_another(catalogue):
    for card in catalogue.advice.values():
        others = {
            line
            for one in catalogue.advice.values()
            if one is not card
            for line in one.facts
        }
        assert others.issuperset(card.instead_of), card.id
