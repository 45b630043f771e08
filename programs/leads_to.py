"""Which occupations a program leads to, the ones a graduate would enter first.

A crosswalk says which occupations are *related* to a field of study. It names the graduate's job
beside the manager's, the physician's and that of the instructor who teaches the subject. This rule
puts them in order. It is ours, not an agency's; its inputs are the program's award, its own title,
the titles of its codes, and for each occupation its title and the education (Bureau of Labor
Statistics) or, where that is not on file, the job zone (O*NET) that it typically takes.

Left out: NO MATCH, instructors of the subject (SOC 25-1…), military occupations (SOC 55-…), and
whatever takes three or more levels of education above the award, unless nothing else is left.

Where a program's own CIP code leads to fewer than two occupations that a graduate would enter, the
CIP codes of its TOP code are asked too; of theirs only those count that a graduate would enter and
that the program's own title or codes name (`second_hand`).

Order, first to last:
1. *named*: a title of the program shares a word with the occupation's, and it takes at most one
   level of education above the award; at most two if the program's own title names all of it;
2. *within reach*: it takes no more education than the award;
3. *one level above*;
4. *manages or supervises* others in the field, which takes years of work first;
5. *two levels above* and more.
Within each of these: those who manage others last, "all other" late; then by how much of the
occupation's title (or of another name people have for it) the program's own title names, less
`LEVEL_WEIGHS` for each level of education above the award; then how close the code that leads there
is to the program's title, how many of its codes lead there, how much the titles of its codes name;
then the education nearest to the award, the job zone, the code.
"""

import re
from dataclasses import dataclass
from functools import cache

from programs.enums import Award, EntryEducation

# What a level of education above the award weighs, as a share of the words that name the job.
LEVEL_WEIGHS = 0.4
# Shown on a page; more are a list of the whole field, not an answer.
MOST = 6
TOO_FAR = 3
FINISHED = {
    Award.TRANSFER_DEGREE: EntryEducation.ASSOCIATE,
    Award.ASSOCIATE: EntryEducation.ASSOCIATE,
    Award.CERTIFICATE_LONG: EntryEducation.POSTSECONDARY_AWARD,
    Award.CERTIFICATE_SHORT: EntryEducation.POSTSECONDARY_AWARD,
    Award.NONCREDIT: EntryEducation.POSTSECONDARY_AWARD,
}
# O*NET job zones in terms of education: its own descriptions of the five zones.
ZONE_EDUCATION = {
    1: EntryEducation.NONE,
    2: EntryEducation.HIGH_SCHOOL,
    3: EntryEducation.POSTSECONDARY_AWARD,
    4: EntryEducation.BACHELOR,
    5: EntryEducation.MASTER,
}
NEVER = ("25-1", "55-", "99-")
# Words that stand in titles of every field and so say nothing about this one.
COMMON_WORDS = """
    and the for with from except including other all general related basic advanced introduction
    program certificate degree studies area option emphasis level first line supervisor
    supervisors manager managers management worker workers specialist specialists technician
    technicians technologist technologists technology technologies technical operator operators
    operations services service systems system science sciences arts art applied professional
    occupations occupation support assisting setters tenders not elsewhere classified industrial
    production health care human personal special
"""
COMMON = frozenset(COMMON_WORDS.split())
ENDINGS = (
    "ements ement ments ment ations ation ions ion ings ing ians ian ists ist ants ant ers er "
    "ors or ics ic als al aries ary ies y es s e"
)
SUFFIXES = ENDINGS.split()
SHORTEST_STEM = 4


@dataclass(frozen=True)
class Candidate:
    """An occupation that may fit: SOC code, title, and what it typically takes to enter.

    `via`: titles of the program's codes from which the crosswalk leads to it.
    """

    code: str
    title: str
    entry_education: int | None
    job_zone: int | None
    aliases: tuple[str, ...] = ()
    via: tuple[str, ...] = ()


