"""Who a row belongs to."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users, who are known by their e-mail address alone."""

    def create_user(
        self,
        email: str,
        password: str | None = None,
        **fields: Any,
    ) -> "User":
        """A saved user; the address is kept in lower case, as it is compared."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of an address, whatever its capitals."""
        typed = username or ""
        return self.get(email=typed.strip().lower())


class User(AbstractBaseUser):
    """A person with an account. There is no administrator and no staff."""

    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    consented = models.DateTimeField(null=True, blank=True)
    """When the person agreed that their health data is kept; empty for a made-up person."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return f"user {self.pk}"


class OwnerQuerySet(models.QuerySet["Owner"]):
    """Owners, asked for by what they are."""

    def guests(self) -> Self:
        """Owners without an account, and not waiting to become part of one."""
        return self.filter(user__isnull=True, claimed_by__isnull=True)

    def of_user(self, user: User) -> Self:
        """The user's own owner, and guests of theirs that wait for a choice."""
        own = models.Q(user=user)
        waiting = models.Q(claimed_by=user)
        return self.filter(own | waiting).order_by("pk")

    def waiting_for(self, user: User) -> Self:
        """Guests the user brought along whose open episode waits for a choice."""
        waiting = self.filter(claimed_by=user)
        return waiting.order_by("pk")

    def idle_since(self, moment: datetime) -> Self:
        """Owners who did nothing from `moment` on."""
        return self.filter(last_active__lt=moment)


class Owner(models.Model):
    """The one thing a personal row points to: a user, or a guest when `user` is null."""

    user = models.OneToOneField(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="owner",
    )
    claimed_by = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="waiting_owners",
    )
    """Set while a guest's open episode waits for its person to say where it belongs."""
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
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True)
                | models.Q(claimed_by__isnull=True),
                name="owner_claimed_only_as_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"owner {self.pk}"

    @property
    def is_guest(self) -> bool:
        """True while no account stands behind the owner."""
        return self.user_id is None


class Profile(models.Model):
    """What stays the same from one episode to the next, told once and confirmed later."""

    owner = models.OneToOneField(
        Owner,
        on_delete=models.CASCADE,
        related_name="profile",
    )
    answers = models.JSONField(default=dict)
    """Question id -> answer with its time, as `care.answers.Answers.to_data`."""
    changed = models.DateTimeField(default=timezone.now)
    country = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    theme = models.CharField(max_length=8, blank=True)
    voice = models.BooleanField(default=True)
    """Whether a session is read aloud until the person says otherwise on that device."""
    reminders = models.BooleanField(default=False)
    """Whether the person wants an e-mail when it is time to look again."""
    reminded = models.DateTimeField(null=True, blank=True)
    """When the latest such e-mail was sent."""

    objects: ClassVar[models.Manager["Profile"]] = models.Manager()

    def __str__(self) -> str:
        return f"profile {self.pk}"


class Session(AbstractBaseSession):
    """A browser's cookie. Knows its user as a column, so that erasing a person ends it too."""

    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The store that reads and writes these rows."""
        from backspasm.accounts.sessions import SessionStore  # noqa: PLC0415 - imports this module

        return SessionStore
