"""How reports say it: in the words of the pages."""

from equity.models import Dimension, Group, Metric, PublishedCell, Slice
from equity.pages.published.rows import Row
from equity.reports import sentences


def test_a_report_names_a_group_as_the_name_of_its_gap_does():
    men = Group(code="male", label="Male", people="male students", dimension=Dimension())
    cell = PublishedCell(group=men, slice=Slice(metric=Metric(name="Completed 9 units")))

    assert sentences.heading(cell) == "Male students · Completed 9 units"
    assert sentences.group_name(men) == Row(cell).people_title


def test_a_group_without_words_for_its_students_is_named_by_its_label():
    assert sentences.group_name(Group(label="Age 20 to 24", dimension=Dimension())) == (
        "Age 20 to 24"
    )
