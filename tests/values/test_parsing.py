from typing import get_args

import pytest

from zhiyue.model import Named, ValueType
from zhiyue.values import parse


@pytest.mark.parametrize("type", get_args(ValueType))
def test_every_type_has_a_parser_that_refuses_empty_words(type):
    with pytest.raises(ValueError, match="give"):
        parse(type, " ")


@pytest.mark.parametrize("type", ["text", "name", "code"])
def test_words_stay_as_printed(type):
    assert parse(type, "推动质量变革创新") == "推动质量变革创新"


def test_area_is_named():
    assert parse("area", "长三角") == Named("长三角")
