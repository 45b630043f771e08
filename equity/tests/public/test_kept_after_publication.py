"""No page that was kept before a publication is given to a reader after it."""

import pytest
from django.test import Client

from equity.models import Release
from equity.pages import views
from equity.publication import withdraw_release
from equity.tests.public import site
from partners.kept_pages import forget_all
from partners.tests.factories import UserFactory

HERE = "place=region.example-region&pathway=pathway-1&metric=step_2"
TABLE = "/equity/explore/t/step_2~region.example-region~2021-22~ethnicity~pathway-1/"
ADDRESSES = [
    f"/equity/?{HERE}&by=ethnicity",
    f"/equity/trend/?{HERE}",
    f"/equity/compare/?{HERE}",
    f"/equity/gains/?{HERE}",
    "/equity/entering/?place=region.example-region&pathway=pathway-1",
    "/equity/pathways/pathway-1/",
    "/equity/institutions/college-1/",
    "/equity/metrics/step_2/",
    TABLE,
    f"{TABLE}table.csv",
    "/pathways/pathway-1/",
    "/colleges/college-1/",
]


def answers():
    return {address: Client().get(address).getvalue().decode() for address in ADDRESSES}


@pytest.mark.django_db(transaction=True)
def test_after_each_publication_and_withdrawal_kept_pages_are_those_drawn_afresh():
    forget_all()
    site.build()
    cells = site.made(1, students=900)
    seen = []
    for step in (
        lambda: site.release(site.of_cohorts(cells, 2021), label="Release A"),
        lambda: site.release(site.of_cohorts(cells, 2021, 2022), label="Release B"),
        lambda: withdraw_release(
            Release.objects.get(label="Release B"), by=UserFactory(), reason="Counted twice"
        ),
    ):
        answers()  # kept, if they may be
        step()
        kept, again = answers(), answers()
        assert len(views.trend.shelf)
        forget_all()
        assert kept == again == answers()
        seen.append(kept)

    assert [address for address in ADDRESSES if seen[0][address] == seen[1][address]] == []
    withdrawn = seen[2][f"{TABLE}table.csv"]
    assert {line.split(",")[7] for line in withdrawn.splitlines()[1:]} == {"x"}
    assert "eing corrected" in seen[2][ADDRESSES[0]]
