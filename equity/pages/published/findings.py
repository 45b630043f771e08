"""What a table says, in plain words: the title is the finding, four sentences say the rest.

Everything is said of groups that are shown. Words follow one rule: students in a group do something
less often *here*; no group is the norm, none is ranked.
"""

from fractions import Fraction

from django.contrib.humanize.templatetags.humanize import apnumber, intcomma
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from equity.enums import MetricKind
from equity.pages.published.group_words import without_article
from equity.pages.published.orders import by_name

# More names than a sentence carries.
NAMES_SHOWN = 4
# With more of all students than this in groups that are not shown, the others tell little.
MOST = Fraction(1, 2)


def so_far(finding, is_complete):
    """A finding as it stands until the years of follow-up have passed: later students may yet
    change it."""
    return finding if is_complete else _("%(finding)s, so far") % {"finding": finding}


def title_of(metric, total, rows, *, is_complete=True):
    """The finding in one line. `is_complete`: whether the years of follow-up have passed."""
    found = _not_shown(metric, total, rows)
    return found or so_far(_finding(metric, total, rows), is_complete)


def _not_shown(metric, total, rows):
    """What stands there in place of a finding, "" where there is one."""
    groups = [row for row in rows if not row.group.is_unknown]
    if total and total.is_withdrawn:
        return _("These figures are being corrected")
    is_told = any(row.is_shown or row.is_banded for row in groups)
    if metric.kind == MetricKind.COMPOSITION:
        is_told = any(_has_share(row) for row in groups)
    elif metric.kind == MetricKind.PUBLISHED_RATE:
        if total is None or not total.is_shown:
            return _("%(metric)s, as the source publishes it") % {"metric": metric.local_name}
        return ""
    elif not rows and total and total.is_shown:
        return ""
    if not is_told:
        return _("%(metric)s: groups cannot be shown here") % {"metric": metric.local_name}
    if metric.kind == MetricKind.RATE and not any(map(_tells_of_gap, groups)):
        words = _("%(metric)s: the ranges shown do not tell whether there is a gap")
        return words % {"metric": metric.local_name}
    return ""


def _tells_of_gap(row):
    """Whether what is shown says if there is a gap: of a range it must be the same throughout."""
    return row.is_shown or (row.is_banded and row.cell.di is not None)


def _has_share(row):
    return row.is_shown and row.cell.rate is not None


def _finding(metric, total, rows):
    groups = [row for row in rows if not row.group.is_unknown]
    gaps = [row for row in groups if row.is_gap]
    if metric.kind == MetricKind.COMPOSITION:
        return _title_of_shares(metric, groups)
    if metric.kind == MetricKind.PUBLISHED_RATE or not rows:
        return _of_all(metric, total)
    verb = metric.local_verb or metric.local_name
    if not gaps and _share_not_shown(total, rows) > MOST:
        return _(
            "%(metric)s among the groups shown here: most students are in groups that are not shown"
        ) % {"metric": metric.local_name}
    if not gaps:
        return _("%(metric)s: no gap larger than chance among the groups shown here") % {
            "metric": metric.local_name
        }
    if len(gaps) == 1:
        return _("%(people)s %(verb)s less often here") % {
            "people": capfirst(gaps[0].people),
            "verb": verb,
        }
    return _("%(count)s groups %(verb)s less often here") % {
        "count": capfirst(apnumber(len(gaps))),
        "verb": verb,
    }


def _share_not_shown(total, rows):
    """Which part of all students is in groups that are not shown, a fraction of one.

    By what the page prints alone: all students less those of every other group. 0 where that does
    not tell: a number is missing, or one student may be in several groups.
    """
    hidden = [row for row in rows if row.is_protected]
    others = [row for row in rows if not row.is_protected]
    if not hidden or rows[0].group.dimension.overlapping:
        return 0
    if total is None or not total.cell.n or not all(row.has_n for row in others):
        return 0
    return Fraction(max(0, total.cell.n - sum(row.cell.n for row in others)), total.cell.n)


