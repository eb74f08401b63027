"""The items of a purchase: each with its brand, model, quantity, prices and where it is made.

Comes in: a purchase as read. Goes out: facts of kind ``item``: one for a row of a table, one for a block of labels
(品牌：… 规格型号：… 数量：… 单价：…), one for each part of cells that hold lists of one length (A；B beside x；y). Cells of
unequal length are a kit and stay together. What a cell only points to (详见附件) is there, and not stated. An item of
which only the name is told, or name and quantity alone, is the notice's own (`items`, `quantity`) and no fact here.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from zhiyue.checks import Priced, check_line, check_lines
from zhiyue.lines import items_by_fact
from zhiyue.model import Fact, FactType, Field, Finding, Money, Prop, ValueType
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.goods import goods_at
from zhiyue.notices.labels import Labelled, Role, is_nothing
from zhiyue.notices.lots import is_marked, lot_key
from zhiyue.notices.parties import named_in
from zhiyue.notices.purchase import Purchase
from zhiyue.spans import Span
from zhiyue.values import Found, find_brands, find_money, find_quantities, origin_of, parse
from zhiyue.values.found import absent, words_of

ITEM = FactType(
    name="item",
    label_zh="标的明细",
    label_en="Item",
    standard="OCDS 1.1 item",
    props=(
        Prop("lot", "包号", "Lot", "text"),
        Prop("name", "名称", "Name", "instrument"),
        Prop("brand", "品牌", "Brand", "brand", many=True),
        Prop("model", "规格型号", "Model", "text"),
        Prop("quantity", "数量", "Quantity", "quantity"),
        Prop("unit_price", "单价", "Unit price", "money"),
        Prop("line_total", "合价", "Line total", "money"),
        Prop("supplier", "供应商", "Supplier", "organisation"),
        Prop("maker", "生产厂家", "Maker", "name"),
        Prop("product_origin", "产地", "Product origin", "text"),
    ),
    key=("name", "model", "brand"),
)
"""An item of a tender, an award or a contract, told by itself; what it belongs to is the notice's own fact."""

