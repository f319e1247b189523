"use strict";
(() => {
  const KEY = "devzone-report-language";
  const root = document.documentElement;
  const choices = [...document.querySelectorAll('input[name="language"]')];
  const store = {
    get() { try { return localStorage.getItem(KEY); } catch { return null; } },
    set(value) { try { localStorage.setItem(KEY, value); } catch { /* a browser that remembers nothing */ } },
  };
  const show = (language) => {
    for (const choice of choices) choice.checked = choice.value === language;
    root.lang = root.dataset[language];
    document.title = root.dataset[`title${language === "zh" ? "Zh" : "En"}`];
  };
  const asked = root.dataset.asked;
  const own = (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh" : "en";
  const remembered = store.get();
  show(["en", "zh"].includes(remembered) ? remembered : asked === "auto" ? own : asked);
  for (const choice of choices) {
    choice.addEventListener("change", () => { show(choice.value); store.set(choice.value); });
  }

  // A table that fits is no stop on the way of the keyboard.
  const watch = new ResizeObserver((tables) => {
    for (const { target } of tables) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const one of document.querySelectorAll(".scroll")) watch.observe(one);

  const said = document.getElementById("said");
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(text.textContent.trim());
        said.textContent = said.dataset[root.lang.slice(0, 2)];
      } catch {
        getSelection().selectAllChildren(text);
      }
    });
  }
})();
