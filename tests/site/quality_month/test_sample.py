"""The sample edition, from 34 mailed files to its totals, beside what it was written to say."""

import json

from tools.edition import play

from zhiyue_site.quality_month.models import Activity, Return
from zhiyue_site.quality_month.standing import totals_of


def test_thirty_four_mailed_plans_and_their_returns_give_the_totals_they_were_written_with(people):
    told = json.loads((play.FOLDER / "expected.json").read_text(encoding="utf-8"))
    done = [answer for answer in told["answers"] if answer["done"]]
    supported = [answer for answer in done if answer["proof"]]
    edition, units = play.found_edition(people["chen"])

    play.take_plans(edition, people["chen"])
    assert Activity.objects.filter(state="published").count() == len(told["activities"]) == 150
    play.take_returns(edition, units, people["chen"])

    assert Return.objects.exclude(activity=None).count() == len(told["answers"])
    totals = {line.label: line.totals for line in totals_of(edition)}
    for label, of in (
        ("活动", lambda _: 1),
        ("参与人次", lambda a: a["number"]),
        ("发放资料", lambda a: a["leaflets"]),
    ):
        assert totals[label].reported.number == sum(map(of, done)), label
        assert totals[label].supported.number == sum(map(of, supported)), label
        assert totals[label].deduplicated.number == totals[label].supported.number, "nobody merged anything yet"
    assert totals["参与人次"].reported.relation == "≈", "some say 约, some 余"
