// Where the entries of the bar would need a second row, the menu button takes their place: with
// longer words, larger letters, more entries. Without this file the bar has its second row.
(function () {
  "use strict";

  const header = document.querySelector(".site-header");
  const entries = header?.querySelectorAll(".site-bar li");
  if (!entries?.length) return;

  function fit() {
    header.classList.remove("is-tight");
    const first = entries[0].getBoundingClientRect();
    const last = entries[entries.length - 1].getBoundingClientRect();
    header.classList.toggle("is-tight", last.top >= first.bottom && first.height > 0);
  }

  fit();
  // Its height changes when words grow, its width with the window.
  new ResizeObserver(() => requestAnimationFrame(fit)).observe(header);
})();