_NAMES: tuple[Role, ...] = ("item", "name", "scope", "project")
_TELLING: tuple[Role, ...] = ("brand", "brand_model", "model", "unit_price", "line_total", "origin", "maker")
_CELLS: tuple[Role, ...] = (*_NAMES, *_TELLING, "quantity", "unit", "lot", "amount", "winner", "candidate")
# 技术参数, 备注, 备注 may stand between the cells of one item; these end it
_ENDS: tuple[Role, ...] = (
    "winner",
    "buyer",
    "agency",
    "candidate",
    "contract_number",
    "project_number",
    "awarded",
    "term",
)
_WIDE, _NARROW = "；;\n", "、"
_OUTSIDE = str.maketrans({"（": "(", "）": ")", "【": "[", "】": "]"})
_LONGEST = 80
# 单价：… or 金额：… alone may be the price of anything
_NAMING = frozenset({*_NAMES, "brand", "brand_model", "model"})
# 观微 GW-SEM5200 : a brand, and from the first figure or capital on the model
_MODEL = re.compile(r"[A-Za-z]{0,12}[ \-]?[A-Z0-9][A-Za-z0-9+\-/. ]*[0-9A-Z][^，,；;。\n]*$")
_TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|总价)(?:[（(].{0,12}[）)])?")
_MASKED = re.compile(r"\*{2,}|×{3,}")
_ORIGIN_ONLY = ("imported", "domestic")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value with its label, and the unit that the label names."""

    value: Span
    label: Span
    unit: Span | None


_Cells = Mapping[Role, _Cell]


def read_item_facts(purchase: Purchase) -> tuple[Fact, ...]:
    """Return the items of which the notice tells more than the name, in reading order."""
    text = purchase.excerpt.text
    groups = sorted((*_rows(purchase), *_blocks(purchase)), key=lambda cells: min(c.value for c in cells.values()))
    parts = [part for cells in groups for part in _parts(text, cells)]
    # A table of names and quantities tells of several items what `quantity` tells of one.
    kept = [part for part in parts if any(role in part for role in _TELLING) or len(parts) > 1]
    is_one = len(kept) == 1 or not any(role in part for part in kept for role in _NAMES)
    return tuple(_apart(_fact(purchase, part, is_only=is_one) for part in kept))


def check_items(excerpt: Excerpt, facts: Sequence[Fact], amount: str) -> Iterator[Finding]:
    """Recompute the prices of the items: each line by itself, and the lines of each fact against its `amount`."""
    for fact_id, items in items_by_fact(facts).items():
        priced = [Priced(item.one("quantity"), item.one("unit_price"), item.one("line_total")) for item in items]
        yield from (finding for item in priced if (finding := check_line(item)) is not None)
        whole = next(fact for fact in facts if fact.id == fact_id).one(amount)
        if whole is not None and (finding := check_lines(whole, priced, is_open=_is_open(excerpt, items))) is not None:
            yield finding


def _is_open(excerpt: Excerpt, items: Sequence[Fact]) -> bool:
    """Whether the list goes on: 混合磷酸盐标准物质等, 1等."""
    ends = [field.span.end for item in items for name in ("name", "quantity") for field in item.all(name) if field.span]
    return any(excerpt.text.startswith("等", end) or excerpt.text[end - 1] == "等" for end in ends)


# ── which cells are of one item ──────────────────────────────────────────────────────────────────────────────────


def _rows(purchase: Purchase) -> Iterator[dict[Role, _Cell]]:
    """A row of a table whose header names the cells of an item."""
    text = purchase.excerpt.text
    cells = [item for item in purchase.form.labelled if item.row is not None and not _is_pair(text, item)]
    for _, row in groupby(sorted(cells, key=lambda item: item.row or 0), key=lambda item: item.row):
        group = list(row)
        roles = {item.role for item in group}
        if "winner" in roles and not roles & {*_TELLING}:
            continue  # 供应商 | 数量 | 中标金额 : the result itself
        if any(_TOTAL.fullmatch(item.value.of(text)) for item in group):
            continue
        found = _first_of_each(item for item in group if item.role in _CELLS)
        if _is_item(found):
            yield found


def _is_pair(text: str, item: Labelled) -> bool:
    """品牌 | 观微 | 型号 | GW-5 : the label stands in the row itself."""
    return "\n" not in text[item.label.end : item.value.start]


def _blocks(purchase: Purchase) -> Iterator[dict[Role, _Cell]]:
    """Labels one behind the other, each once; a name, or a label that was there already, opens the next item."""
    text = purchase.excerpt.text
    current: list[Labelled] = []
    for item in purchase.form.labelled:
        if item.row is not None and not _is_pair(text, item):
            continue
        is_ours = item.section != "fee" and (item.role in (*_TELLING, "quantity", "unit") or _is_name(item))
        is_new = current and (
            _is_name(item) or item.role in {c.role for c in current} or item.section != current[0].section
        )
        if current and (item.role in _ENDS or (is_ours and is_new)):
            yield from _block(current)
            current = []
        if is_ours and not item.is_spoken:
            current.append(item)
    yield from _block(current)


def _block(items: Sequence[Labelled]) -> Iterator[dict[Role, _Cell]]:
    found = _first_of_each(items)
    if any(role in found for role in _TELLING) and (found.keys() & _NAMING or len(found.keys() - {"unit"}) > 1):
        yield found


def _is_name(item: Labelled) -> bool:
    return item.role == "item" or (item.role, item.section) == ("name", "items")


def _is_item(cells: _Cells) -> bool:
    is_named = any(role in cells for role in _NAMES)
    is_priced = any(role in cells for role in ("unit_price", "line_total", "quantity"))
    return any(role in cells for role in ("brand", "brand_model", "model")) or (is_named and is_priced)


def _first_of_each(items: Iterable[Labelled]) -> dict[Role, _Cell]:
    found: dict[Role, _Cell] = {}
    for item in items:
        found.setdefault(item.role, _Cell(item.value, item.label, item.unit))
    return found


# ── lists in cells ───────────────────────────────────────────────────────────────────────────────────────────────


def _parts(text: str, cells: dict[Role, _Cell]) -> Iterator[_Cells]:
    """One item for each part, where name and model or quantity hold lists of one length; else the cells as they are."""
    name = next((role for role in _NAMES if role in cells), None)
    for separators in (_WIDE, _NARROW) if name is not None else ():
        names = _split(text, cells[name].value, separators) if name is not None else ()
        if len(names) < 2 or name is None:
            continue
        lists = {role: _split(text, cell.value, separators) for role, cell in cells.items()}
        told = [len(lists[role]) for role in ("quantity", "model", "brand") if role in lists]
        if len(names) in told and all(len(parts) in (1, len(names)) for parts in lists.values()):
            for place in range(len(names)):
                yield _part(cells, lists, place, len(names))
            return
    yield cells


def _part(cells: _Cells, lists: Mapping[Role, Sequence[Span]], place: int, count: int) -> _Cells:
    """The cells of one part; one price for all of them is nobody's."""
    shared = {
        role
        for role, parts in lists.items()
        if len(parts) == 1 and role not in ("unit_price", "line_total", "quantity")
    }
    return {
        role: replace(cell, value=lists[role][place if len(lists[role]) == count else 0])
        for role, cell in cells.items()
        if len(lists[role]) == count or role in shared
    }


