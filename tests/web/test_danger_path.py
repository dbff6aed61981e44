"""Which addresses have threads of their own: those of somebody in danger, and no others."""

import pytest
from django.urls import resolve

from backspasm.web import danger_path
from backspasm.web.catalogue import catalogue
from backspasm.web.danger_path import is_on_danger_path


@pytest.mark.parametrize("path", [*danger_path.PAGES, *danger_path.FOLDERS])
def test_listed_addresses_are_addresses_of_the_site(path):
    assert resolve(path)
    assert is_on_danger_path(path)


def test_screens_with_danger_signs_are_on_it():
    screens = {
        screen.id: is_on_danger_path(f"/check/{screen.id}/")
        for screen in catalogue().screens
    }
    assert screens == {
        screen.id: screen.danger for screen in catalogue().screens
    }
    assert True in screens.values()


@pytest.mark.parametrize(
    "path",
    [
        "/now/ask/age/",
        "/now/new/",
        "/offline/positions/",
        "/static/css/site.css",
    ],
)
def test_what_lies_below_is_on_it(path):
    assert is_on_danger_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/nowhere/",
        "/check/plan/",
        "/episodes/",
        "/accounts/data/export/",
        "/healthz/",
    ],
)
def test_the_rest_is_not(path):
    assert not is_on_danger_path(path)
