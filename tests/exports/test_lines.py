import json

from tests.exports.reading import SECRETS, reading
from zhiyue.codec import from_json
from zhiyue.exports.lines import json_array, json_document, json_line
from zhiyue.masking import mask


def test_json_line_is_one_line_of_readable_chinese():
    line = json_line(reading())
    assert line.count("\n") == 1
    assert line.endswith("}\n")
    assert "第十二届“精益计量月”在清河市启动" in line


def test_json_line_is_the_masked_reading():
    line = json_line(reading())
    assert from_json(json.loads(line)) == mask(reading())
    assert [words for words in SECRETS if words in line] == []


def test_json_document_is_the_same_reading():
    assert json.loads(json_document(reading())) == json.loads(json_line(reading()))


def test_json_array_holds_every_reading():
    assert json.loads("".join(json_array([reading(), reading()]))) == [json.loads(json_line(reading()))] * 2


def test_json_array_of_nothing_is_empty():
    assert "".join(json_array([])) == "[]\n"


def test_json_array_is_written_as_readings_come():
    def one_then_stop():
        yield reading()
        raise RuntimeError("stopped")

    pieces = json_array(one_then_stop())
    assert json.loads(next(pieces) + "]") == [json.loads(json_line(reading()))]


def test_internal_findings_are_for_internal_readers_only():
    assert "unit.late" not in json_line(reading())
    assert "unit.late" in json_line(reading(), audience="internal")
