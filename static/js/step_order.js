// Buttons that move a course earlier or later in a sequence. They only write the two numbers of the
// row, which the form saves as if they had been typed; the rows are shown in the order of these.
(function () {
  "use strict";

  const group = document.getElementById("steps-group");
  const moves = document.getElementById("step-moves");
  const said = document.getElementById("step-said");
  const body = group?.querySelector("tbody");
  if (!body || !moves || !said) return;

  const FIRST = 1;
  const LAST = Number(body.querySelector('input[name$="-place"]')?.max) || 16;

  const number = (row, name) => row.querySelector(`input[name$="-${name}"]`);
  const value = (row, name) => Number(number(row, name)?.value) || (name === "place" ? LAST : 1);
  const index = (row) => Number(/-(\d+)$/.exec(row.id)?.[1] ?? Infinity);
  const rows = () => [...body.querySelectorAll("tr.form-row:not(.empty-form)")];
  const byNumbers = (a, b) =>
    value(a, "place") - value(b, "place") || value(a, "order") - value(b, "order") || index(a) - index(b);

  // Shows the rows in an order; a row takes the line with its errors along.
  function show(order) {
    const end = body.querySelector("tr.empty-form") || body.querySelector("tr.add-row");
    const lines = order.flatMap((row) => {
      const before = row.previousElementSibling;
      return before?.classList.contains("row-form-errors") ? [before, row] : [row];
    });
    lines.forEach((line) => body.insertBefore(line, end));
    order.forEach((row, at) => {
      const isFirst = at === 0 || value(order[at - 1], "place") !== value(row, "place");
      row.classList.toggle("step-starts", isFirst);
      const name = row.querySelector("td.original p");
      if (name) name.textContent = courseOf(row); // as it was saved it begins with the old place
    });
  }

  const arrange = () => show(rows().sort(byNumbers));

  function write(row, place, order) {
    const fields = { place, order };
    for (const [name, wanted] of Object.entries(fields)) {
      const field = number(row, name);
      if (field.value !== String(wanted)) {
        field.value = wanted;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
  }

  // Numbers the rows of one term or grade 1, 2, 3 …
  const renumber = (place, inside) => inside.forEach((row, at) => write(row, place, at + 1));

  function courseOf(row) {
    const chosen = row.querySelector('select[name$="-course"]')?.selectedOptions[0];
    return chosen?.value ? chosen.textContent.trim() : said.dataset.new;
  }

  function say(kind, row) {
    said.textContent = said.dataset[kind]
      .replace("%(course)s", courseOf(row))
      .replace("%(place)s", value(row, "place"))
      .replace("%(order)s", value(row, "order"));
  }

  // One press is one step: past the neighbor in the same term, else into the next term.
  function move(row, step) {
    const place = value(row, "place");
    const inside = rows().sort(byNumbers).filter((other) => value(other, "place") === place);
    const at = inside.indexOf(row);
    if (inside[at + step]) {
      inside.splice(at, 1);
      inside.splice(at + step, 0, row);
      renumber(place, inside);
    } else {
      const target = place + step;
      if (target < FIRST || target > LAST) return say(step < 0 ? "first" : "last", row);
      const there = rows().sort(byNumbers).filter((other) => value(other, "place") === target);
      renumber(place, inside.filter((other) => other !== row));
      renumber(target, step < 0 ? [...there, row] : [row, ...there]);
    }
    arrange();
    return say("moved", row);
  }

  function equip(row) {
    if (row.querySelector(".step-moves")) return;
    number(row, "order").parentElement.append(moves.content.cloneNode(true));
  }

  // The name of a button says which course it moves, whatever the row holds by then.
  function name(button) {
    button.setAttribute("aria-label", `${button.dataset.name}: ${courseOf(button.closest("tr"))}`);
  }

  body.addEventListener("click", (event) => {
    const button = event.target.closest(".step-move");
    if (!button) return;
    move(button.closest("tr"), button.dataset.move === "up" ? -1 : 1);
    button.focus(); // a row that changes its place loses the focus
  });
  body.addEventListener("focusin", (event) => {
    if (event.target.matches(".step-move")) name(event.target);
  });

  // Django numbers the rows anew as they stand when a new one is taken away again; rows on file
  // have to come first then.
  document.addEventListener(
    "click",
    (event) => {
      if (!event.target.closest?.("#steps-group .inline-deletelink")) return;
      show(rows().sort((a, b) => index(a) - index(b)));
      setTimeout(arrange);
    },
    true,
  );
  document.addEventListener("formset:added", (event) => {
    if (event.detail.formsetName !== "steps") return;
    const others = rows().filter((row) => row !== event.target).sort(byNumbers);
    const last = others.at(-1);
    write(event.target, last ? value(last, "place") : FIRST, last ? value(last, "order") + 1 : 1);
    equip(event.target);
    body.querySelectorAll(".step-move").forEach(name);
  });

  rows().forEach(equip);
  body.querySelectorAll(".step-move").forEach(name);
  arrange();
})();
