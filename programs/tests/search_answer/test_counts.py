"""How many programs each choice would find."""

import pytest

from partners.enums import Segment
from partners.tests.factories import CountyFactory, DistrictFactory, OrganizationFactory
from programs.enums import Award
from programs.search.answer import Question, ask
from programs.search.slow_counts import count, values_of_programs
from programs.tests.factories import (
    OccupationFactory,
    OfferingFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    """Two counties, a district with two colleges, and programs of every kind."""
    counties = [CountyFactory(slug="imperial"), CountyFactory(slug="san-diego")]
    district = DistrictFactory(county=counties[0])
    colleges = [
        OrganizationFactory(parent=district, county=counties[0], slug="west"),
        OrganizationFactory(parent=district, county=counties[1], slug="east"),
        OrganizationFactory(county=counties[1], slug="north"),
    ]
    sectors = SectorFactory.create_batch(2)
    occupations = OccupationFactory.create_batch(3)
    pathways = [PathwayFactory(slug="care"), PathwayFactory(), PathwayFactory(status="draft")]
    for n in range(24):
        program = ProgramFactory(
            organization=colleges[n % 3],
            sector=[*sectors, None][n % 3 if n % 5 else 2],
            segment=[Segment.COLLEGE, Segment.NONCREDIT][n % 2],
            award=[Award.ASSOCIATE, Award.CERTIFICATE_LONG, None][n % 3 - n % 2],
            is_sample=n % 7 == 0,
        )
        for number in {n % 3, n % 4 % 3}:
            PathwayProgramFactory(
                program=program, pathway=pathways[number], is_sample=n % 5 == 0 or n % 7 == 0
            )
        for place in range(n % 3):
            ProgramOccupationFactory(
                program=program, occupation=occupations[(n + place) % 3], rank=place + 1
            )
        if n % 4 == 0:
            OfferingFactory(
                program=program, format="online", schedules=["days", "evenings"], cost=n % 8
            )
            OfferingFactory(program=program, format="hybrid", language="es")
    ProgramFactory(status="draft", organization=colleges[0])
    return {"county": counties, "organization": [district, *colleges], "sector": sectors}


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"segment": ("college",)},
        {"segment": ("college", "noncredit")},
        {"county": ("imperial",), "award": ("associate",)},
        {"organization": ("west", "north"), "segment": ("noncredit",), "schedule": ("days",)},
        {"award": ("certificate_long", "transfer_degree"), "format": ("online", "hybrid")},
        {"cost": ("free",), "county": ("imperial", "san-diego")},
        {"pathway": ("care",), "segment": ("college",)},
    ],
    ids=str,
)
def test_every_count_equals_the_slow_count(region, chosen):
    answer = ask(Question(chosen=chosen))

    total, counts = count(values_of_programs(), answer.chosen)

    assert answer.total == total
    for name, by_value in counts.items():
        assert {value: n for value, n in answer.counts[name].items() if n} == by_value, name


def test_the_count_of_a_value_is_what_choosing_only_it_gives(region):
    chosen = {"county": ("imperial",), "segment": ("college",)}
    promised = ask(Question(chosen=chosen)).counts["segment"]

    for segment, number in promised.items():
        assert ask(Question(chosen=chosen | {"segment": (segment,)})).total == number


def test_words_that_name_a_pathway_find_its_page_too():
    pathway = PathwayFactory(title="Patient Care", title_es="Atención al paciente")
    PathwayFactory(title="Patient Rights", status="draft")

    for text in ("patient care", "atencion al paciente"):
        (label,) = ask(Question(text=text)).also
        assert (label.key, label.page) == (pathway.slug, "programs:pathway_detail")
        assert (label.title, label.title_es) == ("Patient Care", "Atención al paciente")


def test_a_district_counts_the_programs_of_its_colleges(region):
    district = region["organization"][0]

    answer = ask(Question(chosen={"organization": (district.slug,)}))

    assert answer.total == 16 == answer.counts["organization"][district.pk]


def test_a_value_that_means_nothing_is_left_out_and_named(region):
    answer = ask(Question(chosen={"segment": ("college", "kindergarten"), "sector": ("x",)}))

    assert answer.total == 12
    assert [(facet.name, key) for facet, key in answer.unknown] == [
        ("segment", "kindergarten"),
        ("sector", "x"),
    ]


def test_an_empty_answer_says_what_dropping_each_filter_would_give():
    county = CountyFactory(slug="imperial")
    ProgramFactory(title="Welding", organization__county=county, segment=Segment.COLLEGE)
    ProgramFactory(title="Nursing", segment=Segment.NONCREDIT)

    answer = ask(
        Question(text="welding", chosen={"county": ("imperial",), "segment": ("noncredit",)})
    )

    assert answer.if_dropped == {"county": 0, "segment": 1, "q": 0}
