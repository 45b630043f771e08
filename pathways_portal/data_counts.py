"""How much is on file: rows and values of the public tables, counted from the database.

A row is a *sample* (made up, so marked), *derived* (worked out by the portal, for example over a
crosswalk), *compiled* (general knowledge of public documents, not checked against one) or *real*
(its source states it). Which sources are which stands in fixtures/sources.csv, beside their
licences. A value is missing where a field that may be empty is empty; pages print "not on file"
there. A value has the kind of its row, but for the fields of which we wrote or worked out every
value ourselves (OURS). One query a table.
"""

import csv
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache as forever

from django.conf import settings
from django.core.cache import cache
from django.db.models import CharField, Count, Max, Q, TextField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import (
    ActionItem,
    Goal,
    Measurement,
    Organization,
    Person,
    Place,
    Site,
    Term,
)
from pathways_portal.data_course_tables import COURSE_TABLES, NOTHING
from pathways_portal.data_path_tables import PATH_TABLES
from programs.enums import OccupationBasis
from programs.models import (
    AwardCount,
    Code,
    CompleterCount,
    Crosswalk,
    Occupation,
    OccupationFigure,
    OccupationRelated,
    OccupationSkill,
    Offering,
    Pathway,
    PathwayProgram,
    PriorityRule,
    Program,
    ProgramCode,
    ProgramOccupation,
    RegionLoad,
    Sector,
    SectorCode,
    WageBenchmark,
)

KEPT_SECONDS = 60
# Whatever the source of the row: Spanish is our own wording, a program's sector our assignment of
# its codes, its award our grouping of the words of its approval.
OURS = {
    "title_es": "compiled",
    "summary_es": "compiled",
    "name_es": "compiled",
    "term_es": "compiled",
    "definition_es": "compiled",
    "description_es": "compiled",
    "exam_es": "compiled",
    "statement_es": "compiled",
    "outcome_es": "compiled",
    "sector": "compiled",
    "award": "derived",
}
# Table, which rows are derived whatever their source, and the public fields that may be empty.
TABLES = [
    (
        Program,
        _("Programs"),
        NOTHING,
        [
            "title_es",
            "summary",
            "summary_es",
            "sector",
            "award",
            "award_text",
            "units_min",
            "hours",
            "control_number",
            "website",
            "available_from",
            "verified_on",
        ],
    ),
    (
        Organization,
        _("Organizations"),
        NOTHING,
        ["website", "phone", "email", "county", "grades", "is_charter", "verified_on"],
    ),
    (Site, _("Sites (addresses)"), NOTHING, ["street", "city", "zip_code", "latitude"]),
    (Person, _("People to call"), NOTHING, ["job_title", "email", "phone"]),
    (Place, _("ZIP codes and cities"), NOTHING, ["city", "latitude"]),
    (
        Offering,
        _("When and where programs are taught"),
        NOTHING,
        ["site", "format", "schedules", "language", "cost"],
    ),
    *COURSE_TABLES,
    *PATH_TABLES,
    (Pathway, _("Pathways"), NOTHING, ["title_es", "code", "verified_on"]),
    (PathwayProgram, _("Programs’ places on pathways"), NOTHING, []),
    (Sector, _("Sectors"), NOTHING, ["name_es"]),
    (SectorCode, _("Codes of a sector"), NOTHING, []),
    (Code, _("Codes"), NOTHING, ["title_es", "is_cte"]),
    (Crosswalk, _("Crosswalk rows between codes"), NOTHING, ["note"]),
    (ProgramCode, _("Codes of a program"), NOTHING, []),
    (
        Occupation,
        _("Occupations"),
        NOTHING,
        [
            "title_es",
            "description",
            "entry_education",
            "job_zone",
            "experience",
            "training",
            "needs_license",
            "interests",
        ],
    ),
    (
        OccupationFigure,
        _("Figures of occupations"),
        Q(is_estimate=True),
        ["priced_as", "jobs", "hourly_p50", "annual_p50", "growth", "openings"],
    ),
    (WageBenchmark, _("Wage benchmarks"), NOTHING, ["annual"]),
    (PriorityRule, _("Priority rules"), NOTHING, []),
    (OccupationSkill, _("Skills of occupations"), NOTHING, []),
    (OccupationRelated, _("Related occupations"), NOTHING, []),
    (
        ProgramOccupation,
        _("Occupations a program leads to"),
        Q(basis__in=[OccupationBasis.CROSSWALK, OccupationBasis.TITLE]),
        [],
    ),
    (AwardCount, _("Awards by college, code and year"), NOTHING, []),
    (CompleterCount, _("Students who completed, by college, level and year"), NOTHING, []),
    (
        Goal,
        _("Goals of the region"),
        NOTHING,
        [
            "statement_es",
            "outcome",
            "outcome_es",
            "baseline",
            "target",
            "due",
            "gap_key",
            "verified_on",
        ],
    ),
    (Measurement, _("Values measured for goals"), NOTHING, []),
    (ActionItem, _("Actions about gaps and goals"), NOTHING, ["text_es", "person"]),
    (Term, _("Glossary words"), NOTHING, ["term_es", "definition_es", "verified_on"]),
]


@dataclass(frozen=True)
class FieldCount:
    """One field that may be empty: its values on file by kind, and how many are missing."""

    name: str
    words: str
    meaning: str
    real: int
    compiled: int
    derived: int
    sample: int
    missing: int

    @property
    def filled(self):
        return self.real + self.compiled + self.derived + self.sample


@dataclass(frozen=True)
class TableCount:
    """One table: rows by kind, the newest day the sources of real rows speak of, its fields."""

    name: str
    rows: int
    real: int
    compiled: int
    derived: int
    sample: int
    as_of: object
    fields: list

    @property
    def missing(self):
        return sum(field.missing for field in self.fields)


