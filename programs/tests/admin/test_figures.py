"""Figures kept in the admin: what the portal works out from them follows at once."""

import pytest
from django.urls import reverse

from programs.enums import AreaKind, DocumentKind, FigureKind
from programs.labor import estimates
from programs.models import OccupationFigure, SearchDocument
from programs.tally import Tally
from programs.tests.factories import (
    AreaFactory,
    OccupationFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    ProjectionFactory,
    StateAreaFactory,
    SurveyFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staff")]

LIST = "admin:programs_occupationfigure_changelist"


@pytest.fixture
def nurses():
    return OccupationFactory(code__code="29-1141", title="Nurses", slug="nurses")


@pytest.fixture
def county():
    return AreaFactory(name="Bay County", county__fips="06073")


@pytest.fixture
def program(nurses, county):
    """A program in the county that leads to nurses."""
    program = ProgramFactory(organization__county=county.county)
    ProgramOccupationFactory(program=program, occupation=nurses)
    return program


@pytest.fixture
def projection(nurses, county, program):
    """The state's projection; with the jobs beside it, the county's estimate is 25."""
    state = StateAreaFactory()
    SurveyFactory(occupation=nurses, area=state, jobs=1000)
    SurveyFactory(occupation=nurses, area=county, jobs=100)
    row = ProjectionFactory(occupation=nurses, area=state, openings=250)
    estimates.rebuild(Tally("estimates"))
    return row


def estimated():
    return list(
        OccupationFigure.objects.filter(is_estimate=True).values_list("openings", flat=True)
    )


def documented(program):
    """Openings in the search document of the program."""
    return SearchDocument.objects.get(kind=DocumentKind.PROGRAM, object_id=program.pk).openings


def form_of(client, figure):
    """What the page of a figure would send."""
    address = reverse("admin:programs_occupationfigure_change", args=[figure.pk])
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return address, {name: "" if value is None else value for name, value in values.items()}


def test_the_estimate_of_a_county_follows_a_figure_that_is_saved(client, projection, program):
    address, values = form_of(client, projection)

    response = client.post(address, values | {"openings": 500})

    assert response.status_code == 302
    assert (estimated(), documented(program)) == ([50], 50)


def test_an_estimate_goes_with_a_figure_that_is_deleted(client, projection, program):
    address = reverse("admin:programs_occupationfigure_delete", args=[projection.pk])

    client.post(address, {"post": "yes"})

    assert (estimated(), documented(program)) == ([], None)
    page = client.get("/careers/29-1141/")
    assert page.status_code == 200
    assert 'id="method"' not in page.content.decode()


def test_estimates_go_with_figures_that_are_deleted_together(client, projection, program):
    chosen = list(
        OccupationFigure.objects.filter(kind=FigureKind.SURVEY, area__kind=AreaKind.STATE)
    )

    client.post(
        reverse(LIST),
        {
            "action": "delete_selected",
            "_selected_action": [row.pk for row in chosen],
            "post": "yes",
        },
    )

    assert not OccupationFigure.objects.filter(pk=chosen[0].pk).exists()
    assert (estimated(), documented(program)) == ([], None)
