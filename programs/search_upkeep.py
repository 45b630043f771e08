"""Which documents a change makes stale, and building them at once, in the same transaction.

What a row belonged to before counts as well as what it belongs to now: a code that moves to another
program changes both.

Django tells of saves, deletes and many-to-many changes. `bulk_create`, `update` and raw SQL tell
nobody: whoever uses them calls `search_documents.refresh` or `rebuild_all`. Whoever saves many new
rows one by one may build once for all of them: `new_rows_noted`, then `build_for`.
"""

import copy
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from partners.models import County, Organization, Site, Term
from programs import search_documents
from programs.enums import DocumentKind
from programs.models import (
    Area,
    ArticulationAgreement,
    AwardCount,
    Code,
    Credential,
    Occupation,
    OccupationFigure,
    Offering,
    Pathway,
    PathwayProgram,
    PriorityRule,
    Program,
    ProgramCode,
    ProgramOccupation,
    ProgramSkill,
    ProgramSupport,
    ReceivingCourse,
    Sector,
    SectorCode,
    SendingCourse,
    Sequence,
    SequenceStep,
    Skill,
    Support,
    Synonym,
    WageBenchmark,
)


def _programs(**condition):
    return set(Program.objects.filter(**condition).values_list("pk", flat=True))


def _below(organization_id):
    """An organization and everything below it."""
    found, newest = set(), {organization_id}
    while newest:
        found |= newest
        newest = (
            set(Organization.objects.filter(parent__in=newest).values_list("pk", flat=True)) - found
        )
    return found


def _organization(row):
    below = _below(row.pk)
    return {
        DocumentKind.ORGANIZATION: below,
        DocumentKind.PROGRAM: _programs(organization__in=below),
    }


def _county(row):
    organizations = set(Organization.objects.filter(county=row).values_list("pk", flat=True))
    return {
        DocumentKind.COUNTY: {row.pk},
        DocumentKind.ORGANIZATION: organizations,
        DocumentKind.PROGRAM: _programs(organization__in=organizations),
    }


def _code(row):
    return {
        DocumentKind.PROGRAM: _programs(codes=row)
        | _programs(program_occupations__occupation__code=row)
        | _programs(program_occupations__occupation__figures__priced_as=row),
        DocumentKind.OCCUPATION: set(
            Occupation.objects.filter(code=row).values_list("pk", flat=True)
        ),
        DocumentKind.SECTOR: set(
            SectorCode.objects.filter(code=row).values_list("sector", flat=True)
        ),
    }


def _county_of_labor(row):
    """Programs whose flags, pay and openings are read off the county's rows."""
    return {DocumentKind.PROGRAM: _programs(organization__county=row.county_id)}


def _benchmark(row):
    """A rule may measure by another county's benchmark."""
    counties = {row.county_id, *row.priority_rules.values_list("county", flat=True)}
    return {DocumentKind.PROGRAM: _programs(organization__county__in=counties)}


def _figure(row):
    county = Area.objects.values_list("county", flat=True).get(pk=row.area_id)
    return {
        DocumentKind.PROGRAM: county
        and _programs(
            organization__county=county, program_occupations__occupation=row.occupation_id
        )
        or set()
    }


def child_of_program(row):
    return {DocumentKind.PROGRAM: {row.program_id}}


def _with_course(**condition):
    """Programs whose sequences hold a course of such agreements, on either side."""
    return {
        DocumentKind.PROGRAM: {
            program
            for side in ("agreements_out", "agreements_in")
            for program in _programs(
                **{
                    f"sequences__steps__course__{side}__{name}": value
                    for name, value in condition.items()
                }
            )
        }
    }


def _course_of_agreement(row):
    return {DocumentKind.PROGRAM: _programs(sequences__steps__course=row.course_id)}


