"""Answers a whole check through the site, as a person does."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

PLAIN: dict[str, dict[str, Any]] = {
    "danger-now": {"danger-now": ["none"]},
    "age": {"age": "age-18-39"},
    "urgent": {"urgent": ["none"]},
    "where": {"region": ["region-lower"], "spread": ["stays"]},
    "since": {"duration": "lt-24h", "trend": "same", "before": "first-ever"},
    "pain": {
        "pain-now": "5",
        "pain-worst": "6",
        "onset": "sudden-heavy",
        "bone": "beside",
        "night": "eases",
    },
    "can": {
        "can": [
            "toilet",
            "dress",
            "walk",
            "comfortable",
            "flat",
            "floor",
            "kneel",
        ]
    },
    "eases": {"eases": ["rest-eases", "flexion-eases"]},
    "trigger": {"trigger": ["lifting"]},
    "health": {"conditions": ["none"], "medicines": ["none"]},
    "hand": {"at-hand": ["pillow", "chair", "heat-pack"]},
    "day": {"day": "day-desk", "habits": ["none"]},
}
"""An adult with a plain spasm: what is posted on each screen."""


def post(
    client: Client, screen: str, data: dict[str, Any], **extra: Any
) -> HttpResponse:
    """Post one screen."""
    return client.post(f"/check/{screen}/", data, **extra)


def answer_all(
    client: Client, changed: dict[str, dict[str, Any]] | None = None
) -> list[str]:
    """Answer from the start until the outcome; returns the screens that were shown."""
    answers = {**PLAIN, **(changed or {})}
    shown = []
    url = client.get("/check/")["Location"]
    while "/outcome/" not in url:
        screen = url.rstrip("/").rpartition("/")[2]
        assert screen not in shown, f"{screen} was shown twice: {shown}"
        shown.append(screen)
        response = post(client, screen, answers[screen])
        assert response.status_code == 302, response.content.decode()
        url = response["Location"]
    return shown