@forever
def register():
    """{source in words: its licence and how far to trust it}, as the region's tables say."""
    path = settings.BASE_DIR / "fixtures" / "sources.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["source"]: row for row in csv.DictReader(file)}


def without_edition(words):
    """A source's words without the numbers that tell one edition from the next."""
    return re.sub(r"\d+([-–.]\d+)*", "", words)


def terms_of(words):
    """The licence of a source; a new edition has that of the one the region's tables name."""
    known = register()
    if words in known:
        return known[words]["licence"]
    editions = {without_edition(one): row["licence"] for one, row in known.items()}
    return editions.get(without_edition(words), "")


def sources_with(trust):
    """The sources whose trust starts with this word: real, compiled, derived or sample."""
    return [words for words, row in register().items() if row["trust"].startswith(trust)]


def is_empty(field):
    """The rows in which `field` has no value: NULL, empty text or an empty list."""
    empty = Q(**{f"{field.name}__isnull": True})
    if isinstance(field, CharField | TextField):
        empty |= Q(**{field.name: ""})
    elif field.get_internal_type() == "ArrayField":
        empty |= Q(**{f"{field.name}__len": 0})
    return empty


def table_counts():
    return [_count(*table) for table in TABLES]


def _count(model, table_name, derived, names):
    fields = {field.name: field for field in model._meta.get_fields() if field.concrete}
    sample = _sample_rows(model, fields)
    compiled = NOTHING
    if "source" in fields:
        derived |= Q(source__in=sources_with("derived"))
        compiled = Q(source__in=sources_with("compiled"))
    kinds = {
        "sample": sample,
        "derived": derived & ~sample,
        "compiled": compiled & ~derived & ~sample,
    }
    asked = {kind: Count("pk", filter=rows) for kind, rows in kinds.items()}
    for name in names:
        empty = is_empty(fields[name])
        asked[f"missing_{name}"] = Count("pk", filter=empty)
        for kind in ["sample"] if name in OURS else kinds:
            asked[f"{kind}_{name}"] = Count("pk", filter=kinds[kind] & ~empty)
    if "as_of" in fields:
        asked["newest"] = Max("as_of", filter=~sample)
    found = model.objects.aggregate(rows=Count("pk"), **asked)
    rows = found["rows"]
    return TableCount(
        name=table_name,
        rows=rows,
        real=rows - found["sample"] - found["derived"] - found["compiled"],
        compiled=found["compiled"],
        derived=found["derived"],
        sample=found["sample"],
        as_of=found.get("newest"),
        fields=[_field_count(fields[name], rows, found) for name in names],
    )


def _field_count(field, rows, found):
    name = field.name
    by_kind = {kind: found.get(f"{kind}_{name}", 0) for kind in ("sample", "derived", "compiled")}
    missing = found[f"missing_{name}"]
    by_kind[OURS.get(name, "real")] = rows - missing - sum(by_kind.values())
    return FieldCount(
        name=name,
        words=field.verbose_name,
        meaning=field.help_text,
        missing=missing,
        **{"real": 0, **by_kind},
    )


def _sample_rows(model, fields):
    """Rows marked as sample themselves, or by the sample they hang on."""
    if model is ProgramOccupation:
        return Q(basis=OccupationBasis.SAMPLE) | Q(program__is_sample=True)
    if "is_sample" in fields:
        return Q(is_sample=True)
    # An agreement first: its courses may be real.
    for owner in ("agreement", "program", "organization", "sequence", "course", "goal"):
        if owner in fields:
            return Q(**{f"{owner}__is_sample": True})
    return NOTHING


@dataclass(frozen=True)
class Source:
    """A source as the rows name it: how many rows rest on it, and the newest day it speaks of."""

    words: str
    url: str
    terms: str
    rows: int
    as_of: object


def sources():
    """Every source that a row names, most rows first."""
    found = {}
    for model, *_rest in TABLES:
        if not any(field.name == "source" for field in model._meta.fields):
            continue
        rows = (
            model.objects.exclude(source="")
            .values_list("source", "source_url")
            .annotate(rows=Count("pk"), newest=Max("as_of"))
            .order_by()
        )
        for words, url, count, as_of in rows:
            before = found.get((words, url))
            days = [day for day in (as_of, before and before.as_of) if day]
            found[words, url] = Source(
                words,
                url,
                terms_of(words),
                count + (before.rows if before else 0),
                max(days, default=None),
            )
    return sorted(found.values(), key=lambda one: (-one.rows, one.words))


@dataclass(frozen=True)
class OnFile:
    """What is on file and when that was counted; when a program changed, and when tables came."""

    tables: list
    sources: list
    counted: datetime
    last_change: datetime | None
    last_load: datetime | None


def on_file():
    """Counted at most a minute ago; anew after a load or a change of a program.

    To count every row and value of a whole state takes seconds, and nothing of it is urgent.
    """
    (number, changed), loaded = last_change(), last_load()
    return cache.get_or_set(
        f"on-file-{number}-{loaded and loaded.timestamp()}",
        lambda: OnFile(table_counts(), sources(), timezone.now(), changed, loaded),
        KEPT_SECONDS,
    )


def last_change():
    """(number, time) of the newest change of a program, by a person or by loading tables."""
    events = Program.pgh_event_model.objects.order_by("-pgh_id")
    return events.values_list("pgh_id", "pgh_created_at").first() or (None, None)


def last_load():
    """When the region's tables were last loaded; None if never."""
    return RegionLoad.objects.aggregate(last=Max("loaded_at"))["last"]
