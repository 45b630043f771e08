"""The one outcome that the page of a program, a pathway or an organization shows of its own.

Of all students of its newest complete cohort, as published: a rate before a count by group,
completing before moving on before earning. Of several counts of one stage and cohort (awards by
their level) the one with most students, with each group's share. One question to the database, and
one more for the shares.
"""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from equity import cohorts
from equity.enums import CellStatus, MetricKind, PublicationState, Stage
from equity.measures import Band
from equity.models import ALL, PublishedCell
from equity.models.release import label_in_words
from equity.pages.published.cells import SHARES_BY, Shares
from equity.pages.published.places import COUNTY, REGION
from equity.pages.published.rows import Row
from pathways_portal.common import academic_year
from pathways_portal.common.addresses import page_of
from pathways_portal.common.prepared import PlannedSql

# What says most of a place comes first.
ORDER = (
    Stage.COMPLETES,
    Stage.TRANSITION,
    Stage.TRANSFERS,
    Stage.WORKS,
    Stage.EARNS,
    Stage.MOMENTUM,
    Stage.ENTERS,
)
_STAGES = ", ".join(f"'{stage}'" for stage in ORDER)


# Every figure of all students that stands of the slices `{where}` names.
_STANDING = f"""
        SELECT metric.code, metric.name, metric.name_es, metric.kind,
               release.label, release.is_synthetic, release.source, release.source_url,
               release.published_at, publication.id AS publication,
               publication.region_is_sum AND found.is_of_region AS is_sum, found.*
        FROM equity_publication AS publication
        JOIN equity_metric AS metric ON metric.id = publication.metric_id
        JOIN equity_release AS release ON release.id = publication.release_id
        CROSS JOIN LATERAL (
            SELECT slice.id AS slice, cell.n, cell.s, cell.low, cell.high, cell.rate, slice.cohort,
                   slice.span, organization.name AS organization, county.name AS county,
                   pathway.title, pathway.title_es, slice.region_id IS NOT NULL AS is_of_region,
                   coalesce(
                       organization.slug, '{COUNTY}' || county.slug, '{REGION}' || region.slug
                   ) AS place_key
            FROM equity_slice AS slice
            JOIN equity_publishedcell AS cell
              ON cell.slice_id = slice.id AND cell.publication_id = publication.id
             AND cell.group_id = (
                SELECT everyone.id FROM equity_group AS everyone
                JOIN equity_dimension AS whole ON whole.id = everyone.dimension_id
                WHERE whole.code = '{ALL}' AND everyone.code = '{ALL}'
             )
            LEFT JOIN partners_organization AS organization
              ON organization.id = slice.organization_id
            LEFT JOIN partners_county AS county ON county.id = slice.county_id
            LEFT JOIN partners_region AS region ON region.id = slice.region_id
            LEFT JOIN programs_pathway AS pathway ON pathway.id = slice.pathway_id
            WHERE slice.metric_id = publication.metric_id
              AND slice.cohort = publication.cohort
              AND {{where}}
              AND (cell.status = '{CellStatus.SHOWN}'
                   OR cell.status = '{CellStatus.BANDED}'
                      AND (cell.low > 0 OR cell.high < cell.n))
              AND left(slice.cohort, 4)::int + slice.span + metric.follow_up_years <= %(year)s
            ORDER BY slice.pathway_id IS NOT NULL, slice.region_id IS NULL,
                     slice.county_id IS NULL, cell.n DESC NULLS LAST, slice.id
            LIMIT 1
        ) AS found
        WHERE publication.state = '{PublicationState.STANDING}'
"""  # noqa: S608 - built from constants


def _question(name, where):
    """The best cell of the slices that `where` names: (TRUE, FALSE, null, its figures and words).

    Where none shows anything but some are hidden or taken back: (FALSE, whether they are made up,
    the day they were taken back, nulls). What is on file and not shown is something else than what
    nobody has reported.

    Goes through what stands, best first, and ends with the first publication that holds such a
    cell: it never gathers the cells of a state. The cell of a region is taken before a county's,
    and that before an organization's; of these the one with most students. All pathways together
    are taken before a single one: many schools have figures on single ones only.
    """
    standing = _STANDING.replace("{where}", where)
    return PlannedSql(
        f"outcome_of_{name}",
        f"""
        WITH first AS MATERIALIZED (
        {standing}
        ORDER BY metric.kind <> '{MetricKind.RATE}', metric.kind <> '{MetricKind.PUBLISHED_RATE}',
                 array_position(ARRAY[{_STAGES}]::text[], metric.stage::text),
                 publication.cohort DESC, metric."order", metric.id
        LIMIT 1
        ), largest AS MATERIALIZED (
        {standing}
          AND metric.kind = '{MetricKind.COMPOSITION}'
          AND (metric.stage, publication.cohort) = (
              SELECT counted.stage, first.cohort FROM first
              JOIN equity_metric AS counted ON counted.code = first.code
              WHERE counted.kind = '{MetricKind.COMPOSITION}'
          )
        ORDER BY found.n DESC NULLS LAST, metric."order", metric.id
        LIMIT 1
        ), best AS (
            SELECT * FROM largest
            UNION ALL SELECT * FROM first WHERE NOT EXISTS (SELECT FROM largest)
        )
        SELECT TRUE, FALSE, NULL::date, best.* FROM best
        UNION ALL
        SELECT FALSE, hidden.is_synthetic, hidden.since, best.* FROM (
            SELECT release.is_synthetic,
                   CASE cell.status WHEN '{CellStatus.WITHDRAWN}' THEN slice.withdrawn_on END
                   AS since
            FROM equity_slice AS slice
            JOIN equity_publication AS publication
              ON publication.metric_id = slice.metric_id AND publication.cohort = slice.cohort
             AND publication.state = '{PublicationState.STANDING}'
            JOIN equity_release AS release ON release.id = publication.release_id
            LEFT JOIN programs_pathway AS pathway ON pathway.id = slice.pathway_id
            CROSS JOIN LATERAL (
                SELECT found.status FROM equity_publishedcell AS found
                WHERE found.slice_id = slice.id AND found.publication_id = publication.id
                  AND found.status IN (
                    '{CellStatus.HIDDEN}', '{CellStatus.BANDED}', '{CellStatus.WITHDRAWN}'
                  )
                LIMIT 1
            ) AS cell
            WHERE {where} AND NOT EXISTS (SELECT FROM best)
            LIMIT 1
        ) AS hidden LEFT JOIN best ON TRUE
        """,  # noqa: S608 - built from constants
    )


