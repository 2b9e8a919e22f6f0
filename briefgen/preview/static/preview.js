// The preview: shows what the server tells, asks it for documents, seeds and passages, changes nothing.

const $ = (id) => document.getElementById(id);
const frame = $("document");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let state = null; // as the server last told it
let shown = sessionStorage.getItem("audience"); // the audience on show
let findings = []; // as the server last told them
let loaded = null; // "audience version" of the document in the frame
let source = null; // its HTML: { audience, version, lines }
let brokenSince = null;
let changed = []; // elements that the last save changed
let offer = null; // the passage that can be copied

if (location.search) history.replaceState(null, "", "/");

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

const address = (path, query) => `${path}?${new URLSearchParams(query)}`;

async function ask(path, query) {
  const answer = await fetch(address(path, query));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// ---------------------------------------------------------------- what the server tells

const events = new EventSource("/events");
events.onmessage = (event) => {
  state = JSON.parse(event.data);
  show();
};
events.addEventListener("findings", (event) => {
  findings = JSON.parse(event.data);
  showStatus(current());
  showFindings();
});
events.onerror = () => said("gone", "briefgen does not answer");

function said(kind, words) {
  document.body.dataset.state = kind;
  if ($("status-words").textContent !== words) $("status-words").textContent = words;
  // What is on its way would be read out at each save.
  if (kind !== "busy" && $("spoken").textContent !== words) $("spoken").textContent = words;
}

const current = () => state?.audiences.find((one) => one.name === shown) ?? state?.audiences[0];

function show() {
  const audience = current();
  if (audience) shown = audience.name;
  document.body.dataset.phase = state.phase;
  $("outline").textContent = state.outline;
  document.title = `${state.outline} – briefgen preview`;
  showStatus(audience);
  showAudiences();
  showFindings();
  showDocument(audience);
  showPages(audience);
  if (state.library !== showSources.library && !$("sources").hidden) showSources();
}

function showStatus(audience) {
  const broken = state.broken || audience?.broken;
  if (!broken) brokenSince = null;
  else brokenSince ??= new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  $("broken").hidden = !broken || !audience?.version;
  $("broken-since").textContent = `before ${brokenSince}`;
  const first = findings.find((one) => one.severity === "error");
  $("broken-first").replaceChildren();
  if (broken && first) $("broken-first").append(place(first), ` ${first.message}`);
  $("no-page").hidden = !!audience?.version || state.phase === "starting";
  if (broken) said("broken", `broken since ${brokenSince}`);
  else if (state.phase !== "done") said("busy", { starting: "starting", checking: "checking", citing: "citing" }[state.phase]);
  else if (audience?.setting === "waiting" || audience?.setting === "setting") said("busy", "setting pages");
  else if (audience?.setting === "stale") said("busy", "pages are stale");
  else if (audience?.setting === "failed") said("broken", "pages cannot be set");
  else said("done", "up to date");
}

// ---------------------------------------------------------------- audiences

function amount(count, most, unit) {
  const words = `${count?.toLocaleString("en") ?? "–"}${most ? `/${most.toLocaleString("en")}` : ""} ${unit[0]}`;
  const over = most && count > most;
  const title = `${count?.toLocaleString("en") ?? "not yet counted"}${most ? ` of at most ${most.toLocaleString("en")}` : ""} ${unit}`;
  return make("span", { class: over && "over", title }, over ? `${words} (over)` : words);
}

function amounts(one) {
  if (one.broken) return [make("span", { class: "over", title: "The outline cannot be set for it" }, "broken")];
  return [amount(one.pages, one.most_pages, "pages"), " · ", amount(one.words, one.most_words, "words")];
}

function showAudiences() {
  const list = $("audiences");
  const focused = list.contains(document.activeElement);
  list.replaceChildren(
    ...state.audiences.map((one, index) =>
      make(
        "button",
        {
          type: "button",
          role: "tab",
          "data-audience": one.name,
          "aria-controls": "brief",
          "aria-selected": String(one.name === shown),
          tabindex: one.name === shown ? "0" : "-1",
          "aria-keyshortcuts": index < 9 && String(index + 1),
          onclick: () => choose(one.name),
        },
        make("span", { class: "name" }, one.name || "the brief"),
        make("span", { class: "amount" }, ...amounts(one)),
      ),
    ),
  );
  if (focused) list.querySelector('[aria-selected="true"]')?.focus();
}

function choose(name) {
  shown = name;
  sessionStorage.setItem("audience", name);
  show();
}

// ---------------------------------------------------------------- the document

async function showDocument(audience) {
  if (!audience?.version) return;
  const wanted = `${audience.name} ${audience.version}`;
  if (wanted === loaded || showDocument.busy) return;
  showDocument.busy = true;
  try {
    loaded = await bring(audience);
    links();
    frame.dataset.version = audience.version;
  } finally {
    showDocument.busy = false;
  }
  if (current() !== audience) showDocument(current()); // told or chosen meanwhile
}

// Bring the frame to where `audience` is, with as little as will do: what changed, or all of it.
async function bring(audience) {
  const url = address("/document", { audience: audience.name });
  const same = loaded?.startsWith(`${audience.name} `) && frame.contentDocument?.body;
  if (same && source?.audience === audience.name && source.version === audience.base) {
    source = { audience: audience.name, version: audience.version, lines: edited(source.lines, audience.edits) };
    if (patch(source.lines)) return `${audience.name} ${audience.version}`;
  } else if (same && (await fetched(audience.name, url)) && patch(source.lines)) {
    return `${audience.name} ${source.version}`;
  }
  const scroll = same ? frame.contentWindow.scrollY : 0;
  await load(url);
  frame.contentWindow.scrollTo(0, scroll);
  changed = [];
  // What is in the frame now cannot be asked for its version: bring it to one that is known.
  if (!(await fetched(audience.name, url)) || !patch(source.lines)) return null;
  return `${audience.name} ${source.version}`;
}

async function fetched(audience, url) {
  const answer = await fetch(url);
  if (!answer.ok) return false;
  source = { audience, version: answer.headers.get("Version"), lines: (await answer.text()).split("\n") };
  return true;
}

function edited(lines, edits) {
  let made = [];
  let at = 0;
  for (const [first, last, fresh] of edits) {
    made = made.concat(lines.slice(at, first), fresh);
    at = last;
  }
  return made.concat(lines.slice(at));
}

function load(url) {
  return new Promise((done) => {
    frame.addEventListener("load", done, { once: true });
    frame.src = url;
  });
}

function patch(lines) {
  const next = new DOMParser().parseFromString(lines.join("\n"), "text/html");
  const here = frame.contentDocument;
  const style = (page) => page.querySelector("style")?.textContent;
  // A style sheet is let in by its hash when the page is loaded: another one needs another load.
  if (style(here) !== style(next) || here.documentElement.className !== next.documentElement.className) return false;
  changed = [];
  morph(here.body, next.body);
  changed = changed.filter((one) => one.isConnected);
  if (!calm.matches) {
    for (const one of changed) one.animate([{ backgroundColor: "#fce7a8" }, { backgroundColor: "transparent" }], 1500);
  }
  return true;
}

// Make `here` what `next` is, keeping every node that is the same.
function morph(here, next) {
  if (here.isEqualNode(next)) return;
  for (const { name } of [...here.attributes]) if (!next.hasAttribute(name)) here.removeAttribute(name);
  for (const { name, value } of next.attributes) if (here.getAttribute(name) !== value) here.setAttribute(name, value);
  const old = [...here.childNodes];
  const fresh = [...next.childNodes];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start].isEqualNode(fresh[start])) start++;
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end).isEqualNode(fresh.at(-1 - end))) end++;
  const before = old.slice(start, old.length - end);
  const after = fresh.slice(start, fresh.length - end);
  const alike = (one, other) => one.nodeName === other.nodeName && one.id === other.id && one.nodeType === 1;
  const blank = (node) => node.nodeType === 3 && !node.data.trim();
  if (before.length === after.length && before.every((one, i) => alike(one, after[i]) || one.isEqualNode(after[i]) || (blank(one) && blank(after[i])))) {
    before.forEach((one, i) => one.nodeType === 1 && morph(one, after[i]));
    return;
  }
  const rest = old[old.length - end] ?? null;
  for (const one of before) one.remove();
  const come = after.map((one) => here.ownerDocument.importNode(one, true));
  for (const one of come) here.insertBefore(one, rest);
  const elements = come.filter((one) => one.nodeType === 1);
  changed.push(...(come.some((one) => one.nodeType === 3 && one.data.trim()) || !elements.length ? [here] : elements));
}

