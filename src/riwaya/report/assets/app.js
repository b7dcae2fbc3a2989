// The page: tabs and filters, opening and closing claims, keyboard, language, printing.
const main = document.getElementById("main");
const card = document.getElementById("card");
let current = { hits: [], counts: {} };
let opener = null;
let openOthers = [];

/** Take the state as it is and show it. */
function update() {
  current = query();
  renderBar();
  main.className = "view-" + state.view;
  if (state.view === "places") renderPlaces(main, current.hits);
  else renderDocuments(main, current.hits);
}

const OPTION_LIMIT = 400; // choices listed in one menu, most claims first; the search finds the rest

function options(name, entries) {
  const counts = current.counts[name];
  const list = entries.filter(([value]) => counts.get(value) || state[name] === value)
    .sort((a, b) => (counts.get(b[0]) || 0) - (counts.get(a[0]) || 0) || (a[1] < b[1] ? -1 : 1));
  const cut = list.slice(0, OPTION_LIMIT);
  const chosen = list.find(([value]) => value === state[name]);
  if (chosen && !cut.includes(chosen)) cut.push(chosen);
  return cut.map(([value, text]) => h("option", { value, selected: state[name] === value }, `${plain(text)} (${counts.get(value) || 0})`));
}
function select(name, ...children) {
  const id = "filter-" + name;
  return h("div", { class: "field" }, h("label", { for: id }, T(name === "doc" ? "ui.document" : "ui." + name)),
    h("select", { id, onchange: (event) => { state[name] = event.target.value; state.claim = ""; hideCard(); writeAddress(true); update(); document.getElementById(id)?.focus(); } },
      h("option", { value: "" }, T("ui.any")), children));
}

function renderBar() {
  const bar = document.getElementById("bar");
  const typing = document.activeElement && document.activeElement.id === "search";
  const opened = bar.querySelector("details.filters")?.open;
  const tab = (view) => h("button", { type: "button", role: "tab", id: "tab-" + view, class: "tab", "aria-selected": String(state.view === view), "aria-controls": "main", tabindex: state.view === view ? "0" : "-1",
    onclick: () => go(view), onkeydown: (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") { const other = view === "places" ? "documents" : "places"; go(other); document.getElementById("tab-" + other).focus(); }
    } }, T("ui." + view));
  const events = new Map();
  for (const [type, family] of Object.entries(DATA.families)) events.set(family, [...(events.get(family) || []), type]);
  const outletsUsed = [...DATA.outlets.map((outlet, index) => ["o:" + index, outlet[state.lang === "en" ? 2 : 1]]), ["o:-1", T("ui.unknown_outlet")]];
  const shown = T("ui.shown", { n: current.hits.length, all: DATA.claims.length });
  const search = typing ? document.getElementById("search") : h("input", { id: "search", type: "search", placeholder: T("ui.search_hint"), "aria-label": T("ui.search"), title: T("ui.search") + " (/)", autocomplete: "off", dir: "auto",
    oninput: debounce(() => { state.q = document.getElementById("search").value; state.claim = ""; hideCard(); writeAddress(); update(); }, 180) });
  if (!typing) search.value = state.q;
  const top = h("div", { class: "tabs" }, h("div", { role: "tablist", "aria-label": T("ui.filters") }, tab("places"), tab("documents")),
    h("div", { class: "searchbox", role: "search" }), h("p", { id: "shown", class: "shown" }, shown));
  const filters = h("details", { class: "filters", open: opened === undefined ? window.innerWidth > 900 : opened },
    h("summary", {}, T("ui.filters")),
    h("div", { class: "fields" },
      select("voice", options("voice", [...DATA.who.map((who) => [who.k, label(who)]), [OUTLET, T("ui.outlet_itself")]])),
      select("kind", options("kind", [...Object.keys(DATA.labels[state.lang].voice_kinds).map((kind) => [kind, T("voice_kinds." + kind)]), [OUTLET, T("ui.outlet_itself")]])),
      select("event", [...events].map(([family, types]) => {
        const list = options("event", types.map((type) => [type, T("events." + type)]));
        return list.length ? h("optgroup", { label: T("families." + family) }, options("event", [["f:" + family, T("families." + family) + " — " + T("ui.any")]]), list) : null;
      })),
      select("stance", options("stance", STANCES.map((stance) => [stance, T("stances." + stance)]))),
      select("place", options("place", [...DATA.spots.map((spot) => [spot.k, label(spot)]), ["-", T("ui.no_place")]])),
      select("doc", h("optgroup", { label: T("ui.outlets") }, options("doc", outletsUsed)),
        h("optgroup", { label: T("ui.documents") }, options("doc", DATA.docs.map((doc) => ["d:" + doc.i, docTitle(doc)])))),
      h("button", { type: "button", class: "quiet clear", disabled: !filtered(), onclick: () => { clearFilters(); writeAddress(true); update(); } }, T("ui.clear"))));
  if (typing) {
    // The field that is being typed into stays in the page, or the browser would lose the caret.
    bar.querySelector(".tabs").firstChild.replaceWith(top.firstChild);
    document.getElementById("shown").textContent = shown;
    bar.querySelector("details.filters").replaceWith(filters);
  } else {
    top.querySelector(".searchbox").append(search);
    bar.replaceChildren(top, filters);
  }
  document.getElementById("live").textContent = shown;
  for (const pill of document.querySelectorAll("#stances .pill")) {
    const stance = pill.dataset.stance;
    pill.setAttribute("aria-pressed", String(state.stance === stance));
    pill.querySelector("bdi").textContent = filtered() ? `${current.counts.stance.get(stance) || 0}` : pill.dataset.all;
  }
}
function clearFilters() {
  for (const name of ["q", ...Object.keys(FACETS)]) state[name] = "";
  document.getElementById("search").value = "";
}
function go(view) {
  state.view = view;
  state.claim = "";
  hideCard();
  writeAddress(true);
  update();
  document.getElementById("tab-" + view).focus();
}

