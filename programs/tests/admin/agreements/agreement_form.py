"""The form of an agreement in the admin, as a browser sends it, and what it says back."""

from django.contrib.messages import get_messages
from django.db.models.expressions import DatabaseDefault
from django.urls import reverse
from django.utils import timezone

from pathways_portal.common import academic_year
from programs.enums import SignerRole
from programs.tests.path_factories import AgreementWithCoursesFactory, SignatureFactory

LIST = "admin:programs_articulationagreement_changelist"
FORM = "admin:programs_articulationagreement_change"
PARTS = ["sending_courses", "receiving_courses", "signatures"]
NOW = academic_year.on(timezone.localdate())
COMING = academic_year.later(NOW, 1)


def an_agreement(college, school, **fields):
    """With a course and a signed place on each side."""
    made = AgreementWithCoursesFactory(receiving=college, sending=school, **fields)
    for order, (side, role) in enumerate(
        [(school, SignerRole.TEACHER), (college, SignerRole.FACULTY)], start=1
    ):
        SignatureFactory(agreement=made, organization=side, role=role, order=order)
    return made


def _text(value):
    """A value as it stands in a field; what the database would fill in stands empty."""
    return "" if value is None or isinstance(value, DatabaseDefault) else value


def typed(agreement, **changed):
    """What a browser sends for the form of an agreement as it stands."""
    data = {
        name: _text(getattr(agreement, name))
        for name in (
            "mechanism",
            "minimum_grade",
            "exam",
            "exam_es",
            "how_to_claim",
            "how_to_claim_es",
            "claim_opens",
            "claim_closes",
            "claim_years",
            "transfer_note",
            "transfer_note_es",
            "years_from",
            "years_through",
            "document_url",
            "source",
            "source_url",
            "status",
            "review_every",
        )
    }
    data |= {
        "sending": agreement.sending_id,
        "receiving": agreement.receiving_id,
        "owner": agreement.owner_id,
        "while_enrolled": "unknown",
        "not_retroactive": "on",
    }
    columns = {
        "sending_courses": ["course"],
        "receiving_courses": ["course", "units"],
        "signatures": ["order", "organization", "role", "person", "signed_on"],
    }
    for prefix in PARTS:
        rows = list(getattr(agreement, prefix).order_by("pk")) if agreement.pk else []
        data[f"{prefix}-TOTAL_FORMS"] = data[f"{prefix}-INITIAL_FORMS"] = len(rows)
        for at, row in enumerate(rows):
            data |= {f"{prefix}-{at}-id": row.pk, f"{prefix}-{at}-agreement": agreement.pk}
            for name in columns[prefix]:
                value = getattr(row, row._meta.get_field(name).attname)
                data[f"{prefix}-{at}-{name}"] = "" if value is None else value
    return data | changed


def press(client, agreement, **changed):
    return client.post(reverse(FORM, args=[agreement.pk]), typed(agreement, **changed))


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))
