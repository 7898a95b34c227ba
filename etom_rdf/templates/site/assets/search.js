(function () {
  "use strict";
  const form = document.querySelector("form.search");
  const input = document.getElementById("search");
  const home = new URL(form.dataset.home, location.href);
  const MOST = 10;

  // The index is a script, because a page opened as a file may load no other kind of data.
  let loading = null;
  const index = () => loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = form.dataset.index;
    script.onload = () => resolve(prepared(window.etomIndex));
    script.onerror = () => { loading = null; reject(new Error(script.src)); };
    document.head.append(script);
  });
  const wordsOf = (text) => text.toLowerCase().replaceAll("ё", "е").match(/[\p{L}\p{N}]+/gu) ?? [];
  function prepared({ stop, leastStem, longestEnding, entries }) {
    const rows = entries.map(([number, codes, title, other, kind, address, last, ...places]) => ({
      number, title, kind, address, last, titles: [title, other].map((one) => wordsOf(one).join(" ")),
      called: [number, ...codes.split(" ")].filter(Boolean).map((name) => name.toLowerCase()),
      places: places.map((place) => place ? place.split(" ") : []),
    }));
    return { stop: new Set(stop), leastStem, longestEnding, rows };
  }

  // The same rule as that of the server: etom_rdf/site/search_index.py explains it.
  function find(text, { stop, leastStem, longestEnding, rows }) {
    const every = wordsOf(text);
    const meant = every.filter((word) => !stop.has(word));
    const words = meant.length ? meant : every;
    const folded = text.trim().toLowerCase();
    const held = (word, stems) => stems.some((stem) => stem.startsWith(word)
      || (word.startsWith(stem) && stem.length >= leastStem && word.length - stem.length <= longestEnding));
    const rank = (row) => {
      if (row.called.includes(folded) || row.titles.includes(every.join(" "))) return -2;
      if (row.called.some((name) => name.startsWith(folded))) return -1;
      const place = row.places.findIndex((stems) => stems.length && words.every((word) => held(word, stems)));
      return place < 0 ? null : place;
    };
    if (!words.length) return [];
    return rows.map((row, order) => ({ row, order, rank: rank(row) })).filter((one) => one.rank !== null)
      .sort((a, b) => a.row.last - b.row.last || a.rank - b.rank || a.order - b.order).map((one) => one.row);
  }

  // Pages opened as files name the file that a server would find by itself.
  const asFiles = home.pathname.endsWith("/index.html");
  function addressOf(row) {
    const [path, anchor] = row.address.split("#");
    return new URL(path + (asFiles ? "index.html" : ""), home).href + (anchor ? "#" + anchor : "");
  }
  function filled(link, row) {
    const parts = [["code", row.number], ["span", row.title], ["small", row.kind]].map(([name, text]) => {
      const part = document.createElement(name);
      part.textContent = text;
      return part;
    });
    link.href = addressOf(row);
    link.append(...parts);
    return link;
  }

  // A combobox with a list box of links, after the pattern of ARIA: the focus stays in the field.
  const list = document.createElement("div");
  const status = document.createElement("p");
  Object.assign(list, { id: "found", className: "found", role: "listbox", ariaLabel: input.placeholder, hidden: true });
  Object.assign(status, { className: "away", role: "status" });
  form.append(list, status);
  const said = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "found", "aria-expanded": "false" };
  Object.entries(said).forEach(([name, value]) => input.setAttribute(name, value));
  let chosen = -1;

  function close() {
    list.hidden = true;
    choose(-1);
    input.setAttribute("aria-expanded", "false");
  }
  function choose(place) {
    chosen = place;
    [...list.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === place)));
    const option = list.children[place];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }
  async function show() {
    const text = input.value;
    if (!text.trim()) return close();
    let rows;
    try {
      rows = find(text, await index());
    } catch {
      return close(); // without an index the form still leads to the page of results
    }
    if (text !== input.value) return;
    list.replaceChildren(...rows.slice(0, MOST).map((row, at) => {
      const link = filled(document.createElement("a"), row);
      Object.assign(link, { id: "found-" + at, role: "option", tabIndex: -1, ariaSelected: "false" });
      return link;
    }));
    status.textContent = rows.length ? form.dataset.many.replace("{}", rows.length) : form.dataset.none;
    list.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    choose(-1);
  }
  input.addEventListener("input", show);
  input.addEventListener("focus", () => index().catch(() => {}), { once: true });
  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape" && count) close();
    else if (event.key === "ArrowDown" && !count) show();
    else if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) choose(chosen < 1 ? count - 1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  // The page of results: without a server it is filled in here.
  const results = document.getElementById("results");
  const asked = new URLSearchParams(location.search).get("q") ?? "";
  if (results) input.value = asked;
  if (!results || results.dataset.served === "1" || !asked.trim()) return;
  index().then((found) => {
    const rows = find(asked, found);
    document.getElementById("results-count").textContent =
      rows.length ? form.dataset.many.replace("{}", rows.length) : results.dataset.none;
    results.replaceChildren(...rows.map((row) => {
      const item = document.createElement("li");
      item.append(filled(document.createElement("a"), row));
      return item;
    }));
  });
})();
