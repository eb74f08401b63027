import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.exports.reading import reading
from zhiyue.codec import from_json
from zhiyue.masking import mask

pytestmark = pytest.mark.browser


def row(page, label: str):
    return page.locator(".row", has=page.locator("dt .zh", has_text=label)).first


def lit_words(page) -> list[str]:
    """The words that are lit and shown, each place once."""
    return page.eval_on_selector_all(
        ".text .ev.lit", "all => all.filter(e => e.getClientRects().length).map(e => e.textContent)"
    )


def lit_labels(page) -> list[str]:
    return page.eval_on_selector_all(
        ".row.lit dt",
        "all => all.map(e => e.querySelector('.zh') ? e.querySelector('.zh').textContent : e.textContent)",
    )


def is_in_view(page, selector: str) -> bool:
    return page.eval_on_selector(
        selector,
        """e => { const b = e.getBoundingClientRect(), p = e.closest('.pane').getBoundingClientRect();
                  return b.top >= p.top && b.bottom <= p.bottom && b.height > 0; }""",
    )


def test_hovering_a_fact_lights_its_words(open_viewer):
    page = open_viewer()
    row(page, "协办单位数").hover()
    assert "".join(lit_words(page)) == "21个单位"
    assert page.locator(".thread path").get_attribute("d").startswith("M")


def test_hovering_words_lights_their_fact(open_viewer):
    page = open_viewer()
    page.locator(".text .now .ev", has_text="计量提质 服务制造").first.hover()
    assert lit_labels(page) == ["主题"]


def test_words_light_every_fact_that_rests_on_them_and_a_fact_only_itself(open_viewer):
    page = open_viewer()
    row(page, "始于").hover()
    assert page.locator(".row.lit").count() == 1
    page.locator(".text .now .ev", has_text="2013年").first.hover()
    assert page.locator(".row.lit").count() == 2


def test_leaving_lets_go(open_viewer):
    page = open_viewer()
    row(page, "协办单位数").hover()
    page.locator(".brand").hover()
    assert (lit_words(page), page.locator(".row.lit").count()) == ([], 0)


def test_clicking_words_brings_their_fact_into_view(open_viewer):
    page = open_viewer()
    words = page.locator(".text .ev", has_text="QH2024-117").first
    words.scroll_into_view_if_needed()
    words.click()
    assert lit_labels(page) == ["项目编号"]
    assert is_in_view(page, ".row.lit")


def test_clicking_a_fact_brings_its_words_into_view(open_viewer):
    page = open_viewer(height=500)
    link = row(page, "项目编号").locator("a.val")
    link.scroll_into_view_if_needed()
    link.click()
    assert is_in_view(page, ".text .ev.lit")
    assert page.url.endswith(link.get_attribute("href"))


