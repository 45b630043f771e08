"""Made-up data of the benchmark: what is wrong is said in a sentence, their words become ours."""

import sys

import pytest

from pathways_portal.common.enums import EditingStatus
from programs.bench.dataset import (
    Dataset,
    DatasetError,
    award_of,
    facet_values,
    language_of,
    status_of,
    units_of,
)
from programs.enums import Award
from programs.tests import bench_data

SECTORS = {"HEA": "health", "AGR": "farming"}


# --- What is wrong with a folder -----------------------------------------------------------------


def test_a_folder_without_programs_is_a_sentence_that_names_the_files(tmp_path):
    with pytest.raises(DatasetError, match=r"holds no programs\.csv or programs\.parquet"):
        Dataset.open(tmp_path)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(DatasetError, match="nowhere holds no programs"):
        Dataset.open(tmp_path / "nowhere")


def test_parquet_without_its_library_asks_for_csv(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "programs.parquet").touch()

    with pytest.raises(DatasetError, match="pyarrow is not installed; write the tables as csv"):
        Dataset.open(tmp_path)


def test_csv_is_read_where_both_are_there(tmp_path):
    bench_data.write(tmp_path)
    (tmp_path / "programs.parquet").touch()

    assert Dataset.open(tmp_path).suffix == ".csv"


def test_a_missing_table_is_a_sentence_that_names_it(tmp_path):
    dataset = Dataset.open(bench_data.write(tmp_path, institutions=None))

    with pytest.raises(DatasetError, match=r"institutions\.csv cannot be read"):
        dataset.table("institutions")


def test_a_missing_column_is_a_sentence_that_names_it(tmp_path):
    rows = [bench_data.program(0)]
    del rows[0]["cip_code"]
    dataset = Dataset.open(bench_data.write(tmp_path, programs=rows))

    with pytest.raises(DatasetError, match=r"programs\.csv cannot be read: .*cip_code"):
        list(dataset.programs())


def test_a_file_without_a_line_is_a_sentence(tmp_path):
    (bench_data.write(tmp_path) / "sectors.csv").write_text("")

    with pytest.raises(DatasetError, match=r"sectors\.csv cannot be read"):
        Dataset.open(tmp_path).table("sectors")


# --- How tables are read -------------------------------------------------------------------------


def test_everything_is_text_so_that_codes_keep_their_zeros(tmp_path):
    rows = [bench_data.program(0, top_code="0103.00", cip_code="01.1102", award_type="")]
    dataset = Dataset.open(bench_data.write(tmp_path, programs=rows))

    ((row,),) = (frame.itertuples() for frame in dataset.programs())

    assert (row.top_code, row.cip_code, row.award_type) == ("0103.00", "01.1102", "")


def test_programs_come_a_chunk_at_a_time_and_all_of_them(tmp_path, monkeypatch):
    monkeypatch.setattr("programs.bench.dataset.CHUNK", 12)
    dataset = Dataset.open(bench_data.write(tmp_path))

    assert [len(frame) for frame in dataset.programs()] == [12, 12, 6]


# --- Their words in ours -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("award_type", "units", "award"),
    [
        ("associate_arts", "60", Award.ASSOCIATE),
        ("certificate_of_achievement", "16", Award.CERTIFICATE_LONG),
        ("certificate_of_achievement", "15.5", Award.CERTIFICATE_SHORT),
        ("certificate_of_completion", "0", Award.NONCREDIT),
        pytest.param("hs_pathway_completion", "0", None, id="no group of ours"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_an_award_falls_in_the_group_that_the_portal_asks_by(award_type, units, award):
    assert award_of(award_type, units_of(units)) == award


def test_a_language_or_status_that_is_not_ours_is_no_language_and_a_draft():
    assert (language_of("es"), language_of("tlh")) == ("es", None)
    assert (status_of("published"), status_of("archived?")) == (
        EditingStatus.PUBLISHED,
        EditingStatus.DRAFT,
    )


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        ("sector", ["AGR"], ("sector", ["farming"])),
        ("county", ["San Diego"], ("county", ["san-diego"])),
        ("institution", ["bay-college"], ("organization", ["bay-college"])),
        ("segment", ["CC", "NC"], ("segment", ["college", "noncredit"])),
        ("modality", ["online", "online_live"], ("format", ["online"])),
        ("cost", ["500_1499"], ("cost", ["500_to_1500"])),
        ("units", ["60_plus", "unheard_of"], ("units", ["60_plus"])),
        ("award", ["unheard_of"], ("award", [])),
        ("language", ["es"], ("language", ["es"])),
        ("wbl", ["training"], ("wbl", ["training"])),
        pytest.param("early_credit", ["ib"], None, id="a filter that the portal does not have"),
    ],
)
def test_a_filter_of_theirs_is_a_facet_of_ours_with_the_values_we_have(name, values, found):
    assert facet_values(name, values, SECTORS) == found
