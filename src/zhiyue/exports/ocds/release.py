"""One notice → one release of OCDS 1.1.5, or one for each purchase that a list of them tells of.

Comes in: a reading. Goes out: releases as plain data: what the notice says and nothing else. Amounts that are masked, cut,
rounded in words (约, 近) or agreed as a rate are no values here; a deadline without a time is no `endDate`; a month is no
day. Candidates are awards that are pending, failed lots awards that are unsuccessful. Codes are the standard's; where it
has none the printed words stand in its ``…Details``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from zhiyue.lines import Line, lines_of
from zhiyue.model import Evidence, Fact, Field, Money, Named, Notice, Ordinal, PageResult, Period
from zhiyue.reference import brands, division_by_code, instrument_by_id
from zhiyue.values import province_of, region_of_buyer, short_name

Data = dict[str, Any]

_TAGS: Mapping[str, str] = {
    "intent": "planning", "import_approval": "planning", "survey": "planning", "tender": "tender",
    "single_source": "tender", "correction": "tenderAmendment", "termination": "tenderCancellation", "candidate": "award",
    "award": "award", "contract": "contract",
}  # fmt: skip
"""Kind of fact → what its release is of. A reading's other facts are nothing that the standard speaks of."""
_NOTICES: Mapping[str, str] = {"award": "awardNotice", "candidate": "awardNotice", "contract": "contractNotice"}
_STATUS: Mapping[str, str] = {
    "planning": "planning", "tender": "active", "tenderAmendment": "active", "tenderCancellation": "unsuccessful",
    "award": "complete", "contract": "complete",
}  # fmt: skip
# The first words that fit decide: 竞争性磋商 before 招标
_METHODS = (
    ("direct", re.compile(r"单一来源|直接采购|定点采购|网上超市|协议供货")),
    ("selective", re.compile(r"邀请招标")),
    ("limited", re.compile(r"磋商|谈判|询价|比选|遴选|竞价|框架协议")),
    ("open", re.compile(r"公开|国际招标|招标")),
)
_CANCELLED = re.compile(r"取消|重大变故|采购任务|不再采购|资金")
_WITHDRAWN = re.compile(r"撤回|撤销")
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_NOT_IN_NUMBERS = re.compile(r"[\s\-–—_/()（）\[\]〔〕【】.·]+")
ZONE = "+08:00"


def releases_of(result: PageResult, *, prefix: str, at: str) -> tuple[Data, ...]:
    """The releases of a page, in the order of its notices.

    Entries of a related list are other pages' notices, cut short: they make none. `at` dates a page that prints no day.
    """
    lines: dict[str, list[Line]] = {}
    for line in lines_of(result.facts):
        lines.setdefault(line.fact, []).append(line)
    found: list[Data] = []
    for notice in result.notices:
        told = [fact for fact in result.facts if fact.notice == notice.id and fact.kind in _TAGS]
        if told and notice.origin != "related":
            for ocid, facts in _by_purchase(result, told, prefix).items():
                found.append(_Release(result, notice, lines, ocid).of(facts, at))
    return tuple(found)


