"""The finder's rows as CSV, a chunk at a time, safe to open in a spreadsheet."""

import csv
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from partners.spreadsheet import cell
from pathways_portal.common.sources import in_words
from programs.enums import Accelerator, DocumentKind, JobFlag, Scheme, Stage
from programs.labels import label_title
from programs.models import Program, SearchDocument

CHUNK = 500
# Things that a row names by the titles of their documents.
LABELED = {
    DocumentKind.OCCUPATION,
    DocumentKind.COUNTY,
    DocumentKind.PATHWAY,
    DocumentKind.SKILL,
    DocumentKind.SUPPORT,
}
# Tells spreadsheets that the file is UTF-8; without it they break every accent.
BYTE_ORDER_MARK = "\ufeff"


class _Echo:
    def write(self, line):
        return line


def header(with_distance):
    columns = [
        _("Title"),
        _("Title in Spanish"),
        _("Organization"),
        _("District"),
        _("Segment"),
        _("Sector"),
        _("Pathways"),
        _("Award"),
        _("Award as approved"),
        _("Program area only"),
        _("State approval"),
        _("Units, fewest"),
        _("Units, most"),
        _("Hours"),
        _("TOP code"),
        _("CIP code"),
        _("Leads to"),
        _("Median hourly pay of the first job in the county, dollars"),
        _("Source of the pay"),
        _("Openings a year in the first job in the county"),
        _("Source of the openings"),
        _("The first job meets our rule"),
        _("Moves you ahead"),
        _("Stages of work-based learning"),
        _("Skills it teaches"),
        _("Supports"),
        _("City"),
        _("County"),
        _("Awards in its program code (Data Mart)"),
        _("Awards in year"),
        _("Sample data"),
        _("Source"),
        _("Source address"),
        _("As of"),
        _("Verified on"),
        _("Page"),
    ]
    return [*columns, _("Miles")] if with_distance else columns


def program_rows(answer, *, site):
    """Lines of the file for an answer; `site` makes the pages' addresses whole."""
    # Written in the language of the request: the lines are made after the view has returned.
    yes = _("yes")
    writer = csv.writer(_Echo())
    miles = answer.miles()
    head = BYTE_ORDER_MARK + writer.writerow([cell(name) for name in header(bool(miles))])
    labels = {
        key: label_title(label) for key, label in answer.columns.labels.items() if key[0] in LABELED
    }
    words = {name: _words_of(Program, name) for name in ("segment", "award", "availability")}
    several = {"job_flags": JobFlag, "accelerators": Accelerator, "stages": Stage}
    words |= {
        name: {value: str(label) for value, label in choices.choices}
        for name, choices in several.items()
    }

    def lines():
        yield head
        ids = answer.program_ids
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            programs = _programs(chunk)
            documents = _documents(chunk)
            for pk in chunk:
                if pk not in programs or pk not in documents:
                    continue  # not public any more: since the question, or written past Django
                program, document = programs[pk], documents[pk]
                row = _row(program, document, labels, words, yes)
                row.append(urljoin(site, program.get_absolute_url()))
                if miles:
                    row.append("" if miles[pk] is None else f"{miles[pk]:.1f}")
                yield writer.writerow([cell(value) for value in row])

    return lines()


def _words_of(model, field):
    return {value: str(label) for value, label in model._meta.get_field(field).choices}


def _programs(ids):
    return (
        Program.objects.open_to_students()
        .filter(pk__in=ids)
        .select_related("organization__parent", "sector")
        .prefetch_related("codes__code_set")
        .in_bulk()
    )


def _documents(ids):
    return {
        row["object_id"]: row
        for row in SearchDocument.objects.filter(
            kind=DocumentKind.PROGRAM, object_id__in=ids
        ).values(
            "object_id", "city", "county", "pathways", "occupations", "pay", "openings",
            "job_flags", "accelerators", "stages", "skills", "supports", "awards", "awards_year",
            "card",
        )
    }  # fmt: skip


def _row(program, document, labels, words, yes):
    parent = program.organization.parent
    job = document["card"].get("job") or {}
    return [
        program.title,
        program.title_es,
        program.organization.name,
        parent.name if parent else "",
        words["segment"][program.segment],
        program.sector.local_name if program.sector else "",
        _named(labels, DocumentKind.PATHWAY, document["pathways"]),
        words["award"].get(program.award, ""),
        program.award_text,
        yes if program.is_program_area else "",
        "" if program.is_program_area else words["availability"][program.availability],
        program.units_min,
        program.units_max,
        program.hours,
        _codes(program, Scheme.TOP),
        _codes(program, Scheme.CIP),
        _named(labels, DocumentKind.OCCUPATION, document["occupations"]),
        None if document["pay"] is None else f"{document['pay'] / 100:.2f}",
        _source(job.get("survey")) if document["pay"] is not None else "",
        document["openings"],
        _source(job.get("projection")) if document["openings"] is not None else "",
        "; ".join(words["job_flags"][flag] for flag in document["job_flags"]),
        "; ".join(words["accelerators"][one] for one in document["accelerators"]),
        "; ".join(words["stages"][stage] for stage in document["stages"]),
        _named(labels, DocumentKind.SKILL, document["skills"]),
        _named(labels, DocumentKind.SUPPORT, document["supports"]),
        document["city"],
        labels.get((DocumentKind.COUNTY, document["county"]), ""),
        document["awards"],
        document["awards_year"],
        yes if program.is_sample else "",
        in_words(program.source),
        program.source_url,
        program.as_of,
        program.verified_on,
    ]


def _named(labels, kind, ids):
    return "; ".join(labels[kind, pk] for pk in ids if (kind, pk) in labels)


def _source(figure):
    """Whose figure it is and of which day; an estimate says so."""
    return f"{in_words(figure['source'])}, {figure['as_of']}" if figure else ""


def _codes(program, scheme):
    return "; ".join(
        sorted(code.printed for code in program.codes.all() if code.code_set.scheme == scheme)
    )