# For each model: what to build anew when a row of it changes or goes.
STALE = {
    Program: lambda row: {DocumentKind.PROGRAM: {row.pk}},
    ProgramCode: child_of_program,
    ProgramOccupation: child_of_program,
    Offering: child_of_program,
    PathwayProgram: child_of_program,
    Pathway: lambda row: {
        DocumentKind.PATHWAY: {row.pk},
        DocumentKind.PROGRAM: _programs(pathway_programs__pathway=row.pk),
    },
    Credential: lambda row: {DocumentKind.PROGRAM: _programs(credentials=row.pk)},
    Organization: _organization,
    Site: lambda row: {
        DocumentKind.ORGANIZATION: {row.organization_id},
        DocumentKind.PROGRAM: _programs(organization=row.organization_id),
    },
    County: _county,
    Sector: lambda row: {
        DocumentKind.SECTOR: {row.pk},
        DocumentKind.PROGRAM: _programs(sector=row.pk),
    },
    SectorCode: lambda row: {DocumentKind.SECTOR: {row.sector_id}},
    Occupation: lambda row: {
        DocumentKind.OCCUPATION: {row.pk},
        DocumentKind.PROGRAM: _programs(program_occupations__occupation=row.pk),
    },
    Code: _code,
    OccupationFigure: _figure,
    Area: _county_of_labor,
    PriorityRule: _county_of_labor,
    WageBenchmark: _benchmark,
    AwardCount: lambda row: {
        DocumentKind.PROGRAM: _programs(organization=row.organization_id, codes=row.code_id)
    },
    Term: lambda row: {DocumentKind.TERM: {row.pk}},
    ProgramSkill: child_of_program,
    ProgramSupport: child_of_program,
    Skill: lambda row: {
        DocumentKind.SKILL: {row.pk},
        DocumentKind.PROGRAM: _programs(program_skills__skill=row.pk),
    },
    Support: lambda row: {
        DocumentKind.SUPPORT: {row.pk},
        DocumentKind.PROGRAM: _programs(program_supports__support=row.pk),
    },
    Sequence: child_of_program,
    SequenceStep: lambda row: {DocumentKind.PROGRAM: _programs(sequences=row.sequence_id)},
    ArticulationAgreement: lambda row: _with_course(agreement=row.pk),
    SendingCourse: _course_of_agreement,
    ReceivingCourse: _course_of_agreement,
}


# The list that new rows are put on, where somebody keeps one.
_noted = ContextVar("_noted", default=None)


@contextmanager
def new_rows_noted(rows):
    """Within it a new row builds nothing: it is put on the list `rows`, as it was saved.

    Until `build_for(rows)` the finder is behind, so both belong into one transaction. Rows that
    change or go build at once, as everywhere.
    """
    token = _noted.set(rows)
    try:
        yield
    finally:
        _noted.reset(token)


def build_for(rows):
    """Build what these rows make stale, each document once however many rows stand in it.

    Returns how many documents were written.
    """
    stale = {kind: set() for kind in DocumentKind}
    for row in rows:
        for kind, ids in STALE[type(row)](row).items():
            stale[kind] |= set(ids)
    return search_documents.refresh_kinds(stale)


def _row_changes(sender, instance, raw=False, **_signal):
    """Before a row is saved or deleted: what is made from it as it still stands."""
    instance._stale_before = {}
    if not raw and instance.pk is not None:
        stored = sender._base_manager.filter(pk=instance.pk).first()
        instance._stale_before = STALE[sender](stored) if stored else {}


def _row_changed(sender, instance, raw=False, created=False, **_signal):
    if raw:  # loaddata: what a row points at may not be there yet; run rebuild_search after it
        return
    noted = _noted.get()
    if created and noted is not None:
        noted.append(copy.copy(instance))  # who saved it may change it before we are told to build
        return
    before, now = instance.__dict__.pop("_stale_before", {}), STALE[sender](instance)
    search_documents.refresh_kinds(
        {kind: set(before.get(kind, ())) | set(now.get(kind, ())) for kind in DocumentKind}
    )


def _synonym_saved(sender, instance, **_signal):
    search_documents.learn_synonyms([instance.phrase])


def _credentials_changed(sender, instance, action, reverse, pk_set, **_signal):
    if action in {"post_add", "post_remove", "post_clear"}:
        ids = (pk_set or set()) if reverse else {instance.pk}
        search_documents.refresh(DocumentKind.PROGRAM, ids)
    elif action == "pre_clear" and reverse:
        # After the fact nobody knows which programs had it.
        instance._cleared_from = _programs(credentials=instance.pk)
    if action == "post_clear" and reverse:
        search_documents.refresh(DocumentKind.PROGRAM, instance._cleared_from)


def connect():
    """Listen to every model that a document is made from. Called once, when the app is ready."""
    for model in STALE:
        _listen(model)
    post_save.connect(_synonym_saved, sender=Synonym, dispatch_uid="search synonym")
    m2m_changed.connect(
        _credentials_changed,
        sender=Program.credentials.through,
        dispatch_uid="search credentials",
    )


def listen(model, stale):
    """Listen to a model of a higher app too; `stale`: row -> {kind: ids of what to build anew}."""
    STALE[model] = stale
    _listen(model)


def _listen(model):
    uid = f"search {model.__name__}"
    for signal in (pre_save, pre_delete):
        signal.connect(_row_changes, sender=model, dispatch_uid=uid)
    for signal in (post_save, post_delete):
        signal.connect(_row_changed, sender=model, dispatch_uid=uid)
