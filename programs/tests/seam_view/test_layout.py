"""The seam map: lines never cross a box, boxes never overlap, and the same input draws the same."""

import random

import pytest

from programs.seam.layout import Tile, Wire, draw
from programs.seam.lettering import width_of, wrapped

LANES = 5
NAME = 210  # as wide as the longest name of a lane, and how many programs it has


def some_input(seed):
    """A small map that no person would draw: any place, any line, pills and plates at random."""
    dice = random.Random(seed)
    boxes = [
        Tile(
            key=f"box-{number}",
            lane=dice.randrange(LANES),
            track=dice.randrange(3),
            column=dice.randrange(6),
            title=dice.choice(["Nursing", "Introduction to the health occupations", "A" * 60]),
            notes=dice.choice(
                [(), ("Grade 11 · concentrator",), ("64–65 units in the major", "x")]
            ),
            pill=dice.choice([(), ("Nursing assistants",), ("Nursing assistants", "$20.11")]),
            inset=dice.choice([0, 0, 10, 30]),
            compact=dice.random() < 0.2,
        )
        for number in range(dice.randrange(1, 12))
    ]
    lines = [
        Wire(
            key=f"line-{number}",
            start=dice.choice(boxes).key,
            end=dice.choice(boxes).key,
            plate=dice.choice([(), ("3 units by exam", "grade B", "claim by 30 June")]),
        )
        for number in range(dice.randrange(0, 12))
    ]
    marks = [(lane, "Work-based learning: exploration, training") for lane in (1, 4)]
    return [NAME] * LANES, boxes, lines, marks


def pieces(line):
    return list(zip(line.points, line.points[1:], strict=False))


SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_line_crosses_a_box_or_what_hangs_below_one(seed):
    drawing = draw(*some_input(seed))

    for line in drawing.lines:
        for piece in pieces(line):
            for one in drawing.boxes:
                assert not one.rect.crossed_by(*piece)
                assert not (one.pill and one.pill.crossed_by(*piece))


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_overlaps_and_all_is_inside(seed):
    drawing = draw(*some_input(seed))
    rects = [one.rect for one in drawing.boxes]
    rects += [one.pill for one in drawing.boxes if one.pill]
    rects += [line.plate for line in drawing.lines if line.plate]
    rects += [*drawing.names, *drawing.marks.values()]

    for number, rect in enumerate(rects):
        assert rect.x >= 0 and rect.y >= 0
        assert rect.right <= drawing.width and rect.bottom <= drawing.height
        assert not any(rect.overlaps(other) for other in rects[number + 1 :])


@pytest.mark.parametrize("seed", SEEDS)
def test_no_line_crosses_the_name_of_a_lane(seed):
    drawing = draw(*some_input(seed))

    crossed = [
        (name, piece)
        for name in drawing.names
        for line in drawing.lines
        for piece in pieces(line)
        if name.crossed_by(*piece)
    ]
    assert crossed == []


def test_a_name_stays_at_the_left_where_a_line_can_go_round_it():
    boxes = [Tile("above", 0, 0, 0), Tile("below", 2, 0, 1)]

    drawing = draw([60, 150, 60], boxes, [Wire("down", "above", "below")])

    assert [name.x for name in drawing.names] == [12, 12, 12]
    assert drawing.lines[0].points


def test_a_name_stands_beside_the_line_that_has_no_other_way():
    boxes = [Tile("above", 0, 0, 0), Tile("below", 2, 0, 0)]

    drawing = draw([60, 200, 60], boxes, [Wire("down", "above", "below")])

    [(x, _top), _end] = drawing.lines[0].points
    assert drawing.names[1].x > x


