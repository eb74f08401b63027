"""`zhiyue load`: what is given ends in the archive, also out of a crawl's own files."""

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.warcs import crawl, response

from zhiyue_site.archive.models import Page
from zhiyue_site.commands.load import load


@pytest.mark.django_db(transaction=True)
def test_load_reads_a_crawl_and_tells_of_its_broken_record(tmp_path: Path) -> None:
    broken = response("https://a.example.cn/3", b"x", length=9000)
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(b"".join(crawl()) + broken))

    ran = CliRunner().invoke(load, [str(tmp_path)])

    assert ran.exit_code == 1
    assert "2 new, 0 known already, 1 could not be read" in ran.output
    assert "cut off" in ran.output
    assert set(Page.objects.values_list("address", flat=True)) == {"https://a.example.cn/1", "https://a.example.cn/2"}
