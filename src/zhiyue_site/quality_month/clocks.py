"""What the worker does in this room by the clock: reads files that wait, tells units what is due, erases what is past.

Comes in: nothing. Goes out: how many things were done; each job may be run again at once.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from zhiyue_site.quality_month.enrolment import erase_signups
from zhiyue_site.quality_month.intake import read_waiting
from zhiyue_site.quality_month.lateness import send_waiting
from zhiyue_site.quality_month.models import Contact
from zhiyue_site.quality_month.suggestions import erase_contacts


def erase_past() -> int:
    """Erase contact data and sign-ups whose day has come; returns how many rows."""
    contacts, _ = Contact.objects.filter(delete_on__lt=timezone.localdate()).delete()
    return contacts + erase_signups() + erase_contacts()


CLOCKS: dict[str, Callable[[], int]] = {
    "month-intake": read_waiting,
    "month-reminders": send_waiting,
    "month-erase": erase_past,
}
"""Name → job, in the order in which they run; `apps` gives them to the worker."""
