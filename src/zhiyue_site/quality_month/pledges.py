"""Pledges: a text in versions, who signed which version, and who took the signature back.

Comes in: an edition and what a signer entered. Goes out: a list of signers, each with the version signed; and words (a
token) by which a signer withdraws. A signature is on one wording: a new version begins with no signer.
"""

from __future__ import annotations

import re
import secrets

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month.enrolment import hash_of
from zhiyue_site.quality_month.models import Edition, Pledge, PledgeText
from zhiyue_site.quality_month.rights import require

_BLANKS = re.compile(r"[\s　（）()]+")


class PledgeError(Exception):
    """It cannot be signed; the message says why, in Chinese."""


@transaction.atomic
def publish_text(edition: Edition, *, title: str, text: str, by: User) -> PledgeText:
    """Ask for signatures under a text. A text that is the current one stays; another is the next version.

    Raises:
        NotAllowed: the person does not organise this edition.
        PledgeError: title or text is empty.
    """
    require(by, "arrange", edition.root)
    if not title.strip() or not text.strip():
        raise PledgeError("请写明标题和承诺内容")
    current = text_of(edition)
    if current is not None and (current.title, current.text) == (title.strip(), text.strip()):
        return current
    last = edition.pledge_texts.aggregate(n=Max("version"))["n"] or 0
    edition.pledge_texts.update(is_open=False)
    made = PledgeText.objects.create(edition=edition, version=last + 1, title=title.strip()[:128], text=text.strip())
    audit("month.pledge.text", actor=by, target=f"edition/{edition.pk}", detail={"version": made.version})
    return made


def text_of(edition: Edition) -> PledgeText | None:
    """The text that is open for signature."""
    return edition.pledge_texts.filter(is_open=True).order_by("-version").first()


@transaction.atomic
def sign(text: PledgeText, *, kind: str, signer: str, contact: str) -> str:
    """Sign; returns the words that withdraw the signature.

    Raises:
        PledgeError: the text is closed, the name is empty, or that signer stands on the list already.
    """
    name = signer.strip()[:128]
    if not text.is_open:
        raise PledgeError("此文本已停止签署")
    if not name:
        raise PledgeError("请填写签署者名称")
    if kind == Pledge.Signer.FIRM and _folded(name) in {_folded(other) for other in signers(text, kind=kind)}:
        raise PledgeError(f"“{name}”已在签署名单中")
    words = secrets.token_urlsafe(24)
    Pledge.objects.create(text=text, kind=kind, signer=name, contact=contact.strip()[:128], token=hash_of(words))
    audit("month.pledge.sign", actor=None, target=f"edition/{text.edition_id}", detail={"version": text.version})
    return words


def signers(text: PledgeText, *, kind: str) -> list[str]:
    """Who signed this wording and stands by it, in order. Persons are listed by family name alone."""
    names = text.pledges.filter(kind=kind, withdrawn_at=None).values_list("signer", flat=True)
    return list(names) if kind == Pledge.Signer.FIRM else [f"{name[:1]}**" for name in names]


def pledge_of(words: str) -> Pledge | None:
    """The signature that these words open; None where they open none."""
    return Pledge.objects.select_related("text__edition").filter(token=hash_of(words)).first()


@transaction.atomic
def withdraw(pledge: Pledge) -> None:
    """Take a signature back: it is shown and counted no more, and its contact data is erased."""
    if pledge.withdrawn_at is not None:
        return
    pledge.withdrawn_at, pledge.contact = timezone.now(), ""
    pledge.save()
    audit("month.pledge.withdraw", actor=None, target=f"edition/{pledge.text.edition_id}")


def _folded(name: str) -> str:
    """A firm's name without blanks and brackets: 甲（乙）公司 is 甲(乙)公司."""
    return _BLANKS.sub("", name)