def _by_purchase(result: PageResult, facts: Sequence[Fact], prefix: str) -> Mapping[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(f"{prefix}-{_purchase(result, fact)}", []).append(fact)
    return found


def _purchase(result: PageResult, fact: Fact) -> str:
    """The number of a purchase with its buyer; without one its name; without that the page's own."""
    number, project, buyer = (_words(fact.one(name)) for name in ("project_number", "project", "buyer"))
    thing = _NOT_IN_NUMBERS.sub("", number).upper() or project
    content = f"{thing}\x1f{buyer}" if thing else f"{result.digest}\x1f{fact.notice}"
    return hashlib.sha256(content.encode()).hexdigest()[:16]


class _Release:
    """One release while it is made: its parties and its evidence grow with every value."""

    def __init__(self, result: PageResult, notice: Notice, lines: Mapping[str, Sequence[Line]], ocid: str) -> None:
        self._result, self._notice, self._lines, self._ocid = result, notice, lines, ocid
        self._parties: dict[str, Data] = {}
        self._evidence: list[Data] = []

    def of(self, facts: Sequence[Fact], at: str) -> Data:
        """The release of these facts, all of one purchase."""
        tag = _TAGS[facts[0].kind]
        id = hashlib.sha256("\x1f".join((self._ocid, *sorted(fact.id for fact in facts))).encode()).hexdigest()[:24]
        data: Data = {
            "ocid": self._ocid,
            "id": id,
            "date": _moment(self._result) or at,
            "tag": [tag],
            "language": "zh",
            "initiationType": "tender",
        }
        buyer = self._party(facts, "buyer", ("buyer",), "/buyer")
        tender = self._tender(facts, tag)
        body: Data = {"planning": self._planning(facts), "tender": tender, **self._outcome(facts)}
        data |= {"parties": list(self._parties.values()), "buyer": buyer, **body, "x_evidence": self._evidence}
        return {name: value for name, value in data.items() if value not in (None, [], {})}

    # ── parties ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _party(self, facts: Iterable[Fact], name: str, roles: Sequence[str], path: str) -> Data | None:
        found = next((field for fact in facts for field in fact.all(name) if isinstance(field.value, Named)), None)
        return self._organisation(found, roles, path) if found is not None else None

    def _organisation(self, field: Field, roles: Sequence[str], path: str) -> Data:
        named = field.value
        assert isinstance(named, Named)  # noqa: S101 - callers ask for organisations
        identifier = named.id if named.id is not None and _USCC.fullmatch(named.id) else None
        id = f"CN-SCC-{identifier}" if identifier else f"name-{hashlib.sha256(named.name.encode()).hexdigest()[:12]}"
        party = self._parties.setdefault(id, {"id": id, "name": named.name, "roles": []})
        party["roles"] = list(dict.fromkeys([*party["roles"], *roles]))
        if identifier:
            party["identifier"] = {"scheme": "CN-SCC", "id": identifier, "legalName": named.name}
        if "buyer" in roles and (region := _province(named.name)):
            party["address"] = {"region": region, "countryName": "中国"}
        self._say(path, field.evidence)
        return {"id": id, "name": named.name}

    # ── planning and tender ──────────────────────────────────────────────────────────────────────────────────────

    def _planning(self, facts: Sequence[Fact]) -> Data:
        intent = next((fact for fact in facts if _TAGS[fact.kind] == "planning"), None)
        if intent is None:
            return {}
        budget = self._value(intent.one("budget"), "/planning/budget/amount")
        project, month = _words(intent.one("project")), _words(intent.one("expected"))
        self._say_field("/planning/x_expectedMonth", intent.one("expected"))
        told = {"amount": budget, "project": project}
        return _kept(
            {
                "rationale": _words(intent.one("need"))[:500],
                "budget": _kept(told),
                "x_expectedMonth": month if re.fullmatch(r"\d{4}-\d{2}", month) else None,
            }
        )

    def _tender(self, facts: Sequence[Fact], tag: str) -> Data:
        first = facts[0]
        number, project = first.one("project_number"), first.one("project")
        self._say_field("/tender/id", number)
        self._say_field("/tender/title", project)
        agency = self._party(facts, "agency", ("procuringEntity",), "/tender/procuringEntity")
        method = _words(first.one("method"))
        lots = self._lots(facts)
        is_call = first.kind in ("tender", "single_source", "termination")
        return _kept(
            {
                "id": _words(number) or self._ocid,
                "title": _words(project),
                "status": self._status(facts, tag),
                "procuringEntity": agency,
                "value": self._value(first.one("budget"), "/tender/value") if first.kind != "intent" else None,
                "maximumValue": self._value(first.one("ceiling"), "/tender/maximumValue"),
                "procurementMethod": next((code for code, words in _METHODS if words.search(method)), None),
                "procurementMethodDetails": method,
                **self._deadline(first),
                "items": self._items(facts, "/tender/items") if is_call or tag == "planning" else None,
                "lots": lots,
                "amendments": self._amendments(facts) if tag == "tenderAmendment" else None,
                "documents": [self._document(first)],
            }
        )

    def _status(self, facts: Sequence[Fact], tag: str) -> str:
        reasons = " ".join(_words(fact.one("reason")) for fact in facts)
        if tag != "tenderCancellation":
            return _STATUS[tag]
        # What failed is one lot of several: the tender itself goes on.
        if all(fact.one("lot") is not None for fact in facts):
            return "active"
        return (
            "withdrawn" if _WITHDRAWN.search(reasons) else "cancelled" if _CANCELLED.search(reasons) else "unsuccessful"
        )

    def _deadline(self, fact: Fact) -> Data:
        field = fact.one("deadline")
        words = _words(field)
        if field is None or not words:
            return {}
        is_moment = field.type == "moment"
        self._say_field("/tender/tenderPeriod/endDate" if is_moment else "/tender/x_deadlineDay", field)
        return {"tenderPeriod": {"endDate": _whole_moment(words)}} if is_moment else {"x_deadlineDay": words}

    def _lots(self, facts: Sequence[Fact]) -> list[Data]:
        lots: dict[str, Data] = {}
        for fact in facts:
            field = fact.one("lot")
            if field is not None and field.value is not None:
                status = "unsuccessful" if fact.kind == "termination" else "complete" if fact.kind == "award" else None
                lots.setdefault(_lot(fact) or "", _kept({"id": _lot(fact), "title": field.exact, "status": status}))
                self._say(f"/tender/lots/{len(lots) - 1}/title", field.evidence)
        for line in (line for fact in facts for line in self._lines.get(fact.id, ())):
            if line.lot:
                lots.setdefault(line.lot, {"id": line.lot})
        return list(lots.values())

    def _amendments(self, facts: Sequence[Fact]) -> list[Data]:
        own = [fact for fact in self._result.facts if fact.kind == "change" and fact.notice == self._notice.id]
        correction = facts[0]
        rows = [
            f"{_words(fact.one('item'))}：{_words(fact.one('before'))} → {_words(fact.one('after'))}".strip("： ")
            for fact in own
        ]
        date = _words(correction.one("corrected"))
        return [
            _kept(
                {
                    "id": correction.id,
                    "date": f"{date}T00:00:00{ZONE}"
                    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date)
                    else _moment(self._result),
                    "rationale": _words(correction.one("matter")),
                    "description": "\n".join(rows) or _words(correction.one("content"))[:2000],
                }
            )
        ]

    def _document(self, fact: Fact) -> Data:
        url = self._result.url
        return _kept(
            {
                "id": self._result.digest.partition(":")[2][:16],
                "documentType": _NOTICES.get(fact.kind, "tenderNotice"),
                "title": _words(self._notice.title),
                "url": url if url and url.startswith(("http://", "https://")) else None,
                "datePublished": _moment(self._result),
                "language": "zh",
            }
        )

    # ── awards and contracts ─────────────────────────────────────────────────────────────────────────────────────

    def _outcome(self, facts: Sequence[Fact]) -> Data:
        awards: list[Data] = []
        contracts: list[Data] = []
        for fact in facts:
            path = f"/awards/{len(awards)}"
            if fact.kind in ("award", "candidate"):
                awards.append(self._award(fact, path))
            elif fact.kind == "contract":
                awards.append(self._awarded(fact, path))
                contracts.append(self._contract(fact, awards[-1]["id"], f"/contracts/{len(contracts)}"))
            elif fact.kind == "termination" and fact.one("lot") is not None:
                awards.append(
                    {"id": _award_id(self._ocid, fact, ()), "status": "unsuccessful", "relatedLots": [_lot(fact)]}
                )
        return {"awards": awards, "contracts": contracts}

    def _award(self, fact: Fact, path: str) -> Data:
        is_candidate = fact.kind == "candidate"
        amount = fact.one("price" if is_candidate else "amount")
        suppliers = self._suppliers(fact, path, ("tenderer",) if is_candidate else ("supplier",))
        rate = (
            amount.value.printed
            if amount is not None and isinstance(amount.value, Money) and amount.value.basis == "rate"
            else None
        )
        rank = fact.one("rank")
        awarded = _words(fact.one("awarded"))
        return _kept(
            {
                "id": _award_id(self._ocid, fact, suppliers),
                "status": "pending" if is_candidate else "active",
                "date": f"{awarded}T00:00:00{ZONE}" if awarded else None,
                "value": self._value(amount, f"{path}/value"),
                "x_rate": rate,
                "x_rank": rank.value.ordinal if rank is not None and isinstance(rank.value, Ordinal) else None,
                "suppliers": suppliers,
                "items": self._items((fact,), f"{path}/items"),
                "relatedLots": [lot] if (lot := _lot(fact)) else None,
            }
        )

    def _awarded(self, fact: Fact, path: str) -> Data:
        """The award that a contract follows from, as far as the contract tells of it."""
        suppliers = self._suppliers(fact, path, ("supplier",))
        return _kept({"id": _award_id(self._ocid, fact, suppliers), "status": "active", "suppliers": suppliers})

    def _contract(self, fact: Fact, award: str, path: str) -> Data:
        number, signed = fact.one("contract_number"), fact.one("signed")
        self._say_field(f"{path}/id", number)
        self._say_field(f"{path}/dateSigned", signed)
        return _kept(
            {
                "id": _words(number) or fact.id,
                "awardID": award,
                "status": "active",
                "title": _words(fact.one("contract")),
                "value": self._value(fact.one("amount"), f"{path}/value"),
                "dateSigned": f"{_words(signed)}T00:00:00{ZONE}" if _words(signed) else None,
                "items": self._items((fact,), f"{path}/items"),
            }
        )

    def _suppliers(self, fact: Fact, path: str, roles: Sequence[str]) -> list[Data]:
        fields = [f for name in ("winner", "supplier") for f in fact.all(name) if isinstance(f.value, Named)]
        found = [self._organisation(field, roles, f"{path}/suppliers/{n}/name") for n, field in enumerate(fields)]
        return list({item["id"]: item for item in found}.values())

    def _items(self, facts: Iterable[Fact], path: str) -> list[Data]:
        lines = [line for fact in facts for line in self._lines.get(fact.id, ())]
        items = []
        for place, line in enumerate(lines):
            items.append(_item(line, place))
            self._say(f"{path}/{place}", line.evidence)
        return items

    # ── values and evidence ──────────────────────────────────────────────────────────────────────────────────────

    def _value(self, field: Field | None, path: str) -> Data | None:
        """An amount that is stated as it is: no rate, no price of one, nothing masked, cut or about."""
        if field is None or field.status not in ("stated", "derived") or field.relation != "=":
            return None
        money = field.value
        if not isinstance(money, Money) or money.amount is None or money.basis != "total":
            return None
        self._say(path, field.evidence)
        return {"amount": _number(Decimal(money.amount)), "currency": money.currency}

    def _say_field(self, path: str, field: Field | None) -> None:
        if field is not None and field.value is not None:
            self._say(path, field.evidence)

    def _say(self, path: str, evidence: Iterable[Evidence]) -> None:
        for place in evidence:
            self._evidence.append({"path": path, "start": place.start, "end": place.end, "text": place.exact})


