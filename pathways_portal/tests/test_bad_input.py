"""Whatever is typed into an address or a form: a page or a refusal in words, soon, and no echo."""

import re
import time
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from equity.tests.tables import a_table
from partners.tests.factories import (
    AdultSchoolFactory,
    InventoryFactory,
    OrganizationFactory,
    PlaceFactory,
    SchoolFactory,
    SiteFactory,
    TermFactory,
)
from programs import search_documents
from programs.articulation.facets import FACETS as AGREEMENT_FACETS
from programs.search.facets import FACETS
from programs.tests.factories import (
    OccupationFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorFactory,
)
from programs.tests.path_factories import AgreementWithCoursesFactory
from wbl.tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db

# The promise is one second; a busy machine may take longer, what hangs takes much longer.
MOST_SECONDS = 5
# The facets are alike: two of them stand for all, which are tried together.
MOST_NAMES = 8

MARKUP = "<script>alert(1)</script>"
# Written as they stand in an address: percent-encoded where a browser would do so.
ATTACKS = {
    "NUL": "nursing%00",
    "broken UTF-8": "%ff%fe%c3%28",
    "lone surrogate": "%ed%a0%80",
    "overlong slash": "%c0%af..%c0%af",
    "10,000 characters": "a" * 10_000,
    "2,000 words": "+".join(["nursing"] * 2_000),
    "as long as is let through": "+".join(["welding"] * 900),
    "short words, as many as are let through": "+".join("abcdefgh"[n % 8] for n in range(3_500)),
    "markup": quote(f"\"'>{MARKUP}"),
    "markup of an attribute": quote("' onmouseover='alert(1)"),
    "template": quote("{{ settings.SECRET_KEY }}{% debug %}"),
    "SQL": quote("'; DROP TABLE programs_program; --"),
    "SQL that is always true": quote("' OR '1'='1"),
    "wildcards": quote("%_%%\\_"),
    "backslashes": quote("\\\\'\\"),
    "operators": quote("& | ! ( ) : * <-> <2> :*AB"),
    "operators alone": quote("!!!&&&|||((("),
    "a quote that stays open": quote('"nursing assistant'),
    "quotes": quote("''\"\"'\"'"),
    "format": quote("%s %(name)s {0} {name} %n"),
    "path": quote("../../../../etc/passwd"),
    "a page of 1e9": "1e9",
    "page of a billion": "1000000000",
    "a page before the first": "-1",
    "no page": "abc",
    "huge number": "9" * 400,
    "huge number with a sign": "-" + "9" * 30,
    "not a number": "NaN",
    "infinity": "Infinity",
    "other digits": quote("٩٢١٠١"),
    "superscript": quote("²"),
    "emoji": quote("👩🏽‍⚕️🏫" * 20),
    "right to left": quote("\u202enursing\u202c\u200f"),
    "combining marks": quote("e" + "\u0301" * 300),
    "line breaks": "a%0d%0aSet-Cookie:%20x=y",
    "control characters": "%01%02%1b%7f",
    "nothing": "",
    "space": "%20%20",
}
# Parameters that stand for themselves: no value, no name, the same one over and over.
QUERIES = {
    "no value": "{name}",
    "no name": "=x&&==&",
    "a list": "{name}[]=1&{name}[a]=2",
    "500 times": "&".join(["{name}=x"] * 500),
    "500 values": "&".join(f"{{name}}={n}" for n in range(500)),
    "1,300 names": "&".join(f"p{n}" for n in range(1_300)),
}
FINDER = ["q", "near", "within", "sort", "page", "segment", "organization", "exact"]
FINDER += [facet.name for facet in FACETS if facet.name not in FINDER]
AGREEMENTS = ["q", "sort", "page", *(facet.name for facet in AGREEMENT_FACETS)]
PAGES = {
    "programs:list": FINDER,
    "programs:csv": FINDER,
    "programs:agreements": AGREEMENTS,
    "programs:agreements_csv": AGREEMENTS,
    "programs:shared_numbers": ["kind", "q", "show"],
    "programs:route": ["from", "school", "grade", "units", "college", "to", "to_program"],
    "near": ["place"],
    "programs:early_credit": ["college"],
    "programs:credit_finder": ["school", "q", "took", "exam"],
    "partners:school_list": ["q", "county", "district", "segment", "charter", "page"],
    "partners:college_list": ["q", "county", "page"],
    "partners:adult_school_list": ["q", "county", "district", "page"],
    "partners:glossary": ["q"],
    "programs:supports": ["segment", "kind"],
    "wbl:opportunities": ["q", "show", "sort", "page", "stage", "grade", "age", "sector"],
    "equity:overview": ["place", "pathway", "metric", "segment", "cohort", "by", "sort", "only"],
    "equity:entering": ["place", "pathway", "by", "sort"],
    "equity:entering_csv": ["place", "pathway", "by", "sort"],
    "equity:trend": ["place", "pathway", "metric", "segment", "by", "sort"],
    "equity:compare": [
        *("place", "pathway", "metric", "segment", "cohort", "by", "group", "sort", "page")
    ],
    "equity:compare_csv": [
        *("place", "pathway", "metric", "segment", "cohort", "by", "group", "sort")
    ],
    "equity:gains": ["place", "pathway", "metric", "sort"],
    "equity:gains_csv": ["place", "pathway", "metric", "sort"],
    "equity:explore": ["metric", "place", "cohort", "by", "pathway", "segment"],
    "feedback": ["about"],
    "home": ["q"],
}
PLAIN = [
    "home",
    "near",
    "about",
    "about_data",
    "accessibility",
    "privacy",
    "feedback_thanks",
    "programs:list",
    "programs:csv",
    "programs:agreements",
    "programs:shared_numbers",
    "programs:route",
    "programs:sector_list",
    "programs:early_credit",
    "programs:credit_finder",
    "partners:school_list",
    "partners:college_list",
    "partners:adult_school_list",
    "partners:glossary",
    "programs:skills",
    "programs:supports",
    "wbl:continuum",
    "wbl:opportunities",
    "equity:overview",
    "equity:pathways",
    "equity:institutions",
    "equity:entering",
    "equity:trend",
    "equity:compare",
    "equity:gains",
    "equity:explore",
    "equity:metrics",
    "equity:methods",
    "livez",
    "readyz",
    "robots",
    "sitemap",
    "favicon",
]


