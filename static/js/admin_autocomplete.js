// Gives the admin's autocomplete boxes the name of their field, which Select2 leaves out:
// the box is named by the field's label and its value, its search line by the label.
(function () {
  "use strict";

  function labelOf(select) {
    return select && (select.labels?.[0] || document.querySelector(`label[for="${select.id}"]`));
  }

  function nameBox(box) {
    const select = box.closest(".select2-container").previousElementSibling;
    const label = labelOf(select);
    const value = box.querySelector(".select2-selection__rendered");
    const words = label ? label.textContent.replace(/:\s*$/, "").trim() : select?.title || "";
    if (value) {
      value.removeAttribute("role");
      value.removeAttribute("aria-readonly");
    }
    if (label) {
      label.id = label.id || `label_${select.id}`;
      box.setAttribute("aria-labelledby", [label.id, value?.id].filter(Boolean).join(" "));
    } else {
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", words || select?.name || "");
    }
    box.querySelectorAll("input, textarea").forEach((line) => line.setAttribute("aria-label", words));
  }

  function nameAll() {
    document.querySelectorAll('.select2-selection[role="combobox"]:not([data-named])').forEach((box) => {
      box.dataset.named = "yes";
      nameBox(box);
    });
    // The search line of an open list belongs to the box that opened it.
    document.querySelectorAll(".select2-dropdown .select2-search__field:not([aria-label])").forEach((line) => {
      const box = document.querySelector('.select2-selection[aria-expanded="true"]');
      const select = box?.closest(".select2-container").previousElementSibling;
      const label = labelOf(select);
      line.setAttribute("aria-label", label ? label.textContent.replace(/:\s*$/, "").trim() : "…");
    });
  }

  new MutationObserver(nameAll).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", nameAll);
})();
