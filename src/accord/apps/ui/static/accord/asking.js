/* Asking: copies a private key or link, and sends a key from behind the # of a link in the body, so that no address holds it. */
"use strict";
(() => {
  document.documentElement.classList.add("js");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const words = button.querySelector("span");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      words.textContent = button.dataset.copied;
    } catch {
      const shown = document.getElementById("link");
      shown?.focus();
      shown?.select();
    }
  });
  const form = document.querySelector("[data-key-form]");
  const key = decodeURIComponent(location.hash.slice(1));
  if (form && key && !form.querySelector("[aria-invalid=true]")) {
    history.replaceState(null, "", location.pathname);
    form.querySelector("[name=key]").value = key;
    form.requestSubmit();
  }
})();
