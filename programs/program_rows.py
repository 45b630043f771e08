"""What the page of a program reads of its own rows, each question in SQL that is written once."""

from pathways_portal.common.written_once import written_once
from programs.models import Credential, Offering, Program, ProgramCode, ProgramOccupation


@written_once
def open_programs(slug):
    """The program of a web name if students can enter it, with its sector and who offers it."""
    return (
        Program.objects.open_to_students()
        .filter(slug=slug)
        .select_related("organization__parent", "sector")
    )


@written_once
def codes_of(program):
    """Its ProgramCodes, by code system."""
    return (
        ProgramCode.objects.filter(program=program)
        .select_related("code__code_set")
        .order_by("-code__code_set__scheme", "code__code")
    )


@written_once
def careers_of(program):
    """Its ProgramOccupations, the one that graduates enter first in front."""
    return (
        ProgramOccupation.objects.filter(program=program)
        .select_related("occupation__code")
        .order_by("rank", "pk")
    )


@written_once
def credentials_of(program):
    """What a graduate holds, as `Credential`s."""
    return Credential.objects.filter(programs=program).order_by("title", "pk")


@written_once
def offerings_of(program):
    """When and where it is offered, the newest year first."""
    return (
        Offering.objects.filter(program=program)
        .select_related("site")
        .order_by("-academic_year", "site", "pk")
    )
