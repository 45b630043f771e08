"""The parts of the map of a seam that stand there a hundred times, as SVG: lines, boxes, plates.

In Python, not in a template, which takes ten times as long for each.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from programs.templatetags.seam_said import english_mark, exit_words

# The mark of sample data stands at the right of a box that is wide enough for it.
BADGE, WIDE = 54, 60
_TO_BOX = mark_safe('<path d="M14 0V-5"/>')  # from what hangs below a box up to it
TITLE_STEP, STEP = 15, 14  # from one line of a title to the next, of any other text


def _joined(parts, between=""):
    return format_html_join(between, "{}", ((part,) for part in parts))


def lines(picture):
    """The lines, in their order."""
    return _joined((_line(*one) for one in picture.lines), "\n")


def boxes(picture):
    """The boxes, each with what hangs below it."""
    return _joined((_box(*one) for one in picture.boxes), "\n")


def plates(picture):
    """The plates of lines that bear one."""
    return _joined((_plate(*one) for one in picture.lines if one[0].plate), "\n")


def _sample(row):
    return f" ({_('Sample data')})" if row.is_sample else ""


def _line(drawn, line, start, end):
    return format_html(
        '<g class="seam-line seam-{} seg-{}{}"{}><title>{} → {}{}{}</title>{}</g>',
        line.kind,
        "college" if line.kind == "credit" else start.segment,
        "" if line.is_promised else " seam-not-now",
        format_html(' data-row="{}"', line.key) if line.kind != "order" else "",
        start.title,
        end.title,
        f": {line.words}" if line.terms else "",
        _sample(line),
        format_html('<path d="{}"/>', drawn.path) if drawn.points else "",
    )


def _box(drawn, box):
    rect = drawn.rect
    inside = format_html(
        '<title>{}</title><rect width="{}" height="{}" rx="8"/>'
        '<text class="seam-title" x="10" y="20"{}>{}{}</text>',
        box.all_words,
        rect.width,
        rect.height,
        english_mark(box),
        _title(drawn.title),
        _spans(drawn.notes, 10, "seam-note"),
    )
    if box.url:
        sample = f", {_('Sample data')}" if box.is_sample else ""
        label = f"{box.all_words}{sample}"
        inside = format_html('<a href="{}" aria-label="{}">{}</a>', box.url, label, inside)
    return format_html(
        '<g class="seam-box seam-{} seg-{}{}" data-row="{}" transform="translate({} {})">{}{}{}</g>'
        "{}",
        box.role.value,
        box.segment,
        " seam-sample" if box.is_sample else "",
        box.key,
        rect.x,
        rect.y,
        inside,
        _badge(rect) if box.is_sample else "",
        _tags(drawn),
        _pill(drawn, box) if drawn.pill else "",
    )


def _title(lines):
    return _joined(_span(line, 10, TITLE_STEP if at else None) for at, line in enumerate(lines))


def _spans(lines, x, look=""):
    """Lines of text below others."""
    return _joined(_span(line, x, STEP, look) for line in lines)


def _span(words, x, dy, look=""):
    """A line of text; `dy`: how far below the last one, None for the first."""
    return format_html(
        '<tspan{} x="{}"{}>{}</tspan>',
        format_html(' class="{}"', look) if look else "",
        x,
        format_html(' dy="{}"', dy) if dy else "",
        words,
    )


def _badge(rect):
    return format_html(
        '<g class="seam-badge" transform="translate({} -7)"><rect width="48" height="14" rx="4"/>'
        '<text x="24" y="10.5">{}</text></g>',
        rect.width - BADGE if rect.width > WIDE else 4,
        _("sample"),
    )


def _tags(drawn):
    """Numbers that stand for lines that could not be drawn."""
    return format_html_join(
        "",
        '<g class="seam-tag" transform="translate({} {})"><circle cx="10" cy="0" r="8"/>'
        '<text x="10" y="4">{}</text></g>',
        ((20 * at, drawn.rect.height, tag) for at, tag in enumerate(drawn.tags)),
    )


def _pill(drawn, box):
    """What hangs below a box: a job to leave for with its pay, and that nothing leads on."""
    last = len(drawn.pill_lines) - 1
    texts = [
        (line, "seam-pay" if at == last and box.pay_words else "")
        for at, line in enumerate(drawn.pill_lines)
    ]
    texts += [(line, "seam-end-line") for line in drawn.end_lines]
    said = [exit_words(box)] if box.is_exit else []
    said += [drawn.box.end] if box.end else []
    return format_html(
        '\n<g class="seam-pill{}{}{}" transform="translate({} {})"><title>{}</title>{}'
        '<rect width="{}" height="{}" rx="8"/><text x="9" y="15">{}</text></g>',
        " seam-end" if box.end else "",
        " seam-elsewhere" if box.elsewhere else "",
        " seam-exit" if drawn.pill_lines else "",
        drawn.pill.x,
        drawn.pill.y,
        "; ".join(said),
        _TO_BOX if box.end else "",
        drawn.pill.width,
        drawn.pill.height,
        _joined(
            _span(line, 9, STEP if at else None, look) for at, (line, look) in enumerate(texts)
        ),
    )


def _plate(drawn, line, start, end):
    plate, bold = drawn.plate, drawn.plate_bold
    inside = format_html(
        '<rect width="{}" height="{}" rx="6"/><text x="7" y="16">{}</text>',
        plate.width,
        plate.height,
        _joined(
            _span(words, 7, STEP if at else None, "seam-first" if at < bold else "")
            for at, words in enumerate(drawn.plate_lines)
        ),
    )
    if line.url:
        label = f"{start.title} → {end.title}: {line.words}"
        inside = format_html('<a href="{}" aria-label="{}">{}</a>', line.url, label, inside)
    return format_html(
        '<g class="seam-plate seam-{}{}{}" transform="translate({} {})"><title>{}{}</title>{}</g>',
        line.kind,
        " seam-sample" if line.is_sample else "",
        "" if line.is_promised else " seam-not-now",
        plate.x,
        plate.y,
        line.words,
        _sample(line),
        inside,
    )
