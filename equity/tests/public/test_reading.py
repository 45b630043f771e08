"""The reader of the site is not blind: what would be a leak is found, in whatever form it comes."""

import pytest

from equity.tests.protection.attack import APART, Attack
from equity.tests.public import read_charts, read_sentences, read_tables, read_titles
from equity.tests.public.claims import HIDDEN, SHOWN, Claims, Key
from equity.tests.public.knowledge import explained, rows_of, write_figures
from equity.tests.public.read_pages import read_page
from equity.tests.public.tree import tree

HERE = Key("College 1", "all", "step_1", "2022-23")
GROUP = HERE._replace(group="g1")
COLUMNS = ["Students", "Rate", "Everyone else", "Gap, points", "More students to close it"]
WHY = '<a class="why" href="/methods/#not-shown">Why?</a>'
PRIVACY = '<span class="hidden-visually">, to protect student privacy</span>'
WORDS = f'<span class="not-shown">Not shown{PRIVACY} {WHY}</span>'
QUIET = f'<td class="num words" colspan="5">{WORDS}</td>'


def row(cells):
    claims = Claims()
    claims.is_(GROUP, HIDDEN, "CSV")
    element = tree(f"<table><tr>{cells}</tr></table>")[0]
    read_tables.read_row(claims, GROUP, COLUMNS, element.all("td"), "table")
    return claims


def problems(claims):
    explained(claims, claims.settle())
    return claims.problems


def test_words_alone_beside_a_hidden_group_are_no_problem():
    assert problems(row(QUIET)) == []


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(QUIET.replace("Not shown", "Not shown (7)"), id="a number"),
        pytest.param(QUIET.replace("colspan", 'data-n="7" colspan'), id="an attribute"),
        pytest.param(QUIET.replace("not-shown", "not-shown rule-size", 1), id="a class of its own"),
        pytest.param(QUIET + "<td>4</td>", id="another cell"),
        pytest.param("<td>7</td><td>42.9%</td><td>–</td><td>–</td><td>–</td>", id="its figures"),
        pytest.param(QUIET.replace("/methods/#not-shown", "/methods/#small"), id="another reason"),
    ],
)
def test_whatever_else_stands_beside_a_hidden_group_is_found(cells):
    assert problems(row(cells))


def test_a_comment_in_a_page_is_found():
    claims = Claims()

    read_page(claims, "/equity/", "<html><body><!-- 7 --><h1>A</h1></body></html>")

    assert "comments" in claims.problems[0]


def test_a_number_in_the_link_preview_alone_is_found():
    claims = Claims()
    head = '<meta property="og:description" content="7 students">'

    read_page(claims, "/equity/", f"<html><head>{head}</head><body><h1>A</h1></body></html>")

    assert "in the head alone" in claims.problems[0]


def test_a_mark_of_a_hidden_group_in_a_picture_is_found():
    claims = Claims()
    claims.is_(GROUP, HIDDEN, "CSV")
    svg = tree('<svg><circle class="dot-open" cx="45.25%"></circle></svg>')[0]

    read_charts._marks(claims, GROUP, svg, read_charts.Scale(0, 100))

    assert "['rate']" in problems(claims)[0]


def test_two_pages_that_do_not_agree_are_found():
    claims = Claims()
    for text, source in (("45.0%", "CSV"), ("45.2%", "table")):
        claims.rate(GROUP, text, source)

    assert "against" in problems(claims)[0]


def say(text, gaps=(GROUP,)):
    """Problems of a sentence beside a table of one group with a gap."""
    claims = Claims()
    read_sentences._sentence(claims, text, HERE, [GROUP], ([GROUP], [], list(gaps)))
    return claims


def test_a_sentence_is_read_as_figures():
    claims = say("College 1, 2022-23: 90 of 200 students reach it, 45.0%.")
    more = say("The gap would close if 14 more night students reach it.")

    assert claims.problems == more.problems == []
    assert (claims.shown(HERE, "s"), claims.shown(HERE, "n")) == (90, 200)
    assert more.shown(GROUP, "needed") == 14


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("About 7 of them are women.", id="of no known form"),
        pytest.param("The gap would close if 14 more women reach it.", id="no gap there"),
        pytest.param("2 groups are not shown, to protect students.", id="another count"),
        pytest.param("College 2, 2022-23: 90 of 200 students reach it, 45.0%.", id="elsewhere"),
        pytest.param(
            "Of 1 groups shown, 1 has a gap larger than chance: Group 2.", id="another group"
        ),
    ],
)
def test_a_sentence_that_the_table_does_not_bear_out_is_found(text):
    assert say(text).problems


