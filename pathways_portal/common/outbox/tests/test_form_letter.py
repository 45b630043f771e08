"""A message to many is written once; a copy differs from one written alone in nothing."""

import re
from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMultiAlternatives

from pathways_portal.common.outbox.form_letter import FormLetter, bytes_of
from pathways_portal.common.outbox.headers import address

LINK = "xTestLinkX"


def written(text="Hola, niña.\n.dot first\n", html="<p>ñ</p>"):
    message = EmailMultiAlternatives(
        "Informe de otoño",
        f"{text}{LINK}\n",
        reply_to=["portal@example.org"],
        headers={"List-Unsubscribe": f"<{LINK}>"},
    )
    message.attach_alternative(f'{html}<a href="{LINK}">x</a>', "text/html")
    return message


def copy(letter, to="ana@example.org", link="https://example.org/1.a_b-C/"):
    return address(letter.copy({LINK: link}), to=to, message_id="<1@example.org>")


def without_chance(data):
    """Without the boundary and the date, which differ between any two."""
    text = data.decode()
    for boundary in set(re.findall(r'boundary="(.+?)"', text)):
        text = text.replace(boundary, "BOUNDARY")
    return re.sub(r"\r\nDate: [^\r]+", "", text)


@pytest.mark.parametrize(
    ("text", "to"),
    [
        pytest.param("Hola, niña.\n.dot first\n", "ana@example.org", id="as all are"),
        pytest.param("word " * 300 + "\n", "ana@example.org", id="a line that must be encoded"),
        pytest.param("Hola\n", "ana@exámple.org", id="an address that must be encoded"),
    ],
)
def test_a_copy_is_what_a_message_of_its_own_would_be(text, to):
    letter = FormLetter(written(text), [LINK])

    quick, slow = (bytes_of(copy(letter, to), quick=quick) for quick in (True, False))

    assert sorted(without_chance(quick).splitlines()) == sorted(without_chance(slow).splitlines())
    assert message_from_bytes(quick, policy=policy.default)["Date"]


def test_each_copy_has_its_own_parts_and_no_other():
    letter = FormLetter(written(), [LINK])

    one = bytes_of(copy(letter, link="https://example.org/one/"))
    two = bytes_of(copy(letter, "bea@example.org", link="https://example.org/two/"))

    assert one.count(b"https://example.org/one/") == 3 and b"two" not in one
    assert b"To: bea@example.org\r\n" in two and b"ana" not in two


def test_a_part_cannot_add_a_header():
    letter = FormLetter(written(), [LINK])

    with pytest.raises(ValueError, match="one line"):
        letter.copy({LINK: "https://example.org/\r\nBcc: all@example.org"})
