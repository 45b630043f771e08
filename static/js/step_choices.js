// A choice that was typed in this form, and has not been saved yet, can be picked at a course at
// once: it is offered by the name that its row has in the form ("new:choice_groups-2").
(function () {
  "use strict";

  const groups = document.getElementById("choice_groups-group");
  const steps = document.getElementById("steps-group");
  if (!groups || !steps) return;

  const NEW = "new:";
  const names = new WeakMap(); // row of a choice -> its options, one in each select
  const selects = () => steps.querySelectorAll('select[name$="-choice"]');
  const typed = () => groups.querySelectorAll("tr.form-row:not(.has_original, .empty-form)");
  const title = (row) => row.querySelector('input[name$="-title"]');

  function optionsOf(row) {
    if (!names.has(row)) names.set(row, new Map());
    return names.get(row);
  }

  function offer() {
    const kept = new Set();
    typed().forEach((row) => {
      const value = NEW + row.id;
      const words = title(row)?.value.trim();
      const options = optionsOf(row);
      selects().forEach((select) => {
        let option = options.get(select) || [...select.options].find((one) => one.value === value);
        if (!words) return;
        if (!option) {
          option = new Option();
          select.add(option);
        }
        options.set(select, option);
        option.value = value;
        option.textContent = words;
        kept.add(option);
      });
    });
    selects().forEach((select) => {
      [...select.options].forEach((option) => {
        if (option.value.startsWith(NEW) && !kept.has(option)) option.remove();
      });
    });
  }

  groups.addEventListener("input", offer);
  ["formset:added", "formset:removed"].forEach((kind) => {
    document.addEventListener(kind, () => setTimeout(offer)); // after Django has numbered the rows
  });
  offer();
})();
