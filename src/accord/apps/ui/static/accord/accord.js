/* Accord's own script: everything works without it; with it, the keyboard works, menus close and nothing typed is lost. */
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const html = document.documentElement;
  html.classList.add("js");

  /* ---- theme: the server draws it from a cookie; here it changes without a new page ---- */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!form.matches("[data-theme-form]") || !button) return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${button.value}; path=/; max-age=31536000; samesite=lax${secure}`;
    html.dataset.bsTheme = button.value;
    all("[data-theme-form] button").forEach((other) => other.setAttribute("aria-pressed", String(other.value === button.value)));
  });

  /* ---- menus and dialogs ---- */
  const closeMenus = (except) => all("details.menu[data-menu][open]").forEach((menu) => {
    if (menu !== except && !menu.contains(except) && menu.querySelector(":scope > .pop")) menu.open = false;
  });
  document.addEventListener("toggle", (event) => {
    const pop = event.target.open && event.target.querySelector?.(":scope > .pop");
    if (pop && pop.getBoundingClientRect().right > html.clientWidth - 8) pop.classList.add("end");
  }, true);
  document.addEventListener("click", (event) => {
    const target = event.target.closest ? event.target : document.body;
    closeMenus(target.closest("details.menu") || target);
    const opener = target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
    if (target.matches("dialog")) target.close();
    openRow(event, target);
  });

  /* ---- lists: a click anywhere in a row opens it; j and k walk, Enter opens ---- */
  const links = () => all("[data-row] [data-row-link]").filter((link) => link.offsetParent !== null);
  function openRow(event, target) {
    const row = target.closest("[data-row]");
    if (!row || target.closest("a, button, input, label, select, textarea, summary, [data-drawer], .pop") || String(getSelection())) return;
    const link = row.querySelector("[data-row-link]");
    if (link && (event.metaKey || event.ctrlKey)) window.open(link.href, "_blank", "noopener");
    else link?.click();
  }
  function walk(step) {
    const list = links();
    if (!list.length) return;
    const here = list.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
    const next = here < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(Math.max(here + step, 0), list.length - 1);
    list[next].focus();
    list[next].closest("[data-row]").scrollIntoView({ block: "nearest" });
  }

  /* ---- a row's own keys: x does it, f says more, s sets aside, h hands over; without a row the first one is meant ---- */
  function inRow(key) {
    const row = document.activeElement.closest?.("[data-row]") || document.querySelector("[data-turn] [data-row]");
    const what = /^[xfsh]$/.test(key) && row?.querySelector(`[data-do="${key}"]`);
    if (!what) return null;
    return () => {
      what.click();
      if (key === "s") (what.parentElement.querySelector("[data-first]") || what).focus();
    };
  }

  /* ---- finished in place: the row goes, the list is asked again, the next row has the focus ---- */
  const message = () => document.getElementById("messages");
  function say(words, tone) {
    const list = document.createElement("ul"), item = document.createElement("li");
    list.className = "messages";
    item.className = `callout ${tone}`;
    item.textContent = words;
    list.append(item);
    message().replaceChildren(list);
    message().classList.add("afloat");
  }
  let gone = "";  // the row that went last: where the focus comes back to when it is undone
  async function again(row, carried) {
    const rows = all("[data-turn] [data-row]"), at = rows.indexOf(row);
    const next = row ? rows.slice(at + 1).map((other) => other.id) : [gone];
    gone = row?.id || "";
    row?.classList.add("leaving");
    await htmx.ajax("GET", location.href, { source: message(), target: "#turn-list", select: "#turn-list", swap: "outerHTML", selectOOB: "#messages:innerHTML,#turn-said:innerHTML,#turn-beside:innerHTML" });
    if (carried && !message().firstElementChild) { message().replaceChildren(carried); htmx.process(message()); }
    message().classList.toggle("afloat", Boolean(message().firstElementChild));
    const left = all("[data-turn] [data-row]"), found = next.map((id) => document.getElementById(id)).find(Boolean);
    ((found || left[Math.min(Math.max(at, 0), left.length - 1)])?.querySelector("[data-row-link]") || document.getElementById("main")).focus();
  }
  document.addEventListener("htmx:after:request", (event) => {
    const { sourceElement, request, response, text } = event.detail.ctx, row = sourceElement.closest?.("[data-turn] [data-row]");
    if (request.method !== "POST" || !(row || sourceElement.matches?.("[data-undo], [data-refresh]"))) return;
    const page = text.includes("<html") && new DOMParser().parseFromString(text, "text/html");
    if (response.status < 400) {
      event.preventDefault();
      if (document.querySelector("[data-turn]")) again(row, page && page.querySelector("#messages > ul"));
      else location.reload();
    } else if (page) {
      event.preventDefault();
      say(page.querySelector(".card .body p")?.textContent || page.title, "bad");
    }
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { sourceElement: source, target: drawer } = event.detail.ctx;
    if (source?.matches?.("[data-finds]")) history.replaceState(null, "", `?${read(source)}`);
    if (!drawer?.matches?.("[data-drawer]")) return;
    all("[data-drawer]").forEach((other) => other !== drawer && other.replaceChildren());
    closeMenus(null);
    all("form:not([hx-post])", drawer).forEach((form) => {
      form.setAttribute("hx-post", form.action);
      form.setAttribute("hx-target", "closest [data-drawer]");
      form.setAttribute("hx-swap", "innerHTML");
      htmx.process(form);
    });
    if (!drawer.querySelector("[data-focus]")) drawer.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
    drawer.closest("[data-row]").scrollIntoView({ block: "nearest" });
  });
  function closeDrawer(target) {
    const drawer = target.closest?.("[data-drawer]");
    if (!drawer) return;
    drawer.closest("[data-row]").querySelector("[data-row-link]")?.focus();
    drawer.replaceChildren();
  }
  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-close-drawer]")) closeDrawer(event.target); });

  /* ---- keyboard ---- */
  let waiting = 0;
  const typing = (element) => element.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  function escape(target) {
    const menu = target.closest?.("details.menu[open]");
    closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
    else if (target.closest?.("[data-drawer]")) closeDrawer(target);
    else if (typing(target)) target.blur();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return escape(event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (waiting && Date.now() - waiting < 1200) {
      waiting = 0;
      const link = all("[data-key]").find((item) => item.dataset.key === event.key);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    const own = inRow(event.key);
    if (own) { event.preventDefault(); return own(); }
    const does = {
      j: () => walk(1),
      k: () => walk(-1),
      g: () => { waiting = Date.now(); },
      "/": () => { const box = document.querySelector("[data-search]"); box?.focus(); box?.select(); },
      "?": () => document.getElementById("keys")?.showModal(),
      u: document.querySelector("[data-undo]") && (() => document.querySelector("[data-undo]").requestSubmit()),
    }[event.key];
    if (does) { event.preventDefault(); does(); }
  });

  /* ---- filters: choosing is enough ---- */
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches("[data-filters] select, [data-autosubmit]")) field.form.requestSubmit();
  });

  /* ---- ticks: kept while one pages, sorts and narrows; sent along from wherever they were set ---- */
  const kept = (form) => new Set(JSON.parse(sessionStorage.getItem(`ticks:${form.dataset.ticks}`) || "[]"));
  function keep(form, ticks) {
    const boxes = all("[data-select]", form), here = new Set(boxes.map((box) => box.value));
    const away = [...ticks].filter((id) => !here.has(id)), said = form.querySelector("[data-ticks-said]");
    sessionStorage.setItem(`ticks:${form.dataset.ticks}`, JSON.stringify([...ticks]));
    all("[data-ticks-away]", form).forEach((input) => input.remove());
    away.forEach((id) => {
      const input = Object.assign(document.createElement("input"), { type: "hidden", name: "chosen", value: id });
      input.dataset.ticksAway = "";
      form.append(input);
    });
    form.classList.toggle("some", ticks.size > 0);
    said.dataset.none ??= said.textContent;
    const count = (ticks.size === 1 ? said.dataset.one : said.dataset.many).replace("#", ticks.size);
    said.textContent = ticks.size ? count + (away.length ? said.dataset.else.replace("#", away.length) : "") : said.dataset.none;
    const whole = form.querySelector("[data-ticks-all]"), set = boxes.filter((box) => box.checked).length;
    if (whole) Object.assign(whole, { checked: set > 0 && set === boxes.length, indeterminate: set > 0 && set < boxes.length });
  }
  document.addEventListener("change", ({ target }) => {
    const form = target.closest("[data-ticks]");
    if (!form || !target.matches("[data-select], [data-ticks-all]")) return;
    const ticks = kept(form), boxes = target.matches("[data-select]") ? [target] : all("[data-select]", form);
    boxes.forEach((box) => { box.checked = target.checked; ticks[box.checked ? "add" : "delete"](box.value); });
    keep(form, ticks);
  });
  document.addEventListener("click", ({ target }) => {
    const form = target.closest?.("[data-ticks-clear]") && target.closest("[data-ticks]");
    if (!form) return;
    all("[data-select]", form).forEach((box) => { box.checked = false; });
    keep(form, new Set());
  });
  document.addEventListener("submit", ({ target }) => { if (target.dataset.ticksDone) sessionStorage.removeItem(`ticks:${target.dataset.ticksDone}`); });
  function tick() {
    all("[data-ticks-done]:not(form)").forEach((mark) => sessionStorage.removeItem(`ticks:${mark.dataset.ticksDone}`));
    all("form[data-ticks]").forEach((form) => {
      const ticks = kept(form);
      all("[data-select]", form).forEach((box) => { if (box.checked) ticks.add(box.value); else box.checked = ticks.has(box.value); });
      keep(form, ticks);
    });
  }
  window.addEventListener("pageshow", tick);

  /* ---- forms: nothing typed is lost, nothing is sent twice ---- */
  const read = (form) => new URLSearchParams(Array.from(new FormData(form)).map(([name, value]) => [name, value.name ?? value])).toString();
  const before = new WeakMap();
  let leaving = false;
  const watch = (root) => all("form[data-unsaved]", root).forEach((form) => {
    if (!before.has(form)) before.set(form, form.matches("[data-typed]") || form.querySelector("[aria-invalid=true]") ? "" : read(form));
  });
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.defaultPrevented) return;
    if (event.target.dataset.sent === "yes") return event.preventDefault();
    leaving = leaving || event.target.matches("[data-unsaved]");
    event.target.dataset.sent = "yes";
    setTimeout(() => { event.target.dataset.sent = ""; leaving = false; }, 4000);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && all("form[data-unsaved]").some((form) => before.has(form) && read(form) !== before.get(form))) event.preventDefault();
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => { form.dataset.sent = ""; }));

  /* ---- what a person should see first, and what is the same after an htmx swap ---- */
  const settle = (root) => { watch(root); root.querySelector("[data-focus]:not([data-sample] *)")?.focus(); };
  document.addEventListener("htmx:after:swap", (event) => settle(event.target instanceof Element ? event.target : document));
  settle(document);

  /* ---- print buttons; folded numbers stay folded ---- */
  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-print]")) window.print(); });
})();
