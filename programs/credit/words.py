"""What the Credit Finder says about a claim, a refusal, an exam: one sentence each."""

import re

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pathways_portal.common import academic_year
from programs import agreements
from programs.credit.claims import Reason, Standing
from programs.enums import AgreementState
from programs.unit_words import units_in_words as units

# Before such a word the Spanish "and" is "e"; not before "hie-", which begins with another sound.
_SOUNDS_LIKE_I = re.compile(r"h?[ií](?!e)", re.IGNORECASE)


def day(on):
    """A day as pages print it: 30 Jun 2027."""
    return date_format(on, "j M Y")


def total(number, *, unknown):
    """ "up to 3 units": what claims add up to, whose conditions nobody knows to be met.

    `unknown` counts those whose units are not on file.
    """
    if not number and unknown:
        return _("units not on file")
    words = _("up to %(units)s") % {"units": units(number)}
    return _("%(units)s, and some not on file") % {"units": words} if unknown else words


def joined(names):
    """ "A", "A and B", "A, B and C"."""
    *first, last = names
    if not first:
        return str(last)
    phrase = _("%(first)s and %(last)s")
    if get_language() == "es" and _SOUNDS_LIKE_I.match(str(last)):
        phrase = phrase.replace(" y ", " e ")
    return phrase % {"first": _(", ").join(map(str, first)), "last": last}


def by_when(verdict):
    """Until when, or from when, a claim can be made."""
    if verdict.opens is None:
        if verdict.is_to_pass:
            return _("Nothing to claim later: the units stand on the transcript of the college")
        return _("Nothing to claim: order the transcript of the college")
    if verdict.is_to_pass and not verdict.offer.terms.claim_opens:
        return _to_pass(verdict)
    if verdict.standing == Standing.PLANNED and verdict.closes is None:
        return _("Claim it from %(first)s on; the last day is not on file: ask the college") % {
            "first": day(verdict.opens)
        }
    if verdict.standing == Standing.PLANNED:
        return _("Claim it from %(first)s to %(last)s") % {
            "first": day(verdict.opens),
            "last": day(verdict.closes),
        }
    if verdict.standing == Standing.LATER and verdict.closes is None:
        return _("Opens on %(first)s; the last day is not on file: ask the college") % {
            "first": day(verdict.opens)
        }
    if verdict.standing == Standing.LATER:
        return _("Opens on %(first)s; claim it by %(last)s") % {
            "first": day(verdict.opens),
            "last": day(verdict.closes),
        }
    if verdict.closes is None and verdict.is_to_pass:
        return _("Claim it after you have passed; the last day is not on file: ask the college")
    if verdict.closes is None:
        return _("Open; the last day is not on file: ask the college")
    if verdict.is_to_pass:
        return _("Claim it by %(last)s, after you have passed") % {"last": day(verdict.closes)}
    return _("Claim it by %(last)s") % {"last": day(verdict.closes)}


def past_its_end(verdict, now):
    """That a course of a past year still counts, though none of the year `now` or later does."""
    ended = academic_year.later(agreements.last_year(verdict.offer.terms), 1)
    said = {"year": verdict.year, "none": max(ended, now)}
    if verdict.closes is None:
        return (
            _(
                "Past its end: a course of %(year)s still counts, the last day to claim it is not "
                "on file; nothing for %(none)s."
            )
            % said
        )
    return _(
        "Past its end: a course of %(year)s still counts, claim it by %(last)s; nothing for "
        "%(none)s."
    ) % {**said, "last": day(verdict.closes)}


def _to_pass(verdict):
    """The days of a course still to be passed, of an agreement that names no first day."""
    if verdict.closes is None:
        return _("Claim it after you have passed; the days are not on file: ask the college")
    return _("Claim it by %(last)s, after you have passed; opening day not on file") % {
        "last": day(verdict.closes)
    }


def other_way(verdict, number):
    """Another agreement for a course that is claimed already: what it would give, and when."""
    return _(
        "Another agreement gives the same course, which counts once: %(units)s, %(mechanism)s. "
        "%(by_when)s."
    ) % {
        "units": _("units not on file") if number is None else units(number),
        "mechanism": verdict.offer.terms.get_mechanism_display(),
        "by_when": by_when(verdict),
    }


def why_refused(verdict, courses):
    """Why an agreement gives nothing, in one sentence. `courses` is {id: Course}."""
    terms, year = verdict.offer.terms, verdict.year
    first, last = terms.years_from, agreements.last_year(terms)
    if verdict.reason == Reason.NOT_IN_FORCE:
        if terms.state == AgreementState.SIGNED:
            return _("The agreement is signed but not in force yet, so it gives no credit so far.")
        return _("The agreement is still in review, so it gives no credit so far.")
    if verdict.reason == Reason.SUSPENDED:
        return _("The agreement is suspended and promises nothing until both sides have spoken.")
    if verdict.reason == Reason.MISSING:
        return _("You also need %(courses)s.") % {
            "courses": joined([_named(courses[one]) for one in verdict.missing])
        }
    if verdict.reason == Reason.CLOSED:
        return _("The last day to claim it was %(last)s.") % {"last": day(verdict.closes)}
    if verdict.reason == Reason.NOT_OFFERED:
        return _not_offered(terms, year, first, last)
    said = {"year": year, "first": first, "last": last}
    if verdict.reason == Reason.NOT_RETROACTIVE:
        return (
            _(
                "Taken in %(year)s, before the agreement’s first year, %(first)s; it is not "
                "retroactive."
            )
            % said
        )
    if verdict.reason == Reason.BEFORE_FIRST:
        return (
            _(
                "Taken in %(year)s, before the agreement’s first year, %(first)s; ask the college "
                "whether an earlier course can count."
            )
            % said
        )
    return _("Taken in %(year)s, after the agreement’s last year, %(last)s.") % said


def _named(course):
    return f"{course.number} {course.public_title}".strip()


def _not_offered(terms, year, first, last):
    if terms.ended_on:
        return _("The agreement ended on %(day)s, so a course still to be taken cannot count.") % {
            "day": day(terms.ended_on)
        }
    if year < first:
        return _("The agreement begins with %(first)s; a course of %(year)s does not count.") % {
            "first": first,
            "year": year,
        }
    return _("The agreement holds through %(last)s; for %(year)s nothing is on file yet.") % {
        "last": last,
        "year": year,
    }


def year_not_used(verdict, best, courses):
    """Why another year of a course is not the one that counts; empty where several differ.

    `best` is the verdict that counts. `courses` is {id: Course}.
    """
    others = [(course, one) for course, one in verdict.taken if (course, one) not in best.taken]
    if len(others) != 1:
        return ""
    ((course, one),) = others
    why = why_refused(verdict, courses) if verdict.reason else _("A course counts once.")
    return _("%(course)s in %(year)s is not the one that counts. %(why)s") % {
        "course": courses[course].number,
        "year": one.year,
        "why": why,
    }


def too_low(worth):
    """Why an exam is worth nothing under a rule."""
    return _("A score of %(score)s is too low: credit begins at %(least)s.") % {
        "score": worth.score,
        "least": worth.least,
    }
