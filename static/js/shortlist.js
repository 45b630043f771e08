// The reader's list of programs. Without this file "Save" leads to a page whose address holds the
// list; with it the browser keeps the list, and notes leave the browser only when they are shared.
(function () {
  "use strict";

  const KEY = "shortlist";
  const OWN = "shortlist-own"; // the page that comes next was made from the reader's own list

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY)) || {};
      return { names: (kept.names || []).map(String), notes: kept.notes || {} };
    } catch (_error) {
      return { names: [], notes: {} }; // storage closed or spoiled: as if there were no list
    }
  }

  function write(list) {
    try {
      localStorage.setItem(KEY, JSON.stringify(list));
      return true;
    } catch (_error) {
      return false;
    }
  }

  function address(url, list, withNotes) {
    const query = new URLSearchParams();
    list.names.forEach((name) => query.append("id", name));
    if (withNotes) {
      list.names.forEach((name) => list.notes[name] && query.append("note." + name, list.notes[name]));
    }
    return query.size ? url + "?" + query : url;
  }

  // --- Save buttons: one on a program's page, one on each card of the finder ---------------------

  function show(button) {
    const isSaved = read().names.includes(button.dataset.save);
    button.setAttribute("aria-pressed", isSaved);
    button.firstChild.textContent = isSaved ? button.dataset.wordsSaved : button.dataset.wordsSave;
  }

  function toggle(button) {
    const list = read();
    const name = button.dataset.save;
    if (list.names.includes(name)) list.names = list.names.filter((one) => one !== name);
    else list.names.push(name);
    const isKept = write(list);
    document.querySelectorAll("[data-save]").forEach(show);
    return isKept;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save]");
    if (button && toggle(button)) event.preventDefault();
  });

  function pressable(root) {
    root.querySelectorAll("a[data-save]").forEach((link) => {
      link.setAttribute("role", "button");
      show(link);
    });
  }

  // A link that says it is a button answers to the space bar as a button does.
  document.addEventListener("keydown", (event) => {
    const button = event.key === " " && event.target.closest("a[data-save]");
    if (button) {
      event.preventDefault();
      button.click();
    }
  });

  const words = document.getElementById("save-words");
  function onCards() {
    if (!words) return;
    document.querySelectorAll("#finder .card-link[href]").forEach((link) => {
      const card = link.closest(".card");
      if (card.querySelector("[data-save]")) return;
      const button = document.createElement("a");
      button.className = "save-button small";
      button.dataset.save = new URL(link.href).pathname.split("/").at(-2);
      button.dataset.wordsSave = words.dataset.toSave;
      button.dataset.wordsSaved = words.dataset.isSaved;
      button.href = words.dataset.url + "?id=" + button.dataset.save;
      const of = document.createElement("span");
      of.className = "hidden-visually";
      of.textContent = ": " + link.textContent;
      button.append(document.createTextNode(""), of);
      card.querySelector(".card-main").append(button);
    });
    pressable(document);
  }

  pressable(document);
  onCards();
  document.body.addEventListener("htmx:afterSettle", onCards);

  // --- The page of the list ----------------------------------------------------------------------

  const page = document.getElementById("saved-list");
  if (!page) return;
  const here = {
    names: Array.from(page.querySelectorAll("[data-name]"), (row) => row.dataset.name),
    notes: {},
  };
  page.querySelectorAll("[data-name] textarea").forEach((area) => {
    if (area.value) here.notes[area.name.slice("note.".length)] = area.value;
  });
  const mine = read();

  function go(list) {
    sessionStorage.setItem(OWN, "yes");
    location.assign(address(page.dataset.url, list, false));
  }

  const isOwn = sessionStorage.getItem(OWN) === "yes";
  sessionStorage.removeItem(OWN);
  const asked = new URLSearchParams(location.search).has("id");
  if (!asked && !isOwn && mine.names.length) {
    go(mine); // the page without a list shows the one that the browser keeps
    return;
  }
  if (isOwn) {
    write({ names: here.names, notes: Object.assign({}, mine.notes, here.notes) });
  } else if (here.names.length && here.names.join() !== mine.names.join()) {
    const notice = page.querySelector("[data-shared]");
    notice.querySelector(mine.names.length ? "[data-first]" : "[data-other]").remove();
    notice.hidden = false;
  }
  const kept = () => read().names.join() === here.names.join();

  if (kept()) {
    page.querySelector("[data-without-script]")?.remove();
    page.querySelector("[data-save-notes]")?.remove(); // notes are kept as they are typed
    const notes = read().notes;
    page.querySelectorAll("[data-name] textarea").forEach((area) => {
      const name = area.name.slice("note.".length);
      area.value = notes[name] || "";
      area.addEventListener("input", () => {
        const list = read();
        list.notes[name] = area.value;
        write(list);
      });
    });
    // Taking off and putting back go over the address, as they do without scripts.
    page.addEventListener("click", (event) => {
      if (event.target.closest('a[data-take-off], .notice-done a')) sessionStorage.setItem(OWN, "yes");
    });
  }

  page.querySelector("[data-add-all]")?.addEventListener("click", () => {
    const names = Array.from(new Set([...mine.names, ...here.names]));
    const both = { names: names, notes: Object.assign({}, here.notes, mine.notes) };
    write(both);
    go(both);
  });
  page.querySelector("[data-replace]")?.addEventListener("click", () => {
    write(here);
    go(here);
  });

  const share = page.querySelector("[data-share]");
  if (!share) return;
  share.hidden = false;
  const field = page.querySelector("#share-url");
  const bare = field.value.split("?")[0];
  share.querySelector("[data-with-notes]").addEventListener("change", (event) => {
    const list = kept() ? read() : here;
    field.value = address(bare, list, event.target.checked);
  });
  share.querySelector("[data-copy]").addEventListener("click", async () => {
    const said = share.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = said.dataset.words;
    } catch (_error) {
      field.select(); // no right to copy: the reader does
    }
  });
})();
