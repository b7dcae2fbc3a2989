// The documents view: a list, and one document's text exactly as published with the evidence of its claims marked.
const CHUNK = 6000; // characters of text laid out together
const LISTED = 60;

function renderDocuments(main, hits) {
  const perDoc = new Map();
  for (const claim of hits) perDoc.set(claim.d, (perDoc.get(claim.d) || 0) + 1);
  const words = wanted();
  const onlyText = words.length && !["voice", "kind", "event", "stance", "place"].some((name) => state[name]);
  const listed = [];
  DATA.docs.forEach((doc, index) => {
    const outlet = !state.doc || state.doc === "o:" + doc.o || state.doc === "d:" + doc.i;
    if (perDoc.has(index) || (outlet && (!filtered() || (!hits.length && state.doc && !words.length) || (onlyText && words.every((word) => docHaystack(index).includes(word)))))) listed.push(index);
  });
  documentsView.listed = listed;
  const at = byDocId.has(state.at) ? byDocId.get(state.at) : listed[0];
  const list = h("ol", { class: "doclist" });
  const open = window.innerWidth > 900;
  main.replaceChildren(h("div", { class: "docview" },
    h("details", { class: "docnav", open }, h("summary", {}, T("ui.document_list"), " ", h("span", { class: "sub" }, T("ui.shown_documents", { n: listed.length }))), list),
    h("div", { id: "reader" })));
  const more = (from) => {
    document.getElementById("moredocs")?.remove();
    for (const index of listed.slice(from, from + LISTED)) list.append(docEntry(index, perDoc.get(index) || 0, index === at));
    if (from + LISTED < listed.length) {
      list.append(h("li", { id: "moredocs" }, h("button", { type: "button", class: "more", onclick: () => more(from + LISTED) }, T("ui.more_documents", { n: listed.length - from - LISTED }))));
    }
  };
  more(0);
  if (at !== undefined) showDocument(at, hits);
  else document.getElementById("reader").append(h("p", { class: "empty" }, T("ui.nothing")));
}
const documentsView = { listed: [], at: -1, claims: [] };

function docEntry(index, number, current) {
  const doc = DATA.docs[index];
  const outlet = outletName(doc);
  return h("li", {}, h("button", { type: "button", class: "docentry", "aria-current": current ? "true" : null, "data-doc": doc.i, onclick: () => { state.at = doc.i; state.claim = ""; closeCard(); writeAddress(true); update(); } },
    h("span", { class: "doctitle" }, bdi(docTitle(doc))),
    h("span", { class: "sub" }, outlet ? bdi(outlet) : T("ui.unknown_outlet"), " · ", days(doc.p[0], doc.p[1]), " · ", T("ui.count_claims", { n: number }))));
}

function showDocument(index, hits) {
  const doc = DATA.docs[index];
  documentsView.at = index;
  documentsView.claims = hits.filter((claim) => claim.d === index);
  const outlet = outletName(doc);
  const colour = (name) => h("button", { type: "button", class: "choice", "aria-pressed": String(state.colour === name), onclick: () => { state.colour = name; writeAddress(); update(); } }, T("ui.colour_" + name));
  const used = state.colour === "stance" ? STANCES.filter((stance) => documentsView.claims.some((claim) => claim.s === stance)).map((stance) => ["stances." + stance, "hl s-" + stance])
    : [...new Set(documentsView.claims.map((claim) => DATA.families[claim.t]))].map((family) => ["families." + family, "hl f-" + family]);
  const text = h("div", { class: "text by-" + state.colour, dir: doc.r ? "rtl" : "auto", lang: doc.r ? "ar" : null, role: "region", "aria-label": T("ui.text_of"), tabindex: "0" });
  document.getElementById("reader").replaceChildren(
    h("div", { class: "readerhead" },
      h("h2", {}, bdi(docTitle(doc))),
      h("p", { class: "sub" }, outlet ? bdi(outlet) : T("ui.unknown_outlet"), " · ", T("ui.published"), ": ", days(doc.p[0], doc.p[1]),
        doc.p[2] === "unknown" ? null : ` (${T("date_bases." + doc.p[2])})`, " · ", bdi(doc.i, { dir: "ltr" }),
        doc.u ? [" · ", h("a", { href: doc.u, rel: "noopener noreferrer", target: "_blank" }, T("ui.original"))] : null),
      h("div", { class: "readertools" }, h("span", {}, T("ui.colour_by")), colour("stance"), colour("family"),
        h("span", { class: "key" }, used.map(([key, style]) => h("span", { class: style }, T(key))))),
      documentsView.claims.length ? null : h("p", { class: "sub" }, T("ui.no_claims_here"))),
    text);
  fillText(text, doc, documentsView.claims);
}