function links() {
  for (const link of frame.contentDocument.querySelectorAll('a[href^="http"]')) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  frame.contentDocument.removeEventListener("keydown", keys);
  frame.contentDocument.addEventListener("keydown", keys);
}

// ---------------------------------------------------------------- findings

const EDITORS = {
  vscode: (f) => `vscode://file${slashed(f.path)}:${f.line}:${f.column}`,
  vscodium: (f) => `vscodium://file${slashed(f.path)}:${f.line}:${f.column}`,
  cursor: (f) => `cursor://file${slashed(f.path)}:${f.line}:${f.column}`,
  zed: (f) => `zed://file${slashed(f.path)}:${f.line}:${f.column}`,
  idea: (f) => `idea://open?${new URLSearchParams({ file: f.path, line: f.line, column: f.column })}`,
  txmt: (f) => `txmt://open?${new URLSearchParams({ url: `file://${slashed(f.path)}`, line: f.line, column: f.column })}`,
};
const slashed = (path) => encodeURI(path.startsWith("/") ? path : `/${path.replaceAll("\\", "/")}`);

function place(finding) {
  const editor = EDITORS[localStorage.getItem("editor")];
  if (editor) return make("a", { class: "place", href: editor(finding) }, finding.where);
  return make(
    "button",
    {
      type: "button",
      class: "place",
      title: "Copy this place",
      onclick: async (event) => {
        await navigator.clipboard.writeText(finding.where);
        event.target.dataset.copied = "";
        said(document.body.dataset.state, `copied ${finding.where}`);
      },
    },
    finding.where,
  );
}

