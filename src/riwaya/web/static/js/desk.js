// What every page does in a browser with scripts: keys, the list of keys, announcements, focus after a part was replaced.
import { reader } from "./reader.js";

const keysOff = () => localStorage.getItem("riwaya.keys") === "off";
const dialog = document.getElementById("keys");

function typing(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
}

/** Say it to those who hear the page. */
export function announce(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  setTimeout(() => { live.textContent = text; }, 50);
}

function showKeys() {
  if (dialog && !dialog.open) dialog.showModal();
}

// While htmx fetches a part of the page, steps are kept and taken in order when it is there; keys that decide are not taken:
// what they would be about is either about to go or not shown yet.
const STEPS = new Set(["j", "k", "n"]);
const fetching = new Set();
const waiting = [];

function step() {
  while (!fetching.size && waiting.length && !dialog?.open) reader.keys[waiting.shift()]();
}

document.addEventListener("htmx:beforeSend", (event) => {
  const { xhr } = event.detail;
  fetching.add(xhr);
  xhr.addEventListener("loadend", () => { fetching.delete(xhr); step(); }); // after htmx has replaced the part
});

const everywhere = {
  "?": showKeys,
  "/": () => document.getElementById("find")?.focus(),
  g: () => document.querySelector(".nav a")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !dialog?.open) { if (reader.escape()) event.preventDefault(); return; }
  if (keysOff() && event.key !== "?") return;
  if (typing(event.target) || dialog?.open) return;
  // The key's place on the keyboard counts where an Arabic layout is on.
  const key = /^[ -~]$/.test(event.key) ? event.key.toLowerCase() : { Slash: event.shiftKey ? "?" : "/" }[event.code] ?? event.code.replace(/^Key/, "").toLowerCase();
  if (fetching.size && key in reader.keys) {
    if (STEPS.has(key)) waiting.push(key);
    event.preventDefault();
    return;
  }
  const act = everywhere[key] ?? reader.keys[key];
  if (act && act() !== false) event.preventDefault();
});

if (dialog) {
  const button = document.getElementById("keys-open");
  if (button) { button.hidden = false; button.addEventListener("click", showKeys); }
  const box = document.getElementById("keys-off");
  box.checked = keysOff();
  box.addEventListener("change", () => localStorage.setItem("riwaya.keys", box.checked ? "off" : "on"));
}

// htmx replaced the workbench (or another part that says so): say what was done, bring what is open into view.
document.addEventListener("htmx:afterSettle", (event) => settled(event.detail.elt));
function settled() {
  const toast = document.getElementById("toast");
  if (toast) announce(toast.querySelector(".said")?.textContent ?? toast.textContent);
  reader.settled(true);
}
const toast = document.getElementById("toast");
if (toast) announce(toast.querySelector(".said")?.textContent ?? toast.textContent);
reader.settled(false);
