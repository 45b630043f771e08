"""The questions of the benchmark: read from a file, in the portal's words, and what is left out."""

import pytest

from partners.models import Organization
from programs.bench import mix as mixes
from programs.bench.mix import Asked, MixError
from programs.search import columns as columns_module
from programs.search.facets import BY_NAME
from programs.tests import bench_data
from programs.tests.factories import ProgramFactory, ProgramOccupationFactory

SECTORS = {"HEA": "health", "AGR": "farming"}


def test_a_question_is_an_address_of_the_finder_in_its_own_words(tmp_path):
    path = bench_data.write_questions(
        tmp_path,
        [
            {"kind": "landing", "q": "", "filters": {}, "page": 1},
            {
                "kind": "text_filters",
                "q": "crop science",
                "filters": {"sector": ["AGR"], "cost": ["free", "under_500"]},
                "page": 3,
            },
        ],
    )

    mix = mixes.over_dataset(path, SECTORS)

    assert [(asked.kind, asked.address) for asked in mix.questions] == [
        ("landing", "/programs/?"),
        (
            "text_filters",
            "/programs/?q=crop+science&sector=farming&cost=free&cost=under_500&page=3",
        ),
    ]
    assert mix.left_out == {}


def test_filters_and_values_that_the_portal_does_not_have_are_left_out_and_counted(tmp_path):
    path = bench_data.write_questions(
        tmp_path,
        [
            {"kind": "f", "filters": {"early_credit": ["articulated"], "segment": ["CC"]}},
            {"kind": "f", "filters": {"early_credit": ["ib"]}},
            {"kind": "f", "filters": {"award": ["badge", "medal"]}},
        ],
    )

    mix = mixes.over_dataset(path, SECTORS)

    assert mix.left_out == {"early_credit": 2, "award: badge, medal": 1}
    assert [asked.pairs for asked in mix.questions] == [(("segment", "college"),), (), ()]


@pytest.mark.parametrize("content", ["{not json", '{"kind": "a"}\n]'])
def test_a_file_that_is_no_mix_is_a_sentence(tmp_path, content):
    path = tmp_path / "questions.jsonl"
    path.write_text(content)

    with pytest.raises(MixError, match=r"questions\.jsonl cannot be read as questions"):
        mixes.over_dataset(path, SECTORS)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(MixError, match="nowhere cannot be read as questions"):
        mixes.read_lines(tmp_path / "nowhere")


def test_empty_lines_of_a_file_are_no_questions(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text('{"kind": "a"}\n\n   \n{"kind": "b"}\n')

    assert [row["kind"] for row in mixes.read_lines(path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("pairs", "filters_only"),
    [
        ((), True),
        ((("sector", "health"), ("page", 2)), True),
        ((("q", "nurse"), ("sector", "health")), False),
        ((("near", "92243"), ("within", 10)), False),
    ],
)
def test_only_questions_without_words_and_place_can_be_counted_slowly(pairs, filters_only):
    assert Asked("any", pairs).has_filters_only == filters_only


def test_what_a_question_chooses_is_its_facets_and_nothing_else():
    pairs = (("q", "nurse"), ("county", "bay"), ("county", "valley"), ("page", 2))

    assert Asked("any", pairs).chosen == {"county": ["bay", "valley"]}


def test_questions_by_distance_ask_near_an_organization_at_three_distances():
    questions = mixes.near_schools([Organization(name="Bay College")] * 4)

    assert [dict(asked.pairs)["within"] for asked in questions] == [10, 25, 50, 10]
    assert {dict(asked.pairs)["near"] for asked in questions} == {"Bay College"}
    assert not any(asked.has_filters_only for asked in questions)


@pytest.fixture
def region(db):
    """The columns and common values of some programs on file."""
    for number in range(6):
        program = ProgramFactory(title=f"Welding technology {number}")
        ProgramOccupationFactory(program=program)
    columns = columns_module.current()
    return columns, mixes.common_values(columns)


def test_a_mix_made_of_the_region_is_the_same_for_the_same_seed(region):
    first, again, other = (mixes.made_from(*region, seed).questions for seed in (7, 7, 8))

    assert first == again
    assert first != other


def test_a_mix_made_of_the_region_has_every_kind_and_asks_only_what_is_there(region):
    columns, values = region

    questions = mixes.made_from(columns, values, 7).questions

    assert {asked.kind for asked in questions} == {
        "landing", "common", "multi", "prefix", "typo", "rare", "one_filter", "filters",
        "text_filters", "near", "deep",
    }  # fmt: skip
    for asked in questions:
        for name, chosen in asked.chosen.items():
            assert set(chosen) <= set(values[name])


def test_common_values_are_named_as_in_addresses_the_most_common_first(db):
    often, seldom = ProgramFactory(), ProgramFactory()
    ProgramFactory(sector=often.sector)

    values = mixes.common_values(columns_module.current())

    assert values["sector"] == [often.sector.slug, seldom.sector.slug]
    assert set(values) == set(BY_NAME)


def test_a_file_about_other_data_becomes_as_many_values_of_this_region(tmp_path, region):
    _columns, values = region
    path = bench_data.write_questions(
        tmp_path,
        [{"kind": "f", "q": "weld", "filters": {"institution": ["x", "y"], "early_credit": ["z"]}}],
    )

    (asked,) = mixes.over_region(path, values).questions

    assert asked.pairs[0] == ("q", "weld")
    assert len(asked.chosen["organization"]) == 2
    assert set(asked.chosen["organization"]) <= set(values["organization"])
    assert set(asked.chosen) == {"organization"}