function showFindings() {
  const told = JSON.stringify([findings, localStorage.getItem("editor")]);
  if (told === showFindings.told) return;
  showFindings.told = told;
  const active = document.activeElement?.closest("#findings-list > li");
  const at = active ? [...$("findings-list").children].indexOf(active) : -1;
  $("findings-list").replaceChildren(...findings.map(finding));
  $("findings-count").textContent = findings.length || "";
  $("findings-none").hidden = findings.length > 0;
  if (at >= 0) $("findings-list").children[Math.min(at, findings.length - 1)]?.querySelector(".place").focus();
}

function finding(one) {
  const parts = [
    make("p", {}, place(one), " ", make("span", { class: "rule" }, one.rule)),
    make("p", { class: "said" }, make("span", { class: "severity" }, one.severity), ` ${one.message}`),
  ];
  if (one.excerpt) {
    const number = String(one.line);
    const mark = make("span", { class: "mark" }, one.excerpt[1]);
    parts.push(make("pre", { class: "excerpt", tabindex: "0" }, `${number} | ${one.excerpt[0]}\n${" ".repeat(number.length)} | `, mark));
  }
  if (one.detail) parts.push(make("pre", { class: "detail" }, one.detail));
  if (one.hint) parts.push(make("p", {}, "hint: ", one.hint));
  return make("li", { class: one.severity }, ...parts);
}

function step(by) {
  const places = [...$("findings-list").querySelectorAll("li > p:first-child .place")];
  if (!places.length) return;
  const at = places.indexOf(document.activeElement);
  const next = places[at < 0 ? (by > 0 ? 0 : places.length - 1) : (at + by + places.length) % places.length];
  next.focus();
  next.closest("li").scrollIntoView({ block: "nearest" });
}

// ---------------------------------------------------------------- sources

async function showSources() {
  showSources.library = state?.library;
  if (!$("words").value.trim()) await showShelf();
  if (showSources.open) await openSeed(showSources.open, null);
}

