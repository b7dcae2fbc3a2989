// A claim in words: marks, badges, the chain of voices, the row in a list and the full card.

/** The mark of a stance and a role: filled asserts, hollow and struck denies, dashed doubts, half for what is not said to have happened. */
function mark(stance, role) {
  const paths = {
    hold: "M8 2.2a5.8 5.8 0 1 1 0 11.6a5.8 5.8 0 1 1 0-11.6z",
    away: "M3.2 2.4L13.6 8L3.2 13.6z",
    near: "M8 1.4L14.6 8L8 14.6L1.4 8z",
    other: "M8 4.4a3.6 3.6 0 1 1 0 7.2a3.6 3.6 0 1 1 0-7.2z",
  };
  const shape = (name) => svg("path", { d: paths[role], class: name });
  const picture = svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, class: `mark ${role} s-${stance}`, "aria-hidden": "true", focusable: "false" });
  if (stance === "asserts") picture.append(shape("full"));
  else if (stance === "denies") picture.append(shape("hollow"), svg("path", { d: "M1.2 14.8L14.8 1.2", class: "strike" }));
  else if (stance === "doubts") picture.append(shape("hollow dashed"));
  else {
    const half = { possible: [0, 0, 8, 16], expects: [8, 0, 8, 16], threatens: [0, 0, 16, 8], demands: [0, 8, 16, 8] }[stance];
    const window = svg("svg", { x: half[0], y: half[1], width: half[2], height: half[3], viewBox: half.join(" "), overflow: "hidden" });
    window.append(shape("full"));
    picture.append(shape("hollow"), window);
  }
  return picture;
}
const badge = (stance) => h("span", { class: `badge s-${stance}` }, mark(stance, "hold"), T("stances." + stance));
const eventLabel = (claim) => T("stance_prefix." + claim.s, { event: T("events." + claim.t) });

function denialWords(claim) {
  if (!claim.dn) return "";
  const part = claim.dn[1] === "event" ? "" : " · " + T("ui.denies_part", { part: T("denied_parts." + claim.dn[1]) });
  return T("denials." + claim.dn[0]) + part;
}
const quote = (claim) => DATA.docs[claim.d].x.slice(claim.e[0], claim.e[1]);
const actors = (list) => list.map(([mention], at) => [at ? (state.lang === "ar" ? "، " : ", ") : "", named(DATA.names[mention][0], bearerOf(mention))]);

/** The chain after the publisher; an outlet that credits itself by name is not told twice. */
function furtherVoices(claim) {
  const doc = DATA.docs[claim.d];
  const itself = claim.v.length && doc.o >= 0 && bearerOf(claim.v[0][0]).k === DATA.outlets[doc.o][0];
  return itself ? claim.v.slice(1) : claim.v;
}

/** Who says it on whose word, outermost first, in words. */
function chain(claim) {
  const doc = DATA.docs[claim.d];
  const outlet = outletName(doc);
  const arrow = () => h("span", { class: "arrow", "aria-hidden": "true" }, state.lang === "ar" ? " ← " : " → ");
  const first = h("span", { class: "link outlet" }, outlet ? bdi(outlet) : T("ui.unknown_outlet"));
  const voices = furtherVoices(claim);
  if (!voices.length) return h("span", { class: "chain" }, first, arrow(), h("span", { class: "own" }, T("ui.outlet_says")));
  return h("span", { class: "chain" }, first, voices.map(([mention], at) => [
    arrow(), T(at < voices.length - 1 ? "ui.chain_relay" : "ui.chain_source"), " ",
    h("span", { class: "link", title: T("voice_kinds." + DATA.names[mention][2]) }, named(DATA.names[mention][0], bearerOf(mention))),
  ]));
}
function chainText(claim) {
  const parts = [outletName(DATA.docs[claim.d]) || T("ui.unknown_outlet")];
  const voices = furtherVoices(claim);
  if (!voices.length) parts.push(T("ui.outlet_says"));
  for (const [mention] of voices) parts.push(state.lang === "en" ? bearerOf(mention).n || DATA.names[mention][0] : DATA.names[mention][0]);
  return plain(parts.join(" \u2190 "));
}