def _split(text: str, within: Span, separators: str) -> tuple[Span, ...]:
    """Part a cell at separators that stand outside brackets; empty parts are left out."""
    parts: list[Span] = []
    start, depth = within.start, 0
    for at in range(within.start, within.end + 1):
        char = text[at].translate(_OUTSIDE) if at < within.end else ""
        depth = max(0, depth + (char in ("(", "[")) - (char in (")", "]")))
        if at == within.end or (depth == 0 and char in separators):
            parts.append(_trimmed(text, Span(start, at)))
            start = at + 1
    return tuple(part for part in parts if len(part))


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" \t\n\u3000"))
    return Span(start, max(start, span.start + len(words.rstrip(" \t\n\u3000，,；;。"))))


# ── what the cells say ───────────────────────────────────────────────────────────────────────────────────────────


def _fact(purchase: Purchase, cells: _Cells, *, is_only: bool) -> Fact:
    excerpt = purchase.excerpt
    fields: dict[str, Field | Sequence[Field] | None] = {
        "lot": _lot(purchase, cells),
        "name": _name(purchase, cells, is_only=is_only),
        **_brand_and_model(excerpt, cells),
        "quantity": _quantity(excerpt, cells),
        "unit_price": _price(excerpt, cells.get("unit_price"), is_of_one=True),
        "line_total": _price(excerpt, cells.get("line_total") or cells.get("amount"), is_of_one=False),
        "supplier": _supplier(excerpt, cells.get("winner") or cells.get("candidate")),
        "maker": _words(excerpt, cells.get("maker"), type="name"),
        "product_origin": _origin(excerpt, cells),
    }
    return excerpt.fact(
        ITEM.name, fields, key=ITEM.key, apart=("lot", "brand", "model", "quantity", "unit_price", "line_total")
    )