_OF_ORGANIZATION = _question(
    "organization",
    """slice.organization_id = %(organization)s
       AND (slice.pathway_id IS NULL OR pathway.status = 'published')""",
)
_OF_PATHWAY = _question("pathway", "slice.pathway_id = %(pathway)s")
_OF_PROGRAM = _question(
    "program",
    """slice.organization_id = %(organization)s
       AND slice.segment = %(segment)s
       AND slice.pathway_id IN (
           SELECT place.pathway_id FROM programs_pathwayprogram AS place
           JOIN programs_pathway AS pathway ON pathway.id = place.pathway_id
           WHERE place.program_id = %(program)s AND pathway.status = 'published'
       )""",
)


@dataclass(frozen=True)
class Outcome:
    """A published figure of all students of one place, with where it comes from."""

    code: str
    name: str
    name_es: str
    kind: str
    release: str
    is_synthetic: bool
    source: str
    source_url: str
    published_at: datetime
    publication: int
    is_sum: bool  # students added up over organizations, who may be counted more than once
    slice: int
    n: int
    s: int | None
    low: int | None
    high: int | None
    stored_rate: object
    cohort: str
    span: int
    organization: str | None
    county: str | None
    pathway: str | None
    pathway_es: str | None
    is_of_region: bool
    place_key: str  # how addresses of the equity pages name the place
    is_hidden = False

    @property
    def local_pathway(self):
        """On which pathway its students are; None for all together."""
        return (self.pathway_es if get_language() == "es" else "") or self.pathway

    @property
    def local_name(self):
        return (self.name_es if get_language() == "es" else "") or self.name

    @property
    def local_release(self):
        return label_in_words(self.release)

    @property
    def is_composition(self):
        return self.kind == MetricKind.COMPOSITION

    @cached_property
    def shares(self):
        """Of a count by group, its groups in one line; else None."""
        if not self.is_composition:
            return None
        cells = PublishedCell.objects.filter(
            slice=self.slice, publication=self.publication, group__dimension__code__in=SHARES_BY
        )
        return Shares([Row(cell) for cell in cells.select_related("group__dimension")])

    @property
    def rate(self):
        """The exact rate where s is shown, the source's own where it publishes rates; else None."""
        if self.is_composition:
            return None
        return self.stored_rate if self.s is None else Fraction(self.s, self.n)

    @property
    def band(self):
        """What is shown in place of the rate."""
        return Band(self.n, self.low, self.high)

    @property
    def place(self):
        """Whose students they are, where they are not those of the page."""
        if self.county:
            return _("%(name)s County") % {"name": self.county}
        return self.organization or _("the region")

    @property
    def years(self):
        return cohorts.words(self.cohort, cohorts.last_year(self.cohort, self.span))

    @property
    def metric_url(self):
        return page_of("equity:metric", self.code)


@dataclass(frozen=True)
class NotShown:
    """Figures are on file, and none of all students is shown.

    `since`: the day they were taken back to be corrected; None where students are protected.
    """

    is_synthetic: bool
    since: date | None = None
    is_hidden = True


def outcome_of_organization(organization):
    return _first(_OF_ORGANIZATION, organization=organization.pk)


def outcome_of_pathway(pathway):
    return _first(_OF_PATHWAY, pathway=pathway.pk)


def outcome_of_program(program):
    return _first(
        _OF_PROGRAM,
        program=program.pk,
        organization=program.organization_id,
        segment=program.segment,
    )


def _first(question, **values):
    """An Outcome, NotShown, or None where nothing is on file. One query."""
    year = int(academic_year.on(timezone.localdate())[:4])
    rows = question.rows(connection, year=year, **values)
    if not rows:
        return None
    is_shown, is_made_up, since, *values = rows[0]
    return Outcome(*values) if is_shown else NotShown(is_made_up, since)