@pytest.fixture
def region():
    """One of each thing that a page lists, so that no search ends before it has begun."""
    college = OrganizationFactory(name="Harbor College", slug="harbor-college", aliases=["HC"])
    SiteFactory(organization=college, is_main=True)
    SiteFactory(organization=SchoolFactory(name="Bay High"), is_main=True)
    InventoryFactory(organization=AdultSchoolFactory(name="Bay Adult School"))
    PlaceFactory()
    TermFactory(term="Articulation")
    nursing = ProgramFactory(title="Nursing", organization=college, sector=SectorFactory())
    ProgramOccupationFactory(program=nursing, occupation=OccupationFactory())
    ProgramFactory(title="Welding", organization=college)
    AgreementWithCoursesFactory(receiving=college)
    OpportunityFactory(sectors=[nursing.sector], grades=[9])
    a_table(organization=college)
    search_documents.rebuild_all()


def text_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def check(client, address, **how):
    """Ask for an address; return what is wrong with the answer, or nothing."""
    client.raise_request_exception = False
    started = time.monotonic()
    response = client.get(address, **how)
    text = text_of(response)
    seconds = time.monotonic() - started
    short = address[:120]
    if response.status_code >= 500:
        return f"{response.status_code} {short}"
    if seconds > MOST_SECONDS:
        return f"{seconds:.1f} s {short}"
    if MARKUP in text or " onmouseover='" in text:
        return f"reflects {short}"
    if response.headers.get("Set-Cookie") or "x" in response.cookies:
        return f"sets a cookie {short}"
    if response.status_code >= 400 and not sentence(text):
        return f"{response.status_code} without a sentence {short}"
    return None


def sentence(text):
    """The words under the heading of a page that refuses."""
    said = re.search(r"<h1[^>]*>[^<]+</h1>(.*)</main>", text, re.S)
    return said and re.search(r"<p[^>]*>[^<]*\w+ \w+[^<]*[.!?]", said[1])


@pytest.mark.parametrize("page", PAGES)
def test_value_that_means_nothing(client, region, page):
    wrong = []
    for value in ATTACKS.values():
        each = [f"{name}={value}" for name in PAGES[page][:MOST_NAMES]]
        together = "&".join(f"{name}={value}" for name in PAGES[page])
        wrong += [check(client, f"{reverse(page)}?{query}") for query in [*each, together]]
        wrong.append(check(client, f"/es{reverse(page)}?{each[0]}"))

    assert [one for one in wrong if one] == []


@pytest.mark.parametrize("page", PAGES)
def test_parameters_that_mean_nothing(client, region, page):
    wrong = [
        check(client, f"{reverse(page)}?{query.replace('{name}', name)}")
        for query in QUERIES.values()
        for name in PAGES[page][:MOST_NAMES]
    ]

    assert [one for one in wrong if one] == []


