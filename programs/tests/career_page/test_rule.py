"""Which parts of the rule of priority jobs an occupation meets, and what it takes."""

import re

import pytest

from partners.tests.reading import words
from programs.enums import EntryEducation, Training
from programs.models import OccupationFigure
from programs.tests.career_page.read_page import page, panel
from programs.tests.factories import (
    EstimateFactory,
    OccupationFactory,
    OccupationRelatedFactory,
    OccupationSkillFactory,
    SupplyLinkFactory,
    SurveyFactory,
)
from programs.tests.percentiles import pay, without_pay

pytestmark = pytest.mark.django_db


# --- The rule -------------------------------------------------------------------------------------


def test_each_part_of_the_rule_names_the_figure_that_decides_it(client, nurse):
    text = panel(page(client), "rule")

    said = words(text)
    assert "Priority job: meets our rule (openings estimated)." in said
    assert "(met) The median is $60.00 an hour; the rule asks for $26.00." in said
    assert "(met) 1,758 openings a year (estimate); the rule asks for 60." in said
    assert "more than high school, less than a bachelor’s degree." in said
    assert "Usual before entry: None. The rule counts up to: Less than 5 years." in said
    assert "Valley County No rule on file, so nothing is flagged there." in said
    assert text.count('class="badge badge-info flag" href="/careers/priority-rule/#bay"') == 3


@pytest.mark.parametrize(
    ("values", "met", "words_of_it"),
    [
        ({"entry_education": None}, "not known", "The usual education to enter is not on file."),
        (
            {"entry_education": EntryEducation.BACHELOR, "needs_license": False},
            "not met",
            "is more than the rule counts.",
        ),
        (
            {"entry_education": EntryEducation.BACHELOR},
            "met",
            "a license opens the job and an associate degree on file here leads to it.",
        ),
        (
            {"entry_education": EntryEducation.NONE, "training": Training.NONE},
            "not met",
            "is less than the rule asks for.",
        ),
        (
            {"entry_education": EntryEducation.HIGH_SCHOOL},
            "not known",
            "how the rest is learned at work is not on file.",
        ),
        (
            {"entry_education": EntryEducation.NONE, "training": Training.APPRENTICESHIP},
            "met",
            "then learned at work: Apprenticeship.",
        ),
    ],
)
def test_middle_skill_says_why(client, nurse, values, met, words_of_it):
    SupplyLinkFactory(occupation=nurse)
    for name, value in values.items():
        setattr(nurse, name, value)
    nurse.save()

    said = words(panel(page(client), "rule"))

    assert re.search(rf"Middle-skill \({met}\) [^.]*{re.escape(words_of_it)}", said)


def test_a_figure_that_is_missing_leaves_the_rule_open(client, nurse, bay):
    OccupationFigure.objects.filter(area=bay).delete()

    said = words(panel(page(client), "rule"))

    assert "Whether it is a priority job is not known" in said
    assert "(not known) The median is not published; the rule asks for $26.00 an hour." in said
    assert "(not known) Openings are not on file; the rule asks for 60 a year." in said


def test_one_part_that_fails_is_enough_for_no(client, nurse, bay):
    OccupationFigure.objects.filter(area=bay, kind="projection").update(openings=59)

    said = words(panel(page(client), "rule"))

    assert "Not a priority job by our rule (openings estimated)." in said
    assert "(not met) 59 openings a year (estimate); the rule asks for 60." in said


def test_a_median_above_the_highest_figure_meets_the_rule_in_words(client, nurse, bay):
    OccupationFigure.objects.filter(area=bay, kind="survey").update(
        **without_pay(), top_coded=[50, 75, 90]
    )

    said = words(panel(page(client), "rule"))

    assert "(met) Half earn more than the highest figure published." in said
    assert "Priority job" in said


def test_a_median_published_by_the_year_only_is_compared_by_the_year(client, nurse, bay):
    values = without_pay() | {"annual_p50": 62_400}
    OccupationFigure.objects.filter(area=bay, kind="survey").update(**values)

    said = words(panel(page(client), "rule"))

    assert "(met) The median is $62,400 a year; the rule asks for $54,080." in said
    assert "$30.00" not in said


def test_what_fits_nowhere_else_is_left_out_and_says_so(client, nurse):
    nurse.title = "Nurses, All Other"
    nurse.save()

    assert "It gathers what fits nowhere else" in panel(page(client), "rule")


# --- What it takes --------------------------------------------------------------------------------


def test_education_experience_license_preparation_and_interests(client, nurse):
    text = words(panel(page(client), "takes"))

    for fact in (
        "Education to enter Associate&#x27;s degree",
        "Experience to enter None",
        "Training at work not on file",
        "License Needed, by the federal definition",
        "4 of 5: Considerable preparation needed",
        "Helping people (Social) Finding out (Investigative)",
    ):
        assert fact in text, fact


def test_training_that_is_published_as_none_is_none_needed(client, nurse):
    nurse.training = Training.NONE
    nurse.save()

    assert "Training at work None needed" in words(panel(page(client), "takes"))


def test_skills_stand_by_importance_with_bar_and_number(client, nurse):
    OccupationSkillFactory(occupation=nurse, skill__name="Writing", importance="2")
    OccupationSkillFactory(occupation=nurse, skill__name="Speaking", importance="4")

    text = panel(page(client), "skills")

    assert re.findall(r"<li><span>(\w+)</span>", text) == ["Speaking", "Writing"]
    assert re.findall(r'class="pay-middle" x="0" y="0" width="(\d+%)"', text) == ["75%", "25%"]
    assert re.findall(r'<span class="num">([\d.]+)</span>', text) == ["4.0", "2.0"]


def test_related_occupations_are_links_with_pay(client, nurse, bay):
    for rank, title in [(2, "Welders"), (1, "Midwives")]:
        other = OccupationFactory(title=title)
        OccupationRelatedFactory(occupation=nurse, related_to=other, rank=rank)
    SurveyFactory(occupation=other, area=bay, **pay(30))
    EstimateFactory(occupation=other, area=bay, openings=12)
    hidden = OccupationFactory(code__is_match=False, title="Nothing fits")
    OccupationRelatedFactory(occupation=nurse, related_to=hidden, rank=3)

    text = panel(page(client), "related")

    assert re.findall(r"<li><span><a href=[^>]+>(\w+)</a>", text) == ["Midwives", "Welders"]
    assert "$62,400 a year, 12 openings a year (estimate)" in words(text)
    assert "pay not published" in text
