"""What people do in an occupation, from the tables of O*NET, as workbooks or as text."""

from datetime import date
from decimal import Decimal

import pytest

from programs.models import Occupation, OccupationRelated, OccupationSkill, Skill
from programs.row_files import Refused
from programs.tests.factories import (
    CodeFactory,
    CrosswalkFactory,
    OccupationFactory,
    OccupationRelatedFactory,
    OccupationSkillFactory,
)
from programs.tests.official_files import counts, ours, outcomes, run, text, workbook

pytestmark = pytest.mark.django_db

CODE = "O*NET-SOC Code"
NURSE = ["29-1141.00", "Registered Nurses"]
SPECIALTY = ["29-1141.01", "Acute Care Nurses"]
OTHER = ["11-1011.00", "Chief Executives"]
OCCUPATION_DATA = [CODE, "Title", "Description"]
JOB_ZONES = [CODE, "Title", "Job Zone", "Date", "Domain Source"]
RATINGS = [CODE, "Title", "Element ID", "Element Name", "Scale ID", "Scale Name", "Data Value"]
SKILLS = [*RATINGS, "N", "Recommend Suppress", "Not Relevant", "Date"]
RELATED = [CODE, "Title", "Related O*NET-SOC Code", "Related Title", "Relatedness Tier", "Index"]


@pytest.fixture
def nursing():
    with ours():
        return OccupationFactory(code=CodeFactory(scheme="soc", code="29-1141"))


@pytest.fixture
def onet(tmp_path):
    def onet(source, *lines, how=workbook, name="table.xlsx", **options):
        return run(source, how(tmp_path / name, *lines), **{"edition": "29.3", **options})

    return onet


def interest(code, first, second, third):
    places = ("First", "Second", "Third")
    return [
        [*code, "1.B.1.g", f"{place} Interest High-Point", "IH", "High-Point", value]
        for place, value in zip(places, (first, second, third), strict=True)
    ]


def skill(name, value, *, scale="IM", code=NURSE, suppress="N"):
    return [*code, "2.A.1.a", name, scale, "Importance", value, 8, suppress, None, "08/2021"]


def test_description_is_taken_of_the_occupation_and_not_of_its_specialties(onet, nursing):
    done = onet(
        "onet-occupations",
        OCCUPATION_DATA,
        [*NURSE, "Assess patient health."],
        [*SPECIALTY, "Provide advanced nursing care."],
        [*OTHER, "Determine policies."],
    )

    nursing.refresh_from_db()
    assert nursing.description == "Assess patient health."
    assert nursing.source.endswith(
        "; O*NET 29.3 by the U.S. Department of Labor, Employment and Training Administration "
        "(USDOL/ETA), used under CC BY 4.0"
    )
    assert done.left_out == {
        "A specialty within an occupation.": 1,
        "An occupation that is not on file.": 1,
    }


@pytest.mark.parametrize(
    ("how", "name"),
    [(workbook, "table.xlsx"), (lambda *a: text(*a, delimiter="\t"), "Occupation Data.txt")],
)
def test_the_text_of_the_database_reads_like_the_workbook(onet, nursing, how, name):
    onet(
        "onet-occupations",
        OCCUPATION_DATA,
        [*NURSE, 'Assess patients, plan "care", and teach.'],
        how=how,
        name=name,
    )

    nursing.refresh_from_db()
    assert nursing.description == 'Assess patients, plan "care", and teach.'


def test_an_occupation_is_made_where_a_crosswalk_leads(onet):
    code = CodeFactory(scheme="soc", code="29-1141", title="Registered Nurses")
    CrosswalkFactory(from_code=CodeFactory(scheme="cip"), to_code=code)
    CodeFactory(scheme="soc", code="11-1011")  # nothing leads there

    onet("onet-occupations", OCCUPATION_DATA, [*NURSE, "Assess."], [*OTHER, "Decide."])

    occupation = Occupation.objects.get()
    assert (occupation.code, occupation.title, occupation.slug, occupation.description) == (
        code,
        "Registered Nurses",
        "registered-nurses",
        "Assess.",
    )
    assert occupation.as_of == date(2026, 9, 1)


def test_no_match_is_never_an_occupation(onet, nursing):
    code = CodeFactory(scheme="soc", code="99-9999", is_match=False)
    CrosswalkFactory(from_code=CodeFactory(scheme="cip"), to_code=code)

    onet("onet-occupations", OCCUPATION_DATA, ["99-9999.00", "NO MATCH", "Nothing."])

    assert Occupation.objects.count() == 1


def test_job_zone(onet, nursing):
    done = onet("onet-job-zones", JOB_ZONES, [*NURSE, 4, "08/2021", "Analyst"], [*SPECIALTY, 3])

    nursing.refresh_from_db()
    assert nursing.job_zone == 4
    assert outcomes(done) == {"accepted": 1, "skipped": 1}