def leads_to(*, title, field_titles, award, candidates):
    """Codes of the candidates a graduate would enter, best first, at most MOST.

    `field_titles`: titles of the program's TOP and CIP codes. `award`: an `Award` or None.
    """
    fits = [one for one in candidates if not one.code.startswith(NEVER)]
    near = [one for one in fits if levels_above(one, award) < TOO_FAR] or fits
    own, field = stems(title), stems(" ".join(field_titles))
    ordered = sorted(near, key=lambda one: _place(one, own, field, award))
    return [one.code for one in ordered[:MOST]]


def is_entered(candidate, award):
    """Whether a graduate could enter it at once: within one level of the award, leading nobody."""
    return (
        not candidate.code.startswith(NEVER)
        and not leads_others(candidate)
        and levels_above(candidate, award) <= 1
    )


def needs_second_hand(candidates, award):
    """Whether the program's own CIP codes lead to fewer than two that a graduate would enter."""
    return sum(is_entered(one, award) for one in candidates) < 2


def second_hand(candidates, *, title, field_titles, award):
    """Of the candidates of a TOP code's other CIP codes, those that fit this very program."""
    words = stems(" ".join([title, *field_titles]))
    return [
        one
        for one in candidates
        if is_entered(one, award)
        and any(_shared(stems(name), words) for name in (one.title, *one.aliases))
    ]


def is_named(title, candidate):
    """Whether the program's own title names the occupation in full: "Dental Assistant"."""
    words = stems(candidate.title)
    return (
        len(words) > 1
        and words <= stems(title)
        and "All Other" not in candidate.title
        and not candidate.code.startswith(NEVER)
    )


def asks_for_more(entry_education, award):
    """Whether an occupation usually takes more education than the award gives.

    False where either is not on file: nothing is said then.
    """
    finished = FINISHED.get(award)
    return bool(entry_education and finished and entry_education > finished)


def levels_above(candidate, award):
    """How many levels of education the occupation takes beyond the award; 0 if none."""
    finished = FINISHED.get(award, EntryEducation.ASSOCIATE)
    return max(0, education_of(candidate) - finished)


@cache
def stems(text):
    """The telling words of a title without their endings: "Welding Technology" -> {"weld"}."""
    words = re.findall(r"[a-z]+", text.lower())
    return frozenset(_stem(word) for word in words if len(word) > 2 and word not in COMMON)


def _stem(word):
    if word.endswith("s") and not word.endswith("ss") and len(word) > SHORTEST_STEM:
        word = word[:-1]
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


def _shared(occupation, program):
    """Share of the occupation's stems that the program has, whole or as a beginning (fire-)."""
    if not occupation:
        return 0.0
    found = sum(any(_same(stem, other) for other in program) for stem in occupation)
    return found / len(occupation)


def _same(stem, other):
    shorter, longer = sorted((stem, other), key=len)
    return stem == other or (len(shorter) >= SHORTEST_STEM and longer.startswith(shorter))


def education_of(candidate):
    """Education it takes to enter, as a level of `EntryEducation`; bachelor's if nothing says."""
    if candidate.entry_education:
        return candidate.entry_education
    return ZONE_EDUCATION.get(candidate.job_zone, EntryEducation.BACHELOR)


def leads_others(candidate):
    """Whether it manages or supervises others, which takes years of work first."""
    return candidate.code.startswith("11-") or "Supervisors" in candidate.title


def _place(candidate, own, field, award):
    names = [stems(candidate.title), *map(stems, candidate.aliases)]
    in_own = max(_shared(words, own) for words in names)
    in_field = max(_shared(words, field) for words in names)
    closeness = max((_shared(own, stems(title)) for title in candidate.via), default=0.0)
    above, leads = levels_above(candidate, award), leads_others(candidate)
    if above > 1 and not (in_own == 1 and above < TOO_FAR and not leads):
        band = 5
    elif leads:
        band = 4
    elif in_own or in_field:
        band = 1
    else:
        band = 3 if above else 2
    finished = FINISHED.get(award, EntryEducation.ASSOCIATE)
    return (
        band,
        leads,
        "All Other" in candidate.title,
        LEVEL_WEIGHS * above - in_own,
        above,
        -closeness,
        -len(candidate.via),
        -in_field,
        abs(education_of(candidate) - finished),
        candidate.job_zone or 0,
        candidate.code,
    )
