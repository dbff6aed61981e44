"""A number is understood however it is typed, or refused in words: never dropped."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django import forms

from backspasm.episodes.models import Medicine
from backspasm.web.numbers import DecimalField, IntegerField


class Both(forms.Form):
    hours = DecimalField(required=False, max_digits=4, decimal_places=1)
    doses = IntegerField(required=False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4", Decimal(4)),
        ("0", Decimal(0)),
        ("4.5", Decimal("4.5")),
        ("4,5", Decimal("4.5")),
        (" 4,5 ", Decimal("4.5")),
        ("４．５", Decimal("4.5")),
        ("٤", Decimal(4)),
        ("", None),
    ],
)
def test_understood(typed, meant):
    form = Both({"hours": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["hours"] == meant


@pytest.mark.parametrize(
    "typed", ["4-6", "4–6", "4 to 6", "4h", "1,000,5", "4/5", "½", "NaN", "-"]
)
def test_refused(typed):
    form = Both({"hours": typed, "doses": typed})
    assert set(form.errors) == {"hours", "doses"}


def test_a_whole_number_has_no_fraction():
    assert Both({"doses": "4,5"}).errors
    assert Both({"doses": "٤"}).is_valid()


def test_a_browser_sends_what_was_typed():
    """Its own number field would send nothing for "4-6", and nothing is an answer."""
    page = str(Both())
    assert 'type="number"' not in page
    assert 'inputmode="decimal"' in page
    assert 'inputmode="numeric"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "kept"), [("4,5", Decimal("4.5")), ("4-6", None)]
)
def test_a_label_is_kept_as_it_was_meant_or_not_at_all(member, hours, kept):
    form = {"name": "Pills", "hours_apart": hours, "most_a_day": "3"}
    answer = member.post("/medicine/", form | {"key": uuid4()})
    page = answer.content.decode()
    if kept is None:
        assert answer.status_code == 422
        assert 'value="4-6"' in page
        assert 'value="Pills"' in page
        assert "One number of hours" in page
        assert not Medicine.objects.exists()
    else:
        assert Medicine.objects.get().hours_apart == kept
