"""Made-up programs of a whole state, read from files, in the portal's own words.

The files (csv, or parquet where pyarrow is installed) are tables of sectors, occupations,
institutions and programs; docs/performance.md names their columns. Nothing here touches the
database.
"""

import importlib.util
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pandas as pd
from django.utils.text import slugify

from partners.enums import OrganizationKind, Segment
from pathways_portal.common.enums import EditingStatus
from programs.enums import Award, Cost, Format, Schedule, TeachingLanguage, Units
from programs.search.facets import BY_NAME

CHUNK = 5_000
# Their words, and ours. What is missing here the portal has no group for.
SEGMENTS = {
    "MS": Segment.MIDDLE_SCHOOL,
    "HS": Segment.HIGH_SCHOOL,
    "AE": Segment.ADULT_EDUCATION,
    "NC": Segment.NONCREDIT,
    "CC": Segment.COLLEGE,
}
KINDS = {
    "MS": OrganizationKind.SCHOOL,
    "HS": OrganizationKind.SCHOOL,
    "AE": OrganizationKind.ADULT_SCHOOL,
    "NC": OrganizationKind.CONTINUING_EDUCATION,
    "CC": OrganizationKind.COLLEGE,
}
AWARDS = {
    "transfer_degree": [Award.TRANSFER_DEGREE],
    "associate_science": [Award.ASSOCIATE],
    "associate_arts": [Award.ASSOCIATE],
    "certificate_of_achievement": [Award.CERTIFICATE_LONG, Award.CERTIFICATE_SHORT],  # by units
    "skills_certificate": [Award.CERTIFICATE_SHORT],
    "certificate_of_completion": [Award.NONCREDIT],
    "noncredit_certificate_completion": [Award.NONCREDIT],
    "noncredit_certificate_competency": [Award.NONCREDIT],
}
FORMATS = {
    "in_person": Format.IN_PERSON,
    "hybrid": Format.HYBRID,
    "online": Format.ONLINE,
    "online_live": Format.ONLINE,
}
SCHEDULES = {
    "day": Schedule.DAYS,
    "evening": Schedule.EVENINGS,
    "weekend": Schedule.WEEKENDS,
    "self_paced": Schedule.ANYTIME,
}
COSTS = {
    "free": Cost.FREE,
    "under_500": Cost.UNDER_500,
    "500_1499": Cost.UNDER_1500,
    "1500_4999": Cost.UNDER_5000,
    "5000_plus": Cost.MORE,
}
UNITS = {
    "none": Units.NONE,
    "under_8": Units.UNDER_8,
    "8_15": Units.UNDER_16,
    "16_29": Units.UNDER_30,
    "30_59": Units.UNDER_60,
    "60_plus": Units.MORE,
}
_COLUMNS = """
    program_id slug title description institution_id segment sector_code cip_code top_code
    award_type units hours cost_cents modality schedule language wbl soc_codes status popularity
""".split()  # noqa: SIM905 - reads better than twenty quoted names


class DatasetError(Exception):
    """A sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Dataset:
    """The folder `path`; `suffix` says how its tables are written."""

    path: Path
    suffix: str

    @classmethod
    def open(cls, folder):
        path = Path(folder)
        for suffix in (".csv", ".parquet"):
            if (path / f"programs{suffix}").is_file():
                if suffix == ".parquet" and not importlib.util.find_spec("pyarrow"):
                    raise DatasetError(
                        f"{path} holds parquet files, and pyarrow is not installed; write the "
                        "tables as csv."
                    )
                return cls(path, suffix)
        raise DatasetError(f"{path} holds no programs.csv or programs.parquet.")

    def table(self, name):
        """All rows of a small table, as text; empty where there is nothing."""
        return next(self._frames(name))

    def programs(self):
        """The programs, CHUNK rows at a time, so that a whole nation fits into memory."""
        return self._frames("programs", columns=_COLUMNS, chunk=CHUNK)

    def rows(self, name, columns):
        """These columns of a large table, CHUNK rows at a time."""
        return self._frames(name, columns=columns, chunk=CHUNK)

    def require(self, names):
        """Say which of these tables are missing before minutes of work on the others."""
        missing = [f"{name}{self.suffix}" for name in names if not self._file(name).is_file()]
        if missing:
            raise DatasetError(f"{self.path} holds no {', '.join(missing)}.")

    def _file(self, name):
        return self.path / f"{name}{self.suffix}"

    def _frames(self, name, columns=None, chunk=None):
        file = self._file(name)
        try:
            if self.suffix == ".parquet":
                frame = pd.read_parquet(file, columns=columns).astype(str)
                for start in range(0, len(frame), chunk or max(1, len(frame))):
                    yield frame[start : start + (chunk or len(frame))]
            else:
                options = {"dtype": str, "keep_default_na": False, "usecols": columns}
                if chunk:
                    yield from pd.read_csv(file, chunksize=chunk, **options)
                else:
                    yield pd.read_csv(file, **options)
        except (OSError, ValueError, KeyError) as error:
            raise DatasetError(f"{file} cannot be read: {error}") from error


def award_of(award_type, units):
    """The group the portal asks by; None where it has none."""
    groups = AWARDS.get(award_type, [])
    if len(groups) < 2:
        return groups[0] if groups else None
    return groups[0] if units >= 16 else groups[1]


def language_of(language):
    return language if language in TeachingLanguage.values else None


def status_of(status):
    return status if status in EditingStatus.values else EditingStatus.DRAFT


def units_of(text):
    return Decimal(text or "0")


def facet_values(name, values, sectors):
    """A filter of their questions as (facet, values) of ours; None if the portal has no such facet.

    `sectors`: {their sector code: our web name}. Values without a group of ours are left out; a
    facet the portal learns one day is picked up by its name, with its values as they stand.
    """
    of_facet = {
        "segment": ("segment", lambda value: [SEGMENTS[value]]),
        "sector": ("sector", lambda value: [sectors[value]]),
        "county": ("county", lambda value: [slugify(value)]),
        "institution": ("organization", lambda value: [value]),
        "award": ("award", AWARDS.__getitem__),
        "modality": ("format", lambda value: [FORMATS[value]]),
        "cost": ("cost", lambda value: [COSTS[value]]),
        "units": ("units", lambda value: [UNITS[value]]),
        "occupation": ("occupation", lambda value: [value]),
    }
    facet, translate = of_facet.get(name, (name, lambda value: [value]))
    if facet not in BY_NAME:
        return None
    found = []
    for value in values:
        try:
            found += [str(getattr(ours, "value", ours)) for ours in translate(value)]
        except KeyError:
            continue
    return facet, list(dict.fromkeys(found))
