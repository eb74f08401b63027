"""The English twin: every word of the frame is translated, and nothing of it is Chinese by oversight."""

import re
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from tests.site.portal.test_pages import addresses

from zhiyue_site.archive.rights import REASONS
from zhiyue_site.portal.article import reason_words

PO = Path("src/zhiyue_site/locale/en/LC_MESSAGES/django.po")
_HAN = re.compile(r"[一-龥]")


def test_every_message_is_translated():
    entries = PO.read_text(encoding="utf-8").split("\n\n")[1:]
    empty = [entry for entry in entries if re.search(r'^msgstr(\[\d\])? ""$(?!\n")', entry, re.MULTILINE)]
    assert (empty, "#, fuzzy" in PO.read_text(encoding="utf-8")) == ([], False)


def test_the_compiled_catalogue_is_that_of_the_source(tmp_path):
    compiled = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "-o", compiled, PO], check=True)
    assert compiled.read_bytes() == PO.with_suffix(".mo").read_bytes()


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