def _item(line: Line, place: int) -> Data:
    instrument = instrument_by_id().get(line.instrument or "")
    brand = next((item for item in brands() if item.id == line.brand_id), None)
    also = []
    if line.brand:
        description = brand.name_en if brand is not None else line.brand
        also.append({"scheme": "x_zhiyue-brand", "id": line.brand_id or line.brand, "description": description})
    if line.brand_region:
        also.append({"scheme": "x_iso-3166-brand-home", "id": line.brand_region})
    price = {"amount": _number(line.unit_price), "currency": line.currency} if line.unit_price is not None else None
    unit = _kept({"name": line.unit, "value": price})
    code = (
        {"scheme": "x_zhiyue-instrument", "id": instrument.id, "description": instrument.name_en}
        if instrument
        else None
    )
    return _kept(
        {
            "id": line.item or f"{line.fact}-{place + 1}",
            "description": line.name,
            "classification": code,
            "additionalClassifications": also,
            "quantity": _number(line.quantity) if line.quantity is not None else None,
            "unit": unit,
            "relatedLot": line.lot,
            "x_model": line.model,
            "x_productOrigin": line.product_origin,
        }
    )


def _kept(data: Mapping[str, Any]) -> Data:
    """Without what is not told: null would remove it from earlier releases."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _words(field: Field | None) -> str:
    value = field.value if field is not None else None
    if isinstance(value, Named):
        return value.name
    if isinstance(value, Period):
        return value.end
    return value if isinstance(value, str) else ""


def _lot(fact: Fact) -> str | None:
    field = fact.one("lot")
    return (field.canonical or field.exact) if field is not None and field.value is not None else None


def _award_id(ocid: str, fact: Fact, suppliers: Sequence[Data]) -> str:
    """The same for the candidates' list, the award and its contract where lot and suppliers are the same."""
    content = "\x1f".join((ocid, _lot(fact) or "", *sorted(item["id"] for item in suppliers)))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _province(name: str) -> str | None:
    region = region_of_buyer(name)
    if region is None or region.id is None:
        return None
    return short_name(division_by_code()[province_of(region.id)])


def _moment(result: PageResult) -> str | None:
    """When the page was published, as a moment of local time."""
    published = result.page.published
    words = published.value if published is not None else None
    if not isinstance(words, str) or not re.match(r"\d{4}-\d{2}-\d{2}", words):
        return None
    return _whole_moment(words) if "T" in words else f"{words[:10]}T00:00:00{ZONE}"


def _whole_moment(words: str) -> str:
    """A moment with minutes and seconds, as RFC 3339 wants it: pages print 9时30分 and 17时."""
    clock = re.search(r"T\d{2}(?::\d{2}){0,2}", words)
    return words if clock is None else words.replace(clock.group(), (clock.group() + ":00:00")[: len("T17:00:00")])