@pytest.mark.parametrize(("points", "letters"), [((4, 2, 6), "SIC"), ((3, 0, 0), "A")])
def test_the_strongest_interests_stand_first(onet, nursing, points, letters):
    score = [*NURSE, "1.B.1.a", "Realistic", "OI", "Occupational Interests", 3.66]

    onet("onet-interests", RATINGS, score, *interest(NURSE, *points))

    nursing.refresh_from_db()
    assert "".join(nursing.interests) == letters


def test_the_eight_most_important_skills_are_kept(onet, nursing):
    lines = [skill(f"Skill {n}", 3 + n / 10) for n in range(10)]

    done = onet("onet-skills", SKILLS, *lines, skill("Skill 0", 5, scale="LV"))

    assert set(OccupationSkill.objects.values_list("skill__name", "importance")) == {
        (f"Skill {n}", Decimal(30 + n) / 10) for n in range(2, 10)
    }
    assert counts(done, "skills") == (8, 0, 0, 0, 0)
    assert Skill.objects.filter(source__startswith="O*NET 29.3").count() == 8


def test_a_rating_that_onet_does_not_recommend_is_skipped(onet, nursing):
    done = onet("onet-skills", SKILLS, skill("Writing", 3.75, suppress="Y"), skill("Speaking", 4))

    assert outcomes(done) == {"accepted": 1, "skipped": 1}
    assert OccupationSkill.objects.get().skill.name == "Speaking"


def test_skills_that_the_file_no_longer_has_are_taken_out(onet, nursing):
    with ours():
        OccupationSkillFactory(occupation=nursing)
        other = OccupationSkillFactory()

    done = onet("onet-skills", SKILLS, skill("Speaking", 4))

    assert counts(done, "skills of occupations") == (1, 0, 0, 0, 1)
    assert OccupationSkill.objects.filter(pk=other.pk).exists()


def test_skills_stay_as_they_are_once_a_person_wrote_one(onet, nursing):
    OccupationSkillFactory(occupation=nursing)

    done = onet("onet-skills", SKILLS, skill("Speaking", 4))

    assert counts(done, "skills of occupations") == (0, 0, 0, 1, 0)
    assert OccupationSkill.objects.count() == 1


def test_related_occupations_are_ranked_among_those_on_file(onet, nursing):
    with ours():
        practitioners, aides = (
            OccupationFactory(code=CodeFactory(scheme="soc", code=code))
            for code in ("29-1171", "31-1131")
        )
        OccupationRelatedFactory(occupation=nursing)

    done = onet(
        "onet-related",
        RELATED,
        [*NURSE, "29-1141.04", "Clinical Nurse Specialists", "Primary-Short", 1],
        [*NURSE, "31-1131.00", "Nursing Assistants", "Primary-Long", 8],
        [*NURSE, "29-1171.00", "Nurse Practitioners", "Primary-Short", 2],
        [*NURSE, "29-9999.00", "Not on file", "Primary-Long", 9],
        [*NURSE, "31-1131.00", "Nursing Assistants", "Supplemental", 11],
    )

    assert list(
        OccupationRelated.objects.filter(occupation=nursing)
        .order_by("rank")
        .values_list("rank", "related_to")
    ) == [(1, practitioners.pk), (2, aides.pk)]
    assert counts(done, "related occupations") == (2, 0, 0, 0, 1)


@pytest.mark.parametrize(
    ("source", "header", "lines"),
    [
        ("onet-occupations", OCCUPATION_DATA, [[*NURSE, "Assess."]]),
        ("onet-job-zones", JOB_ZONES, [[*NURSE, 4]]),
        ("onet-interests", RATINGS, interest(NURSE, 4, 2, 6)),
        ("onet-skills", SKILLS, [skill("Speaking", 4), skill("Writing", 3.75)]),
    ],
)
def test_a_second_run_finds_everything_the_same(onet, nursing, source, header, lines):
    first, second = (onet(source, header, *lines) for _turn in range(2))

    assert sum(tally.written for tally in first.tallies) > 0
    assert sum(tally.written for tally in second.tallies) == 0


def test_an_older_edition_is_kept_out_unless_it_is_asked_for(onet, nursing):
    onet("onet-job-zones", JOB_ZONES, [*NURSE, 4], edition="30.1")

    done = onet("onet-job-zones", JOB_ZONES, [*NURSE, 3], edition="9.3")
    nursing.refresh_from_db()
    assert (nursing.job_zone, counts(done, "occupations")) == (4, (0, 0, 0, 1, 0))
    assert done.newer_on_file

    onet("onet-job-zones", JOB_ZONES, [*NURSE, 3], edition="9.3", even_if_older=True)
    nursing.refresh_from_db()
    assert nursing.job_zone == 3


def test_the_edition_stands_in_the_folders_name_or_must_be_told(tmp_path, nursing):
    folder = tmp_path / "db_30_1_text"
    folder.mkdir()
    path = text(folder / "Job Zones.txt", JOB_ZONES, [*NURSE, 4], delimiter="\t")

    done = run("onet-job-zones", path)

    assert done.said["source"].startswith("O*NET 30.1 by the U.S. Department of Labor")
    with pytest.raises(Refused, match="Say which edition of O"):
        run("onet-job-zones", workbook(tmp_path / "job_zones.xlsx", JOB_ZONES))
