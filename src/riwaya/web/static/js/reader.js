// The reader: claims opened by a press on their characters, keys for review, characters picked for a claim.
const bench = () => document.getElementById("workbench");
const press = (id) => { const found = document.getElementById(id); if (!found) return false; found.click(); return true; };

/** The code points before a place in the text: offsets of claims count those, JavaScript counts UTF-16 units. */
function offsetIn(text, node, at) {
  const range = document.createRange();
  range.selectNodeContents(text);
  range.setEnd(node, at);
  return Number(text.dataset.start) + [...range.toString()].length;
}

/** The selected characters of the report's text, `[start, end)`; null if there are none. */
export function selected() {
  const text = document.getElementById("text");
  const selection = getSelection();
  if (!text || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const start = offsetIn(text, range.startContainer, range.startOffset);
  const end = offsetIn(text, range.endContainer, range.endOffset);
  return start < end ? { start, end, text: range.toString() } : null;
}

function follow(address) {
  const link = document.createElement("a");
  link.href = address;
  link.hidden = true;
  bench().append(link); // it goes when the workbench is replaced
  globalThis.htmx?.process(link);
  link.click();
}

function openClaim(id) {
  const address = new URL(location.href);
  for (const name of ["add", "edit", "done", "page", "lang"]) address.searchParams.delete(name);
  address.searchParams.set("claim", id);
  address.hash = `c-${id}`;
  follow(address);
}

document.addEventListener("click", (event) => {
  const piece = event.target.closest?.("#text .hl");
  if (!piece || !getSelection().isCollapsed) return;
  const claims = piece.dataset.claims.split(" ");
  const open = bench().dataset.open;
  // Pressing again goes through the claims that rest on the same characters.
  openClaim(claims[(claims.indexOf(open) + 1) % claims.length]);
});

function addSelected() {
  const picked = selected();
  const link = document.getElementById("add-claim");
  if (!link) return false;
  const address = new URL(link.href);
  if (picked) address.searchParams.set("add", `${picked.start}-${picked.end}`);
  follow(address);
  return true;
}

/** Beside each input for words of the report: a button that takes the selected ones. */
function offerSelection() {
  const form = document.querySelector(".claimform");
  for (const input of form?.querySelectorAll("[data-words]") ?? []) {
    if (input.parentNode.querySelector(".take")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet take";
    button.textContent = form.dataset.take;
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => {
      const picked = selected();
      if (!picked) return;
      input.value = picked.text;
      input.parentNode.querySelector("input[type=hidden]").value = picked.start;
    });
    input.after(button);
  }
}

export const reader = {
  keys: {
    j: () => press("step-on"),
    k: () => press("step-back"),
    n: () => press("step-unreviewed"),
    a: () => press("do-accept"),
    r: () => press("do-reject"),
    c: () => press("do-correct"),
    u: () => press("do-undo"),
    m: addSelected,
  },
  /** Leave a form, or the claims, for the text. */
  escape() {
    const cancel = document.getElementById("cancel");
    if (cancel) { cancel.click(); return true; }
    const text = document.getElementById("text");
    if (text && document.activeElement !== text && bench().contains(document.activeElement)) { text.focus({ preventScroll: true }); return true; }
    return false;
  },
  /** The page or its workbench is there: show what is open. `replaced`: by htmx, so that the focus was lost. */
  settled(replaced) {
    if (!bench()) return;
    offerSelection();
    const anchor = document.querySelector("#text .ref[aria-current]");
    if (anchor) {
      const box = anchor.getBoundingClientRect();
      const narrow = matchMedia("(max-width: 1000px)").matches; // the open claim covers the lower part
      if (box.top < 60 || box.bottom > innerHeight * (narrow ? 0.5 : 0.93)) anchor.scrollIntoView({ block: narrow ? "start" : "center" });
    }
    const opened = document.getElementById("opened");
    const list = document.querySelector(".claims");
    if (opened && list && list.scrollHeight > list.clientHeight) {
      const by = opened.getBoundingClientRect().top - list.getBoundingClientRect().top;
      list.scrollTop += by - 70;
    }
    if (replaced) (document.querySelector("#opened [autofocus], .claims [autofocus]") ?? document.getElementById("card-title"))?.focus({ preventScroll: true });
  },
};
