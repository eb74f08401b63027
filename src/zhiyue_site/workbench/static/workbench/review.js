/* Review by keyboard: j/k walk the fields and light their words, a selection on the page fills the correction. Without
   this the screen works by mouse and by typing the words. */
(() => {
  "use strict";
  const paper = document.getElementById("paper");
  const rows = Array.from(document.querySelectorAll(".field"));
  const keys = document.getElementById("keys");
  const form = document.getElementById("correct");
  let at = -1;

  const light = (id) => {
    document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
    const row = document.getElementById(id);
    if (row) row.classList.add("lit");
    const words = row && row.dataset.start !== undefined ? place(Number(row.dataset.start), Number(row.dataset.end)) : [];
    words.forEach((element) => element.classList.add("lit"));
    return words;
  };
  /* Every run of words inside a range: one that several fields share is lit for each of them. */
  const place = (start, end) =>
    Array.from(paper.querySelectorAll("[data-o]")).filter((element) => {
      const from = Number(element.dataset.o);
      return from >= start && from < end;
    });
  const go = (to) => {
    if (!rows.length) return;
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
    const words = light(rows[at].id);
    if (words.length) paper.scrollTop += words[0].getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 3;
  };
  /* Offsets are code points; the browser counts UTF-16 units. */
  const offset = (node, units) => {
    const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-o]");
    if (!holder) return null;
    const inside = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, units) : units ? holder.textContent : "";
    return Number(holder.dataset.o) + Array.from(inside).length;
  };
  const take = () => {
    const selection = window.getSelection();
    if (!form || !selection.rangeCount || selection.isCollapsed || !paper.contains(selection.anchorNode)) return false;
    const range = selection.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    form.words.value = selection.toString();
    form.start.value = start === null ? "" : start;
    form.end.value = end === null ? "" : end;
    form.absent.checked = false;
    return true;
  };
  const edit = () => {
    if (!form) return;
    const row = rows[at];
    if (row) form.target.value = row.dataset.target;
    const hasWords = form.words.value !== "";
    (form.target.value === "" ? form.target : hasWords ? form.reason : form.words).focus();
    form.scrollIntoView({ block: "nearest" });
  };
  if (paper) {
    paper.addEventListener("mouseup", take);
    paper.addEventListener("keyup", take);
    paper.addEventListener("click", (event) => {
      const words = event.target.closest("[data-row]");
      if (words && window.getSelection().isCollapsed) go(rows.findIndex((row) => row.id === words.dataset.row));
    });
    rows.forEach((row, index) => row.addEventListener("click", (event) => { if (!event.target.closest("button")) go(index); }));
  }
  if (form) form.words.addEventListener("input", () => { form.start.value = form.end.value = ""; });
  const open = () => { if (keys && keys.showModal) keys.showModal(); };
  const help = document.getElementById("help");
  if (help && keys && keys.showModal) { help.hidden = false; help.addEventListener("click", open); }
  const follow = (id) => { const link = document.getElementById(id); if (link) link.click(); };
  const actions = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    e: edit,
    a: () => { const button = document.getElementById("pass"); if (button) { button.scrollIntoView({ block: "center" }); button.focus(); } },
    n: () => follow("following"),
    i: () => { const link = document.querySelector(".pager a"); if (link) link.click(); },
    "?": open,
  };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && field) { field.blur(); return; }
    if (field || event.ctrlKey || event.metaKey || event.altKey || (keys && keys.open)) return;
    const action = actions[event.key];
    if (action) { event.preventDefault(); action(); }
  });
})();
