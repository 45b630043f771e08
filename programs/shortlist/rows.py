"""The programs of a list, with what is compared: read from search documents in few questions."""

from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Case, Count, F, Q, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pathways_portal.common.enums import EditingStatus
from programs import card_words
from programs.articulation.phases import Phase, condition
from programs.card_row import CardRow
from programs.cards import COLUMNS, with_cards
from programs.enums import DocumentKind
from programs.models import (
    Area,
    ArticulationAgreement,
    Program,
    ProgramLink,
    SearchDocument,
    Sequence,
)
from programs.search.facets import BY_NAME

# Offered beside a single program: others of its kind.
MOST_SUGGESTED = 5


@dataclass
class Compared:
    """One program of a list: what its card prints, what is counted about it, the reader's note."""

    name: str
    program: CardRow
    offered: dict = field(default_factory=dict)  # facet name -> words
    agreements: int = 0  # that count this year, into courses of its sequences
    next_steps: int = 0
    sample_agreements: int = 0  # of them
    sample_next_steps: int = 0
    past_end: int = 0  # agreements into its courses still marked active, their last year over
    sample_past_end: int = 0
    has_sequence: bool = False
    note: str = ""
    area: Area | None = None  # where the pay and openings of its job are paid and found

    @property
    def facts(self):
        return card_words.facts(self.program)

    @property
    def stated(self):
        return card_words.stated(self.program)

    @property
    def checked(self):
        return card_words.checked(self.program)


def compared(listed):
    """`Compared` of the listed programs that the public can see, in their order. Six queries."""
    documents = SearchDocument.objects.filter(
        kind=DocumentKind.PROGRAM, key__in=listed.names
    ).values(*COLUMNS)
    rows = {row["key"]: row for row in with_cards(list(documents))}
    found = []
    counts, areas = _counts(listed.names), _areas(rows.values())
    for name in listed.names:
        if name not in rows or name not in counts:
            continue
        row, counted = rows[name], counts[name]
        program = CardRow(row)
        found.append(
            Compared(
                name=name,
                program=program,
                area=program.job and areas.get(program.job.county),
                offered=_offered(row),
                agreements=counted["agreements"],
                next_steps=counted["next_steps"],
                sample_agreements=counted["sample_agreements"],
                sample_next_steps=counted["sample_next_steps"],
                past_end=counted["past_end"],
                sample_past_end=counted["sample_past_end"],
                has_sequence=bool(counted["sequences"]),
                note=listed.notes.get(name, ""),
            )
        )
    return found


def _areas(rows):
    """{web name of a county: its `Area`} of the counties that these cards have figures of."""
    counties = {row["card"]["job"]["county"] for row in rows if "job" in row["card"]}
    found = Area.objects.filter(county__slug__in=counties).select_related("county")
    return {area.county.slug: area for area in found}


def _offered(row):
    return {
        facet.name: ", ".join(
            str(label) for value, label in facet.choices.choices if value in row[facet.column]
        )
        for facet in card_words.OFFERED
    }


def _counts(names):
    """Counts of each program that is public now, by web name; "sample_…": how many of them are."""
    public = dict(
        Program.objects.open_to_students().filter(slug__in=names).values_list("pk", "slug")
    )
    counted = [
        Sequence.objects.published()
        .filter(program__in=public)
        .values("program", what=Value("sequences")),
        _agreements_into(public),
        ProgramLink.objects.open()
        .filter(from_program__in=public)
        .values(program=F("from_program"), what=Value("next_steps")),
    ]
    names = ["sequences", "agreements", "past_end", "next_steps"]
    names += [f"sample_{what}" for what in names]
    counts = {slug: dict.fromkeys(names, 0) for slug in public.values()}
    for rows in counted:
        rows = rows.annotate(
            count=Count("pk", distinct=True),
            samples=Count("pk", filter=Q(is_sample=True), distinct=True),
        )
        for program, what, count, samples in rows.values_list(
            "program", "what", "count", "samples"
        ):
            here = counts[public[program]]
            here[what], here[f"sample_{what}"] = count, samples
    return counts


def _agreements_into(programs):
    """Agreements into courses of the programs' published sequences that are marked active: those
    that count this year, and those past their end."""
    today, course = localdate(), "receiving_courses__course__steps__sequence"
    past, now = condition(Phase.PAST_END, today), condition(Phase.IN_FORCE, today)
    return (
        ArticulationAgreement.objects.open()
        .filter(
            past | now,
            **{f"{course}__program__in": programs, f"{course}__status": EditingStatus.PUBLISHED},
        )
        .values(
            program=F(f"{course}__program"),
            what=Case(When(past, Value("past_end")), default=Value("agreements")),
        )
    )


@dataclass(frozen=True)
class Line:
    """One line of the comparison: what is compared, and the words for each program ("" is not on
    file)."""

    label: str
    cells: list

    @property
    def is_same(self):
        """All programs say the same, and they say something."""
        return len(self.cells) > 1 and len(list(groupby(self.cells))) == 1 and bool(self.cells[0])


def lines(programs):
    """The lines that hold words; pay and links are drawn by the page."""
    offered = [(BY_NAME[name].label, name) for name in ("schedule", "format", "language", "cost")]
    return [
        Line(_("Award"), [card_words.award(one.program) for one in programs]),
        Line(_("Units"), [card_words.units(one.program) for one in programs]),
        Line(_("Class hours"), [str(one.program.hours or "") for one in programs]),
        *(Line(str(label), [one.offered[name] for one in programs]) for label, name in offered),
    ]


def suggested(listed):
    """Other programs to set beside the first of the list: same sector and segment, by title."""
    first = Program.objects.open_to_students().filter(slug__in=listed.names[:1]).first()
    if first is None or first.sector_id is None:
        return []
    return list(
        Program.objects.open_to_students()
        .filter(sector=first.sector_id, segment=first.segment, is_sample=first.is_sample)
        .exclude(slug__in=listed.names)
        .select_related("organization")
        .order_by("title", "pk")[:MOST_SUGGESTED]
    )
