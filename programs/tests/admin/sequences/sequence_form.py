"""The form of a sequence in the admin, as a browser sends it, and what it says back."""

from django.urls import reverse

from programs.tests.factories import ProgramFactory, SequenceFactory

LIST = "admin:programs_sequence_changelist"
PARTS = ["choice_groups", "steps"]


def sequence_of(college, title="Welding", **fields):
    return SequenceFactory(program=ProgramFactory(organization=college, title=title), **fields)


def url(page, sequence):
    return reverse(f"admin:programs_sequence_{page}", args=[sequence.pk])


def form_data(sequence, **changes):
    """What the browser sends when the form is saved, without parts."""
    data = {
        "program": sequence.program_id,
        "catalog_year": sequence.catalog_year,
        "pace": sequence.pace,
        "owner": sequence.owner_id,
        "status": "draft",
        "review_every": "12",
        "source": "Catalog",
    }
    for part in PARTS:
        data |= {f"{part}-TOTAL_FORMS": 0, f"{part}-INITIAL_FORMS": 0}
    return data | changes


def rows_of(part, *rows):
    """Rows of a part as the form sends them; those on file have an "id" and come first."""
    data = {
        f"{part}-TOTAL_FORMS": len(rows),
        f"{part}-INITIAL_FORMS": sum("id" in row for row in rows),
    }
    for number, row in enumerate(rows):
        data |= {f"{part}-{number}-{name}": value for name, value in row.items()}
    return data


def step(course, place, **more):
    return {"course": course.pk, "place": place, "order": 1, "kind": "listed"} | more


def on_file(row, **changes):
    """A step on file as the form sends it."""
    kept = {"id": row.pk, "choice": row.choice_id or "", "order": row.order}
    return step(row.course, row.place) | kept | changes


def save(client, sequence, *steps, choices=(), **changes):
    parts = rows_of("choice_groups", *choices) | rows_of("steps", *steps)
    return client.post(url("change", sequence), form_data(sequence, **parts, **changes))


def said_at(response, part, field="__all__"):
    """What the form says at the rows of a part, or at one field of them."""
    for parts in response.context["inline_admin_formsets"]:
        if parts.formset.prefix == part:
            return [list(form.errors.get(field, [])) for form in parts.formset.forms]
    return None