/** A claim in one line, for tooltips and screen readers. */
function summary(claim) {
  const part = (list) => list.map(([mention]) => DATA.names[mention][0]).join("، ");
  const kind = denialWords(claim);
  return plain([
    T("stances." + claim.s) + (kind ? ` (${kind})` : ""), eventLabel(claim), [part(claim.a), part(claim.g)].filter(Boolean).join(" ← "),
    days(claim.w[0], claim.w[1]), chainText(claim),
  ].filter(Boolean).join(" · "));
}
function when(claim) {
  const words = [T("ui.basis_" + claim.w[2])];
  if (claim.of && claim.w[2] !== "stated") {
    const [a, b] = claim.of.map((number) => `\u2066${number > 0 ? "+" : ""}${number}\u2069`);
    words.push(a === b ? T("ui.offset_one", { a }) : T("ui.offset", { a, b }));
  }
  const known = claim.w[0] || claim.w[1];
  return h("span", { class: "when" }, known ? [h("span", { class: "day" }, days(claim.w[0], claim.w[1])), " "] : null,
    h("span", { class: "basis" }, (known ? "(" : "") + words.join(state.lang === "ar" ? "؛ " : "; ") + (known ? ")" : "")));
}
function extentWords(claim) {
  const percent = (share) => Math.round(share * 100) + "%";
  const [text, low, high] = claim.x;
  if (low <= 0.02 && high >= 0.98) return [bdi(text), " ", h("span", { class: "form" }, "(", T("ui.extent_part"), ")")];
  return [bdi(text), " ", h("bdi", { dir: "ltr", class: "form" }, low === high ? percent(low) : percent(low) + "–" + percent(high))];
}
function quantityWords(quantity) {
  const [text, value, high, unit, relation, of] = quantity;
  // What is counted stands in the text; the codes for it are English.
  const number = value === high ? String(value) : `${value}–${high}`;
  return [bdi(text), " ", h("span", { class: "form" }, T("relations." + relation), " ", bdi(number, { dir: "ltr" }), ...(state.lang === "ar" ? [] : [unit ? [" ", bdi(unit)] : null, of ? [" · ", bdi(of)] : null]))];
}
function scoreBar(claim) {
  const percent = Math.round(claim.q * 100);
  const bar = h("span", { class: "track", "aria-hidden": "true" }, h("span", { class: "fill" }));
  bar.firstChild.style.inlineSize = percent + "%";
  return h("span", { class: "score", title: T("ui.score_note") }, T("ui.score"), " ", bar, " ", bdi(percent + "%", { dir: "ltr" }));
}
function sides(claim) {
  if (!claim.a.length && !claim.g.length) return null;
  const arrow = h("span", { class: "arrow", "aria-hidden": "true" }, state.lang === "ar" ? " ← " : " → ");
  return h("span", { class: "sides" }, actors(claim.a), claim.g.length ? [arrow, actors(claim.g)] : null);
}

