"""The finder answers: words in two languages, places, exact counts, a sensible order."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from partners.enums import PlaceKind, Segment
from partners.tests.factories import (
    CountyFactory,
    DistrictFactory,
    OrganizationFactory,
    PlaceFactory,
    SiteFactory,
)
from programs.enums import Availability, Award
from programs.models import Synonym
from programs.search.answer import DISTANCE, NAME, OPENINGS, PAY, Question, ask, nearest
from programs.search.slow_counts import count, values_of_programs
from programs.tests.factories import (
    AreaFactory,
    CodeFactory,
    EstimateFactory,
    OccupationFactory,
    OfferingFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramAreaFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db


def titles(**question):
    from programs.models import Program

    found = ask(Question(**question)).program_ids
    by_pk = Program.objects.in_bulk(found)
    return [by_pk[pk].title for pk in found]


@pytest.fixture
def welding():
    """Three programs that mention welding: in the title, in where it leads, in the summary."""
    summary = ProgramFactory(title="Metal arts", summary="You also try welding.")
    leads = ProgramFactory(title="Ship repair")
    ProgramOccupationFactory(program=leads, occupation__title="Welding inspectors")
    title = ProgramFactory(title="Welding technology")
    exact = ProgramFactory(title="Welding")
    ProgramFactory(title="Nursing", title_es="Enfermería")
    return [exact, title, leads, summary]


def test_best_match_is_title_then_where_it_leads_then_anywhere(welding):
    assert ask(Question(text="welding")).program_ids == [program.pk for program in welding]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("welding", id="as it stands"),
        pytest.param("WELDED", id="another form of the word"),
        pytest.param("welding classes", id="a word that says nothing beside it"),
        pytest.param("the welding", id="a stop word beside it"),
        pytest.param("weldin", id="unfinished"),
        pytest.param("wledding", id="misspelled"),
    ],
)
def test_a_word_is_found_however_it_is_typed(welding, typed):
    assert ask(Question(text=typed)).program_ids[0] == welding[0].pk


def test_spanish_is_found_with_and_without_accents():
    program = ProgramFactory(title="Nursing", title_es="Enfermería")

    assert [ask(Question(text=t)).program_ids for t in ("enfermería", "ENFERMERIAS")] == [
        [program.pk]
    ] * 2


def test_a_misspelled_word_is_respelled_and_says_so(welding):
    reading = ask(Question(text="weldng tecnology")).reading

    assert (reading.corrected, reading.shown) == (True, "welding technology")


def test_exact_takes_the_word_as_it_is_spelled(welding):
    assert titles(text="weldng", exact=True) == []


def test_another_form_of_a_known_word_is_no_misspelling(welding):
    assert not ask(Question(text="weldings")).reading.corrected


def test_a_torn_name_is_joined():
    program = ProgramFactory(organization=OrganizationFactory(name="MiraCosta College"))

    answer = ask(Question(text="mira costa"))

    assert (answer.program_ids, answer.reading.shown) == ([program.pk], "miracosta")


def test_a_misspelled_college_is_found_with_its_programs():
    college = OrganizationFactory(name="Grossmont College")
    program = ProgramFactory(organization=college)
    ProgramFactory(organization=OrganizationFactory(name="Palomar College"))

    answer = ask(Question(text="Grosmont colege"))

    assert answer.program_ids == [program.pk]
    assert [label.title for label in answer.also] == ["Grossmont College"]


def test_an_alias_of_the_organization_is_found_beside_other_words():
    college = OrganizationFactory(name="Imperial Valley College", aliases=["IVC"])
    program = ProgramFactory(title="Welding", organization=college)
    ProgramFactory(title="Welding")

    assert ask(Question(text="IVC welding")).program_ids == [program.pk]


@pytest.mark.parametrize("means", ["(hvac)", "", "&", "heating & (air", "c++ :*"])
def test_a_synonym_that_is_no_word_breaks_no_search(means):
    program = ProgramFactory(title="HVAC and Heating Air")
    with connection.cursor() as cursor:  # as a database of before the rule may hold it
        cursor.execute("ALTER TABLE programs_synonym DROP CONSTRAINT synonym_meaning_is_folded")
    Synonym.objects.create(phrase="hvac", means=means, language="abbr")

    assert ask(Question(text="hvac")).program_ids == [program.pk]


@pytest.mark.parametrize("means", ["(hvac)", "", "Heating", "aire  frio", "niños"])
def test_the_meaning_of_a_synonym_is_words_without_accents(means):
    row = Synonym(phrase="hvac", means=means, language="abbr", source="Table", as_of="2026-06-30")

    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    with pytest.raises(IntegrityError, match="synonym_meaning_is_folded"):
        row.save()

    assert refused.value.messages == [
        "Write the meaning in small letters without accents or punctuation."
    ]


def test_a_synonym_finds_what_the_documents_call_it():
    Synonym.objects.create(phrase="cuidado de ninos", means="child development", language="es")
    program = ProgramFactory(title="Child Development")
    ProgramFactory(title="Development of land for a child")

    assert ask(Question(text="cuidado de niños")).program_ids == [program.pk]


def test_it_is_a_field_of_work_in_capitals_or_in_front_and_a_stop_word_elsewhere():
    Synonym.objects.create(phrase="it", means="information technology", language="abbr")
    program = ProgramFactory(title="Information Technology")
    other = ProgramFactory(title="Welding")

    found = [ask(Question(text=t)).program_ids for t in ("IT", "it", "learn IT", "welding it")]

    assert found == [[program.pk]] * 3 + [[other.pk]]


@pytest.mark.parametrize("typed", ["1230.10", "123010", "1230", "51.3801", "513801", "29-1141"])
def test_a_code_finds_the_programs_that_carry_it(typed):
    program = ProgramFactory()
    ProgramCodeFactory(program=program, code=CodeFactory(code="123010"))
    ProgramCodeFactory(program=program, code=CodeFactory(scheme="cip", code="51.3801"))
    soc = CodeFactory(scheme="soc", code="29-1141")
    ProgramOccupationFactory(program=program, occupation=OccupationFactory(code=soc))
    ProgramCodeFactory(code=CodeFactory(code="095650"))

    assert ask(Question(text=typed)).program_ids == [program.pk]


def test_when_nothing_has_every_word_the_most_words_are_kept_and_the_rest_named():
    ProgramFactory(title="Computer Basics")
    ProgramFactory(title="Aviation", summary="At dawn.")

    answer = ask(Question(text="computer basics zeppelin"))

    assert (answer.total, answer.without_words) == (1, ("zeppelin",))


def test_nonsense_finds_nothing():
    ProgramFactory(title="Computer Basics")

    answer = ask(Question(text="xqzzvv blorp"))

    assert (answer.total, answer.without_words, answer.if_dropped) == (0, (), {"q": 1})


def test_without_words_real_programs_with_many_awards_come_first():
    sample = ProgramFactory(title="A", is_sample=True)
    area = ProgramAreaFactory(title="B")
    second = ProgramFactory(title="D")
    first = ProgramFactory(title="C")

    assert ask(Question()).program_ids == [first.pk, second.pk, area.pk, sample.pk]


def test_sorting_by_name_ignores_case_and_accents():
    for title in ("zebra", "Álgebra", "Brewing"):
        ProgramFactory(title=title)

    assert titles(sort=NAME) == ["Álgebra", "Brewing", "zebra"]


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


@pytest.fixture
def places():
    """Programs in El Centro, 13 miles north in Brawley, and one without an address."""
    center = PlaceFactory(name="92243")
    PlaceFactory(kind=PlaceKind.CITY, name="El Centro", city="")
    here, north, nowhere = (ProgramFactory(title=t) for t in ("Here", "North", "Nowhere"))
    SiteFactory(organization=here.organization, latitude=32.79, longitude=-115.56)
    SiteFactory(organization=north.organization, latitude=32.98, longitude=-115.53)
    return center, here, north, nowhere


@pytest.mark.parametrize("near", ["92243", "92243-1234", "El Centro", "el centro, CA", "El Cento"])
def test_near_takes_a_zip_code_or_a_city_even_misspelled(places, near):
    _center, here, _north, _nowhere = places

    assert ask(Question(near=near, within=5)).program_ids == [here.pk]


def test_near_takes_a_school_by_any_of_its_names(places):
    _center, _here, north, _nowhere = places
    north.organization.aliases = ["NC"]
    north.organization.save()

    for near in ("NC", north.organization.name, north.organization.slug):
        assert ask(Question(near=near, within=5)).program_ids == [north.pk], near


def test_radii_count_what_choosing_them_gives_and_name_what_has_no_address(places):
    answer = ask(Question(near="92243", within=5))

    assert answer.radius_counts == {5: 1, 10: 1, 25: 2, 50: 2, 100: 2, None: 3}
    assert answer.no_point == 1


def test_near_without_words_puts_the_nearest_first_and_those_without_address_last(places):
    _center, here, north, nowhere = places

    answer = ask(Question(near="92243"))

    assert (answer.sort, answer.program_ids) == (DISTANCE, [here.pk, north.pk, nowhere.pk])
    assert [m and round(m) for m in answer.miles().values()] == [0, 13, None]


def test_an_unknown_place_changes_nothing(places):
    answer = ask(Question(near="Xanadu", within=5, sort=DISTANCE))

    assert (answer.total, answer.place.point, answer.sort) == (3, None, "best")


def test_nearest_programs_from_python(places):
    _center, here, north, _nowhere = places

    found = nearest((32.79, -115.56))

    assert [(pk, round(miles)) for pk, miles in found] == [(here.pk, 0), (north.pk, 13)]


@pytest.mark.parametrize("number", [1, 3])
def test_an_answer_takes_as_many_queries_for_many_programs(number, django_assert_num_queries):
    PlaceFactory(name="92243")
    for _ in range(number):
        ProgramOccupationFactory(program__title="Welding")

    with django_assert_num_queries(5):  # columns, spelling, lists, newer documents, place
        answer = ask(Question(text="welding", near="92243", chosen={"segment": ("college",)}))

    assert answer.total == number


def test_of_equally_good_matches_the_near_ones_come_first():
    PlaceFactory(name="92243")
    here, there = ProgramFactory(title="Zoo nursing"), ProgramFactory(title="A nursing school")
    elsewhere = ProgramFactory(title="Nursing")
    SiteFactory(organization=here.organization)
    SiteFactory(organization=there.organization, latitude=33.2, longitude=-117.3)
    SiteFactory(organization=elsewhere.organization, latitude=33.2, longitude=-117.3)

    answer = ask(Question(text="nursing", near="92243"))

    assert answer.program_ids == [here.pk, elsewhere.pk, there.pk]
    assert ask(Question(text="nursing")).program_ids == [elsewhere.pk, there.pk, here.pk]


def test_what_can_be_entered_stands_before_what_is_only_approved_and_real_before_sample():
    approved = ProgramFactory(title="Nursing", availability=Availability.APPROVED)
    sample = ProgramFactory(title="Nursing", is_sample=True)
    offered = ProgramFactory(title="Registered nursing")
    leads = ProgramFactory(title="Health")
    ProgramOccupationFactory(program=leads, occupation__title="Nursing assistants")

    answer = ask(Question(text="nursing"))

    assert answer.program_ids == [offered.pk, approved.pk, sample.pk, leads.pk]


def test_by_distance_samples_stand_behind_what_is_real():
    PlaceFactory(name="92243")
    sample, real = ProgramFactory(is_sample=True), ProgramFactory()
    SiteFactory(organization=sample.organization)
    SiteFactory(organization=real.organization, latitude=33.2, longitude=-117.3)

    assert ask(Question(near="92243")).program_ids == [real.pk, sample.pk]


@pytest.mark.parametrize(("sort", "first"), [(PAY, "paid"), (OPENINGS, "open")])
def test_sorts_by_the_first_job_in_the_county_and_leaves_what_has_no_figure_last(sort, first):
    area = AreaFactory()
    college = OrganizationFactory(county=area.county)
    figures = {"paid": (40, 10), "open": (20, 90), "neither": (None, None)}
    programs = {}
    for name, (pay, openings) in figures.items():
        row = ProgramOccupationFactory(program__organization=college)
        programs[name] = row.program.pk
        if pay:
            SurveyFactory(
                occupation=row.occupation,
                area=area,
                hourly_p50=pay,
                hourly_p10=5,
                hourly_p25=5,
                hourly_p75=90,
                hourly_p90=95,
            )
            EstimateFactory(occupation=row.occupation, area=area, openings=openings)

    found = ask(Question(sort=sort)).program_ids

    assert (found[0], found[-1]) == (programs[first], programs["neither"])


def test_what_programs_lead_to_is_offered_before_what_merely_bears_the_name():
    OccupationFactory(title="Nurse midwives")
    ProgramOccupationFactory(occupation__title="Nurse anesthetists of the region")

    labels = ask(Question(text="nurse")).also

    assert [label.title for label in labels][:1] == ["Nurse anesthetists of the region"]


def test_a_short_name_of_two_pieces_is_not_joined_to_one():
    for phrase in ("as t", "ast"):
        Synonym.objects.create(
            phrase=phrase, means="associate degree for transfer", language="abbr"
        )
    program = ProgramFactory(award=Award.TRANSFER_DEGREE)
    ProgramFactory(award=Award.ASSOCIATE)

    answer = ask(Question(text="AS-T"))

    assert answer.program_ids == [program.pk]
    assert not answer.reading.corrected
