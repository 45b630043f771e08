"""Each component prints what its state asks for, in words and not in color alone."""

import datetime
import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils.functional import Promise

from partners.enums import Segment
from pathways_portal.looks import ICONS, SEGMENTS, STATES


def show(source, path="/", **context):
    """The HTML of a template, with white space folded."""
    request = RequestFactory().get(path)
    return " ".join(engines["django"].from_string(source).render(context, request).split())


def test_segments_cover_the_choices_of_the_models():
    assert {key: str(look.name) for key, look in SEGMENTS.items()} == dict(Segment.choices)


@pytest.mark.parametrize("segment", SEGMENTS)
def test_segment_mark_has_shape_color_and_word(segment):
    html = show("{% segment_mark segment %}", segment=segment)

    assert f"seg-{segment}" in html
    assert f'd="{SEGMENTS[segment].shape}"' in html
    assert str(SEGMENTS[segment].name) in html


def test_segment_mark_takes_a_member_of_the_choices():
    assert "seg-ae" in show("{% segment_mark segment %}", segment=Segment.ADULT_EDUCATION)


def test_segment_shapes_differ():
    assert len({look.shape for look in SEGMENTS.values()}) == len(SEGMENTS)


def test_badge_sample_says_so():
    assert show('{% badge "sample" %}') == '<span class="badge badge-sample">Sample data</span>'


def test_badge_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="No badge"):
        show('{% badge "gold" "First" %}')


@pytest.mark.parametrize("state", STATES)
def test_status_has_words_and_an_icon(state):
    html = show("{% status state %}", state=state)

    assert str(STATES[state].name) in html
    assert ICONS[STATES[state].icon] in html


def test_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in show('{% icon "search" %}')


@pytest.mark.parametrize("missing", [None, ""])
def test_fact_without_a_value_is_not_on_file(missing):
    assert "not on file" in show("{% fact 'Units' value %}", value=missing)


def test_fact_of_zero_is_zero():
    html = show("{% fact 'Units' value %}", value=0)

    assert "<dd>0</dd>" in html


def test_fact_escapes_its_value():
    assert "&lt;b&gt;" in show("{% fact 'Title' value %}", value="<b>")


def test_facts_wrap_facts_in_a_list():
    html = show("{% facts %}{% fact 'Award' 'A.S.' %}{% endfacts %}")

    assert html.startswith('<dl class="facts">')
    assert "<dt>Award</dt><dd>A.S.</dd>" in html


CHECKED = {
    "source": "State inventory",
    "source_url": "https://www.example.org/",
    "as_of": datetime.date(2026, 6, 30),
    "verified_on": datetime.date(2026, 10, 12),
}


def test_source_line_names_source_and_dates():
    html = show("{% source_line record %}", record=CHECKED)

    assert '<a href="https://www.example.org/">State inventory</a>, 30 Jun 2026' in html
    assert "verified 12 Oct 2026" in html
    assert "overdue" not in html


def test_source_line_of_a_stale_record_says_overdue():
    assert "check is overdue" in show(
        "{% source_line record %}", record=CHECKED | {"is_stale": True}
    )


def test_source_line_of_a_bare_record_says_what_is_missing():
    html = show("{% source_line record %}", record={})

    assert "Source not on file" in html
    assert "not verified yet" in html


def test_source_line_of_a_sample_is_labeled():
    assert "Sample data" in show("{% source_line record %}", record={"is_sample": True})


def test_source_line_asks_whether_something_is_wrong():
    html = show("{% source_line record wrong_url='/feedback/' %}", record={})

    assert '<a href="/feedback/">Is something wrong here?</a>' in html


def test_panel_has_a_heading_of_its_level():
    html = show("{% panel 'Who' level=3 id='who' %}<p>x</p>{% endpanel %}")

    assert html == '<section class="panel" id="who"> <h3>Who</h3> <p>x</p> </section>'


def test_card_has_mark_linked_title_content_and_second_column():
    html = show(
        "{% capture as aside %}<p>Leads to</p>{% endcapture %}"
        "{% card title url='/p/' segment='hs' kicker='Here' sample=True aside=aside %}"
        "x{% endcard %}",
        title="Welding & more",
    )

    assert "card-split" in html
    assert '<a class="card-link" href="/p/">Welding &amp; more</a>' in html
    assert '<div class="card-side"><p>Leads to</p></div>' in html
    assert "High school" in html
    assert "Sample data" in html


@pytest.mark.parametrize("kind", ["info", "care", "sample", "done"])
def test_notice_has_its_kind_and_content(kind):
    html = show("{% notice kind %}<p>Words</p>{% endnotice %}", kind=kind)

    assert f"notice-{kind}" in html
    assert "<p>Words</p>" in html


def test_empty_state_keeps_what_to_do_next():
    html = show("{% empty_state 'Nothing' level=3 %}<p>Drop a filter.</p>{% endempty_state %}")

    assert "<h3>Nothing</h3><p>Drop a filter.</p>" in html


def test_data_table_scrolls_can_be_focused_and_is_named_by_its_caption():
    html = show("{% data_table 'Awards a year' %}<tbody></tbody>{% enddata_table %}")

    assert 'role="region" aria-labelledby="table-awards-a-year" tabindex="0"' in html
    assert '<caption id="table-awards-a-year">Awards a year</caption>' in html
    assert "Download" not in html


