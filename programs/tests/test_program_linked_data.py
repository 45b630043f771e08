"""What the page of a program says to machines: only what is on file and real."""

import pytest

from partners.tests.factories import SiteFactory
from partners.tests.reading import text
from programs.tests.factories import OccupationFactory, ProgramFactory, ProgramOccupationFactory
from programs.tests.program_sent import linked_data, page

pytestmark = pytest.mark.django_db


def test_sample_program_is_labeled_and_emits_no_linked_data(client):
    response = page(client, ProgramFactory(is_sample=True))

    assert "This is sample data." in text(response)
    assert linked_data(response) is None


def test_linked_data_holds_only_what_is_on_file(client):
    program = ProgramFactory(title="Nursing & <care>", award=None, award_text="")
    site = SiteFactory(organization=program.organization, street="", zip_code="")

    data = linked_data(page(client, program))

    assert data["@type"] == "EducationalOccupationalProgram"
    assert data["name"] == "Nursing & <care>"
    assert "educationalCredentialAwarded" not in data
    assert "numberOfCredits" not in data
    assert data["provider"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": site.city,
        "addressRegion": "CA",
    }


def test_linked_data_speaks_the_language_of_its_page(client):
    program = ProgramFactory(title="Welding", title_es="Soldadura", segment="college")
    job = OccupationFactory(title="Welders", title_es="Soldadores")
    ProgramOccupationFactory(program=program, occupation=job)

    english, spanish = (
        linked_data(client.get(f"{language}{program.get_absolute_url()}"))
        for language in ("", "/es")
    )

    assert (english["name"], spanish["name"]) == ("Welding", "Soldadura")
    assert [data["occupationalCategory"][0]["name"] for data in (english, spanish)] == [
        "Welders",
        "Soldadores",
    ]


def test_linked_data_holds_no_word_of_ours_where_schema_org_has_values(client):
    """schema.org's programType is how one studies, not in which school system."""
    assert "programType" not in linked_data(page(client, ProgramFactory()))


def test_linked_data_cannot_end_its_script(client):
    program = ProgramFactory(title="</script><b>x")

    assert b"</script><b>" not in page(client, program).content


@pytest.mark.parametrize(("award", "said"), [("associate", False), ("certificate_short", True)])
def test_linked_data_gives_units_of_certificates_only(client, award, said):
    program = ProgramFactory(award=award, units_min=12, units_max=12)

    assert ("numberOfCredits" in linked_data(page(client, program))) is said