async function showShelf() {
  if (!$("shelf").childElementCount) $("search-said").textContent = "reading the sources";
  const shelf = await ask("/seeds", {});
  if ($("words").value.trim()) return;
  $("search-said").textContent = `${shelf.length} ${shelf.length === 1 ? "source" : "sources"}`;
  $("shelf").replaceChildren(
    make(
      "ul",
      {},
      ...shelf.map((one) =>
        make(
          "li",
          {},
          make(
            "button",
            { type: "button", "data-seed": one.id, onclick: () => openSeed(one.id, null) },
            make("span", { class: "name" }, one.letter ? `${one.letter} · ${one.id}` : one.id),
            make("span", { class: "about" }, `${one.title} · ${one.paragraphs} paragraphs · ${one.relied ? `${one.relied} ${one.relied === 1 ? "passage" : "passages"} relied on` : "not used"}`),
          ),
        ),
      ),
    ),
  );
}

function pieces(list) {
  return list.map((one) => (one.passages.length ? make("mark", { "data-passages": one.passages.join(" ") }, one.text) : one.text));
}

async function openSeed(id, number) {
  const seed = await ask("/seed", { id });
  const again = showSources.open === id;
  showSources.open = id;
  $("seed-title").textContent = `${seed.id}: ${seed.title}`;
  const relied = new Map(seed.relied.map((one) => [one.id, one.audiences]));
  $("seed-text").replaceChildren(
    ...seed.paragraphs.map((one) => {
      const names = [...new Set(one.pieces.flatMap((piece) => piece.passages))];
      const notes = names.map((name) =>
        make("li", {}, make("code", {}, name), relied.get(name)?.length ? ` · ${relied.get(name).map((a) => a || "the brief").join(", ")}` : " · not cited"),
      );
      notes.push(...one.repairs.map(([from, to]) => make("li", {}, `repaired: “${from}” is read as “${to}”`)));
      return make(
        "div",
        { class: `numbered${one.furniture ? " furniture" : ""}`, "data-number": String(one.number) },
        make("span", { class: "number" }, `¶ ${one.number}`),
        make("p", {}, ...pieces(one.pieces)),
        ...(notes.length ? [make("ul", { class: "relied-list" }, ...notes)] : []),
      );
    }),
  );
  $("seed").hidden = false;
  $("shelf").hidden = $("search-said").hidden = true;
  if (number) {
    const here = $("seed-text").querySelector(`[data-number="${number}"]`);
    here?.classList.add("here");
    here?.scrollIntoView({ block: "center" });
  }
  if (!again) $("seed-text").focus({ preventScroll: true });
}

function closeSeed() {
  showSources.open = null;
  $("seed").hidden = true;
  $("passage").hidden = true;
  $("shelf").hidden = $("search-said").hidden = false;
  offer = null;
}

$("seed-close").addEventListener("click", closeSeed);
$("search").addEventListener("submit", (event) => event.preventDefault());
$("words").addEventListener("input", () => {
  clearTimeout(search.later);
  search.later = setTimeout(search, 120);
});

async function search() {
  const words = $("words").value.trim();
  closeSeed();
  if (!words) return showShelf();
  $("search-said").textContent = "searching";
  const found = await ask("/search", { words });
  if (words !== $("words").value.trim()) return;
  const count = { 0: "No source has these words.", 1: "1 place" }[found.total] ?? `${found.total.toLocaleString("en")} places`;
  const kind = found.whole || !found.total ? "" : "; nowhere one after the other, these paragraphs have all of the words";
  $("search-said").textContent = found.total > found.hits.length ? `${count}, the first ${found.hits.length}${kind}` : `${count}${kind}`;
  $("shelf").replaceChildren(
    make(
      "ul",
      {},
      ...found.hits.map((one) =>
        make(
          "li",
          {},
          make(
            "button",
            { type: "button", onclick: () => openSeed(one.seed, one.paragraph) },
            make("span", { class: "name" }, `${one.seed} ¶ ${one.paragraph}`),
            make("span", { class: "about" }, ...pieces(one.pieces)),
          ),
        ),
      ),
    ),
  );
}