/** The claim as a row of a list. */
function claimRow(claim) {
  const doc = DATA.docs[claim.d];
  const open = () => openClaim(claim, { from: row });
  const row = h("li", { class: `claim s-${claim.s}${claim.i === state.claim ? " active" : ""}`, "data-claim": claim.i, tabindex: "-1" },
    h("div", { class: "head" }, badge(claim.s), h("button", { type: "button", class: "title", onclick: open }, eventLabel(claim)), sides(claim),
      claim.dn ? h("span", { class: "tag" }, denialWords(claim)) : null, claim.b ? h("span", { class: "tag" }, T("ui.background")) : null, when(claim)),
    h("div", { class: "line" }, chain(claim)),
    h("blockquote", { dir: doc.r ? "rtl" : "auto" }, quote(claim)),
    h("div", { class: "foot" },
      claim.x ? h("span", {}, T("ui.extent"), ": ", extentWords(claim)) : null,
      claim.n ? h("span", {}, T("ui.quantity"), ": ", claim.n.map((quantity, at) => [at ? " · " : "", quantityWords(quantity)])) : null,
      scoreBar(claim), readLink(claim)));
  return row;
}
const readLink = (claim) => h("a", { class: "read", href: "#" + new URLSearchParams({ view: "documents", at: DATA.docs[claim.d].i, claim: claim.i, ...(state.lang === "en" ? { lang: "en" } : {}) }),
  onclick: (event) => { event.preventDefault(); readClaim(claim); } }, T("ui.read"));

/** The full card. `others` are claims whose evidence shares the place that was pressed. */
function fillCard(card, claim, others) {
  const doc = DATA.docs[claim.d];
  const field = (name, ...content) => (content.flat(Infinity).some(Boolean) ? [h("dt", {}, T("ui." + name)), h("dd", {}, content)] : null);
  const step = (by) => () => moveClaim(by);
  card.setAttribute("aria-label", T("ui.open_claim"));
  card.className = `s-${claim.s}`;
  card.replaceChildren(
    h("div", { class: "cardbar" },
      h("button", { type: "button", class: "quiet", onclick: step(-1), title: T("ui.previous") + " (k)" }, T("ui.previous")),
      h("button", { type: "button", class: "quiet", onclick: step(1), title: T("ui.next") + " (j)" }, T("ui.next")),
      h("button", { type: "button", class: "quiet close", id: "close", onclick: closeCard, title: "Esc" }, T("ui.close"))),
    h("div", { class: "cardbody" },
      others.length > 1 ? h("div", { class: "others", role: "group", "aria-label": T("ui.several") }, h("p", {}, T("ui.several")),
        others.map((other) => h("button", { type: "button", class: "choice", "aria-pressed": String(other === claim), onclick: () => openClaim(other, { others }) },
          mark(other.s, "hold"), eventLabel(other)))) : null,
      h("h2", {}, badge(claim.s), " ", eventLabel(claim)),
      claim.dn ? h("p", { class: "denial" }, denialWords(claim)) : null,
      claim.b ? h("p", { class: "tag" }, T("ui.background")) : null,
      h("blockquote", { dir: doc.r ? "rtl" : "auto" }, quote(claim)),
      h("p", { class: "actions" }, readLink(claim)),
      h("dl", {},
        field("chain", chain(claim)),
        field("cue", claim.c ? bdi(doc.x.slice(claim.c[0], claim.c[1])) : null, claim.c ? [" ", h("span", { class: "form" }, T("attitudes." + claim.at))] : null),
        field("agents", actors(claim.a)), field("targets", actors(claim.g)),
        field("where", claim.p.map(([mention], at) => [at ? h("br") : null, named(DATA.spotNames[mention][0], spotOf(mention)), " ",
          h("span", { class: "form" }, T("precisions." + DATA.spotNames[mention][2]))])),
        field("when", claim.ti ? [bdi(doc.x.slice(claim.ti[0], claim.ti[1])), " "] : null, when(claim)),
        field("extent", claim.x ? extentWords(claim) : null),
        field("quantity", (claim.n || []).map((quantity, at) => [at ? h("br") : null, quantityWords(quantity)])),
        field("document", h("span", {}, bdi(docTitle(doc)), " ", bdi(doc.i, { dir: "ltr", class: "form" })))),
      h("p", {}, scoreBar(claim)), h("p", { class: "note" }, T("ui.score_note")),
      claim.r.length ? h("details", {}, h("summary", {}, T("ui.rules")), h("ul", { class: "rules", dir: "ltr" }, claim.r.map((rule) => h("li", {}, bdi(DATA.rules[rule]))))) : null));
}
