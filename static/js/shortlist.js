// The reader's list of programs. Without this file "Save" leads to a page whose address holds the
// list; with it the browser keeps the list, and notes leave the browser only when they are shared.
//
// What is kept changes only by what the reader does: each change reads the list anew, applies that
// one change and writes it back. No page writes what it happens to show.
(function () {
  "use strict";

  const KEY = "shortlist";

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
      return false; // a private window, or no room
    }
  }

  function change(what) {
    const list = read();
    what(list);
    return write(list);
  }

  function canKeep() {
    try {
      localStorage.setItem(KEY + "-can-keep", "yes");
      localStorage.removeItem(KEY + "-can-keep");
      return true;
    } catch (_error) {
      return false;
    }
  }

  function address(url, list, { withNotes = false, removed = "" } = {}) {
    const query = new URLSearchParams();
    list.names.forEach((name) => query.append("id", name));
    if (withNotes) {
      list.names.forEach((name) => list.notes[name] && query.append("note." + name, list.notes[name]));
    }
    if (removed) query.append("removed", removed);
    const words = query.toString(); // not every browser knows how many there are (.size)
    return words ? url + "?" + words : url;
  }

  // --- Save buttons: one on a program's page, one on each card of the finder ---------------------

  const words = document.getElementById("save-words");

  function show(button) {
    const isSaved = read().names.includes(button.dataset.save);
    button.setAttribute("aria-pressed", isSaved);
    button.firstChild.textContent = isSaved ? words.dataset.isSaved : words.dataset.toSave;
  }

  function showAll() {
    document.querySelectorAll("a[data-save]").forEach(show);
  }

  // Whether the click is answered here; if not, the link is followed, and the address keeps it.
  function toggle(button) {
    const name = button.dataset.save;
    document.querySelectorAll("[data-save-full]").forEach((said) => said.remove());
    const { names } = read();
    if (!names.includes(name) && names.length >= Number(words.dataset.most)) {
      sayFull(button);
      return true;
    }
    const isKept = change((list) => {
      if (list.names.includes(name)) list.names = list.names.filter((one) => one !== name);
      else list.names.push(name);
    });
    showAll();
    return isKept;
  }

  function sayFull(button) {
    const said = document.createElement("span");
    said.className = "save-full small";
    said.dataset.saveFull = "";
    said.setAttribute("role", "status");
    const list = document.createElement("a");
    list.href = words.dataset.url;
    list.textContent = words.dataset.list;
    button.after(said); // first there, then filled: so that it is read out
    said.append(words.dataset.full + " ", list);
  }

  function pressable() {
    document.querySelectorAll("a[data-save]").forEach((link) => {
      link.setAttribute("role", "button");
      show(link);
    });
  }

  function onCards() {
    document.querySelectorAll("#finder .card-link[href]").forEach((link) => {
      const card = link.closest(".card");
      if (card.querySelector("[data-save]")) return;
      const button = document.createElement("a");
      button.className = "save-button small";
      button.dataset.save = new URL(link.href).pathname.split("/").slice(-2)[0];
      button.href = words.dataset.url + "?id=" + button.dataset.save;
      const of = document.createElement("span");
      of.className = "hidden-visually";
      of.textContent = ": " + link.textContent;
      button.append(document.createTextNode(""), of);
      card.querySelector(".card-main").append(button);
    });
    pressable();
  }

  if (words) {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("a[data-save]");
      if (button && toggle(button)) event.preventDefault();
    });
    // A link that says it is a button answers to the space bar as a button does.
    document.addEventListener("keydown", (event) => {
      const button = event.key === " " && event.target.closest("a[data-save]");
      if (button) {
        event.preventDefault();
        button.click();
      }
    });
    onCards();
    document.body.addEventListener("htmx:afterSettle", onCards);
    // Another tab, or the page that one comes back from, may have changed the list.
    window.addEventListener("storage", showAll);
    window.addEventListener("pageshow", showAll);
  }

  // --- The page of the list ----------------------------------------------------------------------

  const page = document.getElementById("saved-list");
  if (!page) return;
  const url = page.dataset.url;
  const areas = Array.from(page.querySelectorAll("[data-name] textarea"));
  const nameOf = (area) => area.name.slice("note.".length);
  const oneLine = (text) => (text || "").trim().split(/\s+/).join(" ");

  // All that the address asks for: of that the page may show less, and the rest is not lost.
  const given = { names: [], notes: {} };
  new URLSearchParams(location.search).getAll("id").forEach((name) => {
    if (/^[\w-]{1,200}$/.test(name) && !given.names.includes(name)) given.names.push(name);
  });
  areas.forEach((area) => {
    if (area.value) given.notes[nameOf(area)] = area.value;
  });
  const mine = read();

  if (!given.names.length && mine.names.length) {
    location.replace(address(url, mine)); // the page without a list shows the one that is kept
    return;
  }

  function sayNotKept() {
    page.querySelector("[data-not-kept]").hidden = false;
  }

  const isMine =
    given.names.join() === mine.names.join() &&
    Object.keys(given.notes).every((name) => given.notes[name] === oneLine(mine.notes[name]));

  if (!canKeep()) {
    sayNotKept();
  } else if (!isMine && given.names.length) {
    const notice = page.querySelector("[data-shared]");
    notice.querySelector(mine.names.length ? "[data-first]" : "[data-other]").remove();
    notice.hidden = false;
  } else {
    showMine();
  }

  function showMine() {
    page.querySelector("[data-without-script]")?.remove();
    page.querySelector("[data-save-notes]")?.remove(); // notes are kept as they are typed
    areas.forEach((area) => {
      const name = nameOf(area);
      area.value = mine.notes[name] || "";
      area.addEventListener("input", () => {
        if (!change((list) => (list.notes[name] = area.value))) sayNotKept();
      });
    });
    // What is kept changes, and the address shows it. The note of what is taken off stays: it comes
    // back with the program.
    page.addEventListener("click", (event) => {
      const off = event.target.closest("a[data-take-off]");
      const back = event.target.closest("a[data-put-back]");
      if (!off && !back) return;
      let removed = "";
      const isKept = change((list) => {
        if (off) {
          const names = off.dataset.takeOff.split(" ");
          if (names.length === 1) removed = names[0] + ":" + Math.max(list.names.indexOf(names[0]), 0);
          list.names = list.names.filter((one) => !names.includes(one));
        } else if (!list.names.includes(back.dataset.putBack)) {
          list.names.splice(Number(back.dataset.place), 0, back.dataset.putBack);
        }
      });
      if (!isKept) return; // the link goes over the address, as it does without scripts
      event.preventDefault();
      location.assign(address(url, read(), { removed: removed }));
    });
  }

  page.querySelector("[data-add-all]")?.addEventListener("click", () => {
    const both = new Set([...read().names, ...given.names]);
    if (both.size > Number(page.dataset.most)) {
      page.querySelector("[data-full]").hidden = false;
      return;
    }
    keep((list) => {
      list.names = Array.from(both);
      list.notes = Object.assign({}, given.notes, list.notes);
    });
  });
  page.querySelector("[data-replace]")?.addEventListener("click", () => {
    keep((list) => {
      list.names = given.names;
      list.notes = Object.assign({}, list.notes, given.notes);
    });
  });

  function keep(what) {
    if (change(what)) location.assign(address(url, read()));
    else sayNotKept();
  }

  const share = page.querySelector("[data-share]");
  if (!share) return;
  share.hidden = false;
  const field = page.querySelector("#share-url");
  const bare = field.value.split("?")[0];
  share.querySelector("[data-with-notes]").addEventListener("change", (event) => {
    const shown = { names: areas.map(nameOf), notes: {} };
    areas.forEach((area) => (shown.notes[nameOf(area)] = area.value));
    field.value = address(bare, shown, { withNotes: event.target.checked });
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
