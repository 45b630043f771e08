"""What pages read of courses and their order, each question in SQL that is written once.

A course is public when it is published and whoever describes it is public; a sequence when it is
published. Rows that a page prints many of come as plain values.
"""

from dataclasses import dataclass, fields
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import JSONObject

from partners.querysets import public_organization
from pathways_portal.common.bilingual import Local
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.written_once import written_once
from programs.models import (
    Course,
    CourseAlias,
    CourseOffering,
    Prerequisite,
    Program,
    Sequence,
    SequenceStep,
)
from programs.querysets import public_program


def public_course(path=""):
    """What makes a course public; `path` leads to the course: "course__" from a step."""
    return Q(**{f"{path}status": EditingStatus.PUBLISHED}) & public_organization(
        f"{path}organization__"
    )


@dataclass(frozen=True)
class NamedCourse:
    """A course as lists name it."""

    slug: str
    number: str
    title: str
    title_es: str
    is_sample: bool

    local_title = Local("title")
    get_absolute_url = Course.get_absolute_url


_COLUMNS = [field.name for field in fields(NamedCourse)]


def _named(path):
    """The columns of a `NamedCourse`; `path` leads to the course."""
    return [f"{path}{name}" for name in _COLUMNS]


@dataclass(frozen=True)
class Asks:
    """What a course asks for; see `Prerequisite` for kind and alternative."""

    course: NamedCourse
    kind: str
    alternative: int | None


@dataclass(frozen=True)
class Step:
    """A course at its place in a sequence, with all that a line about it prints.

    `choice`: primary key of its choice group, or None; `required`: how many of it are needed.
    `asks`: [`Asks`], public courses only.
    """

    place: int
    kind: str
    is_work_based: bool
    choice: int | None
    choice_title: str | None
    choice_title_es: str | None
    required: int | None
    units_min: Decimal | None
    units_max: Decimal | None
    is_public: bool
    course: NamedCourse
    asks: list


@written_once
def sequences_of(program):
    """The published sequences of a program, the newest year first."""
    return (
        Sequence.objects.published()
        .filter(program=program)
        .order_by("-catalog_year", "pace")
        .defer("loaded_fingerprint")
    )


@written_once
def _steps(sequence):
    asked = (
        Prerequisite.objects.filter(public_course("required__"), course=OuterRef("course"))
        .order_by(F("alternative").asc(nulls_first=True), "required__number", "pk")
        .values(
            asked=JSONObject(
                kind="kind",
                alternative="alternative",
                **dict(zip(_COLUMNS, _named("required__"), strict=True)),
            )
        )
    )
    return (
        SequenceStep.objects.filter(sequence=sequence)
        .annotate(
            is_public=ExpressionWrapper(public_course("course__"), output_field=BooleanField()),
            asks=ArraySubquery(asked),
        )
        .order_by("place", "order", "course__number", "pk")
        .values_list(
            "place",
            "kind",
            "is_work_based",
            "choice",
            "choice__title",
            "choice__title_es",
            "choice__required",
            "course__units_min",
            "course__units_max",
            "is_public",
            "asks",
            *_named("course__"),
        )
    )


def steps_of(sequence):
    """All `Step`s of a sequence, in its order; those whose course is not public too."""
    return [_step(*row) for row in _steps(sequence)]


def _step(*row):
    *own, asks = row[: -len(_COLUMNS)]
    return Step(*own, NamedCourse(*row[-len(_COLUMNS) :]), [_asks(**one) for one in asks])


def _asks(kind, alternative, **course):
    return Asks(NamedCourse(**course), kind, alternative)


@written_once
def public_courses(slug):
    """The course of a web name, with who describes it and its code."""
    return Course.objects.filter(public_course(), slug=slug).select_related(
        "organization__parent", "code__code_set"
    )


@written_once
def aliases_of(course):
    """Its other numbers: kind by kind, the newest first."""
    return CourseAlias.objects.filter(course=course).order_by(
        "scheme", "-valid_from", "number", "pk"
    )


@written_once
def offerings_of(course):
    """Where it is taught, the newest year first; public schools and colleges only."""
    return (
        CourseOffering.objects.filter(public_organization("organization__"), course=course)
        .select_related("organization")
        .order_by("-academic_year", "organization__name", "pk")
    )


@written_once
def _asked_by(course):
    return (
        Prerequisite.objects.filter(public_course("required__"), course=course)
        .order_by(F("alternative").asc(nulls_first=True), "required__number", "pk")
        .values_list("kind", "alternative", *_named("required__"))
    )


def asks_of(course):
    """[`Asks`]: what a course asks for."""
    return [
        Asks(NamedCourse(*named), kind, alternative)
        for kind, alternative, *named in _asked_by(course)
    ]


@dataclass(frozen=True)
class LeadsTo:
    """A course that asks for another one; `or_another`: or for one of its alternatives."""

    course: NamedCourse
    kind: str
    or_another: bool


@written_once
def _asking_for(course):
    others = Prerequisite.objects.filter(
        course=OuterRef("course"), alternative=OuterRef("alternative")
    ).exclude(pk=OuterRef("pk"))
    return (
        Prerequisite.objects.filter(public_course("course__"), required=course)
        .annotate(or_another=Exists(others))
        .order_by("course__number", "pk")
        .values_list("kind", "or_another", *_named("course__"))
    )


def leads_on_to(course):
    """[`LeadsTo`]: what asks for a course."""
    return [
        LeadsTo(NamedCourse(*named), kind, or_another)
        for kind, or_another, *named in _asking_for(course)
    ]


@dataclass(frozen=True)
class CountsIn:
    """A course's place in a published sequence of a program that students can enter.

    `required` of the `among` courses of its choice are needed; None where everybody takes it.
    """

    organization: str
    organization_id: int
    slug: str
    title: str
    title_es: str
    segment: str
    award: str | None
    is_sample: bool
    catalog_year: str
    pace: str
    is_sample_order: bool
    place: int
    kind: str
    required: int | None
    among: int | None

    local_title = Local("title")
    get_absolute_url = Program.get_absolute_url


@written_once
def _places(course):
    among = (
        SequenceStep.objects.filter(public_course("course__"), choice=OuterRef("choice"))
        .order_by()
        .values("choice")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return (
        SequenceStep.objects.filter(
            public_program("sequence__program__"),
            sequence__status=EditingStatus.PUBLISHED,
            course=course,
        )
        .annotate(among=Subquery(among))
        .order_by(
            "sequence__program__organization__name",
            "sequence__program__organization",
            "sequence__program__title",
            "sequence__program",
            "-sequence__catalog_year",
            "sequence__pace",
        )
        .values_list(
            "sequence__program__organization__name",
            "sequence__program__organization",
            "sequence__program__slug",
            "sequence__program__title",
            "sequence__program__title_es",
            "sequence__program__segment",
            "sequence__program__award",
            "sequence__program__is_sample",
            "sequence__catalog_year",
            "sequence__pace",
            "sequence__is_sample",
            "place",
            "kind",
            "choice__required",
            "among",
        )
    )


def places_of(course):
    """[`CountsIn`] of a course: by organization and program, the newest catalog year first."""
    return [CountsIn(*row) for row in _places(course)]
