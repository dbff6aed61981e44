"""Template tags and the one field template."""

import pytest
from django import forms
from django.template import engines

from backspasm.web.forms import Line
from backspasm.web.templatetags.page import (
    attributes,
    icon,
    options,
    sprite,
    tel,
)


class Everything(forms.Form):
    rows = forms.MultipleChoiceField(
        label="Rows",
        choices=[
            ("a", Line("One", help="Small words")),
            ("none", Line("None", alone=True)),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    scale = forms.ChoiceField(
        choices=[(n, n) for n in range(11)], widget=forms.RadioSelect
    )
    mail = forms.EmailField(help_text="Why")
    land = forms.ChoiceField(choices=[("a", "A")])
    yes = forms.BooleanField(label="Agree")
    key = forms.CharField(widget=forms.HiddenInput)


def draw(field, **context):
    template = engines["django"].get_template("components/field.html")
    return template.render({"field": field, **context})


def test_icons():
    assert len(sprite()) >= 15
    assert icon("phone").startswith(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path'
    )
    with pytest.raises(KeyError):
        icon("no-such-icon")


@pytest.mark.parametrize(
    ("number", "link"),
    [("999", "999"), ("116-123", "116123"), ("+1 (800) 222", "+1800222")],
)
def test_tel(number, link):
    assert tel(number) == link


def test_rows():
    page = draw(Everything(initial={"rows": ["a"]})["rows"])
    assert page.count('type="checkbox"') == 2
    assert page.count(" checked") == 1
    assert "Small words" in page
    assert "data-alone" in page
    assert "choice--none" in page


def test_attributes():
    none = list(Everything(initial={"rows": ["none"]})["rows"])[1]
    assert attributes(none) == (
        'type="checkbox" name="rows" value="none" id="id_rows_1" checked data-alone'
    )
    own = forms.ChoiceField(
        choices=[('"><b>', "Own")], widget=forms.RadioSelect
    )
    form = type("Own", (forms.Form,), {"own": own})()
    assert 'value="&quot;&gt;&lt;b&gt;"' in attributes(next(iter(form["own"])))


def test_options():
    names = {"a": "One & two", '"b': "<b>"}
    assert options(names, "a") == (
        '<option value="a" selected>One &amp; two</option>'
        '<option value="&quot;b">&lt;b&gt;</option>'
    )
    assert options({}) == ""


def test_checklist_folds_help():
    assert "<details" in draw(Everything()["rows"], layout="checklist")


def test_body_map_has_spots():
    assert 'class="bodymap__spot bodymap__spot--a"' in draw(
        Everything()["rows"], layout="bodymap"
    )


def test_scale():
    page = draw(Everything(initial={"scale": 4})["scale"], layout="scale")
    assert page.count('class="scale__step"') == 11
    assert 'value="4" id="id_scale_4" checked' in page


@pytest.mark.parametrize("layout", ["chips", "segmented"])
def test_compact(layout):
    assert f'class="{layout}"' in draw(Everything()["rows"], layout=layout)


def test_field_may_name_its_own_layout():
    form = Everything()
    form.fields["rows"].layout = "chips"
    assert 'class="chips"' in draw(form["rows"])


@pytest.mark.parametrize(
    ("name", "part"), [("mail", 'type="email"'), ("land", "<select")]
)
def test_inputs(name, part):
    page = draw(Everything()[name])
    assert part in page
    assert f'for="id_{name}"' in page


def test_hidden():
    assert "label" not in draw(Everything()["key"])


def test_errors_are_tied_to_the_input():
    page = draw(Everything({})["mail"])
    assert 'aria-invalid="true"' in page
    assert 'id="id_mail-error"' in page


def test_words_are_escaped():
    form = Everything()
    form.fields["rows"].choices = [("<b>", Line("<i>", help="<u>"))]
    page = draw(form["rows"])
    assert "<i>" not in page
    assert "<u>" not in page
    assert 'value="<b>"' not in page
