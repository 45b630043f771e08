"""The form and the list of programs in the admin, as a browser sends and reads them."""

from django.contrib.messages import get_messages
from django.urls import reverse

from partners.tests.forms import untouched_parts
from programs.models import Program
from programs.tests.factories import ProgramFactory

LIST = "admin:programs_program_changelist"
PARTS = ["program_codes", "program_occupations", "offerings", "pathway_programs"]


def program_of(organization, **fields):
    return ProgramFactory(organization=organization, owner=organization, **fields)


def url(page, program):
    return reverse(f"admin:programs_program_{page}", args=[program.pk])


def form_data(program=None, **changes):
    """What the browser sends when the form is saved, without parts."""
    data = {
        "title": "Welding",
        "segment": "hs",
        "award": "",
        "availability": "offered",
        "status": "draft",
        "review_every": "12",
        "source": "School catalog",
    }
    if program is not None:
        data |= {
            "title": program.title,
            "organization": program.organization_id,
            "owner": program.owner_id,
            "segment": program.segment,
            "sector": program.sector_id or "",
            "award": program.award or "",
            "award_text": program.award_text,
            "status": program.status,
            "source": program.source,
        }
    for part in PARTS:
        data |= {f"{part}-TOTAL_FORMS": 0, f"{part}-INITIAL_FORMS": 0}
    return data | untouched_parts(Program) | changes


def errors(response):
    return response.context["adminform"].form.errors


def messages_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]
