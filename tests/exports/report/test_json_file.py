"""A report is the same thing as object and as file, and the same report the same bytes."""

import json

import pytest

from tests.exports.made_report import CLOSING, MARKET
from zhiyue.errors import UnreadableInput
from zhiyue.exports.report.json_file import read_json, write_json


@pytest.mark.parametrize("report", [MARKET, CLOSING], ids=["market", "closing"])
def test_report_comes_back_as_it_was_written(report):
    written = write_json(report)

    assert read_json(written) == report
    assert write_json(read_json(written)) == written


def test_file_is_plain_json_with_the_contract_names():
    data = json.loads(write_json(MARKET))

    assert list(data)[:4] == ["id", "kind", "title", "start"]
    cell = data["sections"][0]["tables"][0]["rows"][2]["cells"][1]
    assert (cell["value"], cell["why"]) == (None, "金额已遮蔽")


@pytest.mark.parametrize("data", [b"", b"[]", b'{"id": "x"}', "{报告}".encode("gbk")])
def test_other_bytes_are_refused_with_what_to_do(data):
    with pytest.raises(UnreadableInput, match=r"june\.json: not the JSON of a report .* Give a file"):
        read_json(data, where="june.json")
