"""A release is published once or not at all, whatever dies: real workers, broker and web server.

`release_drill` tries more moments; these are the ones in which most can be lost.
"""

import pytest

from pathways_portal.drills.releases import ReleaseDrills
from pathways_portal.drills.stand import stand


@pytest.mark.django_db(transaction=True)
def test_a_release_is_published_once_or_not_at_all_and_the_page_tells_the_way_on(tmp_path):
    wrong = []
    with stand(tmp_path) as on:
        drills = ReleaseDrills(on)
        for drill in (drills.publication_killed, drills.flushed_while_published, drills.away):
            for result in drill():
                print(
                    f"\n{result.name}",
                    *(f"{what}: {words}" for what, words in result.lines),
                    sep="\n",
                )
                wrong += [] if result.is_right else [result.name]

    assert wrong == []
