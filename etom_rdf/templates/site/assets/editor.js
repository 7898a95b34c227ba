// Put the vendored editor (YASGUI) in the place of the plain form, in the words of the page.
"use strict";
(() => {
  const place = document.getElementById("editor");
  if (!place || typeof Yasgui !== "function") return; // the plain form stays
  const { tabs, prefixes, names, words } = JSON.parse(place.dataset.settings);
  const endpoint = new URL(place.dataset.endpoint, location).href;
  const root = new URL(place.dataset.root, location).href;
  const language = document.documentElement.lang;

  // The table's column resizer would add a style element, which the page's policy forbids; it looks for one
  // with this mark first. Its rules stand in editor.css.
  const mark = document.createElementNS("", "style");
  mark.gripid = "573462389";
  document.head.append(mark);

  // Prefixes and names come from the page; the editor's own completers would ask other hosts.
  const { Yasqe, Yasr } = Yasgui;
  Object.assign(Yasqe.Autocompleters.prefixes, {
    persistenceId: null,
    get: () => Object.entries(prefixes).map(([prefix, space]) => `${prefix}: <${space}>`).sort(),
  });
  Yasqe.registerAutocompleter({
    name: "etom",
    bulk: false,
    autoShow: false,
    isValidCompletionPosition: editor => {
      const token = editor.getCompleteToken();
      return token.type !== "ws" && names.some(name => name.startsWith(token.string));
    },
    get: (_, token) => token ? names.filter(name => name.startsWith(token.string)) : [],
  });
  Yasgui.defaults.yasqe.autocompleters = ["prefixes", "variables", "etom"];
  Object.assign(Yasqe.defaults.extraKeys, { Tab: false, "Shift-Tab": false }); // they lead out of the editor
  Yasr.plugins.table.defaults.openIriInNewWindow = false;
  Yasr.plugins.table.defaults.tableConfig.language = {
    emptyTable: words.empty, zeroRecords: words.empty, info: words.info, infoEmpty: words.empty,
    infoFiltered: words.filtered,
    paginate: { first: "«", last: "»", next: "›", previous: "‹" },
    aria: {
      orderable: words.sort, orderableReverse: words.reverse, orderableRemove: words.unsort,
      paginate: { first: words.first, last: words.last, next: words.next, previous: words.previous },
    },
  };

  // A refusal of the server says in the page's language what to do.
  const refused = async error => {
    const said = document.createElement("p");
    try {
      said.textContent = JSON.parse(error.text).message[language];
    } catch {
      said.textContent = error.status ? error.text : words.unreachable;
    }
    return said;
  };

  Yasr.defaults.errorRenderers = [refused];

  const form = document.getElementById("plain");
  place.hidden = false;
  const yasgui = new Yasgui(place, {
    autofocus: false,
    populateFromUrl: false,
    autoAddOnInit: false,
    copyEndpointOnNewTab: false,
    persistenceId: `etom-${language}`,
    tabName: tabs[0].name,
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [] },
    yasqe: { value: tabs[0].query, prefixCcApi: "" },
    yasr: { prefixes, maxPersistentResponseSize: 0 },
  });
  if (!Object.keys(yasgui._tabs).length) {
    tabs.forEach(({ name, query }, at) => yasgui.addTab(at === 0, { name, yasqe: { value: query } }));
  }
  // Tabs that are kept from another time may know the server by another address.
  for (const tab of Object.values(yasgui._tabs)) tab.setEndpoint(endpoint);
  const asked = new URLSearchParams(location.search).get("query");
  if (asked) {
    const same = Object.values(yasgui._tabs).find(tab => tab.getPersistedJson().yasqe.value === asked);
    if (same) yasgui.selectTabId(same.getId());
    else yasgui.addTab(true, { yasqe: { value: asked } });
    history.replaceState(null, "", location.pathname); // it stands in its tab now
  }
  form.hidden = true;
  document.getElementById("outcome").hidden = true;

  const translated = text => {
    const found = words[text.trim()];
    if (found) return found;
    const answer = /^(?:(\d+) results?|Response) in ([\d.]+) seconds?$/.exec(text.trim());
    if (!answer) return text.startsWith("This line is invalid. Expected:") ? text.replace(/^[^:]*:/, words.invalid) : null;
    const seconds = Number(answer[2]).toLocaleString(language);
    return words[answer[1] ? "results" : "response"].replace("{rows}", answer[1]).replace("{seconds}", seconds);
  };
  const theirs = ".CodeMirror-code, .yasr_results td, .yasr_results th, .tab a span, pre"; // words of users and data
  const speak = () => {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const own = node.parentElement.closest(theirs) ? null : translated(node.data);
      if (own !== null && own !== node.data) node.data = own;
    }
    for (const attribute of ["title", "aria-label", "placeholder"]) {
      for (const one of place.querySelectorAll(`[${attribute}]`)) {
        const own = translated(one.getAttribute(attribute));
        if (own !== null && own !== one.getAttribute(attribute)) one.setAttribute(attribute, own);
      }
    }
    name(".tableSizer", words["Page size:"].replace(/:$/, ""));
    name(".CodeMirror textarea, .CodeMirror [contenteditable]", words.editor);
    name(".tab input", words.tab);
    for (const list of place.querySelectorAll(".tabsList")) tidy(list);
    for (const head of place.querySelectorAll(".yasr_results thead th:first-child .dt-column-title:empty")) {
      head.textContent = words.row;
    }
    for (const link of place.querySelectorAll("a.iri[href^='https://w3id.org/etom/']")) {
      link.href = link.href.replace("https://w3id.org/", root);
    }
  };
  const name = (selector, words) => {
    for (const one of place.querySelectorAll(selector)) {
      if (one.getAttribute("aria-label") !== words) one.setAttribute("aria-label", words);
    }
  };
  // A list of tabs may hold nothing but tabs, and the button that adds one stands in it: so they are plain links.
  const tidy = list => {
    list.removeAttribute("role");
    for (const tab of list.querySelectorAll(".tab > a")) {
      for (const attribute of ["role", "aria-selected", "aria-controls"]) tab.removeAttribute(attribute);
      tab.setAttribute("aria-current", String(tab.parentElement.classList.contains("active")));
    }
  };
  speak();
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; speak(); });
  }).observe(place, { subtree: true, childList: true, characterData: true, attributes: true,
                      attributeFilter: ["title", "aria-label", "placeholder", "class"] });
})();
