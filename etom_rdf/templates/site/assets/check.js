(function () {
  "use strict";
  const form = document.querySelector("form.check");
  if (!form) return;
  const KEPT = "etom-check";
  const language = document.documentElement.lang;
  const words = form.dataset;
  const [files, folder, example, work, status] =
    ["[data-files]", "[data-folder]", "[data-example]", ".work", ".status"].map((one) => form.querySelector(one));
  const bar = work.querySelector("progress");
  const refusal = document.querySelector(".refusal");
  const outcome = document.querySelector(".outcome");
  let sending = null;

  const fill = (text, ...values) => values.reduce((said, value) => said.replace("{}", value), text);
  const hidden = (path) => path.split("/").some((part) => part.startsWith("."));
  const size = (bytes) => {
    const units = words.units.split(" ");
    let step = 0;
    for (; bytes >= 1024 && step < units.length - 1; step += 1) bytes /= 1024;
    const digits = step && bytes < 10 ? 1 : 0;
    return bytes.toFixed(digits).replace(".", words.point) + "\u00a0" + units[step];
  };
  const refuse = (text) => {
    refusal.hidden = !text;
    refusal.firstElementChild.textContent = text;
    status.textContent = "";
  };

  // Sending ------------------------------------------------------------------------------------------------------

  const total = (some) => some.reduce((sum, file) => sum + file.size, 0);

  function send(some) {
    if (!some.length) { refuse(words.none); return; }
    if (words.limit && total(some) > Number(words.limit)) {
      refuse(fill(words.large, size(total(some)), size(Number(words.limit))));
      return;
    }
    refuse("");
    const body = new FormData();
    for (const file of some) body.append("file", file, file.name);
    const request = sending = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      bar.value = event.loaded / event.total;
      status.textContent = fill(words.sending, size(event.loaded), size(event.total));
    };
    request.upload.onload = () => { bar.removeAttribute("value"); status.textContent = words.checking; };
    request.onload = () => answered(request);
    request.onerror = () => refuse(words.lost);
    request.onabort = () => { status.textContent = words.stopped; };
    request.onloadend = () => { sending = null; busy(false); };
    bar.value = 0;
    busy(true);
    request.send(body);
  }

  function busy(is) {
    work.hidden = !is;
    files.disabled = folder.disabled = example.disabled = is;
    form.classList.toggle("busy", is);
    form.setAttribute("aria-busy", String(is));
  }

  function answered(request) {
    let said = null;
    try { said = JSON.parse(request.responseText); } catch { /* a proxy may answer in its own words */ }
    if (request.status !== 200) {
      refuse(said && said.message ? said.message[language] : words.lost);
      return;
    }
    show(said[language]);
    keep(said).catch(() => { forget(); status.textContent += " " + words.unkept; });
    const heading = document.getElementById("result");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
    status.textContent = words.done;
  }

  const seen = (file) => !hidden(file.webkitRelativePath || file.name);
  for (const input of [files, folder]) {
    input.addEventListener("change", () => {
      const some = [...input.files].filter(input === folder ? seen : () => true);
      input.value = ""; // so that the same file can be chosen again, when it is mended
      if (some.length) send(some);
    });
  }
  example.addEventListener("click", async () => {
    const address = example.dataset.example;
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      send([new File([await answer.blob()], address.split("/").pop())]);
    } catch {
      refuse(words.lost);
    }
  });
  form.querySelector("[data-stop]").addEventListener("click", () => { if (sending) sending.abort(); files.focus(); });

  // Dropping -----------------------------------------------------------------------------------------------------

  let depth = 0;
  const over = (by) => { depth = Math.max(0, depth + by); form.classList.toggle("over", depth > 0); };
  addEventListener("dragenter", () => over(1));
  addEventListener("dragleave", () => over(-1));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", async (event) => {
    event.preventDefault();
    depth = 0;
    over(0);
    if (sending || !event.dataTransfer.types.includes("Files")) return;
    const entries = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry && one.webkitGetAsEntry());
    const plain = [...event.dataTransfer.files];
    try {
      send(entries.some((one) => one && one.isDirectory) ? (await Promise.all(entries.map(within))).flat() : plain);
    } catch { // a file that went away, or may not be read
      refuse(words.lost);
    }
  });

  async function within(entry) {
    if (!entry || (entry.name.startsWith(".") && entry.isDirectory)) return [];
    if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
    const reader = entry.createReader();
    const children = [];
    for (;;) { // a browser gives a hundred at a time
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!some.length) break;
      children.push(...some.filter((one) => !one.name.startsWith(".")));
    }
    return (await Promise.all(children.map(within))).flat();
  }

  // Showing ------------------------------------------------------------------------------------------------------

  function show(said) {
    outcome.innerHTML = said.html; // from our own server, which escapes what the files say
    prepare(said.files);
  }

  function prepare(downloads) {
    reveal(outcome);
    for (const link of outcome.querySelectorAll("a[data-file]")) {
      const file = downloads[link.dataset.file];
      link.href = URL.createObjectURL(new Blob([file.content], { type: file.media_type }));
    }
    const filters = outcome.querySelector(".filters");
    if (filters) {
      filters.hidden = false;
      filters.addEventListener("change", () => filter(filters));
      filters.addEventListener("submit", (event) => event.preventDefault());
    }
    const forgetting = outcome.querySelector("[data-forget]");
    if (forgetting) forgetting.addEventListener("click", () => {
      forget();
      outcome.textContent = "";
      status.textContent = "";
      files.focus();
    });
    measure();
  }

  // As site.js does for what is on the page from its beginning: what scrolls sideways takes the focus.
  function measure() {
    for (const one of outcome.querySelectorAll("[data-wide]")) {
      if (one.scrollWidth > one.clientWidth) one.setAttribute("tabindex", "0");
      else one.removeAttribute("tabindex");
    }
  }
  addEventListener("resize", measure);

  function filter(filters) {
    const severities = [...filters.querySelectorAll("[name=severity]:checked")].map((one) => one.value);
    const rule = filters.elements.rule ? filters.elements.rule.value : "";
    let shown = 0;
    for (const row of outcome.querySelectorAll(".findings tbody tr")) {
      row.hidden = !severities.includes(row.dataset.severity) || (rule !== "" && row.dataset.rule !== rule);
      shown += row.hidden ? 0 : 1;
    }
    const count = outcome.querySelector("[data-shown]");
    const all = Number(count.dataset.all);
    count.textContent = shown === all ? String(all) : fill(count.dataset.some, shown, all);
    outcome.querySelector(".no-rows").hidden = shown > 0;
  }

  function reveal(where) {
    where.querySelectorAll(".scripted").forEach((one) => { one.hidden = false; });
    where.querySelectorAll(".unscripted").forEach((one) => one.remove());
  }

  // Keeping: the result stays in this tab, so that the other language and the way back show it again ---------------

  const piped = async (data, through) => new Response(new Blob([data]).stream().pipeThrough(through)).arrayBuffer();

  async function keep(said) {
    const packed = new Uint8Array(await piped(JSON.stringify(said), new CompressionStream("gzip")));
    let text = "";
    for (let at = 0; at < packed.length; at += 32768) text += String.fromCharCode(...packed.subarray(at, at + 32768));
    sessionStorage.setItem(KEPT, btoa(text));
  }

  async function kept() {
    const text = sessionStorage.getItem(KEPT);
    if (!text) return null;
    const packed = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(await piped(packed, new DecompressionStream("gzip"))));
  }

  function forget() {
    try { sessionStorage.removeItem(KEPT); } catch { /* nothing can be kept here, then nothing is */ }
  }

  reveal(form);
  if (outcome.firstElementChild) prepare([]); // the server has written it
  else kept().then((said) => { if (said) show(said[language]); }).catch(forget);
})();
