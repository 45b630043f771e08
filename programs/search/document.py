"""A search document before it is written, and what the builders of every kind share."""

from collections import defaultdict
from functools import cache, cached_property, lru_cache

from django.db.models.expressions import RawSQL
from django.utils.translation import override

from partners.models import Organization, Site
from programs.search.words import fold, spelled_in

BOTH = ("en", "es")
WEIGHTS = "abcd"
SHORT = 200
# The texts that a weight and some languages mean.
_TEXTS = {
    (weight, languages): [f"{weight}_{language}" for language in languages]
    for weight in WEIGHTS
    for languages in (BOTH, *((language,) for language in BOTH))
}

DEFAULTS = {
    "kind": "",
    "object_id": None,
    "key": "",
    "page": "",
    "title": "",
    "title_es": "",
    "sort_name": "",
    "segment": "",
    "award": "",
    "units": "",
    "sector": None,
    "pathways": [],
    "county": None,
    "names": [],
    "organizations": [],
    "occupations": [],
    "formats": [],
    "schedules": [],
    "languages": [],
    "costs": [],
    "job_flags": [],
    "accelerators": [],
    "stages": [],
    "skills": [],
    "supports": [],
    "pay": None,
    "openings": None,
    "city": "",
    "latitude": None,
    "longitude": None,
    "awards": None,
    "awards_year": "",
    "standing": 0,
    "card": {},
    "is_public": False,
}
COLUMNS = tuple(DEFAULTS)


@lru_cache(maxsize=20_000)
def _folded(name):
    """Names, titles and labels come again and again; descriptions do not, and are not kept."""
    return fold(name)


@cache
def _label(choice, language):
    with override(language):
        return str(choice.label)


class Texts:
    """Folded texts by weight and language, such as {"a_en": ["welding technology"]}."""

    def __init__(self):
        self.texts = defaultdict(list)
        self._own, self._parts = [], []

    def add(self, weight, *texts, languages=BOTH):
        """Index texts under a weight a to d; names and codes count in both languages."""
        folded = [_folded(text) if len(text) < SHORT else fold(text) for text in texts if text]
        self._own += folded
        for name in _TEXTS[weight, languages] if folded else ():
            self.texts[name] += folded

    def add_pair(self, weight, english, spanish):
        self.add(weight, english, languages=("en",))
        self.add(weight, spanish, languages=("es",))

    def add_label(self, weight, choice):
        """A choice, in the words of both languages."""
        for language in BOTH:
            self.add(weight, _label(choice, language), languages=(language,))

    def add_all(self, part):
        """Add what a `Texts` says that many documents share; it must not change any more."""
        for name, text in part._joined:
            self.texts[name].append(text)
        self._parts.append(part)

    @cached_property
    def _joined(self):
        return [(name, " ".join(texts)) for name, texts in self.texts.items()]

    def text(self, name):
        return " ".join(self.texts.get(name, ()))

    @cached_property
    def spelled(self):
        """Its words, as a misspelled one may be corrected to them."""
        own = spelled_in(" ".join(self._own))
        return own.union(*(part.spelled for part in self._parts))


class Document(Texts):
    """One search document before it is written: column values, and texts."""

    def __init__(self, values):
        super().__init__()
        self.values = values


def new_document(kind, pk, *, key, title, title_es="", page="", public, **values):
    document = Document(
        DEFAULTS
        | {
            "kind": kind.value,
            "object_id": pk,
            "key": key,
            "page": page,
            "title": title[:200],
            "title_es": title_es[:250],
            "sort_name": fold(title)[:250],
            "is_public": public,
        }
        | values
    )
    document.add_pair("a", title, title_es)
    return document


def these(ids):
    """Primary keys for an `__in`, as one value: thousands of single ones take Django longer to
    check than PostgreSQL to find."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def grouped(pairs):
    groups = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def with_parents(ids):
    """{id: organization} of these and of everything above them."""
    found, wanted = {}, set(ids)
    while wanted:
        found |= {
            organization.pk: organization
            for organization in Organization.objects.filter(pk__in=wanted).select_related("county")
        }
        wanted = {o.parent_id for o in found.values() if o.parent_id} - found.keys()
    return found


def line_of(organization, organizations):
    """An organization, its parent, and so on; a loop ends where it would start again."""
    line = []
    while organization and organization not in line:
        line.append(organization)
        organization = organizations.get(organization.parent_id)
    return line


def main_sites(organization_ids):
    return {
        site.organization_id: site
        for site in Site.objects.filter(organization__in=organization_ids, is_main=True)
    }


def names_of(organization):
    return [organization.name, organization.short_name, *organization.aliases]


def place_at(document, site, county):
    """Where it is: city, ZIP code, county and point."""
    if site:
        document.values |= {
            "city": site.city,
            "latitude": site.latitude,
            "longitude": site.longitude,
        }
        document.add("c", site.city, site.zip_code[:5])
    if county:
        document.values["county"] = county.pk
        document.add_pair("c", f"{county.name} County", f"Condado de {county.name}")
