"""An edition as one folder that outlives this program: tables for a spreadsheet, JSON, a page to begin with, the evidence.

Comes in: a `Campaign`, the bytes of its evidence, other papers (reports as printed). Goes out: a folder, and the same
campaign read back from it. Every file is named with its digest in ``manifest.json``, so that a change is noticed.

| file | holds |
| --- | --- |
| ``index.html`` | what this is, and links to all of it; opens in any browser, without scripts |
| ``edition.json`` | everything, exactly: what is read back |
| ``units.csv``, ``activities.csv``, ``figures.csv``, ``evidence.csv``, ``merges.csv`` | the same for people, one line each |
| ``evidence/`` | the files, named by digest |
| ``papers/`` | reports and documents as they were printed |
| ``manifest.json`` | the digest of each file |

Contact data is no part of a campaign. Lists of participants are personal data, and may name minors: a public folder names
their digests and never holds them, nor anything that was not let through.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path

from zhiyue.campaign import COUNTED_ACTIVITIES, Activity, Campaign, Proof
from zhiyue.campaigns.counting import STANDING, Ledger
from zhiyue.codec import campaign_from_json, campaign_to_json
from zhiyue.errors import ConfigurationError, UnreadableInput
from zhiyue.model import Audience

FORMAT = "zhiyue-edition/1"
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
_SUFFIX = re.compile(r"\.(?:pdf|png|jpe?g|gif|webp|csv|tsv|xlsx?|docx?|pptx?|wps|et|zip|mp4|txt|html?)$", re.IGNORECASE)
_PAPER = re.compile(r"[^\W.][\w.\-]{0,120}")
_FORMULA = ("=", "+", "-", "@", "\t")
"""A cell that begins so is a formula to a spreadsheet; a blank sign before it keeps it words."""

Rows = Iterable[tuple[object, ...]]
Evidence = Callable[[Proof], bytes | None]


def write_folder(
    campaign: Campaign,
    folder: Path,
    *,
    evidence: Evidence | None = None,
    papers: Mapping[str, bytes] | None = None,
    audience: Audience = "internal",
) -> tuple[str, ...]:
    """Write an edition into `folder`, which must be new or empty; returns the ids of proofs without bytes.

    Args:
        campaign: the edition as it stands.
        folder: where to; it is made.
        evidence: gives the bytes of a proof, or None where they are not at hand.
        papers: other files by name, such as the closing report as a document.
        audience: ``public`` writes the `public_part` only, and no list of participants.

    Raises:
        ConfigurationError: the folder holds something, a paper's name is no plain file name.
        ValueError: bytes that are not those that a proof names.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ConfigurationError(f"{folder}: there is something in it; name a folder that is new or empty")
    if audience == "public":
        campaign = public_part(campaign)
    files: dict[str, bytes] = {"edition.json": _json(campaign_to_json(campaign))}
    files |= {f"{name}.csv": _csv(rows) for name, rows in _tables(campaign).items()}
    given = [
        proof for proof in campaign.proofs if audience == "internal" or not (proof.form == "list" or proof.is_withdrawn)
    ]
    kept = {proof.id: path for proof in given for path in _put(proof, evidence, files)}
    for name, body in sorted((papers or {}).items()):
        if not _PAPER.fullmatch(name):
            raise ConfigurationError(f"{name!r} is no plain file name for a paper; write one such as report.docx")
        files[f"papers/{name}"] = body
    files["index.html"] = _index(campaign, kept, sorted(files)).encode()
    digests = {name: _digest(body) for name, body in sorted(files.items())}
    files["manifest.json"] = _json({"format": FORMAT, "edition": campaign.edition.id, "files": digests})
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return tuple(sorted(proof.id for proof in campaign.proofs if proof.id not in kept))


