import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.utils import translation


def made(source):
    return engines["django"].from_string(source).template


def drawn(template, **values):
    return template.render(Context(values))


def test_it_is_drawn_once_for_each_set_of_values():
    template = made("{% kept flag=flag %}{{ flag|yesno:'a,b' }}{% endkept %}")
    assert [drawn(template, flag=flag) for flag in (True, False, True)] == [
        "a",
        "b",
        "a",
    ]
    (node,) = template.nodelist
    assert len(node.drawn) == 2


def test_nothing_of_one_person_can_stand_inside():
    template = made(
        "{% kept flag=flag %}[{{ user }}{{ request }}{{ csrf_token }}]{% endkept %}"
    )
    assert (
        drawn(template, flag=1, user="kim", request="r", csrf_token="t") == "[]"
    )


def test_each_language_has_its_own():
    template = made(
        "{% kept %}{% get_current_language as here %}{{ here }}{% endkept %}"
    )
    for code in ("en", "de", "en"):
        with translation.override(code):
            assert drawn(template) == code


def test_too_many_values_are_forgotten(monkeypatch):
    monkeypatch.setattr("backspasm.web.templatetags.kept.MANY", 3)
    template = made("{% kept n=n %}{{ n }}{% endkept %}")
    assert [drawn(template, n=n) for n in range(8)] == [
        str(n) for n in range(8)
    ]
    assert len(template.nodelist[0].drawn) <= 3


@pytest.mark.parametrize(
    "source",
    [
        "{% kept flag %}{% endkept %}",
        "{% kept %}{% block a %}{% endblock %}{% endkept %}",
    ],
)
def test_what_cannot_be_kept_is_refused(source):
    with pytest.raises(TemplateSyntaxError):
        made(source)