/** Open a claim's card. `others` share the words pressed, `from` is where the focus goes back to. */
function openClaim(claim, { others, from } = {}) {
  if (from) opener = from;
  openOthers = others || (openOthers.includes(claim) ? openOthers : [claim]);
  state.claim = claim.i;
  writeAddress(card.hidden); // stepping through claims is one entry of the history, not one for each
  showActive(claim);
  fillCard(card, claim, openOthers);
  card.hidden = false;
  document.body.classList.add("withcard");
  card.querySelector(".cardbody").scrollTop = 0;
  document.getElementById("close").focus({ preventScroll: true });
}
function hideCard() {
  card.hidden = true;
  openOthers = [];
  document.body.classList.remove("withcard");
}
function closeCard() {
  if (card.hidden) return;
  const claim = byClaimId.get(state.claim);
  hideCard();
  state.claim = "";
  writeAddress(true);
  showActive(null);
  const back = opener && opener.isConnected ? opener : claim && main.querySelector(`[data-claim="${CSS.escape(claim.i)}"], [data-claims~="${CSS.escape(claim.i)}"]`);
  (back || main).focus({ preventScroll: true });
  opener = null;
}

/** Show which claim is open in the view behind the card. */
function showActive(claim) {
  for (const row of main.querySelectorAll(".claim.active, .markbutton.active")) row.classList.remove("active");
  if (state.view === "places") {
    if (!claim) return;
    for (const row of main.querySelectorAll(`[data-claim="${CSS.escape(claim.i)}"], [data-mark="${CSS.escape(claim.i)}"]`)) row.classList.add("active");
  } else if (documentsView.at >= 0) {
    const text = main.querySelector(".text");
    text.replaceChildren();
    fillText(text, DATA.docs[documentsView.at], documentsView.claims);
    if (claim) bringIntoView(() => text.querySelector(".hl.active"), 4);
  }
}
/** Scroll to an element, and again once the parts of the page around it have been laid out and have their true heights. */
function bringIntoView(find, times) {
  find()?.scrollIntoView({ block: "center" });
  if (times > 1) requestAnimationFrame(() => bringIntoView(find, times - 1));
}
function readClaim(claim) {
  if (!current.hits.includes(claim)) clearFilters();
  state.view = "documents";
  state.at = DATA.docs[claim.d].i;
  state.claim = claim.i;
  update();
  opener = null;
  openClaim(claim, {});
}

