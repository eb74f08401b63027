"""The English twin: every word of the frame is translated, and nothing of it is Chinese by oversight."""

import html
import io
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import translation
from tests.site.portal.test_pages import addresses

from zhiyue.reference import buyer_types
from zhiyue_site.archive.rights import REASONS
from zhiyue_site.archive.search.facets import FACETS
from zhiyue_site.archive.search.query import SORTS
from zhiyue_site.archive.search.suggestions import LABELS
from zhiyue_site.portal.article import reason_words

PO = Path("src/zhiyue_site/locale/en/LC_MESSAGES/django.po")
_HAN = re.compile(r"[一-龥]")


def test_every_message_is_translated():
    entries = PO.read_text(encoding="utf-8").split("\n\n")[1:]
    empty = [entry for entry in entries if re.search(r'^msgstr(\[\d\])? ""$(?!\n")', entry, re.MULTILINE)]
    assert (empty, "#, fuzzy" in PO.read_text(encoding="utf-8")) == ([], False)


def test_the_compiled_catalogue_is_that_of_the_source():
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(PO.read_bytes()), locale="en"))
    compiled.seek(0)

    # The empty key holds the header: when and by which tool it was compiled.
    with PO.with_suffix(".mo").open("rb") as stored:
        assert dict(GNUTranslations(stored)._catalog, **{"": ""}) == dict(
            GNUTranslations(compiled)._catalog, **{"": ""}
        )


def test_every_reason_of_terms_has_its_english():
    with translation.override("en"):
        assert [code for code in REASONS if _HAN.search(reason_words(code))] == []


@pytest.mark.django_db
def test_the_frame_of_an_english_page_is_english(client, archive):
    words = client.get(f"/en{reverse('page', args=[archive.tender.pk])}").content.decode()
    head = re.sub(r'<a [^>]*lang="zh-Hans"[^>]*>.*?</a>', "", words[words.index("<body") : words.index("<main")])
    foot = words[words.index('<footer class="foot">') : words.index("</footer>")]
    assert _HAN.findall(head.replace("质阅", "") + foot.replace("质阅", "")) == []


@pytest.mark.django_db
def test_twins_name_each_other(client, archive):
    for address in addresses(archive):
        assert f'href="/en{address}"'.replace("&", "&amp;") in client.get(address).content.decode() or "?" in address
        assert ' lang="zh-Hans" hreflang="zh-Hans">' in client.get(f"/en{address}").content.decode()


@pytest.mark.django_db
def test_every_page_names_its_twin_to_machines(client, archive):
    for address in (address for address in addresses(archive) if "?" not in address):
        for prefix in ("", "/en"):
            words = client.get(f"{prefix}{address}").content.decode()
            found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', words))
            plain, whole = (html.unescape(found[lang]) for lang in ("zh-Hans", "en"))
            assert (plain, whole) == (f"http://localhost{address}", f"http://localhost/en{address}")
            assert found["x-default"] == found["zh-Hans"]


@pytest.mark.django_db
def test_years_are_remarked_on_in_the_language_of_the_page(client):
    chinese, english = (client.get(f"{prefix}/series/quality-month/1978/").content.decode() for prefix in ("", "/en"))

    assert "1978-08-31 北京，政协礼堂，广播电视动员大会" in chinese
    assert "未见主题；口号“生产优质品光荣" in chinese
    assert "1978-08-31 Beijing, CPPCC hall" in english
    assert "未见主题" not in english


def test_facets_orders_and_types_of_buyers_have_english():
    with translation.override("en"):
        assert [type.code for type in buyer_types() if _HAN.search(type.title_en) or not type.title_en] == []
        assert [facet.name for facet in FACETS if _HAN.search(facet.en)] == []
        assert [names for names in (*SORTS.values(), *LABELS.values()) if _HAN.search(names[1])] == []
