/* A citation opens what it rests on beside the text. Without this script the same words stand at the
   end of the page, where every citation leads. Everything shown is copied from the page itself; the
   script holds no words of its own and writes no markup. */

"use strict";

(() => {
  document.documentElement.classList.add("js");
  document.addEventListener("DOMContentLoaded", () => {
    const desk = document.querySelector(".desk");
    if (desk) start(desk);
    addEventListener("resize", reachable);
    reachable();
  });

  /* A table wider than the page can be scrolled by keys. */
  function reachable() {
    for (const table of document.querySelectorAll("main table")) {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    }
  }

  const made = (name, type, ...children) => {
    const element = document.createElement(name);
    if (type) element.className = type;
    element.append(...children);
    return element;
  };

  /* A copy for the panel: an anchor stays the page's alone. */
  const copyOf = (element) => {
    const copy = element.cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
    return copy;
  };

  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* The numbers of "A ¶3–5, 9". */
  const numbersOf = (tag) =>
    [...tag.replace(/^.*¶/, "").matchAll(/(\d+)(?:–(\d+))?/g)].flatMap(([, first, last]) =>
      Array.from({ length: (last || first) - first + 1 }, (_, index) => Number(first) + index),
    );

  function start(desk) {
    const one = (selector, inside = desk) => inside.querySelector(selector);
    const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
    const dock = one(".dock");
    const panel = one(".panel");
    const title = one("#panel-title");
    const view = one(".view");
    const search = one(".find");
    const said = one(".said");
    const words = one("#panel-words").content;
    const gentle = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";

    const calls = new Map(
      all('main [id^="call-"]').map((call) => [Number(call.id.slice(5)), call]),
    );
    const paragraphs = all('main .paragraph[id^="para-"]');
    const differences = all("main .differences");
    const letterOf = (paragraph) => paragraph.id.split("-")[1];
    const callsOf = (mark) => (mark.dataset.calls || "").split(" ").filter(Boolean).map(Number);
    const citing = (paragraph) => new Set(all("mark", paragraph).flatMap(callsOf));
    const cardOf = (letter) => one(`main .card[data-letter="${CSS.escape(letter)}"]`, document);

    let opener = null; // where the focus goes back to
    let current = null; // the citation that is open, by number

    desk.hidden = false;
    for (const button of all(".to-differences", desk)) button.hidden = !differences.length;

    function show(heading, nodes, { citation = null, kind = "citation", focus = true } = {}) {
      if (panel.hidden && focus) opener = document.activeElement;
      mark(citation);
      title.textContent = heading;
      view.replaceChildren(...nodes);
      said.textContent = "";
      search.hidden = kind !== "sources";
      one(".before").hidden = one(".after").hidden = citation === null;
      for (const each of ["sources", "differences"]) {
        one(`.panel .to-${each}`).setAttribute("aria-pressed", String(each === kind));
      }
      panel.hidden = false;
      dock.hidden = true;
      document.documentElement.classList.add("open");
      panel.scrollTop = 0;
      if (kind === "citation") seen(one("mark:not(.other)", view));
      if (focus) title.focus({ preventScroll: true });
    }

    /* Words that the panel would hide at its foot come under its head. */
    function seen(words) {
      const here = words?.getBoundingClientRect();
      const frame = panel.getBoundingClientRect();
      if (here && here.bottom > frame.bottom) panel.scrollTop = here.top - frame.top - 110;
    }

    function close() {
      const back = calls.get(current) || opener;
      panel.hidden = true;
      dock.hidden = false;
      document.documentElement.classList.remove("open");
      mark(null);
      (back && back.isConnected && back !== document.body ? back : one("button", dock)).focus();
    }

    function mark(citation) {
      calls.get(current)?.classList.remove("current");
      current = citation;
      calls.get(current)?.classList.add("current");
    }

    function showCitation(number, { focus = true } = {}) {
      const heading = filled(title.dataset.citation, { number, all: calls.size });
      const relied = paragraphs.filter((paragraph) => citing(paragraph).has(number));
      show(heading, evidenceOf(relied, number), { citation: number, focus });
      const order = [...calls.keys()].sort((a, b) => a - b);
      one(".before").disabled = number === order[0];
      one(".after").disabled = number === order.at(-1);
      calls.get(number).closest("details")?.setAttribute("open", "");
      calls.get(number).scrollIntoView({ block: "nearest", behavior: gentle });
      try {
        history.replaceState(null, "", `#call-${number}`);
      } catch {
        // A page shown inside another one may have no address of its own.
      }
    }

    function step(by) {
      const order = [...calls.keys()].sort((a, b) => a - b);
      const next = order[order.indexOf(current) + by];
      if (next === undefined) return;
      showCitation(next, { focus: false });
      const button = one(by < 0 ? ".before" : ".after");
      if (button.disabled) title.focus({ preventScroll: true });
    }

    /* What `relied` says, source by source; marks of other citations than `number` step back. */
    function evidenceOf(relied, number) {
      const letters = [...new Set(relied.map(letterOf))];
      const quotes = [];
      const references = [];
      const about = [];
      for (const letter of letters) {
        const here = relied.filter((paragraph) => letterOf(paragraph) === letter);
        const card = cardOf(letter);
        const name = one("h3", card);
        quotes.push(copyOf(name), ...here.map((paragraph) => quoted(paragraph, number)));
        references.push(made("div", "reference", ...reference(card, here)));
        about.push(made("div", "about", copyOf(name), copyOf(one(".facts", card))));
      }
      return [...quotes, ...references, ...elsewhere(relied, number), ...about];
    }

    function quoted(paragraph, number) {
      const quote = copyOf(one("blockquote", paragraph));
      for (const each of all("mark", quote)) {
        if (number && !callsOf(each).includes(number)) each.classList.add("other");
      }
      const where = made("a", "where", one(".tag", paragraph).textContent);
      where.href = `#${paragraph.id}`;
      return made("div", "quoted", made("p", "", where), quote);
    }

    function reference(card, here) {
      const node = copyOf(one(".reference-words", words));
      const numbers = here.map((paragraph) => paragraph.id.split("-")[2]);
      const form = numbers.length > 1 ? node.dataset.paragraphs : node.dataset.paragraph;
      const place = filled(form, { numbers: numbers.join(node.dataset.comma) });
      node.textContent = `${one(".reference", card).textContent.trim()} ${place}`;
      return [node, copyOf(one(".copy", words))];
    }

    /* The other citations that rest on the same paragraphs. */
    function elsewhere(relied, number) {
      const others = new Set(relied.flatMap((paragraph) => [...citing(paragraph)]));
      others.delete(number);
      if (!others.size) return [];
      const items = [...others]
        .sort((a, b) => a - b)
        .map((other) => made("li", "", goTo(other), " ", made("span", "", nearby(other))));
      return [copyOf(one(".elsewhere", words)), made("ol", "others", ...items)];
    }

    function goTo(number) {
      const button = made("button", "go", String(number));
      button.type = "button";
      button.dataset.call = number;
      button.setAttribute("aria-label", filled(title.dataset.citation, { number, all: calls.size }));
      return button;
    }

    /* The end of what stands before a citation: enough to know it again. */
    function nearby(number) {
      const call = calls.get(number);
      const range = document.createRange();
      range.setStart(call.closest("p, li, td, h1, h2, h3") || call.parentElement, 0);
      range.setEndBefore(call);
      const before = range.cloneContents();
      for (const each of all(".call", before)) each.remove();
      const text = before.textContent.replace(/\s+/g, " ").trim();
      return text.length > 90 ? `…${text.slice(-90).replace(/^\S*/, "")}` : text;
    }

    function showParagraphs(tag) {
      const [, letter] = tag.hash.split("-");
      const wanted = numbersOf(tag.textContent).map((number) => `para-${letter}-${number}`);
      const found = paragraphs.filter((paragraph) => wanted.includes(paragraph.id));
      show(tag.textContent, evidenceOf(found, null));
    }

    function showSources() {
      const groups = all("main .card[data-letter]").map((card) => {
        const group = made("section", "source", ...[...card.children].map(copyOf));
        group.dataset.letter = card.dataset.letter;
        for (const paragraph of paragraphs) {
          if (letterOf(paragraph) !== card.dataset.letter) continue;
          const item = quoted(paragraph, null);
          const numbers = [...citing(paragraph)].sort((a, b) => a - b);
          item.firstChild.append(...numbers.flatMap((number) => [" ", goTo(number)]));
          group.append(item);
        }
        return group;
      });
      show(title.dataset.sources, groups, { kind: "sources" });
      filter();
    }

    function filter() {
      const wanted = one("#find-words").value.trim().toLowerCase();
      const letter = one("#find-source").value;
      let shown = 0;
      for (const group of all(".source", view)) {
        let here = 0;
        for (const item of all(".quoted", group)) {
          const found = one("blockquote", item).textContent.toLowerCase().includes(wanted);
          item.hidden = !found;
          here += found;
        }
        one(".facts", group).hidden = wanted !== "";
        group.hidden = (letter && group.dataset.letter !== letter) || !here;
        if (!group.hidden) shown += here;
      }
      const count = one(".found");
      count.textContent = filled(count.dataset.count, { number: shown, all: paragraphs.length });
    }

    function showDifferences() {
      const nodes = differences.flatMap((section) =>
        [...section.children].filter((each) => each.tagName !== "H2").map(copyOf),
      );
      show(title.dataset.differences, nodes, { kind: "differences" });
    }

    async function copy(node) {
      try {
        await navigator.clipboard.writeText(node.textContent);
        said.textContent = said.dataset.copied;
      } catch {
        getSelection().selectAllChildren(node);
        said.textContent = said.dataset.selected;
      }
    }

    document.addEventListener("click", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target.closest("a.call, a.tag");
      const number = link && Number(link.id.replace("call-", ""));
      if (calls.get(number) === link) showCitation(number);
      else if (link?.hash.startsWith("#para-")) showParagraphs(link);
      else return;
      event.preventDefault();
    });

    desk.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.call) showCitation(Number(button.dataset.call));
      else if (button.matches(".to-sources")) showSources();
      else if (button.matches(".to-differences")) showDifferences();
      else if (button.matches(".before")) step(-1);
      else if (button.matches(".after")) step(1);
      else if (button.matches(".close")) close();
      else if (button.matches(".copy")) copy(button.previousElementSibling);
    });

    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !panel.hidden) close();
    });
    search.addEventListener("input", filter);

    const asked = Number(/^#call-(\d+)$/.exec(location.hash)?.[1]);
    if (calls.has(asked)) showCitation(asked, { focus: false });
  }
})();
