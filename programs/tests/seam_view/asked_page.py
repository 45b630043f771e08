"""The page of a pathway, asked for, and its parts."""

import re

from programs.tests.path_of import YEAR


def page(client, way, query="", language="", part=""):
    return client.get(f"{language}{way.pathway.get_absolute_url()}{part}?year={YEAR}&{query}")


def rows(html):
    return re.findall(r'data-row="([^"]+)"', html)


def picture(html):
    return re.search(r'<svg class="seam-map".*?</svg>\s*</div>', html, re.S)[0]


def outline(html):
    return html.split('<div class="seam-outline">')[1].split("</details>")[0]