@pytest.mark.parametrize(
    ("title", "is_so"),
    [
        ("39.6% to 53.9% of night students reach it, at 2 places", True),
        ("39.6% to 53.9% of night students reach it, at 3 places", False),
        ("38.6% to 53.9% of night students reach it, at 2 places", False),
        ("39.6% to 53.9% of women reach it, at 2 places", False),
        ("39.6% to 53.9% of night students, 7 of them here", False),
    ],
)
def test_a_title_that_the_table_does_not_bear_out_is_found(title, is_so):
    claims, said = Claims(), []
    for place, words in (("College 1", "39.6%"), ("College 2", "53.9%"), ("Hidden", HIDDEN)):
        key = GROUP._replace(place=place)
        claims.rate(key, words, "table")
        said.append((key, words))

    read_titles.read_comparison(claims, title, GROUP, said)
    claims.settle()

    assert bool(claims.problems) is not is_so


def test_a_figure_that_shown_counts_do_not_give_is_found():
    claims = Claims()
    claims.is_(GROUP, SHOWN, "CSV")
    for name, text in (("n", "200"), ("s", "90"), ("margin", "7.9")):
        claims.say(GROUP, name, text, "CSV")

    assert "margin" in problems(claims)[0]


def test_what_is_hidden_stands_last():
    claims = Claims()

    read_tables.silent_last(claims, [("A", "Not shown"), ("B", "45.0%")], True, "a table")
    read_tables.silent_last(claims, [("A", "45.0%"), ("C", "Not shown"), ("B", "No students")],
                            True, "a table")  # fmt: skip

    assert claims.problems == [
        "a table: what is hidden is not last",
        "a table: what is hidden is not by name",
    ]


@pytest.mark.parametrize("leak", [None, "share_n"])
def test_a_figure_about_a_hidden_group_would_break_the_promise(leak):
    claims = Claims()
    for name in ("n", "s"):
        claims.say(HERE, name, {"n": "400", "s": "200"}[name], "CSV")
    claims.is_(HERE, SHOWN, "CSV")
    for number in (5, 6):
        claims.is_(HERE._replace(group=f"g{number}"), HIDDEN, "CSV")
    if leak:
        claims.say(HERE._replace(group="g5"), leak, "9.0%", "a chart")
    rows, of_cell = rows_of(claims, claims.settle())
    attack = Attack()
    attack.read(rows)
    write_figures(attack, claims, of_cell)

    found = attack.run()

    assert bool(found.broken) is bool(leak)
    assert leak or found.smallest >= APART


def broken(claims):
    rows, of_cell = rows_of(claims, claims.settle())
    attack = Attack()
    attack.read(rows)
    write_figures(attack, claims, of_cell)
    found = attack.run()
    assert not found.contradictions
    return {name[-1][-1] for name, _least, _most in found.broken}


@pytest.mark.parametrize("shown", [True, False])
def test_what_two_parents_leave_of_an_intersection_is_found(shown):
    claims = Claims()
    counts = {"all": 400, "g1": 200, "g2": 200, "g5": 180, "g6": 220}
    crossed = {"g8": 120, "g9": 100, "g10": 100} if shown else {}
    for group, count in (counts | crossed).items():
        claims.say(HERE._replace(metric="step_3", group=group), "n", str(count), "CSV")
        claims.is_(HERE._replace(metric="step_3", group=group), SHOWN, "CSV")
    for group in {"g7", "g8", "g9", "g10"} - set(crossed):
        claims.is_(HERE._replace(metric="step_3", group=group), HIDDEN, "CSV")

    assert broken(claims) == ({"g7"} if shown else set())


@pytest.mark.parametrize("also", [SHOWN, HIDDEN])
def test_what_rounded_rates_of_others_leave_is_found(also):
    claims = Claims()
    for group, rate in (("all", "50.0%"), ("g1", "45.0%"), ("g2", "")):
        key = HERE._replace(metric="step_4", group=group)
        claims.say(key, "n", {"all": "400"}.get(group, "200"), "table")
        if rate and (group == "all" or also == SHOWN):
            claims.rate(key, rate, "table")
        else:
            claims.is_(key, HIDDEN, "table")

    assert broken(claims) == ({"g2"} if also == SHOWN else set())


def test_an_e_mail_about_several_places_is_read_place_by_place():
    claims = Claims()
    gap = ["1. Group 1 · Step 1", "Cohort 2022-23 · all pathways together · College"]
    figures = "90 of 200 (45.0%) against 55.0% of everyone else; 20 more students would close it."
    lines = ["== College 2 ==", *gap, figures, "== The region ==", *gap]

    read_sentences.read_report(claims, [*lines, figures.replace("90", "80")], "", "e-mail")

    at = {key.place: claims.shown(key, "s") for key in claims.figures}
    assert at == {"College 2": 90, "Example Region": 80}
