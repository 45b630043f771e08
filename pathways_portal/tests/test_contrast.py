"""The colors in static/css/tokens.css keep the contrast they promise, in both themes."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
LIGHT, DARK = TOKENS.split("prefers-color-scheme: dark")


def _colors(css):
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", css))


THEMES = {"light": _colors(LIGHT), "dark": _colors(LIGHT) | _colors(DARK)}
PAIRS = re.findall(r"^pair: (--[\w-]+) on (--[\w-]+) ([\d.]+)$", TOKENS, flags=re.MULTILINE)


def _luminance(color):
    """Relative luminance after WCAG 2.2: 0 is black, 1 is white."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Contrast ratio of two colors written as #rrggbb, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_contrast_pair_is_kept(theme, text, ground, least):
    colors = THEMES[theme]

    assert contrast(colors[text], colors[ground]) >= float(least)


def test_contrast_every_color_of_the_light_theme_is_promised_or_only_decorates():
    promised = {name for text, ground, _least in PAIRS for name in (text, ground)}
    # Frames around cards and badges: what they frame is known without them.
    decoration = {"--line", "--care-line"}

    assert set(_colors(LIGHT)) - promised == decoration


@pytest.mark.parametrize("theme", THEMES)
def test_contrast_is_7_where_a_reader_asks_for_more(theme):
    asked = TOKENS.split("prefers-contrast: more")[1].split("/*")[0]
    colors = THEMES[theme]
    stronger = {
        name: colors[other] for name, other in re.findall(r"(--[\w-]+): var\((--[\w-]+)\);", asked)
    }
    header = {"--on-header-soft", "--header-line"}

    ratios = {
        name: contrast(color, colors["--header" if name in header else "--card"])
        for name, color in stronger.items()
    }

    assert {"--soft", "--line", "--line-strong"} <= set(stronger)
    assert {name for name, ratio in ratios.items() if ratio < 7} == set()


def test_contrast_dark_theme_names_no_new_color():
    assert set(_colors(DARK)) <= set(_colors(LIGHT))
