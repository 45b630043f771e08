"""Records in the words of schema.org, for search engines. Only what is on file, never a sample."""

import json

from django.utils.safestring import mark_safe

from partners.enums import OrganizationKind
from pathways_portal.common.addresses import absolute
from programs.enums import CERTIFICATES, AreaKind, Award, Scheme

ORGANIZATION_TYPES = {
    OrganizationKind.COLLEGE: "CollegeOrUniversity",
    OrganizationKind.SCHOOL: "School",
}
AREA_TYPES = {AreaKind.STATE: "State", AreaKind.NATION: "Country"}
# Names of percentiles in schema.org.
PERCENTILES = {
    10: "percentile10",
    25: "percentile25",
    50: "median",
    75: "percentile75",
    90: "percentile90",
}
# Inside <script>, these could end the element or start a comment.
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(data):
    """`data` as text for <script type="application/ld+json">; empty for None."""
    if data is None:
        return ""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, default=str)
    return mark_safe(text.translate(UNSAFE))  # noqa: S308 - escaped on this line


def _filled(data):
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def organization(contacts):
    """An organization with its public contacts; None for a sample."""
    row, site = contacts.organization, contacts.site
    if row.is_sample:
        return None
    address = {}
    if site and site.city:
        address = _filled(
            {
                "@type": "PostalAddress",
                "streetAddress": site.street,
                "addressLocality": site.city,
                "postalCode": site.zip_code,
                "addressRegion": "CA",
            }
        )
    return _filled(
        {
            "@type": ORGANIZATION_TYPES.get(row.kind, "EducationalOrganization"),
            "name": row.name,
            "url": absolute(row.get_absolute_url()),
            "sameAs": row.website,
            "telephone": row.phone,
            "email": row.email,
            "address": address,
        }
    )


def course(row, provider=None):
    """A course with its number, and who gives it where that is said; None for a sample."""
    if row.is_sample:
        return None
    return _filled(
        {
            "@type": "Course",
            "courseCode": row.number,
            "name": row.local_title,
            "url": absolute(row.get_absolute_url()),
            "provider": _named(provider),
        }
    )


def _named(row):
    """An organization by its name alone; None for a sample."""
    if row is None or row.is_sample:
        return None
    return {
        "@type": ORGANIZATION_TYPES.get(row.kind, "EducationalOrganization"),
        "name": row.name,
        "url": absolute(row.get_absolute_url()),
    }


def program(row, contacts, codes, careers, order=None):
    """A program with its provider, award, units, courses and occupations; None for a sample.

    Titles are in the page's language, as its address is.

    `codes` are its ProgramCodes and `careers` its ProgramOccupations in order of rank. `order` is
    its `CoursesInOrder`, or None; a made-up order says nothing of the program.
    """
    if row.is_sample:
        return None
    return _filled(
        {
            "@type": "EducationalOccupationalProgram",
            "name": row.local_title,
            "url": absolute(row.get_absolute_url()),
            "description": row.local_summary,
            "provider": organization(contacts),
            "educationalCredentialAwarded": row.award_text
            or (Award(row.award).label if row.award else ""),
            "numberOfCredits": _credits(row),
            "identifier": [
                _identifier(own.code)
                for own in codes
                if own.code.code_set.scheme in {Scheme.TOP, Scheme.CIP}
            ],
            "hasCourse": _courses(order),
            "occupationalCategory": [_soc(career.occupation) for career in careers],
        }
    )


def _credits(row):
    """The units of a degree on file are those of its major: not what the whole degree takes."""
    if row.units_min is None or row.award not in CERTIFICATES:
        return None
    return {
        "@type": "StructuredValue",
        "minValue": float(row.units_min),
        "maxValue": float(row.units_max),
        "unitText": "semester units",
    }


def _identifier(code):
    return {
        "@type": "PropertyValue",
        "propertyID": Scheme(code.code_set.scheme).label,
        "value": code.printed,
    }


def _courses(order):
    if order is None or order.sequence.is_sample:
        return []
    return [found for one in order.courses if (found := course(one))]


def _soc(row):
    return {
        "@type": "CategoryCode",
        "inCodeSet": "Standard Occupational Classification 2018",
        "codeValue": row.code.code,
        "name": row.local_title,
    }


def occupation(row, place, skills):
    """An occupation with its pay where `place` (a `labor.market.JobInArea`, or None) has it."""
    survey = place and place.survey
    pay = survey and survey.annual_p50 and _pay(survey, "annual", "P1Y")
    pay = pay or (survey and survey.hourly_p50 and _pay(survey, "hourly", "PT1H"))
    return _filled(
        {
            "@type": "Occupation",
            "name": row.local_title,
            "url": absolute(row.get_absolute_url()),
            "description": row.description,
            "alternateName": row.aliases,
            "occupationalCategory": _soc(row),
            "occupationLocation": pay
            and {
                "@type": AREA_TYPES.get(place.area.kind, "AdministrativeArea"),
                "name": place.area.name,
            },
            "estimatedSalary": pay and [pay],
            "educationRequirements": row.get_entry_education_display(),
            "experienceRequirements": row.get_experience_display(),
            "skills": [own.skill.name for own in skills],
        }
    )


def _pay(survey, unit, duration):
    return _filled(
        {
            "@type": "MonetaryAmountDistribution",
            "name": "base",
            "currency": "USD",
            "duration": duration,
        }
        | {name: getattr(survey, f"{unit}_p{percent}") for percent, name in PERCENTILES.items()}
    )
