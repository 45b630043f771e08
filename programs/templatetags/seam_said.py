"""What stands at the boxes of a seam where it is told in words, as HTML: in the outline and table.

In Python, not in templates: a pathway of a state has some thirty boxes with a hundred lines, and a
template takes ten times as long for each.
"""

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from pathways_portal.templatetags.portal import badge
from programs.seam.boxes import End, Role
from programs.templatetags.program_words import lang_mark


def english_mark(box):
    """The attribute that marks an English title on a Spanish page."""
    return mark_safe(' lang="en"') if box.is_english else ""


def named_link(one):
    """The title of a box or an `Onward`, as a link where it has a page."""
    mark = english_mark(one)
    if not one.url:
        return format_html("<span{}>{}</span>", mark, one.title) if mark else one.title
    return format_html('<a href="{}"{}>{}</a>', one.url, mark, one.title)


def outline_item(seam, box):
    """A box of the outline: what it is, and all that it leads to."""
    return format_html(
        '<li class="seam-item seg-{} seam-{}" data-row="{}">\n{}\n{}{}{}</li>',
        box.segment,
        box.role.value,
        box.key,
        _card(box),
        _onward(seam, box),
        then(seam, box),
        format_html('<p class="seam-end-words">{}</p>', end(box)) if box.end else "",
    )


def _card(box):
    link = format_html('<a href="{}">{}</a>', box.url, box.title) if box.url else box.title
    sub = f"{box.note} · {box.at}" if box.note and box.at else box.note or box.at
    return format_html(
        '<div class="seam-card{}"><strong{}>{}</strong>{}\n<span class="seam-sub">{}</span>{}{}'
        "</div>",
        " seam-sample" if box.is_sample else "",
        english_mark(box),
        link,
        sample(box),
        sub,
        _courses(box.courses),
        format_html('\n<span class="seam-exit-words">{}</span>', exit_words(box))
        if box.is_exit
        else "",
    )


def _courses(courses):
    if not courses:
        return ""
    items = format_html_join(
        "",
        '<li{}><span class="code">{}</span> {}</li>',
        ((lang_mark(one, "title"), one.number, one.local_title) for one in courses),
    )
    return format_html('\n<ul class="seam-courses">{}</ul>', items)


def exit_words(box):
    """ "Exit: Welders, $26.01 an hour (San Diego County)"; not marked safe."""
    words = _("Exit: %(job)s") % {"job": box.job.local_title}
    return f"{words}, {pay_words(box)}" if box.pay_words else words


def pay_words(box):
    """ "$26.01 an hour (San Diego County)"; not marked safe."""
    return f"{_('%(pay)s an hour') % {'pay': box.pay_words}} ({box.pay_at})"


def sample(row):
    """The mark of sample data after a blank, or nothing."""
    return format_html(" {}", badge("sample")) if row.is_sample else ""


def _onward(seam, box):
    """The list of lines that lead on, but for the plain order of courses."""
    lines = [_line(box, line, to) for line, to in seam.after(box) if line.kind != "order"]
    items = format_html_join("\n", "{}", ((line,) for line in lines))
    return format_html('<ul class="seam-onward" role="list">{}</ul>\n', items) if lines else ""


def _line(box, line, to):
    terms, agreement = "", ""
    if line.terms:
        terms = format_html(
            '<span class="hidden-visually">: </span><span class="seam-terms">{}</span>', line.words
        )
    if line.url:
        agreement = format_html(
            ' <a class="small" href="{}">{}<span class="hidden-visually">: {} → {}</span></a>',
            line.url,
            _("the agreement"),
            box.title,
            to.title,
        )
    return format_html(
        '<li class="seam-plate-words seam-{}{}{}" data-row="{}"><span class="hidden-visually">{} '
        "</span><b>{}</b>{}{}{}{}</li>",
        line.kind,
        "" if line.is_promised else " seam-not-now",
        " seam-sample" if line.is_sample else "",
        line.key,
        _("Leads to"),
        to.called,
        format_html('<span class="hidden-visually">,</span> <span class="soft">{}</span>', to.at)
        if is_elsewhere(box, to)
        else "",
        terms,
        sample(line),
        agreement,
    )


def is_elsewhere(box, to):
    """Whether a line has to say where it leads."""
    return bool(to.at and to.at != box.at and not to.counts)


def then(seam, box):
    """What follows a box in the plain order of courses or terms, as the map draws it."""
    return format_html_join(
        "",
        '<p class="seam-then"><span class="soft">{}</span> <span{}>{}</span>{}</p>',
        (
            (
                _("Then:"),
                english_mark(to),
                to.title,
                f", {to.notes[0].lower()}" if to.role == Role.COURSE and to.notes else "",
            )
            for line, to in seam.after(box)
            if line.kind == "order"
        ),
    )


def end(box):
    """What is known where no line leads on: see `End`."""
    if box.end == End.ELSEWHERE:
        return format_html_join(" ", "{}", ((_leads_to(one),) for one in box.elsewhere))
    if box.end == End.NONE:
        words = _("No agreement, says the school.")
    elif box.end == End.NO_CREDIT:
        words = (
            _("No college credit agreement for these courses is on file yet.")
            if box.courses
            else _("No college credit agreement for this course is on file yet.")
        )
    else:
        words = _("What it leads to is not yet reported.")
    return format_html(
        '{} <a href="{}">{}<span class="hidden-visually"> {}</span></a>',
        words,
        box.gap_url,
        _("A gap?"),
        box.title,
    )


def _leads_to(one):
    parts = {"title": conditional_escape(named_link(one)), "at": conditional_escape(one.at)}
    words = _("Leads to %(title)s, at %(at)s") if one.at else _("Leads to %(title)s")
    state = f" ({one.state})" if one.state else ""
    said = mark_safe(words % parts)  # noqa: S308 - escaped above
    return format_html("{}{}.{}", said, state, sample(one))
