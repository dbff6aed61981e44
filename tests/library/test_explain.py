"""Learn pages and the rules for reviewers."""

import pytest
from django.test import Client

from backspasm.library.rulebook import stories_by_rule
from backspasm.web.catalogue import catalogue

pytestmark = pytest.mark.django_db


def test_every_learn_page_is_listed_and_opens(visitor: Client) -> None:
    listed = visitor.get("/learn/").content.decode()
    for page in catalogue().learn.values():
        assert f'href="/learn/{page.id}/"' in listed
        opened = visitor.get(f"/learn/{page.id}/").content.decode()
        assert "Sources" in opened
        assert "Awaiting clinical review" in opened


def test_an_unknown_learn_page_is_404(visitor: Client) -> None:
    assert visitor.get("/learn/no-such-page/").status_code == 404


def test_every_rule_stands_on_the_rules_page_with_a_story(
    visitor: Client,
) -> None:
    page = visitor.get("/how-we-decide/").content.decode()
    for rule in catalogue().rules.values():
        assert f'id="{rule.id}"' in page
        assert stories_by_rule().get(rule.id), f"no vignette expects {rule.id}"
    assert "awaiting clinical review" in page


def test_no_address_of_a_copy_is_shown(visitor: Client) -> None:
    page = visitor.get("/how-we-decide/").content.decode()
    for source in catalogue().sources.values():
        assert "http" not in source.title
    assert "http://" not in page.replace("http://www.w3.org", "")
