"""An edition as one folder that anyone can read without Zhiyue, and that any Zhiyue reads back: the library's, packed.

Comes in: an edition. Goes out: a ZIP archive as `zhiyue.campaigns.folder` lays it out, and as its papers the issued
reports, the notices, the ledger of problems and the log of every step.

Contact data is not in it: it is erased in time, and a folder is not. Of persons there are the names of accounts.
"""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhiyue.campaign import Proof
from zhiyue.campaigns.folder import write_folder
from zhiyue.errors import UnreadableInput
from zhiyue.exports.report.json_file import write_json
from zhiyue.exports.report.page import report_page
from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.blobs import get_blob
from zhiyue_site.quality_month import closing, papers
from zhiyue_site.quality_month.campaign import campaign_of
from zhiyue_site.quality_month.models import ActivityLog, Edition
from zhiyue_site.quality_month.rights import require

Row = Iterable[object]
_STAMP = (1980, 1, 1, 0, 0, 0)


def as_zip(edition: Edition, *, by: User) -> bytes:
    """The folder, packed. Raises NotAllowed."""
    require(by, "arrange", edition.root)
    file = io.BytesIO()
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(file, "w") as archive:
        folder = Path(name) / "edition"
        missing = write_folder(campaign_of(edition), folder, evidence=_bytes, papers=dict(_papers(edition)))
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        for path in found:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _STAMP)
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    detail = {"files": len(found), "without_bytes": len(missing)}
    audit("month.edition.export", actor=by, target=f"edition/{edition.pk}", detail=detail)
    return file.getvalue()


def _bytes(proof: Proof) -> bytes | None:
    """The bytes of a proof; None where they were purged since."""
    try:
        return get_blob(proof.digest)
    except UnreadableInput:
        return None


def _papers(edition: Edition) -> Iterator[tuple[str, bytes]]:
    report = closing.draw_up(edition)
    yield "report-now.html", report_page(report).encode()
    yield "report-now.json", write_json(report)
    for item in edition.closings.order_by("version"):
        yield f"report-{item.version}.html", report_page(closing.issued(item)).encode()
        yield f"report-{item.version}.json", write_json(closing.issued(item))
    for paper in edition.documents.order_by("id"):
        if not papers.refusal_of(paper):
            yield f"document-{paper.pk}.docx", papers.docx(paper)
    yield (
        "problems.csv",
        _csv(
            ("单位", "问题", "部位", "责任", "发现", "期限", "整改", "整改日期", "复查日期", "状态"), _problems(edition)
        ),
    )
    yield "log.csv", _csv(("时间", "账户", "活动编号", "活动", "事项", "理由", "代填"), _log(edition))


def _problems(edition: Edition) -> Iterator[Row]:
    for row in edition.problems.select_related("unit").order_by("id"):
        yield (
            row.unit.name, row.title, row.place, row.owner, row.found_on, row.due or "", row.fix, row.fixed_on or "",
            row.checked_on or "", row.get_state_display(),
        )  # fmt: skip


def _log(edition: Edition) -> Iterator[Row]:
    for row in ActivityLog.objects.filter(activity__edition=edition).select_related("by", "activity").order_by("id"):
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
