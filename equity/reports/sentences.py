"""The report in words, from published cells: plain, about our results, never about the students."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equity.enums import Stage
from equity.measures.display import percent, points
from equity.models import Metric
from equity.models.release import sums_in_words
from equity.pages.published.group_words import full_label_of, people_of


def day(moment):
    """A day as the pages print it, of a moment or a day: "27 Nov 2026"."""
    return date_format(localtime(moment) if isinstance(moment, datetime) else moment, "j M Y")


def place_name(organization):
    return organization.name if organization else _("The region")


def places_of(subscription):
    """Names of what a subscription is about, the region last."""
    organizations, with_region = subscription.places
    names = [one.name for one in subscription.organizations.all()] if organizations else []
    return " · ".join([*sorted(names), *([place_name(None)] if with_region else [])])


def with_others(place, more):
    """ "Example College and 2 more", where gaps of several places are named."""
    if not more:
        return place
    return ngettext("%(place)s and %(count)d more", "%(place)s and %(count)d more", more) % {
        "place": place,
        "count": more,
    }


def subject(place, gaps, release):
    """Never a count that is not on the public page: only how many gaps are named inside."""
    words = ngettext(
        "%(place)s: %(count)d gap to act on (data: %(release)s)",
        "%(place)s: %(count)d gaps to act on (data: %(release)s)",
        gaps,
    )
    return words % {"place": place, "count": gaps, "release": release}


def subject_without_gaps(place, *, got_better, is_corrected, has_news):
    """What a report says that names no gap; "no new data" only where nothing has changed."""
    if got_better:
        words = _("%(place)s: what got better, and your open actions")
    elif is_corrected:
        words = _("%(place)s: figures being corrected, and your open actions")
    elif has_news:
        words = _("%(place)s: new data, and your open actions")
    else:
        words = _("%(place)s: your open actions (no new data)")
    return words % {"place": place}


def _being_corrected():
    return _("Figures here were taken back and are being corrected; none of them is named.")


def news(new, measures, *, is_first, is_corrected):
    """Two sentences: which release, published when; and what changed since the last report.

    `is_first`: there was none. `is_corrected`: figures were taken back, a third sentence.
    """
    first = _("This report is about the %(release)s, published on %(day)s.") % {
        "release": " + ".join(one.local_label for one in new),
        "day": day(new[-1].published_at),
    }
    metrics = len({metric for one in new for metric in measures[one.pk]})
    if is_first:
        second = ngettext(
            "It is the first report here, with complete figures of %(count)d measure.",
            "It is the first report here, with complete figures of %(count)d measures.",
            metrics,
        )
    else:
        second = ngettext(
            "Since the last report %(count)d measure has new figures.",
            "Since the last report %(count)d measures have new figures.",
            metrics,
        )
    more = [_being_corrected()] if is_corrected else []
    return [first, second % {"count": metrics}, *more]


def about_sums(figures):
    """Of the region: which of its figures are added up (method, section 4), in a list."""
    if not figures.sums:
        return []
    measures = set().union(*figures.measures.values())
    names = [one.local_name for one in Metric.objects.filter(pk__in=figures.sums).order_by("order")]
    return [sums_in_words(names, are_all=figures.sums == measures)]


def no_news(releases, has_actions, *, is_corrected):
    """Method 7.2: no new release, no new numbers; but that figures were taken back is told."""
    if not releases:
        first = _("No figures are published here yet.")
    else:
        first = _("No new data since %(day)s.") % {"day": day(releases[-1].published_at)}
    actions = _("Your open actions:")
    if is_corrected:
        first = f"{first} {_being_corrected()}"
    return [f"{first} {actions}" if has_actions else first]


def where(cell):
    """Cohort, pathway and segment of a cell."""
    parts = [_("Cohort %(cohort)s") % {"cohort": cell.slice.cohort_label}]
    parts.append(
        cell.slice.pathway.local_title if cell.slice.pathway_id else _("all pathways together")
    )
    parts.append(cell.slice.get_segment_display())
    return " · ".join(str(part) for part in parts)


def group_name(group):
    """The group as a line names it, in the words of the gap's own name (`equity.gap_names`)."""
    return capfirst(group.local_people) or full_label_of(group)


