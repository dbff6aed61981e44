"""Medicines the person takes, and doses. The site counts; it never advises."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.episodes.actions.base import writing
from backspasm.episodes.models import Medicine, MedicineDose


def add_medicine(
    *,
    owner: Owner,
    key: UUID,
    details: Mapping[str, Any],
) -> Medicine:
    """Keep a medicine and what its label says, once for each key."""
    with writing(owner):
        rows = Medicine.objects.all_of(owner)
        found: Medicine | None = rows.filter(key=key).first()
        if found is not None:
            return found
        return Medicine.objects.create(
            owner=owner,
            key=key,
            **details,
        )


def edit_medicine(
    *,
    medicine: Medicine,
    details: Mapping[str, Any],
) -> Medicine:
    """Change its name or what its label says."""
    with writing(medicine.owner):
        for name, value in details.items():
            setattr(medicine, name, value)
        medicine.save()
        return medicine


def delete_medicine(*, medicine: Medicine) -> Medicine:
    """Off the page, into the bin; its doses go with it."""
    with writing(medicine.owner):
        if medicine.deleted_at is not None:
            return medicine
        now = timezone.now()
        live = medicine.doses.filter(deleted_at__isnull=True)
        live.update(deleted_at=now)
        medicine.deleted_at = now
        medicine.save(update_fields=["deleted_at"])
        return medicine


def restore_medicine(*, medicine: Medicine) -> Medicine:
    """Out of the bin, with the doses that went in together."""
    with writing(medicine.owner):
        if medicine.deleted_at is not None:
            medicine.doses.filter(deleted_at=medicine.deleted_at).update(
                deleted_at=None
            )
            medicine.deleted_at = None
            medicine.save(update_fields=["deleted_at"])
        return medicine


def log_dose(
    *,
    medicine: Medicine,
    key: UUID,
    moment: datetime,
    zone: str,
) -> MedicineDose:
    """One dose taken, once for each key."""
    with writing(medicine.owner):
        rows = MedicineDose.objects.all_of(medicine.owner)
        found: MedicineDose | None = rows.filter(key=key).first()
        if found is not None:
            return found
        if moment > medicine.last_used:
            medicine.last_used = moment
            medicine.save(update_fields=["last_used"])
        return MedicineDose.objects.create(
            owner=medicine.owner,
            medicine=medicine,
            key=key,
            moment=moment,
            zone=zone,
        )


def delete_dose(*, dose: MedicineDose) -> MedicineDose:
    """Into the bin."""
    with writing(dose.owner):
        if dose.deleted_at is not None:
            return dose
        dose.deleted_at = timezone.now()
        dose.save(update_fields=["deleted_at"])
        return dose


def restore_dose(*, dose: MedicineDose) -> MedicineDose:
    """Out of the bin."""
    with writing(dose.owner):
        if dose.medicine.deleted_at is not None:
            return dose
        dose.deleted_at = None
        dose.save(update_fields=["deleted_at"])
        return dose
