"""Our components, as template tags: one file each in templates/components/, all in the gallery.

The library is a template builtin: no page needs to load it. Tags that wrap content end in
`end…`; the others print one component from their arguments.
"""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pathways_portal.common import money, qr, sources
from pathways_portal.common.addresses import absolute
from pathways_portal.common.choices import words_of
from pathways_portal.common.pay_marks import pay_marks
from pathways_portal.common.pay_row import LivingWage, PayRow
from pathways_portal.common.pay_words import pay_words
from pathways_portal.looks import ICONS, NOTICES, SEGMENTS, STATES
from pathways_portal.pictures import ACROSS, bars, path_layout, two_sided

register = template.Library()
register.filter("absolute", absolute)  # the whole address of a path, for paper
register.filter("source_words", sources.printed)  # a source in the reader's language, if ours
register.filter("words_of", words_of)  # a field with choices, by its name


def _component(name, **values):
    return render_to_string(f"components/{name}.html", values)


@register.simple_tag
def icon(name):
    """One of our own stroke icons, hidden from screen readers: words stand beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name]
    )


@register.simple_tag
def segment_mark(segment, word=None):
    """A segment's shape, color and word; `word` replaces the word, e.g. by a short one."""
    look = SEGMENTS[str(segment)]
    return format_html(
        '<span class="mark seg-{}">'
        '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="{}"/></svg>{}</span>',
        segment,
        look.shape,
        word or look.name,
    )


@register.simple_tag
def badge(kind, text=None):
    """A short label. `sample` has a dashed frame, `care` amber, `info` is quiet."""
    if kind not in {"sample", "care", "info"}:
        raise ValueError(f"No badge is called {kind!r}.")
    text = _("Sample data") if text is None and kind == "sample" else text
    return format_html('<span class="badge badge-{}">{}</span>', kind, text)


@register.simple_tag
def status(state, text=None):
    """A state as icon and words: see STATES in looks.py for the names."""
    look = STATES[str(state)]
    return format_html(
        '<span class="status status-{}">{}<span>{}</span></span>',
        look.tone,
        icon(look.icon),
        text or look.name,
    )


@register.simple_tag
def not_on_file(text=None):
    """What stands where no source has a value."""
    return format_html('<span class="not-on-file">{}</span>', text or _("not on file"))


@register.simple_tag
def fact(label, value, note="", url="", headline=False):
    """One label and value inside `{% facts %}`; an empty value reads "not on file"."""
    if value is None or value == "":
        printed = not_on_file()
    else:
        printed = localize(value)
        if url:
            printed = format_html('<a href="{}">{}</a>', url, printed)
    return format_html(
        '<div class="fact{}"><dt>{}</dt><dd>{}{}</dd></div>\n',
        " headline" if headline else "",
        label,
        printed,
        format_html(' <span class="fact-note">{}</span>', localize(note)) if note else "",
    )