def heading(cell):
    return f"{group_name(cell.group)} · {cell.slice.metric.local_name}"


def figures(cell):
    """ "38 of 96 (39.6%) against 53.9% of everyone else; 14 more students would close it." """
    return ngettext(
        "%(s)s of %(n)s (%(rate)s) against %(reference)s of everyone else; "
        "%(needed)s more student would close it.",
        "%(s)s of %(n)s (%(rate)s) against %(reference)s of everyone else; "
        "%(needed)s more students would close it.",
        cell.needed_parity,
    ) % {
        "s": f"{cell.s:,}",
        "n": f"{cell.n:,}",
        "rate": percent(cell.rate),
        "reference": percent(cell.reference),
        "needed": f"{cell.needed_parity:,}",
    }


def direction(cell, before):
    """Where the gap has gone since the cohort before."""
    if before is None or before.gap is None:
        return _("The cohort before cannot be compared: it is not shown or not reported.")
    values = {
        "cohort": before.slice.cohort_label,
        "before": points(abs(before.gap)),
        "now": points(abs(cell.gap)),
    }
    if before.gap >= 0:
        return _("In %(cohort)s there was no gap; now it is %(now)s points.") % values
    if cell.gap > before.gap:
        return _("The gap has narrowed: %(before)s points in %(cohort)s, %(now)s now.") % values
    if cell.gap < before.gap:
        return _("The gap has widened: %(before)s points in %(cohort)s, %(now)s now.") % values
    return _("The gap is the same as in %(cohort)s: %(now)s points.") % values


def widest(cell, other):
    """The step of the way where most students of the group are lost."""
    if other.pk == cell.pk:
        return _("This is the step on the way where the loss is largest.")
    return ngettext(
        "On the way the loss is largest at “%(metric)s”: %(needed)s student.",
        "On the way the loss is largest at “%(metric)s”: %(needed)s students.",
        other.needed_parity,
    ) % {"metric": other.slice.metric.local_name, "needed": f"{other.needed_parity:,}"}


def better(cell, before):
    """What got better."""
    return _(
        "%(what)s: %(rate)s in %(cohort)s, after %(old)s in %(before)s. "
        "The gap to everyone else went from %(gap_before)s to %(gap_now)s points."
    ) % {
        "what": heading(cell),
        "rate": percent(cell.rate),
        "cohort": cell.slice.cohort_label,
        "old": percent(before.rate),
        "before": before.slice.cohort_label,
        "gap_before": points(abs(min(before.gap, 0))),
        "gap_now": points(abs(min(cell.gap, 0))),
    }


def question(cell):
    """A question for the next meeting, about the step where the largest gap is."""
    values = {
        "people": people_of(cell.group),
        "pathway": cell.slice.pathway.local_title
        if cell.slice.pathway_id
        else _("our career pathways"),
    }
    asked = {
        Stage.ENTERS: _("Where do %(people)s first hear about %(pathway)s, and from whom?"),
        Stage.MOMENTUM: _("Which course of %(pathway)s loses most %(people)s, and at what week?"),
        Stage.TRANSITION: _("Who meets %(people)s on both sides of the step out of %(pathway)s?"),
        Stage.COMPLETES: _(
            "What stands between %(people)s and the last course of %(pathway)s: its hours, its "
            "seats, its cost?"
        ),
        Stage.TRANSFERS: _(
            "Which requirement for transfer do %(people)s in %(pathway)s meet last?"
        ),
        Stage.WORKS: _("Which employers hire from %(pathway)s, and do %(people)s meet them?"),
        Stage.EARNS: _("Which jobs after %(pathway)s pay a living wage, and do %(people)s know?"),
    }
    return asked[cell.slice.metric.stage] % values


def question_without_data():
    return _("What stands in the way of our oldest open action, and who can clear it?")
