"""The include that starts a session from the plan, and the moving drawings."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from backspasm.relief.templatetags.session import guided, moving_figure


def drawn(**context: str) -> str:
    return render_to_string(
        "relief/start.html", context, RequestFactory().get("/")
    )


def test_start_of_one_technique():
    page = drawn(technique="relax-breathing")
    assert 'value="relax-breathing"' in page
    assert 'action="/session/start/"' in page


def test_start_of_the_whole_plan():
    assert "Start a guided session" in drawn()


def test_each_form_has_its_own_key():
    assert drawn() != drawn()


@pytest.mark.parametrize(
    "technique", ["temp-choose", "move-driving", "temp-wrap"]
)
def test_what_has_no_steps_has_no_start(technique):
    assert not guided(technique)
    assert drawn(technique=technique).strip() == ""


def test_a_still_stands_beside_what_moves():
    assert 'class="still"' in moving_figure("ex-bridge")
    assert 'class="still"' not in moving_figure("pos-side-pillow")


def test_a_sentence_has_its_own_still():
    pictures = [moving_figure("move-floor-up", line) for line in range(6)]
    assert len(set(pictures)) == 6
    assert not any("<animate" in picture for picture in pictures)