def read_folder(folder: Path) -> Campaign:
    """Read back the edition that `write_folder` wrote, after a look at every digest.

    Raises:
        UnreadableInput: no such folder, another format, a file that is missing or was changed.
    """
    remedy = "Take the folder as it was written, or a copy of it"
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        names: Mapping[str, str] = manifest["files"]
        is_known = manifest["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"there is no manifest of an edition ({error})"
        raise UnreadableInput(what, where=str(folder), remedy=remedy) from None
    if not is_known:
        raise UnreadableInput(f"its format is {manifest['format']!r}", where=str(folder), remedy=f"Read {FORMAT} here")
    bodies: dict[str, bytes] = {}
    for name, digest in names.items():
        path = folder / name
        if ".." in Path(name).parts or not path.is_file() or _digest(path.read_bytes()) != digest:
            raise UnreadableInput(f"{name} is missing or was changed", where=str(folder), remedy=remedy)
        if name == "edition.json":
            bodies[name] = path.read_bytes()
    if not bodies:
        raise UnreadableInput("edition.json is not named in the manifest", where=str(folder), remedy=remedy)
    return campaign_from_json(json.loads(bodies["edition.json"]))


def public_part(campaign: Campaign) -> Campaign:
    """The edition as anybody may have it: what was let through, and standing returns; its totals are the same.

    Lists of participants stay as digests that support figures, without title or address; a filing that is not public
    stays without its words where a merge names it.
    """
    merged = {id for merge in campaign.merges for id in merge.activities}
    shown = {one.id for one in campaign.activities if one.state in COUNTED_ACTIVITIES}
    activities = tuple(
        one if one.id in shown else Activity(one.id, one.unit, "（未公开）", one.state)
        for one in campaign.activities
        if one.id in shown | merged
    )
    proofs = tuple(
        replace(one, title="参与名单（不公开）", address="") if one.form == "list" else one for one in campaign.proofs
    )
    returns = tuple(
        one for one in campaign.returns if one.state in STANDING and (one.activity is None or one.activity in shown)
    )
    return replace(campaign, activities=activities, returns=returns, proofs=proofs, apart=())


# ── how ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _put(proof: Proof, evidence: Evidence | None, files: dict[str, bytes]) -> Iterator[str]:
    """Add the file of a proof; gives its path, nothing where its bytes are not at hand."""
    body = evidence(proof) if evidence is not None else None
    if body is None:
        return
    named = _DIGEST.fullmatch(proof.digest)
    if named is None or _digest(body) != proof.digest:
        raise ValueError(f"the bytes of the proof {proof.id!r} are not those of {proof.digest}; give the ones it names")
    suffix = _SUFFIX.search(proof.title) or _SUFFIX.search(proof.address.partition("?")[0])
    ending = suffix[0].lower() if suffix is not None else ""
    # A saved page would run its scripts when opened from a disk.
    path = f"evidence/{named[1]}{ending}{'.txt' if ending.startswith('.htm') else ''}"
    files[path] = body
    yield path


def _tables(campaign: Campaign) -> dict[str, Rows]:
    ledger = Ledger(campaign)
    names = {unit.id: unit.name for unit in campaign.units}
    measures = {measure.id: measure for item in campaign.returns for measure in item.measures}
    areas = {area.id: area.title for area in campaign.edition.areas}
    units = [(u.id, u.name, u.level, "；".join(names[p] for p in u.parents), names.get(u.counting_home or "", ""), u.region)
             for u in campaign.units]  # fmt: skip
    activities = [
        (a.id, a.name, a.state, names[a.unit], a.kind, "；".join(areas.get(id, id) for id in a.areas), a.start, a.end,
         a.part, a.place, "；".join(a.hosts), "；".join(a.undertakers), "；".join(a.co_hosts), a.audience, a.content)
        for a in campaign.activities
    ]  # fmt: skip
    figures = [
        (f.id, names[f.unit], f.activity.name if f.activity else "", f.key.code, measures[f.id].relation,
         measures[f.id].number, measures[f.id].unit, "是" if f.is_supported else "否",
         "是" if ledger.is_counted(f.id) else "否", "；".join(measures[f.id].proofs), measures[f.id].printed)
        for f in ledger.figures if f.id in measures
    ]  # fmt: skip
    proofs = [(p.id, p.form, p.title, p.digest, p.address, "是" if p.is_withdrawn else "否") for p in campaign.proofs]
    merges = [(m.id, "；".join(m.activities), m.kept, m.reason) for m in campaign.merges]
    return {
        "units": [("id", "单位", "级别", "上级", "计数归口", "地区代码"), *units],
        "activities": [
            ("id", "活动", "状态", "填报单位", "类别", "重点方面", "开始", "结束", "时段", "地点", "主办", "承办", "协办", "对象", "内容"),
            *activities,
        ],
        "figures": [
            ("id", "单位", "活动", "指标", "关系", "数值", "单位（量）", "有佐证", "计入剔重后", "佐证", "原样"),
            *figures,
        ],
        "evidence": [("id", "形式", "标题", "摘要", "网址", "已撤回"), *proofs],
        "merges": [("id", "合并的填报", "保留", "理由"), *merges],
    }  # fmt: skip


def _csv(rows: Rows) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_words(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def _words(cell: object) -> str:
    words = "" if cell is None else str(cell)
    return f"'{words}" if words.startswith(_FORMULA) else words


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _digest(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def _index(campaign: Campaign, kept: Mapping[str, str], files: Iterable[str]) -> str:
    """The page to begin with: what this is, the activities, the evidence, every file."""
    edition = campaign.edition
    names = {unit.id: unit.name for unit in campaign.units}
    activities = [(a.name, names[a.unit], a.start, a.place, a.state) for a in campaign.activities]
    proofs = [
        (p.title, p.form, "已撤回 withdrawn" if p.is_withdrawn else "", _link(kept.get(p.id))) for p in campaign.proofs
    ]
    listed = "".join(f"<li>{_link(name)}</li>" for name in files)
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(edition.title)}</title></head><body>
<h1>{escape(edition.title)}</h1>
<p>{escape(edition.theme)}　{escape(edition.start)}—{escape(edition.end)}</p>
<p>本文件夹是一届活动的全部材料，不需要任何程序即可阅读：表格为 CSV，完整数据为 edition.json，佐证在 evidence/。
<br>Everything about one edition, readable without any program: tables as CSV, all data in edition.json, evidence in
evidence/. 剔重后 totals count a figure where “计入剔重后” says 是.</p>
<h2>文件 Files</h2><ul>{listed}<li>{_link("manifest.json")}</li></ul>
<h2>活动 Activities</h2>{_table(("活动", "单位", "日期", "地点", "状态"), activities)}
<h2>佐证 Evidence</h2>{_table(("标题", "形式", "状态", "文件"), proofs, html=3)}
</body></html>
"""


def _link(path: str | None) -> str:
    return f'<a href="{escape(path)}">{escape(path)}</a>' if path else "未附 not here"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, html: int = -1) -> str:
    """A plain table; the column `html` is markup already."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell if n == html else escape(cell)}</td>" for n, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
