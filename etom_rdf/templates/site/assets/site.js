(function () {
  "use strict";

  // The other language keeps the query and the fragment of the address.
  for (const link of document.querySelectorAll("a[data-language]")) {
    const bare = link.getAttribute("href");
    const follow = () => { link.href = bare + location.search + location.hash; };
    addEventListener("hashchange", follow);
    follow();
  }

  // What scrolls sideways takes the focus, so that the arrow keys reach it.
  const wide = document.querySelectorAll("[data-wide]");
  const measure = () => wide.forEach((one) => {
    if (one.scrollWidth > one.clientWidth) one.setAttribute("tabindex", "0");
    else one.removeAttribute("tabindex");
  });
  addEventListener("resize", measure);
  measure();

  // A narrow screen begins with the part of the map whose elements the standard defines.
  for (const sheet of document.querySelectorAll(".sheet")) {
    const home = sheet.querySelector("[data-role=home]");
    if (!home || location.hash || sheet.scrollWidth <= sheet.clientWidth) continue;
    sheet.scrollLeft += home.getBoundingClientRect().left - sheet.getBoundingClientRect().left - 16;
  }
})();
