/* Makes the two panes answer each other. Everything here is a convenience: without it every link still leads to its
   sentence and back. Baseline: Chromium 86. */
(function () {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const one = (selector, within) => (within || document).querySelector(selector);
  const pages = all(".page");
  const index = one("#index");
  const filter = one(".filter input");
  const found = one(".found");
  const thread = one(".thread path");
  const keys = one(".keys");
  const narrow = window.matchMedia("(max-width: 860px)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  let page = pages.length === 1 ? pages[0] : null;
  let lit = [];
  let ends = null;
  let held = null;
  let place = -1;

  root.classList.add("js");

  /* ── which page, which pane ── */

  function tab(name) {
    document.body.dataset.tabNow = name;
    all(".tabs a").forEach((link) => {
      if (link.dataset.tab === name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    drawThread();
  }

  function show(chosen) {
    page = chosen;
    pages.forEach((item) => { item.hidden = item !== page; });
    if (index) index.hidden = page !== null;
    document.body.classList.toggle("index-only", page === null);
    one(".path").textContent = page ? page.dataset.path : "";
    one(".modes").hidden = page !== null && page.dataset.repaired === undefined;
    filter.value = "";
    narrowDown();
    letGo();
  }

  function follow() {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (error) { target = null; }
    const wanted = target && target.closest(".page");
    if (pages.length !== 1 && wanted !== page) show(wanted || null);
    if (!target || !wanted) return;
    if (target.matches(".row")) {
      if (narrow.matches) tab(target.closest(".verdicts, .checks") ? "checks" : "facts");
      hold(target);
      reveal(target);
    } else if (target.id[0] === "p" && !target.matches(".page")) {
      if (narrow.matches) tab("text");
      const link = target.matches(".ev") ? target : one(".ev", target) || target;
      if (!held || !shares(held, link)) light(keysOf(link), link);
      reveal(visible(link));
    }
  }

  /* ── lighting ── */

  const keysOf = (element) => (element.dataset.p || "").split(" ").filter(Boolean);
  const shares = (row, link) => keysOf(row).some((key) => keysOf(link).includes(key));
  const placesOf = (key) => all('.text [data-p~="' + key + '"]', page);
  const rowsOf = (key) => all('.row[data-p~="' + key + '"], .places [data-p="' + key + '"]', page);
  const isShown = (element) => element.getClientRects().length > 0;

  /* The words of a place stand twice where the page was repaired: take the copy that is shown. */
  function visible(link) {
    if (isShown(link)) return link;
    return placesOf(keysOf(link)[0]).find(isShown) || link;
  }

  function light(wanted, from) {
    lit.forEach((element) => element.classList.remove("lit"));
    lit = [];
    if (!page) return;
    // From words to every row that rests on them; from a row to its own words only.
    const row = from && from.matches(".row") ? from : null;
    wanted.forEach((key) => { lit = lit.concat(placesOf(key), row ? all('.places [data-p="' + key + '"]', row) : rowsOf(key)); });
    if (from && !lit.includes(from)) lit.push(from);
    lit.forEach((element) => element.classList.add("lit"));
  }

  function bind(row, words) {
    ends = row && words ? [row, words] : null;
    drawThread();
  }

  function drawThread() {
    if (!ends || narrow.matches || !isShown(ends[0]) || !isShown(ends[1])) { thread.setAttribute("d", ""); return; }
    const row = ends[0].getBoundingClientRect();
    const boxes = ends[1].getClientRects();
    const words = boxes[boxes.length - 1];
    const pane = ends[1].closest(".pane").getBoundingClientRect();
    const inside = (y) => y > pane.top && y < pane.bottom;
    const from = words.bottom - 1, to = row.top + Math.min(row.height / 2, 16);
    if (!inside(from) || !inside(to)) { thread.setAttribute("d", ""); return; }
    const gutter = pane.right - 12;
    thread.setAttribute("d", "M" + words.right + " " + from + "H" + gutter + "V" + to + "H" + row.left);
  }

  function reveal(element) {
    const pane = element.closest(".pane");
    const frame = narrow.matches || !pane ? { top: 100, bottom: window.innerHeight } : pane.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    if (box.top < frame.top + 8 || box.bottom > frame.bottom - 8) {
      element.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    }
  }

  function letGo() {
    held = null;
    place = -1;
    light([]);
    bind(null);
  }

  /* A row and its first place in the text; `element` may be a numbered place of the row. */
  function lightRow(row, wanted) {
    const chosen = wanted || keysOf(row);
    light(chosen, row);
    const words = chosen.length ? placesOf(chosen[0]).find(isShown) : null;
    bind(row, words);
    return words;
  }

  function hold(row) {
    held = row;
    place = -1;
    const words = lightRow(row);
    if (words) reveal(words);
  }

  /* ── pointing ── */

  let waiting = 0;
  function soon(action) {
    clearTimeout(waiting);
    waiting = setTimeout(action, 140);
  }

  /* Scrolling and switching panes slide words under a pointer that rests: that is not pointing. */
  let at = "";
  const rests = (event) => at === event.clientX + "," + event.clientY;
  const note = (event) => { at = event.clientX + "," + event.clientY; };

  function point(event) {
    if (event.type === "mouseover" && rests(event)) return;
    const target = event.target.closest(".text [data-p], .row, .places a, .context a, [data-f]");
    if (!page || !target) return;
    if (target.dataset.f !== undefined && !event.target.closest("[data-p]")) { lightRepair(target); return; }
    const words = event.target.closest(".text [data-p]");
    if (words) {
      const wanted = keysOf(words);
      const row = wanted.map((key) => one('.row[data-p~="' + key + '"]:not(.filtered)', page)).find((item) => item && isShown(item));
      light(wanted, words);
      bind(row || null, words);
      if (row) soon(() => { reveal(row); });
      return;
    }
    const row = event.target.closest(".row");
    const single = event.target.closest(".places a, .context a");
    const first = lightRow(row, single ? keysOf(single) : null);
    if (first) soon(() => { reveal(first); });
  }

  function lightRepair(run) {
    light([], null);
    bind(null);
    lit = all('.text [data-f="' + run.dataset.f + '"]', page);
    lit.forEach((element) => element.classList.add("lit"));
  }

  function leave(event) {
    if (rests(event)) return;
    if (event.relatedTarget && event.relatedTarget.closest && event.relatedTarget.closest("[data-p], .row, [data-f]")) return;
    clearTimeout(waiting);
    if (held) lightRow(held);
    else letGo();
  }

  document.addEventListener("mouseover", point);
  document.addEventListener("mouseout", leave);
  document.addEventListener("mousemove", note);
  document.addEventListener("mousedown", note);
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest(".row");
    if (row && row !== held) hold(row);
    else if (event.target.matches(".text a.ev") && event.target.matches(":focus-visible")) point(event);
  });

  /* A click on words goes to their row and back without filling the history; the address still names the place. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      const row = event.target.closest(".row");
      if (row && !link) row.focus({ preventScroll: true });
      return;
    }
    if (link.dataset.tab) {
      event.preventDefault();
      tab(link.dataset.tab);
      window.scrollTo(0, 0);
      return;
    }
    if (!link.matches(".ev, .row a")) return;
    event.preventDefault();
    const target = document.getElementById(link.getAttribute("href").slice(1));
    history.replaceState(null, "", link.getAttribute("href"));
    if (link.matches(".ev")) {
      if (narrow.matches) tab(target.closest(".verdicts, .checks") ? "checks" : "facts");
      target.focus({ preventScroll: true });
      hold(target);
      reveal(target);
      return;
    }
    const row = link.closest(".row");
    if (held !== row) { row.focus({ preventScroll: true }); hold(row); }
    if (narrow.matches) tab("text");
    const single = keysOf(link);
    const words = lightRow(row, single.length ? single : null);
    if (words) reveal(words);
  });

  document.addEventListener("scroll", drawThread, true);
  window.addEventListener("resize", drawThread);
  window.addEventListener("hashchange", follow);

  /* ── keyboard ── */

  function step(by) {
    const rows = all(".row", page).filter(isShown);
    if (!rows.length) return;
    const at = held && rows.includes(held) ? rows.indexOf(held) + by : by > 0 ? 0 : rows.length - 1;
    const row = rows[Math.max(0, Math.min(rows.length - 1, at))];
    row.focus({ preventScroll: true });
    hold(row);
    reveal(row);
  }

  function jump() {
    if (!held) return;
    const wanted = keysOf(held);
    if (!wanted.length) return;
    place = (place + 1) % wanted.length;
    if (narrow.matches) tab("text");
    const words = placesOf(wanted[place]).find(isShown);
    light(wanted, held);
    bind(held, words);
    if (words) words.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  }

  function turn(name) {
    const choices = all('input[name="' + name + '"]');
    const at = choices.findIndex((choice) => choice.checked);
    choices[(at + 1) % choices.length].checked = true;
    changed();
  }

  function changed() {
    root.lang = one("#language-en").checked ? "en" : "zh-Hans";
    if (held) { const words = lightRow(held); if (words) reveal(words); }
    drawThread();
  }

  function leaf(by) {
    if (pages.length < 2) return;
    const at = page ? pages.indexOf(page) + by : by > 0 ? 0 : pages.length - 1;
    if (at >= 0 && at < pages.length) location.hash = "page-" + at;
  }

  const commands = {
    j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
    Enter: jump, o: () => turn("mode"), e: () => turn("language"),
    "/": () => { if (narrow.matches && document.body.dataset.tabNow === "text") tab("facts"); filter.focus(); filter.select(); },
    "?": () => keys.showModal(), "[": () => leaf(-1), "]": () => leaf(1), Escape: letGo,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open || event.isComposing) return;
    if (event.target === filter) {
      if (event.key === "Escape") { filter.value = ""; narrowDown(); filter.blur(); }
      else if (event.key === "Enter" || event.key === "ArrowDown") { event.preventDefault(); held = null; step(1); }
      return;
    }
    if (event.target.matches("input") && event.key.startsWith("Arrow")) return;
    if (event.key === "Enter" && event.target.closest("a, button, label, summary")) return;
    const command = Object.prototype.hasOwnProperty.call(commands, event.key) ? commands[event.key] : null;
    if (!command || (!page && event.key.length > 1 && event.key !== "Escape")) return;
    event.preventDefault();
    command();
  });

  all(".switch").forEach((choice) => choice.addEventListener("change", changed));
  one(".help").addEventListener("click", () => keys.showModal());

  /* ── filter ── */

  function narrowDown() {
    const words = filter.value.trim().toLowerCase();
    let count = 0;
    if (!page) { found.textContent = ""; return; }
    all(".row", page).forEach((row) => {
      const section = row.closest(".notice");
      const label = row.matches(".more") ? labelAbove(row) : "";
      const is = !words || (row.textContent + label).toLowerCase().includes(words) || (section && row.matches(".name") && section.textContent.toLowerCase().includes(words));
      row.classList.toggle("filtered", !is);
      if (is && words) count += 1;
    });
    all(".facts-pane section", page).forEach((section) => {
      section.classList.toggle("filtered", Boolean(words) && !one(".row:not(.filtered)", section));
    });
    found.textContent = words ? count + (root.lang === "en" ? " rows" : " 条") : "";
    drawThread();
  }

  function labelAbove(row) {
    let above = row.previousElementSibling;
    while (above && above.matches(".more")) above = above.previousElementSibling;
    return above ? one("dt", above).textContent : "";
  }

  filter.addEventListener("input", narrowDown);

  /* ── the data of a page as a file ── */

  all(".save").forEach((button) => button.addEventListener("click", () => {
    const reading = one("#reading-" + button.dataset.page).textContent;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(JSON.parse(reading), null, 2)], { type: "application/json" }));
    link.download = "zhiyue-" + button.dataset.page + ".json";
    link.click();
    URL.revokeObjectURL(link.href);
  }));

  tab("text");
  if (pages.length === 1) one(".modes").hidden = page.dataset.repaired === undefined;
  else show(null);
  follow();
})();