/** The next (or previous) claim of the view: by place and time, or by its position in the document. */
function moveClaim(by) {
  if (state.view === "documents") {
    const list = documentsView.claims;
    if (!list.length) return;
    const at = list.findIndex((claim) => claim.i === state.claim);
    return openClaim(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))], {});
  }
  const list = placesView.groups.flatMap((group) => group.claims.map((claim, at) => ({ claim, at, group })));
  if (!list.length) return;
  const same = (entry) => entry.claim.i === state.claim;
  let at = placesView.cursor && same(placesView.cursor) ? list.findIndex((entry) => same(entry) && entry.group === placesView.cursor.group) : list.findIndex(same);
  at = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by));
  const entry = list[at];
  placesView.cursor = entry;
  while (!placesView.sections.has(entry.group)) morePlaces(document.getElementById("placelist"));
  const section = placesView.sections.get(entry.group);
  section.showUntil(entry.at + 1);
  const row = section.querySelectorAll(".claim")[entry.at];
  openClaim(entry.claim, { from: row });
  row.scrollIntoView({ block: "center" });
}

function setLanguage() {
  document.documentElement.lang = state.lang;
  document.documentElement.dir = state.lang === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-l]")) element.textContent = T(element.dataset.l);
  document.getElementById("language").lang = state.lang === "ar" ? "en" : "ar";
  if (document.querySelector("h1 [data-l]")) document.title = T("ui.default_title");
  renderAcross();
}
function fromAddress() {
  readAddress();
  setLanguage();
  const claim = byClaimId.get(state.claim);
  if (claim && state.view === "documents") state.at = DATA.docs[claim.d].i;
  update();
  if (claim) openClaim(claim, {});
  else hideCard();
}

document.getElementById("language").addEventListener("click", () => {
  state.lang = state.lang === "ar" ? "en" : "ar";
  writeAddress(true);
  setLanguage();
  update();
  const claim = byClaimId.get(state.claim);
  if (claim) fillCard(card, claim, openOthers.length ? openOthers : [claim]);
});
for (const pill of document.querySelectorAll("#stances .pill")) {
  const button = h("button", { type: "button", class: "pill s-" + pill.dataset.stance, "data-stance": pill.dataset.stance, "aria-pressed": "false",
    onclick: () => { state.stance = state.stance === pill.dataset.stance ? "" : pill.dataset.stance; state.claim = ""; hideCard(); writeAddress(true); update(); } },
  mark(pill.dataset.stance, "hold"), ...pill.childNodes);
  button.dataset.all = button.querySelector("bdi").textContent;
  pill.replaceWith(button);
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (!card.hidden) closeCard();
    else if (document.activeElement.id === "search") document.activeElement.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "/") { event.preventDefault(); document.getElementById("search").focus(); }
  else if (event.key === "j") moveClaim(1);
  else if (event.key === "k") moveClaim(-1);
});
window.addEventListener("popstate", fromAddress);
window.addEventListener("resize", redrawStrips);

const PRINTED = 400; // claims put on paper before the reader is told to narrow the filters
window.addEventListener("beforeprint", () => {
  if (state.view !== "places") return;
  const list = document.getElementById("placelist");
  let left = PRINTED;
  let omitted = 0;
  for (const group of placesView.groups) {
    if (left > 0) {
      while (!placesView.sections.has(group)) morePlaces(list);
      const section = placesView.sections.get(group);
      section.showUntil(Math.min(group.claims.length, left));
      section.drawn = true;
      section.drawStrip();
    }
    omitted += Math.max(0, group.claims.length - Math.max(0, left));
    left -= group.claims.length;
  }
  document.getElementById("leftout")?.remove();
  if (omitted) list.append(h("p", { id: "leftout" }, T("ui.left_out", { n: omitted })));
});
fromAddress();
