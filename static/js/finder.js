// The finder works without this file; htmx swaps its results. This keeps what a swap would lose:
// opened lists of choices and the way to the other language.
(function () {
  "use strict";

  let opened = [];

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "finder") return;
    opened = Array.from(document.querySelectorAll("#finder details[open]"), (node) => node.id);
  });

  // The results behind the sheet are up to date already: "Show 11 programs" only closes it.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#filters .sheet-foot button")) return;
    event.preventDefault();
    document.querySelector("#filters .sheet-close").click();
  });

  document.body.addEventListener("htmx:afterSettle", () => {
    const finder = document.getElementById("finder");
    if (!finder) return;
    opened.forEach((id) => {
      const details = document.getElementById(id);
      if (details) details.open = true;
    });
    const query = finder.dataset.query;
    document.querySelectorAll("a[hreflang]").forEach((link) => {
      link.search = query ? "?" + query : "";
    });
  });
})();
