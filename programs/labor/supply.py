"""For which occupations awards in a program code are counted as supply. Plain rules.

Method: supply is what the region's public providers award, mapped from program codes to occupations
(`domain.md` section 3, "Gap"). The crosswalks TOP→CIP→SOC name everything a field is *related* to:
the graduate's job, the manager's, the physician's, the instructor's. Counted here are only those
that a graduate of a community college would enter:

- not instructors of the subject, military or NO MATCH (`NEVER`), not those who manage or
  supervise others, not "all other" (as the regional study leaves out over-general codes);
- that usually take an associate degree or less; above that only where a license opens the job and
  an associate degree on file in that code names the job in full (registered nursing).

An occupation that the crosswalk does not reach is counted if the code or a program names it in
full.
"""

from dataclasses import dataclass

from programs import leads_to
from programs.enums import EntryEducation, LeftOut, SupplyBasis

# Which beginnings of SOC codes are never a graduate's job, and why.
NEVER = {"25-1": LeftOut.TEACHES, "55-": LeftOut.MILITARY, "99-": LeftOut.NO_MATCH}


@dataclass(frozen=True)
class Trained:
    """A program code as the rule reads it: the titles that name it, and where crosswalks lead.

    `titles`: its own and those of the programs that carry it. `degrees`: of these, the titles of
    programs that give an associate degree. `reached`: SOC codes.
    """

    titles: tuple[str, ...]
    reached: frozenset[str]
    degrees: tuple[str, ...] = ()


def supplied(trained, candidates, licensed):
    """{SOC code: SupplyBasis} for one program code.

    `candidates`: {SOC code: leads_to.Candidate} of every occupation on file. `licensed`: SOC codes
    that need a license.
    """
    found = {}
    for code, one in candidates.items():
        is_named = code not in trained.reached and _is_named(trained.titles, one)
        if code not in trained.reached and not is_named:
            continue
        if not _is_entered(one):
            continue
        if _takes_more(one) and not (code in licensed and _is_named(trained.degrees, one)):
            continue
        found[code] = SupplyBasis.TITLE if is_named else SupplyBasis.CROSSWALK
    return found


def why_left_out(candidate):
    """Why a graduate does not enter an occupation, as a `LeftOut`; None if nothing speaks against.

    What takes more than an associate degree is let in where a license opens it (`supplied`).
    """
    for beginning, reason in NEVER.items():
        if candidate.code.startswith(beginning):
            return reason
    if leads_to.leads_others(candidate):
        return LeftOut.LEADS
    if "All Other" in candidate.title:
        return LeftOut.GENERAL
    return LeftOut.EDUCATION if _takes_more(candidate) else None


def _is_named(titles, candidate):
    return any(leads_to.is_named(title, candidate) for title in titles)


def _is_entered(candidate):
    return why_left_out(candidate) in (None, LeftOut.EDUCATION)


def _takes_more(candidate):
    return leads_to.education_of(candidate) > EntryEducation.ASSOCIATE
