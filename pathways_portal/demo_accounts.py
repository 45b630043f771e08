"""The demo's sign-ins: one sample account per role, with a password of this machine's own.

For a laptop only: the accounts are marked `is_demo`, which `partners.auth` refuses without DEBUG.
"""

import json
import os
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners.enums import MembershipRole
from partners.models import Membership, Organization, User

IMPERIAL_VALLEY_COLLEGE = {"mis_code": "031"}
SWEETWATER_UNION_HIGH = {"cds_code": "37684110000000"}


@dataclass(frozen=True)
class Sample:
    """A sample account: its role's name, where it has it, and its rights."""

    name: str
    label: str
    role: MembershipRole | None = None
    organization: dict | None = None

    @property
    def email(self):
        return f"{self.name}@sample.example"


SAMPLES = [
    Sample("viewer", _("Viewer"), MembershipRole.VIEWER, IMPERIAL_VALLEY_COLLEGE),
    Sample("coordinator", _("Coordinator"), MembershipRole.COORDINATOR, IMPERIAL_VALLEY_COLLEGE),
    Sample("lead", _("Lead"), MembershipRole.LEAD, SWEETWATER_UNION_HIGH),
    Sample("admin", _("Site administrator")),
]


@dataclass(frozen=True)
class SignIn:
    """What the demo prints: who, with which password, and where the rights hold."""

    label: str
    email: str
    password: str
    place: str


def ensure(*, folder=None):
    """Make the sample accounts and return a `SignIn` for each; running it again changes nothing.

    The passwords are drawn once per machine and kept, readable by their owner alone, in `folder`
    (PORTAL_DATA_DIR). Raises ImproperlyConfigured without DEBUG: they must not exist in production.
    """
    if not settings.DEBUG:
        raise ImproperlyConfigured("The demo's accounts are made with DEBUG only.")
    path = (folder or settings.PORTAL_DATA_DIR) / "demo-accounts.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    with transaction.atomic():
        sign_ins = [sign_in(sample, known) for sample in SAMPLES]
    keep(path, known)
    return sign_ins


def sign_in(sample, known):
    """Make or mend one account; `known` (e-mail → password and its hash) is brought up to date."""
    user = User.objects.filter(email=sample.email).first() or User(email=sample.email)
    entry = known.setdefault(sample.email, {"password": secrets.token_urlsafe(12), "hash": ""})
    wanted = {
        "first_name": "Sample",
        "last_name": str(sample.label).lower(),
        "is_demo": True,
        "is_active": True,
        "is_staff": sample.role is None,  # a membership opens the admin to the others
        "is_superuser": sample.role is None,
    }
    # Hashing is slow on purpose, so an unchanged hash is known by sight.
    changed = user.pk is None or user.password != entry["hash"]
    if changed:
        user.set_password(entry["password"])
        entry["hash"] = user.password
    if changed or any(getattr(user, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(user, name, value)
        user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=sample.email, defaults={"verified": True, "primary": True}
    )
    place = ""
    if sample.organization:
        organization = Organization.objects.get(**sample.organization)
        place = organization.name
        Membership.objects.update_or_create(
            user=user, organization=organization, defaults={"role": sample.role}
        )
    return SignIn(str(sample.label), sample.email, entry["password"], place)


def keep(path, known):
    """Write the passwords where only their owner can read them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(known, file, indent=1)
