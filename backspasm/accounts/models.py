"""Who a row belongs to."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users, who are known by their e-mail address alone."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; the address is kept in lower case, as it is compared."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of an address, whatever its capitals."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with an account. There is no administrator and no staff."""

    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return f"user {self.pk}"


class OwnerQuerySet(models.QuerySet["Owner"]):
    """Owners, asked for by what they are."""

    def guests(self) -> Self:
        """Owners without an account."""
        return self.filter(user__isnull=True)

    def idle_since(self, moment: datetime) -> Self:
        """Owners who did nothing from `moment` on."""
        return self.filter(last_active__lt=moment)


class Owner(models.Model):
    """The one thing a personal row points to: a user, or a guest when `user` is null."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="owner"
    )
    created = models.DateTimeField(default=timezone.now)
    last_active = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager["Owner"]] = OwnerQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["last_active"], name="owner_last_active")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(last_active__gte=models.F("created")),
                name="owner_active_after_created",
            )
        ]

    def __str__(self) -> str:
        return f"owner {self.pk}"

    @property
    def is_guest(self) -> bool:
        """True while no account stands behind the owner."""
        return self.user_id is None
