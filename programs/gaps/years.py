"""Which academic years the mean of awards is taken of."""

from django.db import connection

from programs.enums import AwardLevel, Scheme

# Awards of one year jump about; the method takes the mean of so many, the newest on file.
YEARS = 3

_NEWEST = f"""
    SELECT count.academic_year FROM programs_awardcount AS count
    WHERE count.level = '{AwardLevel.ALL.value}' AND EXISTS (
        SELECT FROM programs_code AS code
        JOIN programs_codeset AS edition ON edition.id = code.code_set_id
        WHERE code.id = count.code_id AND edition.scheme = '{Scheme.TOP.value}'
    )
    {{of}} ORDER BY count.academic_year DESC LIMIT 1
"""  # noqa: S608 - built from constants
# From year to year down the index: a state has tens of thousands of counts in each of them.
_NEWEST_YEARS = f"""
    WITH RECURSIVE newest (year, turn) AS (
        SELECT ({_NEWEST.format(of="")}), 1
        UNION ALL
        SELECT ({_NEWEST.format(of="AND count.academic_year < newest.year")}), newest.turn + 1
        FROM newest WHERE newest.turn < {YEARS}
    )
    SELECT year FROM newest WHERE year IS NOT NULL
"""  # noqa: S608 - built from constants


def newest_years():
    """The academic years on file that the mean is taken of, oldest first; the same everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST_YEARS)
        return sorted(year for (year,) in cursor.fetchall())