def _of_all(metric, total):
    """ "85.4% of all students graduate from high school here"."""
    return _("%(rate)s of all students %(verb)s here") % {
        "rate": total.rate_words,
        "verb": metric.local_verb or metric.local_name,
    }


def _title_of_shares(metric, groups):
    """The largest part of those who are counted: a share of all, which compares nobody."""
    verb = metric.local_verb or metric.local_name
    largest = max(filter(_has_share, groups), key=lambda row: row.cell.rate)
    return _("%(people)s are %(share)s of those who %(verb)s here") % {
        "people": capfirst(largest.people),
        "share": largest.rate_words,
        "verb": verb,
    }


def sentences_of(metric, total, rows, *, place, cohort):
    """Four sentences: how many here, who has a gap, what would close it, what is hidden."""
    found = [_about_total(metric, total, place=place, cohort=cohort)]
    if rows and all(row.is_withdrawn for row in rows):
        return [*found, _("No number of it is shown until the correction is published.")]
    if metric.kind == MetricKind.RATE:
        found += _about_gaps(metric, rows)
    elif rows and metric.kind == MetricKind.COMPOSITION:
        shares = _about_shares(rows)
        found.append(shares)
        if shares:
            found.append(
                _("Each figure is a group’s part of all who are counted, not its rate of success.")
            )
    elif metric.kind == MetricKind.PUBLISHED_RATE:
        found.append(
            _("The source gives rates only, rounded; they are shown as published and not compared.")
        )
    found.append(
        _about_hidden(total, rows) if rows else _("Its students are too few to be divided.")
    )
    return [sentence for sentence in found if sentence]


def _about_total(metric, total, *, place, cohort):
    said = {"place": place, "cohort": cohort, "metric": metric.local_name}
    said["verb"] = metric.local_verb or metric.local_name
    if total is None or not (total.is_shown or total.is_banded):
        words = total.rate_words if total else _("Not reported")
        return _("%(metric)s, %(place)s, %(cohort)s, all students: %(words)s.") % {
            **said,
            "words": words,
        }
    if metric.kind == MetricKind.COMPOSITION:
        return _("%(place)s, %(cohort)s: %(n)s students %(verb)s.") % {
            **said,
            "n": intcomma(total.cell.n),
        }
    said |= {"rate": total.rate_words, "n": intcomma(total.cell.n)}
    if total.cell.s is None:
        return _("%(place)s, %(cohort)s: %(rate)s of %(n)s students %(verb)s.") % said
    return _("%(place)s, %(cohort)s: %(s)s of %(n)s students %(verb)s, %(rate)s.") % {
        **said,
        "s": intcomma(total.cell.s),
    }


def names(rows):
    """ "A, B, C and 2 more", by name; each as people."""
    labels = [row.people for row in sorted(rows, key=by_name)]
    if len(labels) > NAMES_SHOWN:
        return _("%(names)s and %(count)s more") % {
            "names": ", ".join(labels[:NAMES_SHOWN]),
            "count": len(labels) - NAMES_SHOWN,
        }
    return _joined(labels)


def _joined(labels):
    """ "A, B and C"."""
    if len(labels) > 1:
        return _("%(names)s and %(last)s") % {
            "names": ", ".join(labels[:-1]),
            "last": labels[-1],
        }
    return labels[0] if labels else ""


def _about_shares(rows):
    """ "Female students are 63.2% of them, male students 36.8%.", by name."""
    shown = sorted((row for row in rows if row.is_shown), key=by_name)
    if not shown:
        return ""
    first, *others = [(row.people, row.rate_words) for row in shown]
    parts = [
        _("%(people)s are %(share)s of them")
        % {
            "people": capfirst(first[0]),
            "share": first[1],
        }
    ]
    parts += [f"{people} {share}" for people, share in others]
    return ", ".join(parts) + "."


