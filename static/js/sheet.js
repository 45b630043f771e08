// The filter sheet on a phone. Without this file it opens and closes by its address (#filters);
// with it, it is a dialog: the rest of the page rests, Escape closes it, focus goes back.
//
// Markup: <a class="sheet-open" href="#filters">, <div class="sheet" id="filters">, and inside it
// <a class="sheet-close" href="#results">.
(function () {
  "use strict";

  const wide = window.matchMedia("(min-width: 60rem)");
  let sheet = null;
  let opener = null;
  let resting = [];

  function open(link, target) {
    sheet = target;
    opener = link;
    sheet.classList.add("is-open");
    sheet.setAttribute("role", "dialog");
    sheet.setAttribute("aria-modal", "true");
    // Everything beside the sheet, up to the body, rests while it is open.
    for (let node = sheet; node !== document.body; node = node.parentElement) {
      for (const sibling of node.parentElement.children) {
        if (sibling !== node && !sibling.inert) {
          sibling.inert = true;
          resting.push(sibling);
        }
      }
    }
    const title = sheet.querySelector(".sheet-head :is(h2, h3)");
    if (title) {
      title.id = title.id || `${sheet.id}-title`;
      sheet.setAttribute("aria-labelledby", title.id);
    }
    const first = sheet.querySelector("h2, h3, a, button, input");
    if (first && !first.matches("a, button, input")) first.tabIndex = -1;
    if (first) first.focus();
  }

  function close() {
    if (!sheet) return;
    sheet.classList.remove("is-open");
    sheet.removeAttribute("role");
    sheet.removeAttribute("aria-modal");
    sheet.removeAttribute("aria-labelledby");
    resting.forEach((node) => {
      node.inert = false;
    });
    resting = [];
    sheet = null;
    const back = document.contains(opener) ? opener : document.querySelector(".sheet-open");
    if (back) back.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.sheet-open, a.sheet-close");
    if (!link) return;
    if (link.matches(".sheet-close")) {
      if (sheet) {
        event.preventDefault();
        close();
      }
      return;
    }
    const target = document.querySelector(link.getAttribute("href"));
    if (target && !wide.matches) {
      event.preventDefault();
      open(link, target);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && sheet) close();
  });

  // A swap may replace the open sheet: the new one opens in its place, at the same input.
  let input = "";
  let scrolled = 0;

  document.addEventListener("htmx:beforeSwap", () => {
    input = sheet && sheet.contains(document.activeElement) ? document.activeElement.id : "";
    scrolled = sheet ? sheet.scrollTop : 0;
  });

  document.addEventListener("htmx:afterSettle", () => {
    if (!sheet || document.contains(sheet)) return;
    const next = document.getElementById(sheet.id);
    resting.forEach((node) => {
      node.inert = false;
    });
    resting = [];
    sheet = null;
    if (!next) return;
    open(opener, next);
    next.scrollTop = scrolled;
    const same = input && document.getElementById(input);
    if (same) same.focus();
  });

  wide.addEventListener("change", close);
})();