def test_stacked_table_keeps_its_role_and_does_not_scroll():
    html = show("{% data_table 'Awards' stacked='two' %}<tbody></tbody>{% enddata_table %}")

    assert '<div class="stacked stacked-two">' in html
    assert '<table role="table" aria-labelledby="table-awards">' in html
    assert "table-scroll" not in html


def test_data_table_offers_its_download():
    html = show("{% data_table 'Awards' download='/a.csv' %}{% enddata_table %}")

    assert 'href="/a.csv"' in html
    assert "Download (CSV)" in html


def test_bar_chart_prints_values_as_text_and_gaps_in_words():
    html = show("{% bar_chart rows 'Awards' %}", rows=[("2022-23", None), ("2023-24", 49)])

    assert "<figcaption>Awards</figcaption>" in html
    assert '<span class="bars-value">49</span>' in html
    assert "not on file" in html
    assert html.count("<svg") == 1


def test_gap_bars_print_both_values_as_text_and_what_is_missing_in_words():
    rows = [
        {"label": "Nurses", "url": "/n/", "left": 345, "right": 1816, "words": "1,471 more"},
        {"label": "Divers", "left": 5, "right": None, "words": ""},
    ]

    html = show("{% gap_bars rows 'Gaps' 'Awards' 'Openings' %}", rows=rows)

    assert '<a href="/n/">Nurses</a>' in html
    assert '<span class="hidden-visually">Openings: </span>1,816' in html
    assert '<span class="hidden-visually">Openings: </span><span class="not-on-file">' in html
    assert '<span class="gap-words">1,471 more</span>' in html
    assert html.count("gap-bar-right") == 1


def test_path_picture_is_an_ordered_list_of_its_steps():
    steps = [
        {"segment": "hs", "title": "Patient care", "subtitle": "Grade 12"},
        {"segment": "college", "title": "Nursing", "connector": "3 units", "url": "/n/"},
    ]

    html = show("{% path_picture steps 'A path' %}", steps=steps)

    assert html.index("Patient care") < html.index("3 units") < html.index("Nursing")
    assert html.count('<li class="path-step') == 2
    assert html.count("path-destination") == 1
    assert '<a href="/n/">Nursing</a>' in html


def test_chip_says_what_its_link_does():
    html = show("{% chip 'College' '/programs/' %}")

    assert 'href="/programs/"' in html
    assert "Remove filter:" in html


def test_breadcrumbs_end_with_this_page():
    html = show("{% breadcrumbs 'Programs' '/programs/' 'Nursing' %}")

    assert '<a href="/programs/">Programs</a>' in html
    assert '<li aria-current="page">Nursing</li>' in html


def test_pagination_keeps_the_search_and_marks_the_page():
    page = Paginator(range(100), 20).page(2)

    html = show("{% pagination page %}", path="/programs/?q=nursing&page=2", page=page)

    assert 'href="?q=nursing&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_pagination_of_one_page_is_silent():
    page = Paginator(range(5), 20).page(1)

    assert show("{% pagination page %}", page=page) == ""


class Form(forms.Form):
    title = forms.CharField(label="Title", help_text="As printed.")
    days = forms.MultipleChoiceField(
        label="Days", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="Agree", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_field_ties_label_help_and_error_to_the_input():
    html = show("{% field form.title %}", form=Form({"days": ["a"]}))

    assert '<label for="id_title">Title</label>' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_field_keeps_what_was_typed_and_escapes_it():
    html = show("{% field form.title %}", form=Form({"title": "<script>"}))

    assert 'value="&lt;script&gt;"' in html


def test_field_that_may_stay_empty_says_optional():
    class Optional(forms.Form):
        note = forms.CharField(required=False)

    assert "(optional)" in show("{% field form.note %}", form=Optional())


def test_field_with_several_inputs_is_a_named_group():
    html = show("{% field form.days %}", form=Form())

    assert "<fieldset" in html
    assert "<legend>Days" in html


def test_field_repeats_no_id():
    html = show("{% for f in form %}{% field f %}{% endfor %}", form=Form({}))
    ids = re.findall(r'\sid="([^"]+)"', html)

    assert len(ids) == len(set(ids))


def test_field_checkbox_stands_before_its_words():
    html = show("{% field form.agree %}", form=Form())

    assert html.index("<input") < html.index("<span>Agree")


def test_field_hidden_prints_only_itself():
    assert "label" not in show("{% field form.token %}", form=Form())


def test_error_summary_links_each_error_to_its_field():
    html = show("{% error_summary form %}", form=Form({}))

    assert '<a href="#id_title">Title – This field is required.</a>' in html
    assert 'href="#id_days_0"' in html


def test_error_summary_of_a_good_or_blank_form_is_silent():
    assert show("{% error_summary form %}", form=Form()) == ""
    assert show("{% error_summary form %}", form=Form({"title": "x", "days": ["a"]})) == ""


def test_error_summary_links_lead_to_something_the_form_prints():
    form = Form({})

    html = show("{% error_summary form %}{% for f in form %}{% field f %}{% endfor %}", form=form)

    assert 'id="id_title"' in html
    assert 'id="id_days_0"' in html


@pytest.mark.parametrize("table", [SEGMENTS, STATES])
def test_words_of_components_wait_for_the_reader_s_language(table):
    assert all(isinstance(look.name, Promise) for look in table.values())
