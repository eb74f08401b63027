"""The model of what follows what: it orders, it folds, and it is left alone where nothing is lost."""

import subprocess
import sys

import pytest

from zhiyue.repair import language


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("共 25 台,USB接口", "共００台，ＡＡＡ接口"),
        ("“质量”『标准』\n", "“质量”“标准”¶"),
        ("真的?", "真的¿"),
        ("ひé", "ひé"),
    ],
)
def test_fold_text_takes_alike_characters_for_one(text, folded):
    assert language.fold(text) == folded


@pytest.mark.parametrize(
    ("left", "lost", "right"),
    [("环境", "保", "护意识"), ("产品质", "量", "管理"), ("分光光", "度", "计采购"), ("我们要坚持", "。", "\n")],
)
def test_rank_characters_puts_the_word_first(left, lost, right):
    choices = language.prepare("的一保量度标，、。")
    ranked = language.rank(choices, left=left, right=right)
    assert ranked[0][0] == lost
    assert sum(share for _, share in ranked) == pytest.approx(1.0)


def test_rank_characters_of_nothing_is_nothing():
    assert language.rank(language.prepare("𠀀"), left="质", right="量") == []


def test_rank_characters_takes_a_hint():
    choices = language.prepare("；）")
    assert language.rank(choices, left="作者单位：光明日报", right="\n", bonus={"）": 30.0})[0][0] == "）"


def test_rank_characters_follows_the_page():
    choices = language.prepare("校海")
    page = "黄校、" * 40
    assert language.rank(choices, left="东黄", right="、南", page=page)[0][0] == "校"


def test_score_text_prefers_chinese_to_garbage():
    assert language.score("环境保护意识，") > language.score("环境¿；ひ馐¿，")


def test_repair_of_an_exact_page_never_loads_the_model():
    program = (
        "from zhiyue.repair import repair_text, damage_text, language\n"
        "text = '发现经济问题，国家质量标准，数据统计与发展规划，产业调整和创新。'\n"
        "assert repair_text(damage_text(text)).text == text\n"
        "assert language.load_rows.cache_info().currsize == 0\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
