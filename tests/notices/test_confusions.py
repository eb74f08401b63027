"""What a scanner misread is found as a label, and stays in the text as it is."""

from zhiyue.notices.confusions import CONFUSED, fold_confusions
from zhiyue.notices.labels import _ROLE_OF, read_form, role_of
from zhiyue.spans import Span

TEXT = "釆购人：某市釆样检测所\n顷目编号：YZ-2024-017\n预算金颔：12.5万元\n"


def test_label_that_was_misread_is_found():
    form = read_form(TEXT, [Span(0, len(TEXT))])

    found = {item.role: (item.label.of(TEXT), item.value.of(TEXT)) for item in form.labelled}
    assert found == {
        "buyer": ("釆购人", "某市釆样检测所"),
        "project_number": ("顷目编号", "YZ-2024-017"),
        "budget": ("预算金颔", "12.5万元"),
    }


def test_header_that_was_misread_has_its_role():
    assert (role_of("预箅金额（万元）"), role_of("唱名")) == ("budget", "item")


def test_folding_keeps_every_offset():
    assert len(fold_confusions(TEXT)) == len(TEXT)


def test_no_label_holds_what_is_folded():
    assert {char for word in _ROLE_OF for char in word} & CONFUSED.keys() == set()