// ---------------------------------------------------------------- words selected

const points = (text) => [...text].length; // the server counts code points

function offset(paragraph, container, at) {
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(container, at);
  return points(range.toString());
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const text = [...$("seed-text").querySelectorAll(".numbered > p")].filter((p) => range.intersectsNode(p));
  if (!text.length) return null;
  const [first, last] = [text[0], text.at(-1)];
  const number = (p) => p.parentElement.dataset.number;
  const from = first.contains(range.startContainer) ? offset(first, range.startContainer, range.startOffset) : 0;
  const to = last.contains(range.endContainer) ? offset(last, range.endContainer, range.endOffset) : points(last.textContent);
  return { from: `${number(first)}:${from}`, to: `${number(last)}:${to}` };
}

document.addEventListener("selectionchange", () => {
  if ($("seed").hidden) return;
  clearTimeout(select.later);
  select.later = setTimeout(select, 150);
});

async function select() {
  const range = selected();
  if (!range || !showSources.open) return;
  const asked = JSON.stringify(range);
  select.asked = asked;
  const made = await ask("/passage", { seed: showSources.open, ...range });
  if (asked !== select.asked) return;
  offer = made.entry ? made : null;
  $("passage").hidden = false;
  $("passage").classList.toggle("refused", !offer);
  $("passage-entry").hidden = $("passage-copy").hidden = !offer;
  $("passage-hint").textContent = offer ? "Paste it at the beginning of a line under passages:" : made.hint;
  $("passage-said").textContent = offer ? `${made.id}, ¶ ${made.paragraphs.join(", ")}` : made.message;
  $("passage-entry").textContent = offer ? made.entry : "";
}

async function copy() {
  if (!offer) return;
  await navigator.clipboard.writeText(offer.entry);
  $("passage-hint").textContent = `Copied. Cite it as [@${offer.id}].`;
}
$("passage-copy").addEventListener("click", copy);

$("seed-text").addEventListener("keydown", (event) => {
  const by = { ArrowLeft: "backward", ArrowRight: "forward" }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const selection = getSelection();
  if (!$("seed-text").contains(selection.anchorNode)) {
    const first = $("seed-text").querySelector(".here > p") ?? $("seed-text").querySelector(".numbered > p");
    if (first) selection.collapse(first, 0);
    selection.modify("extend", "forward", "word");
  } else if (event.shiftKey) {
    selection.modify("extend", by, "word");
  } else {
    if (by === "forward") selection.collapseToEnd();
    else {
      selection.collapseToStart();
      selection.modify("move", "backward", "word");
    }
    selection.modify("extend", "forward", "word");
  }
  selection.focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
});

// ---------------------------------------------------------------- pages

function showPages(audience) {
  const count = audience?.sheets;
  $("pages-count").textContent = count || "";
  const words = {
    none: "The pages are set when the findings let them.",
    waiting: "Waiting to be set.",
    setting: "Setting the pages.",
    stale: "These pages are of an earlier save.",
    failed: audience?.why || "The pages could not be set; the findings say why.",
    set: count === 1 ? "1 page" : `${count} pages`,
  }[audience?.setting ?? "none"];
  if ($("pages-said").textContent !== words) $("pages-said").textContent = words;
  $("sheets").classList.toggle("stale", state.phase === "done" && audience?.setting !== "set");
  $("pdf").hidden = !count;
  if (!count) return $("sheets").replaceChildren();
  const query = { audience: audience.name, version: audience.pdf };
  $("pdf").href = address("/pdf", query);
  const told = JSON.stringify([query, count]);
  if (told === showPages.told) return;
  showPages.told = told;
  const list = $("sheets");
  while (list.children.length > count) list.lastChild.remove();
  for (let number = 1; number <= count; number++) {
    const image = address("/page", { ...query, number });
    const href = `${address("/pdf", query)}#page=${number}`;
    const there = list.children[number - 1]?.querySelector("a");
    if (!there) {
      const picture = make("img", { src: image, alt: `Page ${number}`, loading: "lazy", width: "1190", height: "1684" });
      list.append(make("li", {}, make("a", { href, target: "_blank", rel: "noopener" }, picture)));
      continue;
    }
    there.href = href;
    // The old picture stays until the new one is there.
    const next = new Image();
    next.onload = () => (there.firstChild.src = image);
    next.src = image;
  }
}

