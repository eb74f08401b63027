"""Editions: the list, a new one (by hand, from a published page, or next year's), the board, the calendar, the invitation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zhiyue.reference import series
from zhiyue_site.accounts.models import User
from zhiyue_site.accounts.people import AccountError
from zhiyue_site.accounts.roles import may
from zhiyue_site.archive.models import Record
from zhiyue_site.quality_month import editions, lateness, people, tree
from zhiyue_site.quality_month.models import Activity, Edition, Reminder, Unit
from zhiyue_site.quality_month.rights import editions_of, require, units_of
from zhiyue_site.quality_month.standing import standing_of
from zhiyue_site.quality_month.states import COUNTED
from zhiyue_site.workbench.access import person, requires, screen
from zhiyue_site.workbench.month import attempt, month_screen, of_edition


class NewEditionForm(forms.Form):
    """An edition by hand. The organising unit is one of the person's, or a new root."""

    title = forms.CharField(label="名称", max_length=128, help_text="例如：2026年江东省“质量月”")
    series = forms.ChoiceField(label="系列")
    year = forms.IntegerField(label="年份", min_value=1978, max_value=2100)
    theme = forms.CharField(label="主题", max_length=128)
    start = forms.DateField(label="开始", widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label="结束", widget=forms.DateInput(attrs={"type": "date"}))
    unit = forms.CharField(
        label="组织单位", max_length=128, help_text="已有的单位写全称；没有的会新建，其下再添加各单位"
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own shape
        self.fields["series"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (item.code, item.name_zh) for item in series() if item.counting in ("calendar_years", "unnumbered")
        ] + [("safety-month", "安全生产月"), ("other", "其他")]


@requires("month.enter")
def months(request: HttpRequest) -> HttpResponseBase:
    """The editions that a person may see; the forms make another."""
    user = person(request)
    form = NewEditionForm(request.POST or None)
    if request.method == "POST" and may(user, "month.found") and form.is_valid():
        made = attempt(request, lambda: _found(form.cleaned_data, user), "已建立。下一步：添加单位")
        if made is not None:
            return redirect("month-units", made.pk)
    taken = set(Edition.objects.exclude(record="").values_list("record", flat=True))
    published = Record.objects.filter(type="campaign_edition").exclude(pk__in=taken).order_by("-last_on")[:8]
    context = {
        "rows": editions_of(user).order_by("-year", "title"),
        "form": form,
        "records": published,
        "may_found": may(user, "month.found"),
        "reminders": lateness.reminders_of(user),
    }
    return screen(request, "workbench/month/editions.html", context)


@require_POST
@requires("month.found")
def take_over(request: HttpRequest) -> HttpResponseBase:
    """Found the edition of a published record, in one step."""
    user = person(request)
    said = request.POST
    made = attempt(
        request,
        lambda: editions.take_over(said.get("record", ""), root=_root(said.get("unit", ""), user), by=user),
        "已从公开页面接手：主题、届次、重点方面照所载。请核对日期和期限",
    )
    return redirect("month-edition", made.pk) if made is not None else redirect("months")


@require_POST
@of_edition
def next_year(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Make next year's edition."""
    made = attempt(
        request, lambda: editions.next_year(edition, by=person(request)), "已建立下一年。主题仍是今年的，请改写"
    )
    return redirect("month-edition", made.pk if made is not None else edition.pk)


@of_edition
def board(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """How the edition stands."""
    standing = standing_of(edition, person(request))
    return month_screen(request, edition, "workbench/month/board.html", {"standing": standing})


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar with what happens on it."""

    day: date
    activities: tuple[Activity, ...]


@of_edition
def calendar(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """What is published, by day; what has no day stands by itself, as a gap."""
    mine = units_of(person(request), "view", edition=edition)
    found = Activity.objects.filter(edition=edition, state__in=COUNTED, unit__in=mine).select_related("unit")
    rows = list(found.prefetch_related("area_choices__area"))
    area = request.GET.get("area", "")
    if area.isdecimal():
        rows = [row for row in rows if any(choice.area_id == int(area) for choice in row.area_choices.all())]
    context = {
        "days": list(_days(rows)),
        "undated": [row for row in rows if len(row.start) < len("2025-09-02")],
        "areas": edition.areas.all(),
        "area": area,
        "count": len(rows),
    }
    return month_screen(request, edition, "workbench/month/calendar.html", context)


def _days(rows: Iterable[Activity]) -> Iterable[Day]:
    """The days on which something begins; an activity of several days stands on its first."""
    by_day: dict[date, list[Activity]] = {}
    for row in rows:
        if len(row.start) == len("2025-09-02"):
            by_day.setdefault(date.fromisoformat(row.start), []).append(row)
    for day in sorted(by_day):
        yield Day(day, tuple(sorted(by_day[day], key=lambda row: (row.part != "am", row.name))))


@require_POST
@requires("month.enter")
def seen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that a reminder was seen."""
    lateness.seen(person(request), get_object_or_404(Reminder, pk=pk))
    return redirect("months")


class JoinForm(forms.Form):
    """The account that an invitation makes."""

    username = forms.CharField(
        label="用户名", max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    name = forms.CharField(
        label="姓名", max_length=64, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(label="密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))


@sensitive_post_parameters("password")
def join(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take up an invitation: with the account one is signed in with, or by making one."""
    try:
        found = people.invitation(token)
    except people.InvitationError as refusal:
        return screen(request, "workbench/month/join.html", {"refused": str(refusal)}, status=404)
    form = JoinForm(request.POST or None)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST" and (user is not None or form.is_valid()):
        try:
            if user is not None:
                people.accept_as(token, user)
                return redirect("months")
            said = form.cleaned_data
            people.accept(token, said["username"], said["password"], name=said["name"])
        except (people.InvitationError, AccountError) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "账户已建立，请登录")
            return redirect("signin")
    return screen(request, "workbench/month/join.html", {"invitation": found, "form": form, "joining": user})


def _found(said: dict[str, object], user: User) -> Edition:
    root = _root(str(said["unit"]), user)
    start, end = said["start"], said["end"]
    assert isinstance(start, date)  # noqa: S101  # a DateField; said for the type checker
    assert isinstance(end, date)  # noqa: S101  # as above
    new = editions.NewEdition(
        series=str(said["series"]),
        year=int(str(said["year"])),
        title=str(said["title"]),
        theme=str(said["theme"]),
        start=start,
        end=end,
        due={"plan": start - timedelta(days=7), "summary": end + timedelta(days=15)},
    )
    return editions.found(new, root=root, by=user)


def _root(name: str, user: User) -> Unit:
    """The unit of that name where the person arranges its branch; a new root where nobody has that name."""
    known = Unit.objects.filter(name=name.strip()).first()
    if known is None:
        return tree.add_unit(name, parent=None, by=user)
    require(user, "arrange", known)
    return known