def test_the_keyboard_walks_through_the_facts(open_viewer):
    page = open_viewer()
    seen = []
    for key in ("j", "j", "ArrowDown", "k", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(page.evaluate("Array.from(document.querySelectorAll('.row')).indexOf(document.activeElement)"))
    assert seen == [0, 1, 2, 1, 0]


def test_every_row_is_reached_by_the_keyboard(open_viewer):
    page = open_viewer()
    count = page.locator(".row").count()
    for _ in range(count):
        page.keyboard.press("j")
    last = page.evaluate("Array.from(document.querySelectorAll('.row')).indexOf(document.activeElement)")
    assert last == count - 1
    assert is_in_view(page, ".row:focus")


def test_enter_goes_from_place_to_place(open_viewer):
    page = open_viewer(height=400)
    row(page, "中标金额").focus()
    page.keyboard.press("Enter")
    assert page.locator(".text .ev.lit").count() > 1
    assert is_in_view(page, ".text .b-related .entry .now .ev.lit")


def test_the_switch_shows_the_text_as_it_came(open_viewer):
    page = open_viewer()
    now, came = page.locator("h1 .now"), page.locator("h1 .came")
    seen = [(now.is_visible(), came.is_visible())]
    for _ in range(3):
        page.keyboard.press("o")
        seen.append((now.is_visible(), came.is_visible()))
    assert seen == [(True, False), (True, True), (False, True), (True, False)]


def test_facts_light_the_text_as_it_came(open_viewer):
    page = open_viewer()
    page.locator("label[for=mode-came]").click()
    row(page, "主题").hover()
    assert "".join(lit_words(page)) == "計(jì)量提質(zhì) 服務(wù)制造"


def test_a_page_without_repairs_has_no_switch(open_viewer):
    result = reading()
    page = open_viewer(replace(result, page=replace(result.page, original=None), repairs=()))
    assert not page.locator(".modes").is_visible()


def test_a_repaired_run_lights_how_it_came(open_viewer):
    page = open_viewer()
    page.keyboard.press("o")
    page.locator("h3 .now .fix").first.hover()
    assert page.eval_on_selector_all("h3 .lit", "all => all.map(e => e.textContent)") == ["计", "計(jì)"]


def test_filter_keeps_what_matches(open_viewer):
    page = open_viewer()
    page.keyboard.press("/")
    page.keyboard.type("254.6")
    shown = page.locator(".row:not(.filtered)")
    assert page.locator(".found").text_content() == f"{shown.count()} 条"
    assert "进口金额" in "".join(shown.all_text_contents())
    assert not row(page, "主题").is_visible()
    page.keyboard.press("Escape")
    assert row(page, "主题").is_visible()


def test_question_mark_lists_the_keys(open_viewer):
    page = open_viewer()
    page.keyboard.press("?")
    assert page.locator("dialog.keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog.keys").is_visible()


def test_labels_turn_to_english(open_viewer):
    page = open_viewer()
    page.locator("label[for=language-en]").click()
    assert page.locator("dt .en", has_text="theme").is_visible()
    assert not page.locator("dt .zh", has_text="主题").is_visible()
    assert page.locator(".rule .en", has_text="share = part").is_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_several_pages_are_shown_one_at_a_time(open_viewer):
    page = open_viewer(reading(), reading())
    assert (page.locator("#index").is_visible(), page.locator(".page:visible").count()) == (True, 0)
    page.locator("#index a").nth(1).click()
    assert page.url.endswith("#page-1")
    assert [item.get_attribute("id") for item in page.locator(".page:visible").all()] == ["page-1"]
    page.keyboard.press("[")
    page.wait_for_function("location.hash === '#page-0'")
    page.go_back()
    page.go_back()
    page.wait_for_function("!document.querySelector('#index').hidden")


def test_an_address_opens_page_and_fact(open_viewer):
    page = open_viewer(reading(), reading(), at="#r1-3")
    assert [item.get_attribute("id") for item in page.locator(".page:visible").all()] == ["page-1"]
    assert page.locator("#r1-3").get_attribute("class").endswith("lit")


def test_the_data_is_saved_as_a_file(open_viewer, tmp_path):
    page = open_viewer(accept_downloads=True)
    with page.expect_download() as download:
        page.locator(".save").click()
    target = tmp_path / "saved.json"
    download.value.save_as(target)
    assert from_json(json.loads(target.read_text(encoding="utf-8"))) == mask(reading())


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_scrolls_sideways(open_viewer, width):
    long = "x" * 300
    result = reading()
    odd = replace(
        result,
        path=long,
        page=replace(result.page, text=result.page.text + long, original=(result.page.original or "") + long),
    )
    for page in (open_viewer(odd, width=width), open_viewer(odd, odd, width=width)):
        for key in ("", "o", "o", "e"):
            if key:
                page.keyboard.press(key)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate("document.body.scrollWidth") <= width
    for tab in ("facts", "checks"):
        if width == 390:
            page = open_viewer(odd, width=width)
            page.locator(f"[data-tab={tab}]").click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_shows_one_pane_at_a_time(open_viewer):
    page = open_viewer(width=390, height=844)
    seen = []
    for tab in ("text", "facts", "checks"):
        page.locator(f"[data-tab={tab}]").click()
        seen.append(tuple(page.locator(part).first.is_visible() for part in (".text", ".fact", ".finding")))
    assert seen == [(True, False, False), (False, True, False), (False, False, True)]


def test_on_a_phone_a_fact_opens_its_words(open_viewer):
    page = open_viewer(width=390, height=844)
    page.locator("[data-tab=facts]").click()
    row(page, "项目编号").locator("a.val").click()
    assert "".join(lit_words(page)) == "QH2024-117"
    assert page.locator("[data-tab=text]").get_attribute("aria-current") == "true"


@pytest.mark.parametrize("width", [390, 1280])
def test_without_javascript_everything_can_be_read(open_viewer, width):
    page = open_viewer(width=width, java_script_enabled=False)
    assert page.locator(".text h1").is_visible()
    assert row(page, "项目编号").is_visible()
    assert page.locator(".finding").first.is_visible()
    link = row(page, "项目编号").locator("a.val")
    link.click()
    place = page.locator(link.get_attribute("href"))
    assert place.is_visible()
    page.locator("label[for=mode-came]").click()
    assert page.locator("h1 .came").is_visible()


def test_without_javascript_several_pages_stand_one_under_the_other(open_viewer):
    page = open_viewer(reading(), reading(), java_script_enabled=False)
    assert page.locator(".page:visible").count() == 2
    assert page.locator("#index").is_visible()


CONTRAST = """() => {
  const channel = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number); return .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b); };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
  const weak = new Set();
  for (const e of document.querySelectorAll('main *, header *, nav *')) {
    const own = Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.getClientRects().length) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) weak.add(e.className + ' ' + ratio.toFixed(2));
  }
  return Array.from(weak);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_have_contrast(open_viewer, scheme):
    page = open_viewer(color_scheme=scheme)
    page.keyboard.press("o")
    assert page.evaluate(CONTRAST) == []
    row(page, "国产金额").hover()
    assert page.evaluate(CONTRAST) == []
    page.locator(".finding").first.hover()
    assert page.evaluate(CONTRAST) == []


def test_paper_takes_the_whole_page(open_viewer, tmp_path):
    page = open_viewer()
    page.emulate_media(media="print")
    assert not page.locator(".controls").is_visible()
    heights = [
        page.locator(part).evaluate("e => [e.scrollHeight, e.clientHeight]") for part in (".text", ".facts-pane")
    ]
    assert all(abs(whole - shown) <= 1 for whole, shown in heights)
    target = Path(tmp_path / "page.pdf")
    page.pdf(path=target, format="A4", prefer_css_page_size=True)
    assert target.read_bytes().startswith(b"%PDF")
