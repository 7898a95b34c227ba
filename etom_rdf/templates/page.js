(function () {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const state = { lang: root.lang, q: "", show: "" };

  // Language, search and filter stay in the address after #, so that a link or a bookmark keeps them.
  function recall() {
    const said = new URLSearchParams(location.hash.slice(1));
    if (["en", "ru"].includes(said.get("lang"))) state.lang = said.get("lang");
    state.q = said.get("q") ?? "";
    state.show = all("button[data-show]").map((one) => one.dataset.show).find((kind) => kind === said.get("show")) ?? "";
  }
  function remember() {
    const kept = new URLSearchParams({ lang: state.lang });
    if (state.q) kept.set("q", state.q);
    if (state.show) kept.set("show", state.show);
    history.replaceState(null, "", "#" + kept);
  }
  function change(part) {
    Object.assign(state, part);
    remember();
    apply();
  }

  // What a cell says in the language shown; cells of numbers and ids say what they sort by.
  const said = (node) => node.nodeType === Node.TEXT_NODE ? node.data
    : node.lang && node.lang !== root.lang && !node.classList.contains("kept") ? ""
    : [...node.childNodes].map(said).join("");

  const fold = (text) => text.toLowerCase().replaceAll("ё", "е");
  // A row that is not shown is not in the page: a browser is slow with thousands of hidden ones.
  const tables = all("table").map((table) => {
    const body = table.tBodies[0];
    const rest = body.querySelector("template");
    rest?.remove();
    const rows = [...body.rows, ...(rest ? rest.content.children : [])];
    return { body, section: table.closest("section"), searched: !table.matches(".models"), rows, order: rows, whole: false };
  });
  const texts = new Map();
  const textOf = (row) => texts.get(row) ?? texts.set(row, fold([...row.cells].map((cell) => cell.textContent).join(" "))).get(row);
  // A number of an element finds that element and what is below it: 1.1.1.1 is not found in 1.1.1.10.
  function matcher(word) {
    if (!/^\d+(\.\d+)+$/.test(word)) return (text) => text.includes(word);
    const number = new RegExp("(?<![\\d.])" + word.replaceAll(".", "\\.") + "(?!\\d)");
    return (text) => number.test(text);
  }

  // A long table shows its first rows until all are asked for.
  const most = Number(document.getElementById("main").dataset.most);
  const filled = (node, values) => Object.entries(values).reduce((text, [name, value]) => text.replace("{" + name + "}", value), node.dataset[state.lang]);
  function show(table, found) {
    const { body, section, whole } = table;
    const shown = whole ? found : found.slice(0, most);
    body.replaceChildren(...shown);
    body.parentNode.hidden = found.length === 0;
    section.querySelector(".nothing").hidden = found.length > 0;
    const more = section.querySelector(".more-rows");
    more.hidden = shown.length === found.length;
    more.textContent = filled(more, { all: found.length });
    document.querySelector('[data-of="' + section.id + '"]').textContent = found.length;
  }

  function apply() {
    root.lang = state.lang;
    document.title = said(document.querySelector("h1")).trim();
    all("[data-label-en]").forEach((one) => one.setAttribute("aria-label", one.getAttribute("data-label-" + state.lang)));
    all("button[data-lang]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.lang === state.lang)));
    all("button[data-show]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.show === state.show)));
    if (search.value !== state.q) search.value = state.q;
    const words = fold(state.q).split(/\s+/).filter(Boolean).map(matcher);
    const asked = words.length > 0 || state.show !== "";
    const wanted = (row) => (!state.show || row.dataset.state === state.show) && words.every((matches) => matches(textOf(row)));
    let left = 0;
    let every = 0;
    tables.forEach((table) => {
      if (!table.searched) return table.body.replaceChildren(...table.order);
      const found = asked ? table.order.filter(wanted) : table.order;
      show(table, found);
      left += found.length;
      every += table.rows.length;
    });
    status.textContent = asked ? filled(status, { shown: left, all: every }) : "";
    all(".sheet [role=button]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.id === state.q)));
    measure();
  }

  all("button[data-lang]").forEach((one) => one.addEventListener("click", () => change({ lang: one.dataset.lang })));
  all("button[data-show]").forEach((one) => one.addEventListener("click", () => change({ show: one.dataset.show })));
  search.addEventListener("input", () => change({ q: search.value }));

  // Links inside the page must not overwrite what the address keeps.
  all('a[href^="#"]').forEach((one) => one.addEventListener("click", (event) => {
    event.preventDefault();
    go(one.getAttribute("href").slice(1));
  }));
  function go(id) {
    const target = document.getElementById(id);
    target.scrollIntoView();
    (target.querySelector("h2") ?? target).focus({ preventScroll: true });
  }

  // Choosing an element of the map searches for it, choosing it again ends that.
  all(".sheet [data-role=element]").forEach((one) => {
    one.setAttribute("role", "button");
    one.setAttribute("tabindex", "0");
    const choose = () => {
      const again = state.q === one.dataset.id;
      change({ q: again ? "" : one.dataset.id });
      if (!again) go("elements");
    };
    one.addEventListener("click", choose);
    one.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose();
    });
  });

  // The first click sorts, numbers from the largest; the second turns round; the third restores the order of the standard.
  const collator = new Intl.Collator(undefined, { numeric: true });
  const value = (row, column) => (row.cells[column].dataset.sort ?? said(row.cells[column])).trim();
  tables.forEach((table) => all("th button", table.body.parentNode).forEach((button) => {
    const head = button.closest("th");
    const turns = head.classList.contains("number") ? ["descending", "ascending", null] : ["ascending", "descending", null];
    button.addEventListener("click", () => {
      const turn = turns[(turns.indexOf(head.getAttribute("aria-sort")) + 1) % turns.length];
      all("th", head.parentNode).forEach((one) => one.removeAttribute("aria-sort"));
      if (turn) head.setAttribute("aria-sort", turn);
      const sign = turn === "descending" ? -1 : 1;
      const keys = new Map(table.rows.map((row) => [row, value(row, head.cellIndex)]));
      table.order = turn ? [...table.rows].sort((a, b) => sign * collator.compare(keys.get(a), keys.get(b))) : table.rows;
      apply();
    });
  }));
  all(".more-rows").forEach((one) => one.addEventListener("click", () => {
    tables.find(({ section }) => section === one.closest("section")).whole = true;
    apply();
  }));

  // What scrolls sideways takes the focus, so that the arrow keys reach it; heads of tables stick below the bar.
  function measure() {
    all("[data-wide]").forEach((one) => {
      if (one.scrollWidth > one.clientWidth) one.setAttribute("tabindex", "0");
      else one.removeAttribute("tabindex");
    });
    all(".sheet").forEach(begin);
    const bar = document.querySelector(".bar");
    root.style.setProperty("--bar", (getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0) + "px");
  }
  // A narrow screen begins with the area whose elements are counted, once in each language.
  function begin(sheet) {
    const home = sheet.querySelector("[data-role=home]");
    if (!home || sheet.dataset.begun || sheet.scrollWidth <= sheet.clientWidth) return;
    sheet.dataset.begun = "";
    sheet.scrollLeft += home.getBoundingClientRect().left - sheet.getBoundingClientRect().left - 16;
  }
  addEventListener("resize", measure);
  addEventListener("hashchange", () => { recall(); apply(); });
  recall();
  apply();
})();
