// The page works without this script. It adds results and suggestions while
// typing, the keyboard, the histogram, and what this browser keeps. Pages always come from the server:
// the script fetches the next one and puts its <main> in place of this one's.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const box = $("#q");
  const form = $("form.search");
  const list = $("#suggestions");
  const status = $("#status");
  const home = new URL(form.action).pathname;
  const typingPause = 160; // ms: shorter than the pause between words, longer than between keys
  const suggestPause = 90;
  const slow = 250; // ms after which a person wonders whether anything happens

  let composing = false;
  let searchTimer = 0;
  let suggestTimer = 0;
  let loading = null; // the AbortController of the page on its way
  let suggesting = null;
  let chosen = -1; // the suggestion that is chosen

  const isSearch = (url) => url.origin === location.origin && url.pathname === home;
  const onSearchPage = () => location.pathname === home;

  // Pages.

  // load shows the search page at url. how is "push", "replace" or "" for the history.
  async function load(url, how, state = {}) {
    clearTimeout(searchTimer);
    loading?.abort();
    const mine = (loading = new AbortController());
    const busy = setTimeout(() => {
      document.body.classList.add("busy");
      status.textContent = status.dataset.loading;
    }, slow);
    try {
      const answer = await fetch(url, { signal: mine.signal, headers: { Accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine.signal.aborted) return false;
      if (!$("#page", fresh)) {
        location.href = url;
        return false;
      }
      if (how === "push") history.replaceState({ ...history.state, y: scrollY }, "");
      if (how === "push") history.pushState(state, "", url);
      if (how === "replace") history.replaceState(state, "", url);
      show(fresh);
      return true;
    } catch (err) {
      if (err.name !== "AbortError") status.textContent = status.dataset.offline;
      return false;
    } finally {
      clearTimeout(busy);
      if (loading === mine) {
        loading = null;
        document.body.classList.remove("busy");
      }
    }
  }

  // show puts the parts of a fetched page that differ into this one.
  function show(fresh) {
    const open = all("details[id][open]").map((d) => d.id);
    for (const id of ["page", "box-fields", "language", "feed-head"]) {
      const old = document.getElementById(id);
      const now = fresh.getElementById(id);
      if (old && now) old.replaceWith(document.adoptNode(now));
    }
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    document.title = fresh.title;
    status.textContent = $("#status", fresh)?.textContent ?? "";
    if (document.activeElement !== box) box.value = $("#q", fresh)?.value ?? box.value;
    enhance();
  }

  // address is where the form leads with the box as it is.
  function address(f) {
    const url = new URL(f.action);
    for (const [name, value] of new FormData(f)) if (value !== "") url.searchParams.append(name, value);
    return url;
  }

  function searchSoon() {
    clearTimeout(searchTimer);
    if (onSearchPage()) searchTimer = setTimeout(() => searchNow(true), typingPause);
  }

  // searchNow keeps one entry of the history for what is typed in one go.
  function searchNow(typing) {
    const url = address(form);
    if (url.href === location.href && !typing) return;
    const how = history.state?.typing ? "replace" : "push";
    const loaded = load(url, how, { typing });
    if (!typing) loaded.then((ok) => ok && remember());
    return loaded;
  }

  form.addEventListener("submit", (event) => {
    if (!onSearchPage()) return;
    event.preventDefault();
    closeList();
    if (address(form).href === location.href) {
      history.replaceState({}, "");
      remember();
    } else searchNow(false);
  });

  addEventListener("popstate", async (event) => {
    if (!onSearchPage()) return;
    closeList();
    box.value = new URLSearchParams(location.search).get("q") ?? "";
    if (await load(location.href, "")) scrollTo(0, event.state?.y ?? 0);
  });

  document.addEventListener("click", async (event) => {
    const a = event.target.closest("#page a[href]");
    if (!a || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(a.href, location.href);
    if (!onSearchPage() || !isSearch(url) || url.hash) return;
    event.preventDefault();
    const key = a.dataset.key;
    const turned = a.closest(".paging");
    box.blur();
    if (!(await load(url, "push"))) return;
    box.value = url.searchParams.get("q") ?? "";
    const same = key && all("[data-key]").find((e) => e.dataset.key === key && e.offsetParent);
    (same || $("#results"))?.focus({ preventScroll: true });
    if (turned) scrollTo(0, 0);
  });

  document.addEventListener("submit", async (event) => {
    if (!event.target.matches("form.dates, form.find") || !onSearchPage()) return;
    event.preventDefault();
    if (await load(address(event.target), "push")) $("#results")?.focus({ preventScroll: true });
  });

  // The box. An input method that composes owns the text until it is done:
  // nothing is asked, shown or moved before that.

  box.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(searchTimer);
    clearTimeout(suggestTimer);
    suggesting?.abort();
  });
  box.addEventListener("compositionend", () => {
    composing = false;
    typed();
  });
  box.addEventListener("input", (event) => {
    if (!composing && !event.isComposing) typed();
  });

  function typed() {
    searchSoon();
    clearTimeout(suggestTimer);
    suggestTimer = setTimeout(suggest, suggestPause);
  }

  async function suggest() {
    suggesting?.abort();
    const mine = (suggesting = new AbortController());
    const text = box.value;
    if (text.trim().length < 2) return closeList();
    try {
      const url = new URL(box.dataset.suggest, location.href);
      url.searchParams.set("q", text);
      url.searchParams.set("limit", "6");
      const answer = await fetch(url, { signal: mine.signal });
      if (!answer.ok) return closeList();
      const { suggestions } = await answer.json();
      if (mine.signal.aborted || composing || document.activeElement !== box || box.value !== text) return;
      openList(suggestions.filter((s) => s.text !== text));
    } catch (err) {
      if (err.name !== "AbortError") closeList();
    }
  }

  function openList(suggestions) {
    closeList();
    list.replaceChildren(...suggestions.map((s, i) => {
      const li = document.createElement("li");
      li.id = `suggestion-${i}`;
      li.lang = "vi";
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", "false");
      li.textContent = s.text;
      return li;
    }));
    list.hidden = suggestions.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
  }

  function closeList() {
    clearTimeout(suggestTimer);
    suggesting?.abort();
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(i) {
    chosen = i;
    [...list.children].forEach((li, n) => li.setAttribute("aria-selected", String(n === i)));
    if (i < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", list.children[i].id);
    list.children[i].scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function take(li) {
    box.value = li.textContent;
    closeList();
    if (onSearchPage()) searchNow(false);
    else form.requestSubmit();
  }

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const li = event.target.closest("li");
    if (li) take(li);
  });
  box.addEventListener("blur", closeList);

  box.addEventListener("keydown", (event) => {
    if (composing || event.isComposing) return;
    const last = list.children.length - 1;
    switch (event.key) {
      case "ArrowDown":
        if (!list.hidden && chosen < last) choose(chosen + 1);
        else if (!focusHit(0)) return;
        break;
      case "ArrowRight": // suggestions stand in a line
        if (chosen < 0 || chosen === last) return;
        choose(chosen + 1);
        break;
      case "ArrowLeft":
        if (chosen < 0) return;
        choose(chosen - 1);
        break;
      case "ArrowUp":
        if (list.hidden) return;
        choose(chosen < 0 ? last : chosen - 1);
        break;
      case "Enter":
        if (list.hidden || chosen < 0) return;
        take(list.children[chosen]);
        break;
      case "Escape": // never throws the search away
        if (list.hidden) $("#results")?.focus({ preventScroll: true });
        else closeList();
        break;
      default:
        return;
    }
    event.preventDefault();
  });

  // Results by keyboard.

  const hits = () => all(".hit h2 a, .lead-story h2 a, .latest h3 a, .sections h3 a");

  function focusHit(i) {
    const a = hits()[i];
    a?.focus();
    (a?.closest(".hit") ?? a)?.scrollIntoView({ block: "nearest" });
    return a;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    if (target.matches("input, textarea, select") || $("dialog[open]")) return;
    const at = hits().indexOf(document.activeElement);
    // Nothing has the focus, and the page is where it began: the results come next.
    const fresh = scrollY === 0 && [document.body, $("#results")].includes(document.activeElement);
    const follow = (id) => document.getElementById(id)?.click();
    switch (event.key) {
      case "/":
        box.focus();
        box.select();
        break;
      case "?":
        $("#help").showModal();
        break;
      case "ArrowDown":
        if (at < 0 && !fresh || !focusHit(at + 1)) return;
        break;
      case "ArrowUp":
        if (at < 0) return;
        if (at > 0) focusHit(at - 1);
        else box.focus();
        break;
      case "j":
        if (!focusHit(at + 1)) follow("after");
        break;
      case "k":
        if (at > 0) focusHit(at - 1);
        else follow("before");
        break;
      case "u":
        follow("back");
        break;
      case "n":
        goToMatch(1);
        break;
      case "p":
        goToMatch(-1);
        break;
      default:
        return;
    }
    event.preventDefault();
  });

  // Help.

  $("#help-link").addEventListener("click", (event) => {
    event.preventDefault();
    $("#help").showModal();
  });
  $("#help-close").addEventListener("click", (event) => {
    event.preventDefault();
    $("#help").close();
  });

  // The histogram: one stop of the Tab key, bars as the options of a list.

  function enhanceHistogram(root) {
    const bars = all("g", root);
    const picked = $("#picked", root);
    let anchor = -1;
    let at = -1;
    root.setAttribute("role", "listbox");
    root.setAttribute("aria-multiselectable", "true");
    root.setAttribute("aria-orientation", "horizontal");
    root.setAttribute("aria-label", `${root.dataset.label}. ${root.dataset.help}`);
    root.tabIndex = 0;
    const svg = $("svg", root);
    svg.setAttribute("role", "presentation");
    svg.removeAttribute("aria-label");
    bars.forEach((g, i) => {
      g.id = `bar-${i}`;
      g.setAttribute("role", "option");
      g.setAttribute("aria-label", g.dataset.label);
      g.setAttribute("aria-selected", "false");
    });

    const range = () => [Math.min(anchor, at), Math.max(anchor, at)];
    function pick(i, extend) {
      at = Math.max(0, Math.min(bars.length - 1, i));
      if (!extend || anchor < 0) anchor = at;
      const [low, high] = range();
      bars.forEach((g, n) => {
        g.setAttribute("aria-selected", String(n >= low && n <= high));
        g.classList.toggle("at", n === at);
      });
      root.setAttribute("aria-activedescendant", bars[at].id);
      const name = (n) => bars[n].dataset.label.split(": ")[0];
      picked.textContent = low === high ? bars[low].dataset.label : `${name(low)} – ${name(high)}`;
    }
    function clear() {
      anchor = at = -1;
      bars.forEach((g) => {
        g.setAttribute("aria-selected", "false");
        g.classList.remove("at");
      });
      root.removeAttribute("aria-activedescendant");
      picked.textContent = picked.dataset.rest;
    }
    async function apply() {
      if (at < 0) return;
      const [low, high] = range();
      const url = new URL(root.dataset.base, location.href);
      url.searchParams.set("from", bars[low].dataset.from);
      url.searchParams.set("to", bars[high].dataset.to);
      const byKey = document.activeElement === root;
      if (await load(url, "push")) (byKey && $("#histogram") ? $("#histogram") : $("#results"))?.focus({ preventScroll: true });
    }
    const under = (event) => {
      const r = svg.getBoundingClientRect();
      return Math.floor(((event.clientX - r.left) / r.width) * bars.length);
    };

    let dragging = false;
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      dragging = true;
      svg.setPointerCapture(event.pointerId);
      pick(under(event), event.shiftKey);
    });
    svg.addEventListener("pointermove", (event) => {
      if (dragging) pick(under(event), true);
      else if (at < 0) picked.textContent = bars[under(event)]?.dataset.label ?? picked.dataset.rest;
    });
    svg.addEventListener("pointerleave", () => {
      if (at < 0) picked.textContent = picked.dataset.rest;
    });
    svg.addEventListener("pointerup", () => {
      if (dragging) apply();
      dragging = false;
    });
    svg.addEventListener("pointercancel", () => {
      dragging = false;
      clear();
    });
    root.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: bars.length - 1 };
      if (event.key in moves) pick(at < 0 && event.key === "ArrowLeft" ? bars.length - 1 : moves[event.key], event.shiftKey);
      else if (event.key === "Enter" || event.key === " ") apply();
      else if (event.key === "Escape" && at >= 0) clear();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  // A facet's values beyond those of the page: all of them are asked for once, and
  // then found by any of their letters, marks or none.

  const folded = (s) => s.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const facets = { source: "sources", category: "categories", author: "authors", tag: "tags" };
  const mostValues = 100; // shown at a time

  function enhanceFind(find) {
    const input = $("input[aria-label]", find);
    const shown = find.nextElementSibling;
    const first = [...shown.children];
    let values = null;
    input.addEventListener("input", async () => {
      const text = folded(input.value.trim());
      if (!text) return shown.replaceChildren(...first);
      try {
        values ??= fetch(find.dataset.values).then((answer) => answer.json()).then((result) => result.facets[facets[input.name]]);
        const list = (await values).filter((v) => v.value && folded(v.value).includes(text)).slice(0, mostValues);
        if (folded(input.value.trim()) === text) shown.replaceChildren(...list.map((v) => value(find, input.name, v)));
      } catch {
        values = null; // the form still works
      }
    });
  }

  function value(find, name, v) {
    const li = document.createElement("li");
    const a = document.createElement("a");
    const url = new URL(find.dataset.base, location.href);
    url.searchParams.append(name, v.value);
    a.href = url;
    const text = document.createElement("span");
    const count = document.createElement("span");
    text.lang = "vi";
    text.textContent = v.value;
    count.className = "count";
    count.textContent = v.count.toLocaleString(document.documentElement.lang);
    a.append(text, " ", count);
    li.append(a);
    return li;
  }

  // What this browser keeps: searches that were saved, and the last ones.

  const keptKey = `newssearch:${home}`;
  const mostRecent = 8;
  const mostSaved = 50;

  function kept() {
    try {
      const { saved = [], recent = [] } = JSON.parse(localStorage.getItem(keptKey)) ?? {};
      return { saved, recent };
    } catch {
      return { saved: [], recent: [] };
    }
  }

  function keep(change) {
    const all = kept();
    change(all);
    try {
      localStorage.setItem(keptKey, JSON.stringify({ saved: all.saved.slice(0, mostSaved), recent: all.recent.slice(0, mostRecent) }));
    } catch {
      // A browser that keeps nothing.
    }
    showKept();
  }

  // thisSearch is the search of the page; null when there is none to come back to.
  function thisSearch() {
    const url = new URL(location.href);
    url.searchParams.delete("page");
    const chips = all(".chips a:not(.all)").map((a) => a.textContent.replace("×", "").trim().replace(/\s+/g, " "));
    const text = [$("#page").dataset.search, ...chips].filter(Boolean).join(" · ");
    return onSearchPage() && text && !$("#mistake") ? { url: url.pathname + url.search, text } : null;
  }

  function remember() {
    const search = thisSearch();
    if (search) keep((all) => (all.recent = [search, ...all.recent.filter((s) => s.url !== search.url)]));
  }

  function showKept() {
    const all = kept();
    for (const name of ["saved", "recent"]) {
      const section = document.getElementById(name);
      if (!section) continue;
      section.hidden = all[name].length === 0;
      $("ul", section).replaceChildren(...all[name].map((search) => keptItem(name, search, section.dataset.forget)));
    }
    const button = $("#save");
    const search = thisSearch();
    if (!button || !search) return;
    button.dataset.save ??= button.textContent;
    const isSaved = all.saved.some((s) => s.url === search.url);
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isSaved));
    button.textContent = (isSaved ? "★ " : "☆ ") + button.dataset.save;
  }

  function keptItem(name, search, forget) {
    const li = document.createElement("li");
    const a = document.createElement("a");
    a.href = new URL(search.url, location.href);
    a.lang = "vi";
    a.textContent = search.text;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", `${forget}: ${search.text}`);
    button.addEventListener("click", () => keep((all) => (all[name] = all[name].filter((s) => s.url !== search.url))));
    li.append(a, button);
    return li;
  }

  function toggleSaved() {
    const search = thisSearch();
    if (!search) return;
    keep((all) => {
      const others = all.saved.filter((s) => s.url !== search.url);
      all.saved = others.length < all.saved.length ? others : [search, ...others];
    });
  }

  // The article page.

  // copyText also works where a page has no clipboard of its own, over plain HTTP.
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "hide";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  function enhanceButton(id, act) {
    const button = document.getElementById(id);
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await act(button);
      if (done !== undefined) $("#copied").textContent = done ? button.dataset.done : button.dataset.failed;
    });
  }

  async function share(button) {
    const url = button.dataset.url;
    if (!navigator.share) return copyText(url);
    try {
      await navigator.share({ title: $("h1").textContent, url });
    } catch (err) {
      if (err.name !== "AbortError") return copyText(url);
    }
  }

  const matches = () => all(".reading article mark");
  let matchAt = -1;

  function goToMatch(step, scroll = { block: "center" }) {
    const list = matches();
    if (list.length === 0) return;
    list[matchAt]?.classList.remove("at");
    matchAt = (matchAt + step + list.length) % list.length;
    list[matchAt].classList.add("at");
    list[matchAt].scrollIntoView(scroll);
    $("#match-at").textContent = `${matchAt + 1}/${list.length}`;
  }

  // enhanceMatches opens an article at its first match, unless the reader comes back to it.
  function enhanceMatches() {
    const list = matches();
    const bar = $("#matches");
    if (!bar || list.length === 0) return;
    bar.hidden = false;
    $("#match-at").textContent = `${list.length} ${$("#match-at").dataset.what}`;
    $("#match-back").addEventListener("click", () => goToMatch(-1));
    $("#match-on").addEventListener("click", () => goToMatch(1));
    const how = performance.getEntriesByType("navigation")[0]?.type;
    if (how === "navigate" && !location.hash && list[0].getBoundingClientRect().bottom > innerHeight) goToMatch(1);
  }

  // Where a reader was: the hit of the article that was just read.
  const readingKey = "newssearch:reading";

  function returnToHit() {
    try {
      const path = sessionStorage.getItem(readingKey);
      if (!onSearchPage()) return sessionStorage.setItem(readingKey, location.pathname);
      sessionStorage.removeItem(readingKey);
      const a = path && hits().find((hit) => new URL(hit.href).pathname === path);
      if (!a) return;
      a.focus({ preventScroll: true });
      const { top, bottom } = a.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) a.scrollIntoView({ block: "center" });
    } catch {
      // A browser that keeps nothing.
    }
  }

  // enhance prepares what came with a page.
  function enhance() {
    const histogram = $("#histogram");
    if (histogram) enhanceHistogram(histogram);
    all("form.find").forEach(enhanceFind);
    $("#save")?.addEventListener("click", toggleSaved);
    showKept();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest(".hit h2 a")) remember();
  });
  enhanceButton("copy", () => copyText($("#citation").textContent));
  enhanceButton("share", share);
  enhanceButton("print", () => print());
  enhanceMatches();
  addEventListener("pageshow", returnToHit);

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  closeList();
  enhance();
})();
