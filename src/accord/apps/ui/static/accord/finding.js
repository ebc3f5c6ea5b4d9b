/* The palette: Ctrl-K (or Cmd-K, or "/" where there is no list to search) opens it; arrows choose, Enter does. */
"use strict";
(() => {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const box = dialog.querySelector("input[type=search]");
  const list = document.getElementById("palette-list");
  const options = () => Array.from(list.querySelectorAll("[role=option]"));
  const chosen = () => document.getElementById(box.getAttribute("aria-activedescendant") || "-");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function step(by) {
    const all = options(), here = all.indexOf(chosen());
    if (all.length) choose(all[(here + by + all.length) % all.length]);
  }
  const look = () => htmx.trigger(box, "look");
  function open() {
    if (!dialog.open) {
      document.querySelectorAll(".topbar details[open]").forEach((menu) => { menu.open = false; });
      dialog.showModal();
      look();
      setTimeout(() => { if (dialog.open && !list.children.length) look(); }, 1500);  // whatever kept the first answer away
    }
    box.select();
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-palette-open]") || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const word = event.key.toLowerCase();
    if (word === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      if (!dialog.open && document.querySelector("dialog[open]")) return;
      event.preventDefault();
      return open();
    }
    const typing = event.target.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
    const plain = word === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
    if (!plain || document.querySelector("dialog[open], [data-search]")) return;
    event.preventDefault();
    open();
  });
  box.addEventListener("keydown", (event) => {
    const does = { ArrowDown: () => step(1), ArrowUp: () => step(-1) }[event.key];
    if (does) { event.preventDefault(); return does(); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); return dialog.close(); }
    if (event.key !== "Enter" || event.isComposing) return;
    // what is shown may still answer an earlier word: then the page with the results is the safe way
    if (list.dataset.words !== box.value.trim() || !chosen()) return;
    event.preventDefault();
    chosen().dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
  });
  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== chosen()) choose(option);
  });
  document.addEventListener("htmx:after:swap", () => {
    const shown = list.querySelector("[data-words]");
    if (!dialog.open || !shown || shown.dataset.seen) return;
    shown.dataset.seen = "yes";
    list.dataset.words = shown.dataset.words;
    choose(options()[0]);
    list.scrollTop = 0;
    document.getElementById("palette-said").textContent = shown.dataset.said;
  });
  dialog.addEventListener("close", () => { box.value = ""; list.replaceChildren(); choose(null); });
  window.addEventListener("pageshow", () => { if (dialog.open) dialog.close(); });
  if (/Mac|iPhone|iPad/.test(navigator.platform)) document.querySelectorAll("[data-mac]").forEach((key) => { key.textContent = key.dataset.mac; });
})();
