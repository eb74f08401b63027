"""An edition as one folder that anyone can read without Zhiyue: a page, tables, the report, papers, evidence.

Comes in: an edition. Goes out: a ZIP archive:

    index.html              what is in it, with links
    活动.csv 单位.csv 报送.csv 佐证.csv 归并.csv 问题台账.csv 日志.csv
    总结报告.html .json     each issued version, and what is drawn up now
    文件/                    papers as .docx
    佐证/<digest>.<ext>      the bytes of every piece of evidence that stands

Contact data is not in it: it is erased in time, and a folder is not. Names of persons stand in the log alone as accounts.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from html import escape

from zhiyue.errors import UnreadableInput
from zhiyue.exports.report.json_file import write_json
from zhiyue.exports.report.page import report_page
from zhiyue.reference.measures import campaign_measures
from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.blobs import get_blob
from zhiyue_site.quality_month import closing, papers
from zhiyue_site.quality_month.models import ActivityLog, Edition, Measure, Proof
from zhiyue_site.quality_month.rights import require
from zhiyue_site.quality_month.tree import counting_homes, units_below

Row = Iterable[object]
_STAMP = (1980, 1, 1, 0, 0, 0)


def as_zip(edition: Edition, *, by: User) -> bytes:
    """The folder, packed. The same state gives the same bytes. Raises NotAllowed."""
    require(by, "arrange", edition.root)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        names = []
        for name, body in _files(edition):
            names.append(name)
            archive.writestr(zipfile.ZipInfo(name, _STAMP), body, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("index.html", _STAMP), _index(edition, names), zipfile.ZIP_DEFLATED)
    audit("month.edition.export", actor=by, target=f"edition/{edition.pk}", detail={"files": len(names)})
    return file.getvalue()


def _files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    for name, head, rows in _tables(edition):
        yield f"{name}.csv", _csv(head, rows)
    report = closing.draw_up(edition)
    yield "总结报告-当前.html", report_page(report).encode()
    yield "总结报告-当前.json", write_json(report)
    for item in edition.closings.order_by("version"):
        yield f"总结报告-第{item.version}版.html", report_page(closing.issued(item)).encode()
        yield f"总结报告-第{item.version}版.json", write_json(closing.issued(item))
    for paper in edition.documents.all():
        if not papers.refusal_of(paper):
            yield f"文件/{paper.pk}-{_safe(paper.title)}.docx", papers.docx(paper)
    yield from _evidence(edition)


def _evidence(edition: Edition) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for proof in edition.proofs.filter(withdrawn_at=None).order_by("id"):
        name = _evidence_name(proof)
        if name not in seen:
            seen.add(name)
            try:
                yield name, get_blob(proof.digest)
            except UnreadableInput:
                continue  # purged since: the table names it, its bytes are gone


def _evidence_name(proof: Proof) -> str:
    suffix = proof.name.rpartition(".")[2] if "." in proof.name else "bin"
    return f"佐证/{proof.digest.partition(':')[2][:16]}.{_safe(suffix)}"


def _tables(edition: Edition) -> Iterator[tuple[str, Row, Iterator[Row]]]:
    yield (
        "活动",
        ("编号", "单位", "名称", "类别", "开始", "结束", "地点", "主办", "重点方面", "状态", "公开说明"),
        _activities(edition),
    )
    yield "单位", ("编号", "名称", "层级", "上级", "统计归口", "职工人数"), _units(edition)
    head = ("报送", "单位", "活动编号", "活动", "状态", "项目", "关系", "数值", "单位词", "原文", "佐证编号")
    yield "报送", head, _measures(edition)
    yield "佐证", ("编号", "单位", "形式", "说明", "摘要值", "文件", "撤回理由"), _proofs(edition)
    yield "归并", ("编号", "保留", "活动", "理由", "是否撤销"), _merges(edition)
    yield (
        "问题台账",
        ("单位", "问题", "部位", "责任", "发现", "期限", "整改", "整改日期", "复查日期", "状态"),
        _problems(edition),
    )
    yield "日志", ("时间", "账户", "活动编号", "事项", "理由", "代填"), _log(edition)


def _activities(edition: Edition) -> Iterator[Row]:
    for row in edition.activities.select_related("unit").prefetch_related("area_choices__area").order_by("id"):
        areas = "、".join(choice.area.title for choice in row.area_choices.all())
        yield (
            row.pk, row.unit.name, row.name, row.kind, row.start, row.end, row.place, "、".join(row.hosts), areas,
            row.get_state_display(), row.public_note,
        )  # fmt: skip


def _units(edition: Edition) -> Iterator[Row]:
    units = units_below(edition.root)
    names = {unit.pk: unit.name for unit in units}
    parents, homes = counting_homes(names)
    for unit in units:
        above = "、".join(names[pk] for pk in parents.get(unit.pk, ()))
        yield unit.pk, unit.name, unit.level, above, names.get(homes.get(unit.pk, 0), ""), unit.staff or ""


def _measures(edition: Edition) -> Iterator[Row]:
    known = campaign_measures()
    rows = Measure.objects.filter(report__edition=edition).select_related("report__unit", "report__activity")
    for row in rows.prefetch_related("proofs").order_by("id"):
        proofs = "、".join(str(proof.pk) for proof in row.proofs.all())
        item = row.report
        label = known[row.code].label_zh if row.code in known else row.code
        yield (
            item.pk, item.unit.name, item.activity_id or "", item.activity or "", item.get_state_display(), label,
            row.relation, row.number, row.unit, row.printed, proofs,
        )  # fmt: skip


def _proofs(edition: Edition) -> Iterator[Row]:
    for row in edition.proofs.select_related("unit").order_by("id"):
        name = "" if row.withdrawn_at else _evidence_name(row)
        yield row.pk, row.unit.name, row.get_form_display(), row.title, row.digest, name, row.withdrawn_reason


def _merges(edition: Edition) -> Iterator[Row]:
    for row in edition.merges.prefetch_related("activities").order_by("id"):
        members = "、".join(str(activity.pk) for activity in row.activities.order_by("id"))
        yield row.pk, row.kept_id, members, row.reason, "是" if row.undone_at else ""


def _problems(edition: Edition) -> Iterator[Row]:
    for row in edition.problems.select_related("unit").order_by("id"):
        yield (
            row.unit.name, row.title, row.place, row.owner, row.found_on, row.due or "", row.fix, row.fixed_on or "",
            row.checked_on or "", row.get_state_display(),
        )  # fmt: skip


def _log(edition: Edition) -> Iterator[Row]:
    for row in ActivityLog.objects.filter(activity__edition=edition).select_related("by").order_by("id"):
        who = row.by.username if row.by else ""
        yield (
            row.at.isoformat(timespec="seconds"),
            who,
            row.activity_id,
            row.what,
            row.reason,
            "是" if row.is_on_behalf else "",
        )


def _csv(head: Row, rows: Iterable[Row]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(list(head))
    writer.writerows([_plain(value) for value in row] for row in rows)
    return ("\ufeff" + file.getvalue()).encode()


def _plain(value: object) -> str:
    """A word that begins like a formula stays a word in a spreadsheet."""
    words = str(value)
    return f"'{words}" if words[:1] in ("=", "+", "-", "@") else words


def _index(edition: Edition, names: Iterable[str]) -> str:
    links = "".join(f'<li><a href="{escape(name)}">{escape(name)}</a></li>' for name in names)
    return (
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{escape(edition.title)}</title>'
        f"<h1>{escape(edition.title)}</h1><p>主题：{escape(edition.theme)}</p>"
        f"<p>{edition.start:%Y-%m-%d} 至 {edition.end:%Y-%m-%d}</p><ul>{links}</ul></html>"
    )


def _safe(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum() or sign in "-_（）()《》“”、 ")[:80]
