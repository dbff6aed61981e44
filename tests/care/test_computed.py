import pytest

from backspasm.care.check.computed import (
    COMPUTED,
    clearly_better,
    not_clearly_better,
)

from .sample import fill

CASES = [
    # trend, pain now, pain at worst, clearly better
    ("better-more", 9, 9, True),
    ("better-more", None, None, True),
    ("better", 7, 10, True),
    ("better", 8, 10, False),
    ("better", 2, 3, True),
    ("better", 3, 3, False),
    ("better", 0, 0, True),
    ("better", None, 10, None),
    ("better", 5, None, None),
    ("same", 1, 10, False),
    ("comes-goes", 1, 10, False),
    ("worse", None, None, False),
    ("worse-daily", 0, 10, False),
    (None, 1, 10, None),
]


@pytest.mark.parametrize(("trend", "now", "worst", "expected"), CASES)
def test_clearly_better(trend, now, worst, expected, catalogue):
    given = {"trend": trend, "pain-now": now, "pain-worst": worst}
    answers = fill(
        catalogue,
        {key: value for key, value in given.items() if value is not None},
    )
    reads = catalogue.factors["clearly-better"].reads
    assert clearly_better(answers, reads) is expected
    opposite = None if expected is None else not expected
    assert not_clearly_better(answers, reads) is opposite


def test_each_says_what_it_reads(catalogue):
    computed = [one for one in catalogue.factors.values() if one.computed]
    assert {one.computed for one in computed} == set(COMPUTED)
    for one in computed:
        assert one.asks == ("trend", "pain-now", "pain-worst")
