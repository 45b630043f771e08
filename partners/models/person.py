"""People: who signs in, whom to call, and what they may do. Never a student."""

import pghistory
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from partners.enums import MembershipRole, RoleKind, Segment
from partners.models.organization import Organization
from pathways_portal.common.models import Stewarded


class UserManager(BaseUserManager):
    """Makes accounts known by their e-mail address."""

    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """An account: a practitioner or coordinator, known by e-mail in small letters.

    Accounts are deactivated, never deleted, so that history keeps its names.
    """

    username = None
    email = models.EmailField(
        _("email address"), unique=True, help_text=_("Signs in with this; one account each.")
    )
    is_demo = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        verbose_name=_("demo account"),
        help_text=_("Made by the demo. Can sign in on a laptop (DEBUG) only."),
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            # With this, "unique" holds for an address in whatever letters.
            CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_in_small_letters",
                violation_error_message=_("Write the address in small letters."),
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    def clean(self):
        super().clean()
        self.email = self.email.lower()

    def save(self, *args, **kwargs):
        self.email = self.email.lower()
        super().save(*args, **kwargs)


@pghistory.track(exclude=["data", "last_used_at"])
class SecondFactor(Authenticator):
    """An account's second factor, for the history: who set it up or took it away, and when.

    Its secret is no part of any event.
    """

    class Meta:
        proxy = True
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")


@pghistory.track()
class Person(Stewarded):
    """Somebody to call at an organization. Contact details are for signed-in practitioners."""

    name = models.CharField(
        max_length=120, verbose_name=_("name"), help_text=_("Name, as the person uses it.")
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="people",
        verbose_name=_("organization"),
        help_text=_("Where they work."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="person",
        null=True,
        blank=True,
        verbose_name=_("user"),
        help_text=_("Their account, if they have one."),
    )
    job_title = models.CharField(
        max_length=120,
        blank=True,
        db_default="",
        verbose_name=_("job title"),
        help_text=_("Title on the door."),
    )
    email = models.EmailField(
        blank=True, db_default="", verbose_name=_("e-mail"), help_text=_("Work e-mail; not public.")
    )
    phone = models.CharField(
        max_length=30,
        blank=True,
        db_default="",
        verbose_name=_("phone"),
        help_text=_("Work phone; not public."),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [*Stewarded.Meta.constraints]

    def __str__(self):
        return self.name


@pghistory.track()
class Role(models.Model):
    """What a person does for an organization, and in which segments."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="roles", verbose_name=_("person"), help_text=_("Who.")
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="roles",
        verbose_name=_("organization"),
        help_text=_("For whom."),
    )
    kind = models.CharField(
        max_length=20, choices=RoleKind, verbose_name=_("kind"), help_text=_("As what.")
    )
    areas = ArrayField(
        models.CharField(max_length=10, choices=Segment),
        default=list,
        blank=True,
        verbose_name=_("areas"),
        help_text=_("Segments they serve; empty means all of the organization's."),
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            UniqueConstraint(
                fields=["person", "organization", "kind"],
                name="role_once_per_person_organization_and_kind",
                deferrable=models.Deferrable.IMMEDIATE,  # rows of a form may change places
                violation_error_message=_("This person has this role here already."),
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.get_kind_display()}"


@pghistory.track()
class Membership(models.Model):
    """A user's rights at an organization; they flow down to every organization below it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("user"),
        help_text=_("Who."),
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("organization"),
        help_text=_("Where."),
    )
    role = models.CharField(
        max_length=11,
        choices=MembershipRole,
        verbose_name=_("role"),
        help_text=_("Viewers read, coordinators edit, leads also delete and give memberships."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            UniqueConstraint(
                fields=["user", "organization"],
                name="membership_once_per_user_and_organization",
                violation_error_message=_("This user is a member here already; change the role."),
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.organization}"