@register.simple_block_tag(end_name="endfacts")
def facts(content):
    """The list around `{% fact %}`s."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.inclusion_tag("components/source_line.html")
def source_line(record, wrong_url=""):
    """Where a record comes from and when it was last verified.

    Reads source, source_url, as_of, verified_on, is_stale, is_sample; a missing one is empty.
    `wrong_url` adds the link "Is something wrong here?".
    """
    names = ["source", "source_url", "as_of", "verified_on", "is_stale", "is_sample"]
    found = {
        name: record.get(name) if isinstance(record, dict) else getattr(record, name, None)
        for name in names
    }
    return found | {"wrong_url": wrong_url}


@register.simple_block_tag(end_name="endpanel")
def panel(content, title="", level=2, id="", kind=""):
    """A framed part of a page with its heading."""
    return _component("panel", content=content, title=title, level=level, id=id, kind=kind)


@register.simple_block_tag(end_name="endcard")
def card(content, title="", url="", level=3, segment="", kicker="", sample=False, aside=""):
    """A record in a list: mark and owner, linked title, content; `aside` is the second column.

    Write the second column with `{% capture as aside %}…{% endcapture %}` before the card.
    """
    return _component(
        "card",
        content=content,
        title=title,
        url=url,
        level=level,
        segment=segment,
        kicker=kicker,
        sample=sample,
        aside=aside,
    )


@register.simple_block_tag(end_name="endcapture")
def capture(content):
    """Keep what is inside for later: `{% capture as name %}…{% endcapture %}`."""
    return content


@register.simple_block_tag(end_name="endnotice")
def notice(content, kind="info"):
    """A remark about the page: info, care, sample or done."""
    return _component("notice", content=content, kind=kind, icon_name=NOTICES[kind])


@register.simple_block_tag(end_name="endempty_state")
def empty_state(content, title, level=2):
    """What stands where a list is empty; the content says what to do next."""
    return _component("empty_state", content=content, title=title, level=level)


@register.simple_block_tag(end_name="enddata_table")
def data_table(content, caption, download="", wide=False, id="", note="", stacked=""):
    """A table with its caption; the content is thead and tbody, figures have class="num".

    The frame scrolls sideways and can be focused. `wide` keeps that on large screens, where a
    table otherwise shows whole and its header stays in view. Captions differ within a page,
    because the frame's name and id come from them. `download` is the address of the CSV.

    `stacked`: where there is no room each row is a block, its cells under their `data-label`, "two"
    or "three" beside each other. Rows and cells then name their `role`, or it would be no table.
    """
    return _component(
        "data_table",
        content=content,
        caption=caption,
        download=download,
        wide=wide,
        note=note,
        stacked=stacked,
        id=id or f"table-{slugify(str(caption))}",
    )


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(rows, title, description=""):
    """A small column chart. `rows` is a list of (label, value); None is a "not on file" gap.

    Values are numbers of zero or more. Print the same rows as a table beside it.
    """
    return {"rows": bars(rows), "title": title, "description": description}


@register.inclusion_tag("components/gap_bars.html")
def gap_bars(rows, title, left, right, description="", id=""):
    """A two-sided bar chart: what there is on the left against what is wanted on the right.

    Each row: label, left and right (numbers of zero or more, None is "not on file"), words that
    say what that means, url; `left_words` print the left number otherwise, `missing` stands for
    "not on file". `left` and `right` name the sides. Print the same rows as a table.
    """
    return {
        **two_sided(rows),
        "across": ACROSS,
        "title": title,
        "left": left,
        "right": right,
        "description": description,
        "id": id or f"chart-{slugify(str(title))}",
    }


@register.filter
def dollars(amount):
    """ "$26.01", "$139,520"; what has no amount says so elsewhere and is empty here."""
    return money.dollars(amount)


@register.simple_tag
def pay_bar(survey, benchmark):
    """Median pay on one scale for all occupations, against the living wage as a tick.

    `survey` is an OccupationFigure with pay, or a PayRow, or None; `benchmark` has the `hourly`
    living wage of the county, or is None where none is on file. A source and its year stand
    elsewhere on the page.
    """
    return _pay_bar(
        survey and PayRow.of(survey), benchmark and LivingWage(benchmark.hourly), get_language()
    )


@lru_cache(maxsize=2_000)
def _pay_bar(row, wage, _language):
    """Many cards of a page, and many pages, show the same job in the same county."""
    return _component(
        "pay_bar",
        marks=row and pay_marks(row, wage),
        words=pay_words(row, wage),
        priced_as=row and row.priced_as,
    )


@register.inclusion_tag("components/path_picture.html")
def path_picture(steps, title):
    """A path through the segments. Each step: segment, title, subtitle, connector, url.

    `connector` says how the step before leads here. The last step is the destination. A step may
    name itself otherwise than by its segment (`mark`) and say that it is made up (`is_sample`).
    """
    return {"title": title, **path_layout(steps)}


@register.inclusion_tag("components/qr.html", name="qr")
def qr_code(address, words=None):
    """An address as a QR code with words below: the way from paper back to the live page.

    `address` is a whole one (`portal.address`, or a path through `|absolute`). Prints nothing for
    one that is too long to be read from paper; print the address beside it.
    """
    words = _("This page, live") if words is None else words
    return {"code": qr.path_of(str(address)), "address": address, "words": words}


@register.inclusion_tag("components/chip.html")
def chip(label, url):
    """A chosen filter; the link takes it away."""
    return {"label": label, "url": url}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parts):
    """The way here: label, address, label, address, …, label of this page."""
    here = parts[-1]
    above = [{"label": parts[n], "url": parts[n + 1]} for n in range(0, len(parts) - 1, 2)]
    return {"above": above, "here": here}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page, label=None):
    """Links to the other pages of a list, keeping the search. Prints nothing for one page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": list(numbers),
        "gap": page.paginator.ELLIPSIS,
        "label": label or _("Pages"),
    }


@register.inclusion_tag("components/field.html")
def field(bound, css=""):
    """One form field with its label, help and errors, tied together for screen readers."""
    widget = getattr(bound.field.widget, "input_type", "")
    return {"field": bound, "css": css, "is_check": widget == "checkbox" and not bound.use_fieldset}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form):
    """On top of a form that was sent back: every error, each with a link to its field."""
    return {"form": form, "fields": [bound for bound in form if bound.errors]}