@pytest.mark.parametrize("seed", SEEDS)
def test_a_line_is_straight_or_has_one_bend_and_touches_both_its_boxes(seed):
    drawing = draw(*some_input(seed))
    rects = {one.box.key: one.rect for one in drawing.boxes}

    for one in drawing.lines:
        assert len(one.points) in (0, 2, 3)
        for key, point in zip(
            (one.line.start, one.line.end),
            (one.points or [])[:: max(1, len(one.points) - 1)],
            strict=False,
        ):
            rect, (x, y) = rects[key], point
            assert rect.x <= x <= rect.right and rect.y <= y <= rect.bottom
            assert x in (rect.x, rect.right) or y in (rect.y, rect.bottom)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_between_two_boxes_is_drawn_or_has_a_number_at_both_ends(seed):
    names, boxes, lines, marks = some_input(seed)

    drawing = draw(names, boxes, lines, marks)

    wanted = {line.key for line in lines if line.start != line.end}
    assert {one.line.key for one in drawing.lines} == wanted
    for one in drawing.lines:
        marked = {box.box.key for box in drawing.boxes if one.tag in box.tags}
        assert bool(one.points) == (one.tag is None)
        assert one.tag is None or marked == {one.line.start, one.line.end}


def test_what_a_box_says_in_words_needs_no_number():
    boxes = [Tile("a", 0, 0, 0), Tile("wall", 0, 0, 1), Tile("b", 0, 0, 2)]

    (line,) = draw([NAME], boxes, [Wire("said", "a", "b", is_said=True)]).lines

    assert (line.points, line.tag) == ([], None)


def test_the_same_input_draws_the_same():
    for seed in SEEDS:
        assert draw(*some_input(seed)) == draw(*some_input(seed))


def test_credit_for_several_colleges_runs_down_beside_the_boxes_above():
    """One course counts at three colleges: a straight line to each, though they stand in a row."""
    boxes = [
        Tile("course", 0, 0, 0),
        Tile("first", 1, 0, 0, inset=20),
        Tile("second", 1, 1, 0, inset=10, compact=True),
        Tile("third", 1, 2, 0, compact=True),
    ]
    lines = [Wire(f"to {key}", "course", key) for key in ("first", "second", "third")]

    drawing = draw([NAME, NAME], boxes, lines)

    assert [len(one.points) for one in drawing.lines] == [2, 2, 2]


@pytest.mark.parametrize(
    "plate",
    [
        ("signed, not in force yet",),
        ("firmado, todavía no entra en vigor",),
        ("3 units dual enrollment", "grade B or better", "claim by 30 Jun 2027"),
        ("After the last lesson of the school year",),
    ],
)
def test_a_plate_is_wrapped_and_its_terms_are_never_cut(plate):
    boxes = [Tile("above", 0, 0, 0), Tile("beside", 1, 0, 3), Tile("below", 2, 0, 0)]

    (line,) = draw([NAME] * 3, boxes, [Wire("down", "above", "below", plate)]).lines

    assert line.plate
    assert " ".join(line.plate_lines) == " ".join(plate)


def test_a_box_that_is_walled_in_is_joined_by_a_number():
    walls = [(0, 1), (1, 0), (1, 2), (2, 1)]
    boxes = [Tile("inside", 0, 1, 1), Tile("outside", 0, 5, 5)]
    boxes += [Tile(f"wall {track} {column}", 0, track, column) for track, column in walls]

    (line,) = draw([NAME], boxes, [Wire("out", "inside", "outside")]).lines

    assert (line.points, line.tag) == ([], 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nursing", ["Nursing"]),
        ("Medical terminology", ["Medical", "terminology"]),
        ("Introduction to the health occupations", ["Introduction", "to the healt…"]),
        ("Neuropsychopharmacology", ["Neuropsych-", "opharmacol…"]),
        ("A Neuropsychopharmacology", ["A", "Neuropsych…"]),
        ("", []),
    ],
)
def test_text_is_wrapped_and_cut_where_the_box_ends(text, expected):
    lines = wrapped(text, 82, 12, lines=2)

    assert lines == expected
    assert all(width_of(line, 12) <= 82 for line in lines)