/** Where the text has to be cut: the evidence of every claim, the furniture, and the parts of the claim that is open. */
function fillText(text, doc, claims) {
  const active = claims.find((claim) => claim.i === state.claim);
  const marks = claims.map((claim) => ({ from: claim.e[0], to: claim.e[1], claim }));
  for (const [from, to] of doc.z) marks.push({ from, to, style: "furniture" });
  if (active) {
    const parts = [["p-cue", active.c && [active.c]], ["p-voice", active.v.map((voice) => voice.slice(1))], ["p-agent", active.a.map((one) => one.slice(1))],
      ["p-target", active.g.map((one) => one.slice(1))], ["p-place", active.p.map((one) => one.slice(1))], ["p-time", active.ti && [active.ti]]];
    for (const [style, ranges] of parts) for (const [from, to] of ranges || []) marks.push({ from, to, style });
  }
  for (const found of doc.x.matchAll(/[\u202d\u202e]/g)) marks.push({ from: found.index, to: found.index + 1, style: "control", control: found[0] });
  marks.push(...chunkCuts(doc.x));
  const cuts = [...new Set([0, doc.x.length, ...marks.flatMap((one) => [one.from, one.to])])].sort((a, b) => a - b);
  marks.sort((a, b) => a.from - b.from || b.to - a.to);
  const started = new Set();
  let open = [];
  let next = 0;
  let chunk = h("div", { class: "chunk" });
  text.append(chunk);
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const [from, to] = [cuts[at], cuts[at + 1]];
    while (next < marks.length && marks[next].from <= from) open.push(marks[next++]);
    if (open.some((one) => one.cut && one.from === from) && chunk.firstChild) { chunk = h("div", { class: "chunk" }); text.append(chunk); }
    open = open.filter((one) => one.to > from);
    chunk.append(segment(doc.x.slice(from, to), open, active, started));
  }
}

function segment(text, open, active, started) {
  const claims = open.filter((one) => one.claim).map((one) => one.claim);
  const styles = open.filter((one) => one.style).map((one) => one.style);
  if (!claims.length && !styles.length) return document.createTextNode(text);
  const control = open.find((one) => one.control);
  const span = h("span", { "data-control": control ? (control.control === "\u202d" ? "LRO" : "RLO") : null }, text);
  span.className = styles.join(" ");
  if (!claims.length) return span;
  // The claim with the shortest evidence is the one meant here; the others stay within reach on its card.
  const length = (claim) => claim.e[1] - claim.e[0];
  claims.sort((a, b) => length(a) - length(b) || a.index - b.index);
  const first = active && claims.includes(active) ? active : claims[0];
  span.classList.add("hl", "s-" + first.s, "f-" + DATA.families[first.t]);
  if (claims.length > 1) span.classList.add("several");
  if (active && claims.includes(active)) span.classList.add("active");
  span.dataset.claims = claims.map((claim) => claim.i).join(" ");
  span.addEventListener("click", () => { if (getSelection().isCollapsed) openClaim(first === active && claims.length > 1 ? claims[0] : first, { others: claims, from: span }); });
  const fresh = claims.filter((claim) => !started.has(claim));
  if (fresh.length) {
    for (const claim of fresh) started.add(claim);
    span.tabIndex = 0;
    span.setAttribute("role", "button");
    span.setAttribute("aria-label", plain(text.slice(0, 200)) + " — " + claims.map(summary).join(" | "));
    span.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); openClaim(first, { others: claims, from: span }); }
    });
  }
  return span;
}

/** Empty marks where the text may be laid out in separate blocks: at line ends, and in endless lines where they must be. */
function chunkCuts(text) {
  const result = [];
  for (let from = 0; text.length - from > CHUNK; ) {
    let to = text.indexOf("\n", from + CHUNK) + 1;
    if (to === 0 || to - from > 8 * CHUNK) {
      to = text.lastIndexOf(" ", from + 8 * CHUNK) + 1;
      if (to <= from) to = from + 8 * CHUNK;
      if (to >= text.length) break;
      if ((text.charCodeAt(to) & 0xfc00) === 0xdc00) to += 1;
    }
    if (to >= text.length) break;
    result.push({ from: to, to, cut: true });
    from = to;
  }
  return result;
}
