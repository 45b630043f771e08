"""What a result card prints of a program, as plain values that the search document keeps.

Kept there, a card needs no other table: it is drawn once for each writing of its document
(`programs.cards`), and whatever changes the card writes the document anew.
"""

from pathways_portal.common.pay_row import ANNUAL, HOURLY


def content(program, organization, occupations, here):
    """JSON values for the card; those that the document's own columns hold are not repeated.

    `occupations`: rows in the order of their likelihood. `here`: the `JobInArea` of the first one
    in the county of the organization, or None. What is not on file is left out.
    """
    values = {
        "organization": organization.name,
        "award_text": program.award_text,
        "is_program_area": program.is_program_area,
        "units": _units(program),
        "hours": program.hours,
        "availability": program.availability,
        "is_sample": program.is_sample,
        "source": program.source,
        "as_of": _day(program.as_of),
        "verified_on": _day(program.verified_on),
        "review_due_on": _day(program.review_due_on),
        "leads_to": occupations and [occupations[0].title, occupations[0].title_es],
        "leads_to_more": len(occupations) - 1 if occupations else 0,
        "job": here and _job(here),
    }
    return {name: value for name, value in values.items() if value}


def _units(program):
    """[fewest, most] as text, which keeps them exact."""
    if program.units_min is None:
        return None
    return [str(program.units_min), str(program.units_max)]


def _job(here):
    """The figures of a job; None where neither pay nor openings have a row."""
    if not (here.survey or here.projection):
        return None
    values = {
        "county": here.area.county.slug,
        "living_wage": here.benchmark and str(here.benchmark.hourly),
        "survey": here.survey and _survey(here.survey),
        "projection": here.projection and _projection(here.projection),
    }
    return {name: value for name, value in values.items() if value}


def _survey(row):
    """Whole dollars as numbers, cents as text, which keeps them exact."""
    pay = {name: getattr(row, name) for name in ANNUAL if getattr(row, name) is not None}
    pay |= {name: str(getattr(row, name)) for name in HOURLY if getattr(row, name) is not None}
    return {
        "pay": pay,
        "top_coded": list(row.top_coded),
        "priced_as": row.priced_as and [
            row.priced_as.code, row.priced_as.title, row.priced_as.title_es
        ],
        **_sourced(row),
    }  # fmt: skip


def _projection(row):
    return {"openings": row.openings, "is_estimate": row.is_estimate, **_sourced(row)}


def _sourced(row):
    return {"source": row.source, "as_of": _day(row.as_of)}


def _day(day):
    return day and day.isoformat()
