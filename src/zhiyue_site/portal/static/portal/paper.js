// Every page works without this. With it: "/" goes to search, "?" lists the keys, search suggests, a fact and its
// sentence light each other.
"use strict";

const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const search = document.querySelector('input[type="search"]');
  const keys = document.querySelector("dialog.keys");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "?" && keys && keys.showModal && !keys.open) {
    keys.showModal();
  }
});

// ── a fact and its sentence ──

const light = (places, on) => {
  for (const key of places) {
    for (const element of document.querySelectorAll(`.ev[data-p~="${key}"], .row[data-p~="${key}"]`)) {
      element.classList.toggle("lit", on);
    }
  }
};
for (const kind of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(kind[0], (event) => {
    const element = event.target.closest && event.target.closest("[data-p]");
    if (element) light(element.dataset.p.split(" "), kind[1]);
  });
}

// A place inside a closed part of the page is shown when its fact is followed.
const open = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = target && target.closest("details:not([open])");
  if (closed) {
    closed.open = true;
    target.scrollIntoView({ block: "center" });
  }
};
addEventListener("hashchange", open);
open();

// ── WeChat opens neither sheets nor calendars: say where they open ──

if (/MicroMessenger/i.test(navigator.userAgent)) {
  for (const hint of document.querySelectorAll(".inwechat")) hint.hidden = false;
}

// ── suggestions ──

const suggest = (input) => {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  let chosen = -1;
  let asked = 0;
  const show = (rows) => {
    list.replaceChildren(...rows.map((row, number) => {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.id = `${list.id}-${number}`;
      const link = document.createElement("a");
      link.href = row.href;
      link.tabIndex = -1;
      link.textContent = row.text;
      const label = document.createElement("small");
      label.textContent = row.label;
      link.append(label);
      item.append(link);
      return item;
    }));
    chosen = -1;
    list.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (step) => {
    const items = list.children;
    if (!items.length) return;
    chosen = (chosen + step + items.length) % items.length;
    [...items].forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
    input.setAttribute("aria-activedescendant", items[chosen].id);
  };
  input.addEventListener("input", () => {
    const mine = ++asked;
    if (!input.value.trim()) return show([]);
    setTimeout(async () => {
      if (mine !== asked) return;
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`);
      if (answer.ok && mine === asked) show(await answer.json());
    }, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.href = list.children[chosen].firstChild.href;
    } else if (event.key === "Escape") {
      show([]);
    }
  });
  input.addEventListener("blur", () => setTimeout(() => show([]), 200));
};
for (const input of document.querySelectorAll("input[data-suggest]")) suggest(input);
