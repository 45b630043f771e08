"""The page of a pathway opens with the whole path that its sector was promised."""

import pytest
from playwright.sync_api import expect

from programs.tests.test_region_paths import PATHS


@pytest.mark.parametrize("sector", PATHS)
def test_page_opens_with_the_college_and_the_job_of_the_path(tab, portal, sector):
    aim = PATHS[sector]

    tab.goto(f"{portal}/pathways/{aim.pathway}/")

    expect(tab.locator("select[name=college]")).to_have_value(aim.college)
    job = tab.locator(".seam-aim a")
    assert aim.occupation in job.get_attribute("href")
    expect(tab.locator(".seam-aim")).to_contain_text("San Diego County")
