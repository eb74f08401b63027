"""A project's name: what a sentence or a title says of it is no part of it."""

from __future__ import annotations

import pytest
from tests.excerpts import excerpt_of

from zhiyue.notices.purchase import read_purchase


def project_of(*body: str, title: str = "结果公示") -> str | None:
    field = read_purchase(excerpt_of(*body, title=title)).project
    return field.exact if field is not None else None


@pytest.mark.parametrize(
    "sentence",
    [
        "云岭立信招标有限公司于2025年9月1日就台式扫描电镜采购项目（项目编号：YL2025-016）进行了评审。",
        "我单位于2025年9月1日组织了台式扫描电镜采购项目（编号：YL2025-016）评审会。",
        "云岭农业大学委托组织的台式扫描电镜采购项目（项目编号：YL2025-016）已完成评审。",
        "经研究，现决定取消台式扫描电镜采购项目（项目编号：YL2025-016）。",
        "我院台式扫描电镜采购项目（项目编号：YL2025-016）评审结束。",
        "云岭农业大学现委托云岭立信招标有限公司就台式扫描电镜采购项目采购货物，诚邀参加。",
    ],
)
def test_project_begins_behind_what_the_sentence_says_of_it(sentence: str) -> None:
    assert project_of(sentence) == "台式扫描电镜采购项目"


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("台式扫描电镜采购项目答疑", "台式扫描电镜采购项目"),
        ("关于邀请参加台式扫描电镜采购投标的函", "台式扫描电镜采购"),
        ("台式扫描电镜采购项目预中标公示", "台式扫描电镜采购项目"),
        ("组织切片机采购项目招标公告", "组织切片机采购项目"),
        ("现场快速检测设备采购项目招标公告", "现场快速检测设备采购项目"),
    ],
)
def test_project_of_a_title_ends_before_the_kind_of_notice(title: str, project: str) -> None:
    assert project_of("详见附件。", title=title) == project


def test_contract_number_is_no_project_number() -> None:
    body = ("合同编号：YLHT-2025-033", "合同名称：台式扫描电镜购销合同")
    assert read_purchase(excerpt_of(*body, title="合同公示")).numbers == ()


def test_full_name_in_the_text_wins_over_the_short_one_in_the_title() -> None:
    body = ("云岭省特种设备检验研究院拟采购探伤仪一台。", "招标代理机构：云岭立信招标有限公司")
    buyer = read_purchase(excerpt_of(*body, title="云岭省特检院探伤仪采购项目招标公告")).buyer
    assert buyer is not None
    assert buyer.exact == "云岭省特种设备检验研究院"


def test_branch_in_the_text_is_no_full_name_of_the_buyer() -> None:
    body = ("采购结果公布如下。", "参照江州市第二医院的做法执行。")
    buyer = read_purchase(excerpt_of(*body, title="江州市医院探伤仪采购项目招标公告")).buyer
    assert buyer is not None
    assert buyer.exact == "江州市医院"
