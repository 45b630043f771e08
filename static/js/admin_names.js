// Names for screen readers that Django's admin leaves out where it builds a page by script or as
// a table: autocomplete boxes (Select2), inputs in rows of a table, empty headers.
(function () {
  "use strict";

  const words = (node) => (node ? node.textContent.replace(/:\s*$/, "").replace(/\s+/g, " ").trim() : "");

  // The name of an input's column, and of its row where the row has one.
  function cellName(input) {
    const cell = input.closest("td");
    const row = cell?.parentElement;
    const head = row?.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex];
    const rowHead = row?.querySelector("th") || row?.querySelector("td.original p");
    return [words(head), words(rowHead)].filter(Boolean).join(", ");
  }

  function labelOf(input) {
    return input && (input.labels?.[0] || document.querySelector(`label[for="${input.id}"]`));
  }

  function nameOf(input) {
    return words(labelOf(input)) || input?.getAttribute("aria-label") || cellName(input) || input?.name || "";
  }

  function nameInputs() {
    const inputs = "td :is(input, select, textarea):not([type=hidden], [aria-label], [aria-labelledby])";
    document.querySelectorAll(inputs).forEach((input) => {
      const name = labelOf(input) ? "" : cellName(input);
      if (name) input.setAttribute("aria-label", name);
    });
    // The search line is labeled by a picture alone.
    const search = document.getElementById("searchbar");
    const picture = document.querySelector('label[for="searchbar"] img');
    if (search && picture) search.setAttribute("aria-label", picture.alt);
    // A header without words is a plain cell.
    document.querySelectorAll("thead th:empty").forEach((head) => {
      const cell = document.createElement("td");
      cell.className = head.className;
      head.replaceWith(cell);
    });
  }

  // Select2 names a box by its value alone and its search line not at all.
  function nameBoxes() {
    document.querySelectorAll('.select2-selection[role="combobox"]').forEach((box) => {
      const select = box.closest(".select2-container").previousElementSibling;
      const value = box.querySelector(".select2-selection__rendered");
      const isOpen = box.getAttribute("aria-expanded") === "true";
      if (isOpen && box.getAttribute("aria-owns") && !box.hasAttribute("aria-controls")) {
        box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
      } else if (!isOpen) {
        box.removeAttribute("aria-controls");
      }
      if (isOpen) {
        document.querySelectorAll(".select2-dropdown .select2-search__field:not([aria-label])").forEach((line) => {
          line.setAttribute("aria-label", nameOf(select));
        });
        // The list hangs below the body, outside every landmark.
        document.querySelectorAll("body > .select2-container--open:not([role])").forEach((frame) => {
          frame.setAttribute("role", "region");
          frame.setAttribute("aria-label", nameOf(select));
        });
        document.querySelectorAll(".select2-results__options:not([aria-label])").forEach((list) => {
          list.setAttribute("aria-label", nameOf(select));
        });
      }
      if (box.dataset.named) return;
      box.dataset.named = "yes";
      value?.removeAttribute("role");
      value?.removeAttribute("aria-readonly");
      box.removeAttribute("aria-labelledby");
      const name = nameOf(select);
      const update = () => box.setAttribute("aria-label", [name, value?.title].filter(Boolean).join(": "));
      update();
      if (value) new MutationObserver(update).observe(value, { attributes: true, attributeFilter: ["title"] });
      box.querySelectorAll("input, textarea").forEach((line) => line.setAttribute("aria-label", name));
    });
  }

  function nameAll() {
    nameInputs();
    nameBoxes();
  }

  document.addEventListener("DOMContentLoaded", () => {
    nameAll();
    new MutationObserver(nameAll).observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["aria-expanded"],
    });
  });
})();