def _about_gaps(metric, rows):
    groups = [row for row in rows if not row.group.is_unknown]
    shown = [row for row in groups if row.is_shown or row.is_banded]
    gaps = [row for row in groups if row.is_gap]
    if not shown:
        return []
    if not gaps:
        return _about_no_gap(shown)
    said = {"shown": len(shown), "gaps": len(gaps), "names": names(gaps)}
    if len(shown) == 1:
        first = _("The only group shown has a gap larger than chance: %(names)s.")
    else:
        first = ngettext(
            "Of %(shown)s groups shown, %(gaps)s has a gap larger than chance: %(names)s.",
            "Of %(shown)s groups shown, %(gaps)s have a gap larger than chance: %(names)s.",
            len(gaps),
        )
    return [first % said, *_about_needed(metric, gaps)]


def _about_no_gap(shown):
    """What is said where no group shown is known to have a gap: a range may leave it open."""
    is_open = sum(not _tells_of_gap(row) for row in shown)
    if is_open == len(shown):
        return [_("Only ranges are shown here; they do not tell whether there is a gap.")]
    if len(shown) == 1:
        return [
            _(
                "The only group shown has no gap larger than what year-to-year chance alone "
                "usually produces in a group of its size."
            )
        ]
    found = [
        _(
            "Between the groups shown, no gap is larger than what year-to-year chance alone "
            "usually produces in groups of their size."
        )
    ]
    if is_open:
        words = ngettext(
            "Of %(count)s of them only a range is shown, which does not tell whether it has a gap.",
            "Of %(count)s of them only a range is shown, which does not tell whether they have a "
            "gap.",
            is_open,
        )
        found.append(words % {"count": is_open})
    return found


def _about_needed(metric, gaps):
    """What would close the gaps: of those with a number, and no more than a sentence carries."""
    needed = [row for row in sorted(gaps, key=by_name) if row.needed][:NAMES_SHOWN]
    if not needed:
        return []
    parts = [more_of(row) for row in needed]
    said = {"parts": _joined(parts), "count": len(parts)}
    said["verb"] = metric.local_verb or metric.local_name
    # “Among those who”: the verb of a measure is the same whatever the number or the tense.
    if len(parts) < len(gaps):
        sentence = ngettext(
            "One of these gaps would close if %(parts)s were among those who %(verb)s.",
            "%(count)s of these gaps would close if %(parts)s were among those who %(verb)s.",
            len(parts),
        )
    else:
        sentence = ngettext(
            "The gap would close if %(parts)s were among those who %(verb)s.",
            "The gaps would close if %(parts)s were among those who %(verb)s.",
            len(gaps),
        )
    return [sentence % said]


def more_of(row):
    """ "14 more foster youth", "1 more of the foster youth": whoever would close the gap."""
    if row.people.startswith("las "):  # Spanish says “otras 14 mujeres”, and “otros 14” of others
        words = npgettext(
            "women",
            "%(count)s more of the %(people)s",
            "%(count)s more %(people)s",
            row.needed,
        )
    else:
        words = ngettext(
            "%(count)s more of the %(people)s", "%(count)s more %(people)s", row.needed
        )
    people = row.people if row.needed == 1 else without_article(row.people)
    return words % {"count": intcomma(row.needed), "people": people}


def _about_hidden(total, rows):
    count = sum(row.is_protected for row in rows)
    if not count:
        return _("Every group on file is shown.")
    share = _share_not_shown(total, rows)
    if share > MOST:
        return ngettext(
            "%(count)s group is not shown, to protect students; %(percent)s%% of all students are "
            "in it.",
            "%(count)s groups are not shown, to protect students; %(percent)s%% of all students "
            "are in them.",
            count,
        ) % {"count": count, "percent": int(share * 100)}
    return ngettext(
        "%(count)s group is not shown, to protect students.",
        "%(count)s groups are not shown, to protect students.",
        count,
    ) % {"count": count}


def chart_sentence(metric, rows):
    """The one-sentence text alternative of a chart, made of what it shows."""
    shown = [row for row in rows if row.is_shown or row.is_banded]
    if not shown:
        return _("No group of this table can be shown.")
    listed = "; ".join(f"{row.full_label}: {row.sentence}" for row in shown)
    return _("%(metric)s by group: %(groups)s.") % {"metric": metric.local_name, "groups": listed}
