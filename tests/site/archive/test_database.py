"""What only one database needs: SQLite finds pages by their ids, whatever else it is asked about them."""

import pytest
from django.db import connection
from django.utils import timezone

from zhiyue_site.archive.database import learn_shape
from zhiyue_site.archive.models import Page


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL learns its shape by itself")
def test_pages_are_found_by_their_ids_and_not_by_reading_all_public_ones() -> None:
    now = timezone.now()
    Page.objects.bulk_create(
        Page(id=f"p{number}", address=f"p{number}", title="页面", state=Page.State.PUBLISHED, received_at=now)
        for number in range(2000)
    )
    asked = Page.public.filter(pk__in=["p1", "p2", "p3"]).order_by()

    assert "(state=?)" in asked.explain()
    learn_shape()
    assert "(id=?)" in asked.explain()
