(function () {
  "use strict";
  const root = document.documentElement;
  const buttons = document.querySelectorAll("button[data-lang]");
  function speak(language) {
    root.lang = language;
    document.title = document.querySelector("h1 [lang=" + language + "]").textContent;
    buttons.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.lang === language)));
  }
  buttons.forEach((one) => one.addEventListener("click", () => speak(one.dataset.lang)));
  speak(root.lang);

  const search = document.getElementById("search");
  const fold = (text) => text.toLowerCase().replaceAll("ё", "е");
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => [row, fold(row.textContent)]);
  search.addEventListener("input", () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    rows.forEach(([row, text]) => { row.hidden = !words.every((word) => text.includes(word)); });
  });

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? [...cell.querySelectorAll("[lang=" + root.lang + "]")].map((one) => one.textContent).join(" ") ?? cell.textContent;
  };
  const order = new Intl.Collator(undefined, { numeric: true });
  document.querySelectorAll("th button").forEach((button) => {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const body = head.closest("table").tBodies[0];
      const descending = head.getAttribute("aria-sort") === "ascending";
      head.parentNode.querySelectorAll("th").forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const sign = descending ? -1 : 1;
      [...body.rows]
        .sort((a, b) => sign * order.compare(value(a, head.cellIndex), value(b, head.cellIndex)))
        .forEach((row) => body.append(row));
    });
  });
})();