@pytest.mark.parametrize("page", [one for one in PAGES if "pathway" in PAGES[one]])
def test_pathway_elsewhere_that_means_nothing(client, region, page):
    values = [*ATTACKS.values(), "first.", "."]
    wrong = [check(client, f"{reverse(page)}?pathway=first.{value}") for value in values]

    assert [one for one in wrong if one] == []


def test_results_for_htmx(client, region):
    wrong = [
        check(client, f"{reverse('programs:list')}?q={value}", headers={"hx-request": "true"})
        for value in ATTACKS.values()
    ]

    assert [one for one in wrong if one] == []


@pytest.mark.parametrize(
    "folder",
    [
        "programs",
        "articulation",
        "sectors",
        "schools",
        "colleges",
        "adult-schools",
        "glossary",
        "wbl/opportunities",
        "equity/pathways",
        "equity/institutions",
        "equity/explore/t",
    ],
)
def test_address_of_a_record_that_is_not_there(client, region, folder):
    """The last part of the path: what is no name answers 404 or 400, in words."""
    wrong = []
    for attack in ATTACKS.values():
        value = attack.replace("+", "-")[:2_000] or "-"
        wrong += [check(client, f"{prefix}/{folder}/{value}/") for prefix in ["", "/es"]]

    assert [one for one in wrong if one] == []


@pytest.mark.parametrize("field", ["message", "reply_to", "about", "website"])
def test_report_that_means_nothing(client, field):
    client.raise_request_exception = False
    answers = {}
    for attack, value in ATTACKS.items():
        cache.clear()  # only so many reports an hour are taken
        body = f"message=The+hours+are+wrong.&about=/&{field}={value}"
        response = client.post(
            reverse("feedback"), body, content_type="application/x-www-form-urlencoded"
        )
        assert MARKUP not in response.content.decode()
        answers[attack] = response.status_code

    assert {attack: code for attack, code in answers.items() if code not in {302, 400, 422}} == {}


@pytest.mark.parametrize("prefix", ["", "/programs"])
@pytest.mark.parametrize("attack", ["markup", "NUL", "broken UTF-8", "SQL", "path"])
def test_report_about_an_address_with_a_strange_query(client, attack, prefix):
    client.raise_request_exception = False
    body = f"message=The+hours+are+wrong.&about={prefix}/%3F{ATTACKS[attack]}"

    response = client.post(
        reverse("feedback"), body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code in {302, 400, 422}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("page", PLAIN)
def test_page_is_for_reading(client, page, method):
    """Refused by the method alone, whatever there is to list."""
    assert client.generic(method, reverse(page), "q=x").status_code == 405


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_feedback_is_for_reading_and_sending(client, method):
    assert client.generic(method, reverse("feedback"), "q=x").status_code == 405


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_page_of_a_record_is_for_reading(client, region, method):
    for address in ["/programs/x/", "/colleges/harbor-college/", "/sectors/x/", "/glossary/x/"]:
        assert client.generic(method, address, "q=x").status_code == 405


@pytest.mark.parametrize(
    "languages",
    [
        pytest.param("", id="empty"),
        pytest.param("*", id="any"),
        pytest.param("xx-YY,zz;q=2", id="unknown"),
        pytest.param("es;q=abc,,,;;;", id="broken"),
        pytest.param("es-" + "a" * 5_000, id="long"),
        pytest.param(",".join(f"x{n};q=0.{n}" for n in range(800)), id="many"),
        pytest.param("../../etc/passwd", id="path"),
        pytest.param("\xff\xfe", id="not ASCII"),
        pytest.param(f"en{MARKUP}", id="markup"),
    ],
)
def test_accept_language_that_means_nothing(client, region, languages):
    for page in PLAIN:
        if page == "favicon":
            continue
        assert check(client, reverse(page), headers={"accept-language": languages}) is None


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "django_language", "messages"])
@pytest.mark.parametrize(
    "value",
    ['"abcdefgh\\000"', '"abcdefgh\\377\\376"', "é" * 40, "a" * 4_000],
    ids=["NUL", "not UTF-8", "letters beyond ASCII", "long"],
)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ["/admin/", "/feedback/"])
def test_cookie_that_we_never_set_is_as_none(client, name, value, method, page):
    """What a quoted cookie hides behind a backslash reaches the code as the character itself."""
    with_it = getattr(client, method)(page, headers={"cookie": f"{name}={value}"})
    without = getattr(Client(), method)(page)

    assert with_it.status_code == without.status_code < 500
    assert with_it.get("Location") == without.get("Location")
