"""Strays go only where a second copy of the same text says so."""

import pytest

from zhiyue.repair.fixer import apply_edits
from zhiyue.repair.twins import find_strays

CLEAN = "本次抽查检验了十二家企业的产品，合格十家，其余两家已责令整改。抽查结果向社会公布。"
STREWN = "本次抽查检验了十二家企业的产品驱嗜，合格十家，其余两家已责令整改凸囡。抽查结果向社会公布。"
OTHERWISE = "本次抽查检验了十二家企业的产品骺噌，合格十家，其余两家已责令整改。抽查结果向社会公布麒。"


def cleaned(text, twin):
    return apply_edits(text, [stray.edit for stray in find_strays(text, twin)])


def test_stray_goes_by_a_clean_twin():
    assert cleaned(STREWN, CLEAN) == CLEAN


def test_stray_goes_by_a_twin_that_has_others():
    assert cleaned(STREWN, OTHERWISE) == CLEAN
    assert cleaned(OTHERWISE, STREWN) == CLEAN


def test_reason_is_the_clause_of_the_twin():
    reasons = [stray.reason.of(CLEAN) for stray in find_strays(STREWN, CLEAN)]

    assert reasons == ["本次抽查检验了十二家企业的产品", "其余两家已责令整改"]


@pytest.mark.parametrize("twin", ["", STREWN, "另一篇文章，说的是别的事情。", "本次抽查了别的企业，合格十家。"])
def test_nothing_goes_without_a_twin_that_says_so(twin):
    assert find_strays(STREWN, twin) == ()


def test_common_words_stay_though_the_twin_lacks_them():
    assert find_strays("抽查结果向社会公布了，合格十家。", "抽查结果向社会公布，合格十家。") == ()


def test_end_of_a_word_stays_though_the_twin_lacks_it():
    assert find_strays("产品合格率比上月下跌，合格十家。", "产品合格率比上月下，合格十家。") == ()


def test_rare_word_stays_though_the_twin_lacks_it():
    assert find_strays("展出的是一件青铜饕餮，合格十家。", "展出的是一件青铜，合格十家。") == ()