def _apart(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Two rows that say the same are two items: the second has an id of its own."""
    seen: Counter[str] = Counter()
    for fact in facts:
        seen[fact.id] += 1
        if seen[fact.id] == 1:
            yield fact
        else:
            again = f"{fact.id}\x1f{seen[fact.id]}".encode()
            yield replace(fact, id=hashlib.sha256(again).hexdigest()[:24])


def _lot(purchase: Purchase, cells: _Cells) -> Field | None:
    text = purchase.excerpt.text
    if "lot" in cells and lot_key(cells["lot"].value.of(text)) is not None:
        return purchase.lot_field(cells["lot"].value)
    if "project" in cells and is_marked(cells["project"].value.of(text)):
        return purchase.lot_field(cells["project"].value)
    first = min(cell.value for cell in cells.values())
    return next((purchase.lot_field(lot.mark) for lot in purchase.lots if lot.content.holds(first)), None)


def _name(purchase: Purchase, cells: _Cells, *, is_only: bool) -> Field | None:
    """The name in its cell; where no item has one, the only name that the notice tells of."""
    excerpt, text = purchase.excerpt, purchase.excerpt.text
    cell = next((cells[role] for role in _NAMES if role in cells and not is_marked(cells[role].value.of(text))), None)
    if cell is None:
        items = purchase.items()
        return excerpt.field_of(items[0]) if is_only and len(items) == 1 else None
    span = _trimmed(text, cell.value)
    words = span.of(text)
    if _MASKED.search(words):
        return absent("instrument", "masked")
    if is_nothing(words) or len(words) > _LONGEST:
        return absent("instrument")
    found = goods_at(text, span) or Found("instrument", span, parse("instrument", words))
    return excerpt.field_of(found)


def _brand_and_model(excerpt: Excerpt, cells: _Cells) -> dict[str, Field | Sequence[Field] | None]:
    text = excerpt.text
    both = cells.get("brand_model")
    if both is not None and "brand" not in cells:
        value = _trimmed(text, both.value)
        match = _MODEL.search(text, value.start, value.end)
        if match is not None and match.start() > value.start:
            brand = _trimmed(text, Span(value.start, match.start()))
            model = excerpt.text_field(_trimmed(text, Span(match.start(), value.end)))
            return {"brand": _brands(excerpt, replace(both, value=brand)), "model": model}
        return {"brand": _brands(excerpt, both), "model": None}
    brands = _brands(excerpt, cells.get("brand")) or _made_by(excerpt, cells.get("maker"))
    return {"brand": brands, "model": _words(excerpt, cells.get("model"))}


def _brands(excerpt: Excerpt, cell: _Cell | None) -> tuple[Field, ...]:
    """Every brand of a cell; one that is only pointed to, or masked, is there without a value."""
    if cell is None:
        return ()
    text = excerpt.text
    words = cell.value.of(text)
    if _MASKED.search(words):
        return (absent("brand", "masked"),)
    if is_nothing(words) or origin_of(words) in _ORIGIN_ONLY:
        return (absent("brand"),)
    whole = _brand(text, _trimmed(text, cell.value))
    parts = [part for split in _split(text, cell.value, _WIDE + _NARROW) for part in _slashed(text, split)]
    each = {part.of(text): _brand(text, part) for part in parts if not is_nothing(part.of(text))}
    known = {found.value for found in each.values()}
    return (excerpt.field_of(whole),) if len(known) < 2 else tuple(excerpt.field_of(found) for found in each.values())


def _slashed(text: str, part: Span) -> tuple[Span, ...]:
    """赛默飞/岛津 are two brands, Agilent/安捷伦 is one in two languages."""
    pieces = _split(text, part, "/／")
    letters = {piece.of(text).isascii() for piece in pieces}
    return pieces if len(pieces) > 1 and letters == {False} else (part,)


def _brand(text: str, span: Span) -> Found:
    return Found("brand", span, parse("brand", span.of(text)))


def _made_by(excerpt: Excerpt, cell: _Cell | None) -> tuple[Field, ...]:
    """The brand that a maker's name holds, where no brand is printed: only one that the list knows."""
    found = next(find_brands(excerpt.text, cell.value), None) if cell is not None else None
    return (excerpt.field_of(found),) if found is not None else ()


def _words(excerpt: Excerpt, cell: _Cell | None, *, type: ValueType = "text") -> Field | None:
    if cell is None:
        return None
    span = _trimmed(excerpt.text, cell.value)
    words = span.of(excerpt.text)
    if _MASKED.search(words):
        return absent(type, "masked")
    return absent(type) if is_nothing(words) or not len(span) else excerpt.text_field(span, type=type)


def _quantity(excerpt: Excerpt, cells: _Cells) -> Field | None:
    cell = cells.get("quantity")
    if cell is None:
        return None
    unit = cells["unit"].value if "unit" in cells else cell.label
    found = next(find_quantities(excerpt.text, cell.value, label=True, unit=unit), None)
    return excerpt.field_of(found) if found is not None else absent("quantity")


def _price(excerpt: Excerpt, cell: _Cell | None, *, is_of_one: bool) -> Field | None:
    """The money of a cell; below 单价 it is the price of one, whatever the cell itself says."""
    if cell is None:
        return None
    text = excerpt.text
    found = next(find_money(text, cell.value, unit=cell.unit, label=True), None)
    if found is None:
        return absent("money")
    if is_of_one and isinstance(found.value, Money) and found.value.basis == "total":
        context = {**found.context, "basis_from": cell.label}
        value = parse("money", found.span.of(text), words_of(text, context))
        found = replace(found, value=value, context=context)
    return excerpt.field_of(found)


def _supplier(excerpt: Excerpt, cell: _Cell | None) -> Field | None:
    """Who sells it, where the row says so."""
    found = next(iter(named_in(excerpt.text, cell.value)), None) if cell is not None else None
    return excerpt.field_of(found) if found is not None else None


def _origin(excerpt: Excerpt, cells: _Cells) -> Field | None:
    """Where it is made, as printed; 国产 in the column of brands says that too."""
    text = excerpt.text
    cell = cells.get("origin")
    if cell is not None:
        field = _words(excerpt, cell)
        return replace(field, canonical=_origin_code(text, cell)) if field is not None and field.value else field
    brand = cells.get("brand")
    code = origin_of(brand.value.of(text)) if brand is not None else None
    if brand is not None and code in _ORIGIN_ONLY:
        return excerpt.text_field(_trimmed(text, brand.value), canonical=code)
    return None


def _origin_code(text: str, cell: _Cell) -> str | None:
    """The code of an origin; 是否进口：否 says domestic."""
    words = cell.value.of(text).strip()
    if "是否" in cell.label.of(text) and words in ("是", "否"):
        return _ORIGIN_ONLY[words == "否"]
    return origin_of(words)
