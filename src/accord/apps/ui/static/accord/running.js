/* The screen of a running meeting: time left, keys, and fields that follow the item under way unless somebody types. */
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const isField = (element) => element?.matches?.("input:not([type=hidden]), textarea, select");

  /* ---- time left, by the clock of the server ---- */
  function tick() {
    const clock = one("[data-until]");
    if (!clock) return;
    const left = (Date.parse(clock.dataset.until) - Date.now()) / 60000;
    const number = Math.floor(Math.abs(left));
    const { last, left: many, over, one: single, minutes } = clock.dataset;
    const words = left < 0 ? (number ? over : last) : number > 1 ? many : number ? single : last;
    one("[data-words]", clock).textContent = words.replace("%", String(number));
    one("progress", clock).value = Math.min(100, 100 - (100 * left) / Number(minutes));
    clock.classList.toggle("over", left < 0 && number > 0);
  }
  setInterval(tick, 10000);

  /* ---- fields belong to the item they were opened for; they follow when nothing is typed ---- */
  const isTyped = () => isField(document.activeElement) && one("#writing")?.contains(document.activeElement)
    || all("#writing textarea, #writing input:not([type=hidden])").some((field) => field.value !== field.defaultValue);
  const at = (part) => one(`#${part}`)?.dataset.at;
  const isBehind = () => moving || at("live") !== at("writing");
  let moving = false, wanted = "";
  function follow() {
    const writing = one("#writing");
    if (!writing || moving) return;
    if (!isBehind()) { if (wanted) write(wanted); wanted = ""; return; }
    const word = one("[data-stale]", writing);
    if (isTyped()) { if (word) word.hidden = false; } else writing.dispatchEvent(new Event("stale"));
  }
  document.addEventListener("htmx:before:swap", (event) => {
    if (event.target.id === "writing" && isTyped()) event.preventDefault();
  });
  document.addEventListener("htmx:after:swap", () => { moving = false; tick(); follow(); });
  document.addEventListener("focusout", () => setTimeout(follow, 200));
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-catch-up]")) return;
    const [item, version] = at("live").split("-").map((number) => (number === "0" ? "" : number));
    all("#writing input[name$='-item']").forEach((field) => { field.value = item; });
    all("#writing input[name$='-version']").forEach((field) => { field.value = version; });
    one("#writing").dataset.at = at("live");
    one("[data-stale]").hidden = true;
  });

  /* ---- what is saved is let go, so that the keys work again; what is refused is shown ---- */
  document.addEventListener("submit", (event) => {
    if (event.target.closest(".write")?.contains(document.activeElement)) document.activeElement.blur();
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!isField(document.activeElement)) one(".write [aria-invalid=true]")?.focus();
  });

  /* ---- keys; after g they lead elsewhere ---- */
  let went = 0;
  function write(which) {
    const form = one(`#w-${which}`);
    if (isBehind() && !isTyped()) { wanted = which; return follow(); }
    if (!form) return;
    if (form.matches("details")) form.open = true;
    one("textarea, input:not([type=hidden])", form)?.focus();
  }
  function go(way) {
    const form = one(`form[data-${way}]`);
    moving = Boolean(form);
    form?.requestSubmit();
  }
  const does = {
    j: () => go("next"), k: () => go("previous"),
    n: () => write("note"), d: () => write("decide"), p: () => write("promise"), l: () => write("park"),
    "?": () => one("#meeting-keys").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && isField(event.target)) return event.target.form?.requestSubmit();
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target) || one("dialog[open]")) return;
    const elsewhere = Date.now() - went < 1200;
    went = event.key === "g" ? Date.now() : 0;
    if (elsewhere || !does[event.key]) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    does[event.key]();
  }, true);
})();
