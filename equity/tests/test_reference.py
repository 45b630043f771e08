"""The reference tables: what stands in the project's own, and what is refused."""

import re
import shutil

import pytest
from django.conf import settings

from equity import reference
from equity.enums import MetricKind
from equity.models import ALL, Dimension, Group, Metric, SegmentMeaning, SourceLabel
from partners.enums import Segment

FOLDER = settings.BASE_DIR / "fixtures" / "equity"


@pytest.fixture
def folder(tmp_path):
    """A copy of the tables to break."""
    for path in FOLDER.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


NO_PELL = "pell,no,No,No,students without a Pell Grant,estudiantes sin beca Pell,2,no"


def spoil(folder, name, old, new):
    path = folder / f"{name}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def said(folder):
    with pytest.raises(reference.BadTables) as error:
        reference.check(folder)
    return [re.sub(r"line \d+", "line N", sentence) for sentence in error.value.errors]


@pytest.mark.django_db
def test_second_load_changes_nothing():
    first = reference.load(FOLDER)
    second = reference.load(FOLDER)

    assert [tally.new for tally in first] == [tally.read for tally in first]
    assert [tally.same for tally in second] == [tally.read for tally in second]
    assert Group.objects.filter(dimension__code=ALL).count() == 1


@pytest.mark.django_db
def test_edit_of_a_person_is_kept():
    reference.load(FOLDER)
    metric = Metric.objects.get(code="completed_9_cte_units")
    metric.name = "Nine units"
    metric.save()

    tallies = {tally.name: tally for tally in reference.load(FOLDER)}

    metric.refresh_from_db()
    assert (metric.name, tallies["metrics"].kept) == ("Nine units", 1)


@pytest.mark.django_db
def test_tables_hold_what_the_method_lists():
    reference.load(FOLDER)

    sensitive = set(Dimension.objects.filter(sensitive=True).values_list("code", flat=True))
    overlapping = list(Dimension.objects.filter(overlapping=True).values_list("code", flat=True))
    crossed = Dimension.objects.get(first__isnull=False)
    kinds = {kind: set() for kind in MetricKind}
    for code, kind in Metric.objects.values_list("code", "kind"):
        kinds[kind].add(code)

    assert sensitive == {"foster_youth", "homeless", "lgbtq", "justice_impacted"}
    assert overlapping == ["ethnicity_any"]
    assert (crossed.first.code, crossed.second.code) == ("ethnicity", "gender")
    assert crossed.groups.filter(label="Hispanic or Latino / Male").exists()
    assert crossed.groups.count() == 10 * 4
    assert len(kinds[MetricKind.RATE]) == 21
    assert kinds[MetricKind.PUBLISHED_RATE] == {
        "acgr_graduation_all_students",
        "median_earnings",
        "change_in_earnings",
    }
    assert "completers_by_group" in kinds[MetricKind.COMPOSITION]


@pytest.mark.django_db
def test_every_text_has_spanish_and_every_row_a_source():
    reference.load(FOLDER)

    for model in [Dimension, Group, Metric, SegmentMeaning]:
        for row in model.objects.all():
            assert row.source, row
            for field in model._meta.fields:
                if field.name.endswith("_es"):
                    english = getattr(row, field.name.removesuffix("_es"))
                    assert bool(getattr(row, field.name)) == bool(english), (row, field.name)
    assert not SourceLabel.objects.filter(source="").exists()


@pytest.mark.django_db
def test_lgbtq_is_said_to_be_never_collected_in_schools():
    reference.load(FOLDER)

    meaning = SegmentMeaning.objects.get(dimension__code="lgbtq", segment=Segment.HIGH_SCHOOL)

    assert (meaning.is_collected, meaning.words) == (False, "Never collected in schools.")


@pytest.mark.django_db
def test_steps_of_the_high_school_pathway_are_linked():
    reference.load(FOLDER)

    college = Metric.objects.get(code="hs_to_college_1yr")

    assert college.follows.code == "completed_hs_pathway"
    assert college.follows.same_students_as.code == "completed_2_cte_courses"


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "groups",
            f"{NO_PELL},,,edc-78220\n",
            "",
            "dimensions.csv, line N: pell has 1 groups in groups.csv. It needs two or more.",
        ),
        (
            "groups",
            "ethnicity/american_indian,gender/female",
            "ethnicity/american_indian,pell/yes",
            "groups.csv, line N, column “second”: name a group of gender.",
        ),
        (
            "groups",
            f"{NO_PELL},,",
            f"{NO_PELL},pell/yes,pell/yes",
            "groups.csv, line N, column “first”: leave it empty.",
        ),
        (
            "metrics",
            "Completed two or more CTE courses in one program of study,",
            ",",
            "metrics.csv, line N, column “numerator_words”: a rate says who reached it.",
        ),
        (
            "metrics",
            "Estudiantes de la generación que tomaron un curso de la trayectoria,,",
            "Estudiantes de la generación que tomaron un curso de la trayectoria,Entered,",
            "metrics.csv, line N, column “numerator_words”: a composition has one count only; "
            "leave it empty.",
        ),
        (
            "metrics",
            ",,pathway_entrants,1,",
            ",,earned_early_college_credit,1,",
            "metrics.csv, line N, column “same_students_as”: completed_2_cte_courses comes back "
            "to itself.",
        ),
        (
            "source_labels",
            "gender/female,Women",
            "gender/woman,Women",
            "source_labels.csv, line N, column “group”: “gender/woman” is not in groups.csv. "
            "Add it there, or write one that is.",
        ),
    ],
)
def test_mistake_is_named_by_its_line(folder, name, old, new, sentence):
    spoil(folder, name, old, new)

    assert sentence in said(folder)


def test_group_that_counts_everyone_is_needed(folder):
    labels = folder / "source_labels.csv"
    lines = labels.read_text().splitlines(keepends=True)
    labels.write_text("".join(line for line in lines if not line.startswith("all/all,")))
    spoil(folder, "groups", "all,all,All students", "all,everyone,All students")

    assert said(folder) == [
        "groups.csv: the group all of the dimension all is missing. It counts everyone."
    ]
