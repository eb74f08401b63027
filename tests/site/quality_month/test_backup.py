"""A campaign comes back from a backup as it was: units, files, figures, evidence, and the report made of them."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from tools.edition import play

from zhiyue_site.accounts.people import add_user
from zhiyue_site.archive.backup import back_up, restore
from zhiyue_site.archive.blobs import get_blob
from zhiyue_site.quality_month.closing import draw_up
from zhiyue_site.quality_month.models import Edition, Proof, Unit

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_sample_edition_survives_a_restore(settings, tmp_path: Path) -> None:
    organiser = add_user("organiser", "correct-horse-battery", roles=["organiser"], by=None)
    edition = play.play(organiser, say=lambda _: None)
    before, proof = draw_up(edition), Proof.objects.first()
    body, units = get_blob(proof.digest), Unit.objects.count()
    target = tmp_path / "out" / "backup.tar.gz"
    back_up(target)
    call_command("flush", interactive=False, verbosity=0)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=tmp_path / "new")
    (tmp_path / "new").mkdir()

    restore(target)

    assert draw_up(Edition.objects.get()) == before
    assert (get_blob(proof.digest), Unit.objects.count()) == (body, units)
