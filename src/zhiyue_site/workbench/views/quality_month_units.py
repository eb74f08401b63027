"""The tree of units, one unit with its people, and who may do what there."""

from __future__ import annotations

import csv
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month import editions, people
from zhiyue_site.quality_month.models import BranchRole, Contact, Edition, Invitation, Unit
from zhiyue_site.quality_month.rights import allowed, require, units_of
from zhiyue_site.quality_month.standing import standing_of
from zhiyue_site.quality_month.tree import NewUnit, add_unit, add_units, hang, unhang, units_below
from zhiyue_site.workbench.access import person
from zhiyue_site.workbench.month import attempt, month_screen, of_edition, unit_within

HEADINGS = {
    "name": ("单位名称", "单位", "名称"),
    "parents": ("上级单位", "上级", "主管单位"),
    "home": ("统计归口", "归口"),
    "level": ("级别", "层级"),
    "region": ("行政区划代码", "区划代码"),
    "staff": ("职工人数", "人数"),
}


@of_edition
def units(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """The tree with how each unit stands; forms add one unit, or a list."""
    if request.method == "POST":
        _add(request, edition)
        return redirect("month-units", edition.pk)
    context = {
        "standing": standing_of(edition, person(request)),
        "all": units_below(edition.root),
    }
    return month_screen(request, edition, "workbench/month/units.html", context)


@of_edition
def unit(request: HttpRequest, edition: Edition, unit: int) -> HttpResponseBase:
    """One unit: what it filed and reported, its parents, its people, whom to call."""
    found = unit_within(edition, unit)
    user = person(request)
    require(user, "view", found)
    others = units_of(user, "arrange")
    context = {
        "unit": found,
        "activities": edition.activities.filter(unit=found).select_related("unit"),
        "returns": edition.returns.filter(unit=found).select_related("activity").prefetch_related("measures__proofs"),
        "proofs": edition.proofs.filter(unit=found),
        "intakes": edition.intakes.filter(unit=found),
        "links": found.links_up.select_related("parent"),
        "below": found.links_down.select_related("child"),
        "contacts": Contact.objects.filter(unit=found).filter(edition=edition).select_related("activity"),
        "memberships": found.memberships.select_related("user", "delegated_by"),
        "invitations": found.invitations.filter(used_at=None, ended_at=None, expires_at__gt=timezone.now()),
        "roles": BranchRole.choices,
        "may_arrange": allowed(user, "arrange", found),
        "may_report": allowed(user, "report", found),
        "possible": Unit.objects.filter(pk__in=others).exclude(pk=found.pk),
        "fresh_link": request.session.pop("month-invitation", ""),
    }
    return month_screen(request, edition, "workbench/month/unit.html", context)


@require_POST
@of_edition
def unit_change(request: HttpRequest, edition: Edition, unit: int) -> HttpResponseBase:
    """Change a unit: trusted or not, its parents, its people."""
    found = unit_within(edition, unit)
    what = request.POST.get("what", "")
    if what == "relay":
        _relay(request, found, edition)
    elif what in _VERBS:
        _VERBS[what](request, found)
    return redirect("month-unit", edition.pk, found.pk)


def _add(request: HttpRequest, edition: Edition) -> None:
    user, said = person(request), request.POST
    parent = unit_within(edition, said.get("parent") or edition.root_id)
    require(user, "arrange", parent)
    file = request.FILES.get("file")
    pasted = file.read().decode("utf-8-sig", errors="strict") if file is not None else said.get("list", "")
    if pasted.strip():
        rows = list(rows_of(pasted))
        made = attempt(
            request,
            lambda: add_units(rows, root=parent, by=user),
            lambda a: f"添加 {len(a.made)} 个，已有 {len(a.known)} 个",
        )
        for name, why in made.failed if made is not None else ():
            messages.error(request, f"{name}：{why}")
    else:
        name, level = said.get("name", ""), said.get("level", "")
        attempt(request, lambda: add_unit(name, parent=parent, by=user, level=level), "已添加")


def rows_of(text: str) -> list[NewUnit]:
    """A list of units, as CSV with a heading, or one name a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    sign = "\t" if "\t" in lines[0] else ","
    head = [cell.strip() for cell in lines[0].split(sign)]
    places = {name: head.index(word) for name, words in HEADINGS.items() for word in words if word in head}
    if "name" not in places:
        return [NewUnit(line.split(sign)[0].strip()) for line in lines]
    found = []
    for cells in csv.reader(lines[1:], delimiter=sign):
        said = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        parents = tuple(name.strip() for name in said.get("parents", "").split("、") if name.strip())
        staff = said.get("staff", "")
        found.append(
            NewUnit(
                said["name"],
                parents,
                said.get("home", ""),
                said.get("level", ""),
                said.get("region", ""),
                int(staff) if staff.isdecimal() else None,
            )
        )
    return found


def _trust(request: HttpRequest, unit: Unit) -> None:
    user = person(request)
    require(user, "arrange", unit)
    unit.is_trusted = not unit.is_trusted
    unit.save(update_fields=["is_trusted"])
    audit("month.unit.trust", actor=user, target=f"unit/{unit.pk}", detail={"trusted": unit.is_trusted})
    messages.success(request, "该单位的活动可批量通过" if unit.is_trusted else "该单位的活动逐条审核")


def _hang(request: HttpRequest, unit: Unit) -> None:
    user, said = person(request), request.POST
    parent = get_object_or_404(Unit, pk=said.get("parent") or 0)
    require(user, "arrange", unit)
    require(user, "arrange", parent)
    attempt(request, lambda: hang(unit, parent, by=user, is_counting_home="home" in said), "已保存")


def _unhang(request: HttpRequest, unit: Unit) -> None:
    user = person(request)
    require(user, "arrange", unit)
    parent = get_object_or_404(Unit, pk=request.POST.get("parent") or 0)
    attempt(request, lambda: unhang(unit, parent, by=user) or True, "已移除这一上级")


def _invite(request: HttpRequest, unit: Unit) -> None:
    made = attempt(
        request,
        lambda: people.invite(unit, request.POST.get("role", ""), by=person(request)),
        "邀请链接已生成，只显示这一次，请复制后发给对方",
    )
    if made is not None:
        request.session["month-invitation"] = request.build_absolute_uri(reverse("month-join", args=[made[1]]))


def _end_invitation(request: HttpRequest, unit: Unit) -> None:
    found = get_object_or_404(Invitation, pk=request.POST.get("invitation") or 0, unit=unit)
    attempt(request, lambda: people.end_invitation(found, by=person(request)) or True, "邀请已停用")


def _delegate(request: HttpRequest, unit: Unit) -> None:
    said = request.POST
    to = User.objects.filter(username=said.get("username", "").strip(), is_active=True).first()
    try:
        until = date.fromisoformat(said.get("until", ""))
    except ValueError:
        until = None
    if to is None or until is None:
        messages.error(request, "请填写对方的用户名和截止日期")
        return
    day = until
    attempt(request, lambda: people.delegate(unit, to, said.get("role", ""), day, by=person(request)), "已委托")


def _take_off(request: HttpRequest, unit: Unit) -> None:
    found = get_object_or_404(unit.memberships, pk=request.POST.get("membership") or 0)
    attempt(request, lambda: people.take_off(found, by=person(request)) or True, "已移除")


def _relay(request: HttpRequest, unit: Unit, edition: Edition) -> None:
    theme = request.POST.get("theme", "").strip()
    attempt(
        request,
        lambda: editions.relay(edition, root=unit, by=person(request), theme=theme),
        lambda made: f"已建立“{made}”，重点方面和期限照上级的，可再改",
    )


_VERBS = {
    "trust": _trust,
    "hang": _hang,
    "unhang": _unhang,
    "invite": _invite,
    "end-invitation": _end_invitation,
    "delegate": _delegate,
    "take-off": _take_off,
}