// ---------------------------------------------------------------- tabs, keys, divider

const VIEWS = ["findings", "sources", "pages"];

function view(name) {
  for (const one of VIEWS) {
    const on = one === name;
    $(one).hidden = !on;
    $(one).tabIndex = on ? 0 : -1;
    $(`tab-${one}`).setAttribute("aria-selected", String(on));
    $(`tab-${one}`).tabIndex = on ? 0 : -1;
  }
  if (name === "sources" && state && state.library !== showSources.library) showSources();
  sessionStorage.setItem("view", name);
}

for (const one of VIEWS) $(`tab-${one}`).addEventListener("click", () => view(one));
for (const list of [$("views"), $("audiences")]) {
  list.addEventListener("keydown", (event) => {
    const tabs = [...list.querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const index = (to + tabs.length) % tabs.length;
    tabs[index].click();
    list.querySelectorAll("[role=tab]")[index].focus();
  });
}

function keys(event) {
  const typing = event.target.closest?.("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && !$("help").open) {
    if (typing && $("words").value) return void (($("words").value = ""), search());
    if (typing) return event.target.blur();
    if (!$("passage").hidden) return void ($("passage").hidden = true);
    return closeSeed();
  }
  if (typing || $("help").open || event.ctrlKey || event.metaKey || event.altKey) return;
  if (localStorage.getItem("keys") === "off" && event.key !== "?") return;
  const act = {
    f: () => view("findings"),
    s: () => view("sources"),
    p: () => view("pages"),
    j: () => (view("findings"), step(1)),
    k: () => (view("findings"), step(-1)),
    c: copy,
    n: nextChange,
    o: () => !$("pdf").hidden && $("pdf").click(),
    "/": () => (view("sources"), $("words").focus()),
    "?": () => $("help").showModal(),
  }[event.key];
  const audience = /^[1-9]$/.test(event.key) && state?.audiences[Number(event.key) - 1];
  if (audience) choose(audience.name);
  else if (act) act();
  else return;
  event.preventDefault();
}
document.addEventListener("keydown", keys);

function nextChange() {
  const one = changed.shift();
  if (!one) return;
  changed.push(one);
  one.scrollIntoView({ block: "center" });
}

$("help-open").addEventListener("click", () => $("help").showModal());
$("keys-on").checked = localStorage.getItem("keys") !== "off";
$("keys-on").addEventListener("change", (event) => localStorage.setItem("keys", event.target.checked ? "on" : "off"));
$("editor").value = localStorage.getItem("editor") ?? "";
$("editor").addEventListener("change", (event) => {
  localStorage.setItem("editor", event.target.value);
  show();
});

function width(percent) {
  const value = Math.round(Math.min(75, Math.max(20, percent)));
  document.documentElement.style.setProperty("--panel", `${value}%`);
  $("divider").setAttribute("aria-valuenow", String(value));
  localStorage.setItem("panel", String(value));
}
$("divider").addEventListener("pointerdown", (event) => {
  const cover = (on) => (frame.style.pointerEvents = on ? "none" : "");
  const move = (moved) => width(100 * (1 - moved.clientX / innerWidth));
  cover(true);
  $("divider").setPointerCapture(event.pointerId);
  $("divider").addEventListener("pointermove", move);
  $("divider").addEventListener("pointerup", () => (cover(false), $("divider").removeEventListener("pointermove", move)), { once: true });
});
$("divider").addEventListener("keydown", (event) => {
  const by = { ArrowLeft: 2, ArrowRight: -2 }[event.key];
  if (by) width(Number($("divider").getAttribute("aria-valuenow")) + by);
});
width(Number(localStorage.getItem("panel")) || 40);
view(sessionStorage.getItem("view") ?? "findings");
