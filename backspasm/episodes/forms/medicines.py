"""The form of a medicine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backspasm.episodes.forms.readings import KeyForm, between
from backspasm.episodes.models import TAG_LENGTH, Medicine
from backspasm.web import numbers


class MedicineForm(KeyForm):
    """A medicine and what its own label says."""

    name = forms.CharField(
        label=gettext_lazy("Name, as on the packet"),
        max_length=TAG_LENGTH,
        error_messages={"required": gettext_lazy("Give it a name.")},
    )
    hours_apart = numbers.DecimalField(
        label=gettext_lazy("Hours between doses, from the label"),
        required=False,
        min_value=0,
        max_value=168,
        max_digits=4,
        decimal_places=1,
        error_messages=between(
            gettext_lazy(
                "One number of hours, between 0 and 168, such as 4 or 4.5."
            )
        ),
    )
    most_a_day = numbers.IntegerField(
        label=gettext_lazy("Most doses in 24 hours, from the label"),
        required=False,
        min_value=1,
        max_value=99,
        error_messages=between(
            gettext_lazy("One number of doses, between 1 and 99.")
        ),
    )

    def __init__(
        self,
        *args: Any,
        others: Iterable[Medicine] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def clean(self) -> dict[str, Any]:
        """Refuses a second one of a name: doses of the same would be counted apart."""
        data: dict[str, Any] = super().clean() or {}
        typed = data.get("name", "")
        name = " ".join(typed.split()).casefold()
        for other in self.others:
            same_name = name == other.name.casefold()
            sent_twice = other.key == data.get("key")
            if same_name and not sent_twice:
                words = _(
                    "%(name)s is there already. Add the strength if this is another one."
                )
                self.add_error("name", words % {"name": other.name})
                break
        return data

    @property
    def details(self) -> dict[str, Any]:
        """The fields of a medicine."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "hours_apart": data["hours_apart"],
            "most_a_day": data["most_a_day"],
        }
