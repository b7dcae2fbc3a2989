// Across reports: what voices contradict one another about, and which tellings rest on one root.
const FIRST_SHOWN = 5;
const across = { disputes: FIRST_SHOWN, told: FIRST_SHOWN, framing: FIRST_SHOWN };

const claimsOf = (ids) => ids.map((id) => byClaimId.get(id)).filter(Boolean);
const placeOf = (entry) => (entry.pl[0] ? bdi(entry.pl[state.lang === "en" ? 1 : 0]) : T("ui.no_place"));

/** Who tells a claim: the innermost voice of its chain, or the outlet. */
function teller(claim) {
  if (claim.v.length) { const mention = claim.v[claim.v.length - 1][0]; return { key: bearerOf(mention).k, show: () => named(DATA.names[mention][0], bearerOf(mention)) }; }
  const doc = DATA.docs[claim.d];
  return { key: "o:" + (doc.o < 0 ? doc.i : doc.o), show: () => bdi(outletName(doc) || docTitle(doc)) };
}
function tellers(claims) {
  const seen = new Map();
  for (const claim of claims) { const one = teller(claim); if (!seen.has(one.key)) seen.set(one.key, one.show); }
  return [...seen.values()].map((show) => show());
}
const listed = (nodes) => nodes.flatMap((node, at) => (at ? [T("ui.list_comma"), node] : [node]));

/** A claim as its own words, pressed to read it in its report. */
function quoted(claim) {
  const doc = DATA.docs[claim.d];
  return h("button", { type: "button", class: "quoted s-" + claim.s, title: T("ui.read_claim"), onclick: () => readClaim(claim) },
    mark(claim.s, "hold"), h("span", { class: "tag" }, T("stances." + claim.s)), " ", h("q", { dir: doc.r ? "rtl" : "auto" }, bdi(doc.x.slice(claim.e[0], claim.e[1]))));
}

/** What a dispute is about: the event that some tell of and others deny; who has a place needs no event. */
function disputed(entry) {
  const spoken = entry.c.map((camp) => byClaimId.get(camp.m)).filter(Boolean);
  const claim = spoken.find((one) => !one.dn) || spoken[0];
  return entry.k === "holder" || !claim ? null : [" ", T("events." + claim.t), T("ui.list_comma")];
}

function dispute(entry) {
  return h("article", { class: "dispute", "data-dispute": entry.i },
    h("h3", {}, T("topics." + entry.k), T("ui.colon"), disputed(entry), " ", placeOf(entry), h("span", { class: "sub" }, " ", days(entry.w[0], entry.w[1])),
      entry.o ? null : h("span", { class: "tag" }, T("ui.dispute_closed"))),
    h("ol", { class: "camps" }, entry.c.map((camp) => {
      const claims = claimsOf(camp.c);
      return claims.length ? h("li", { class: "camp" }, quoted(byClaimId.get(camp.m) || claims[0]),
        h("p", {}, listed(tellers(claims))),
        h("p", { class: "sub" }, T("ui.roots_of", { n: camp.r }), camp.s ? [" · ", T("ui.since", { day: longDay(camp.s) })] : null)) : null;
    })),
    entry.ch.map(([voice, , , on]) => h("p", { class: "note" }, bdi(voice), " ", T("ui.changed_account", { day: on ? longDay(on) : T("ui.undated") }))),
    h("p", { class: "note" }, T("ui.would_settle"), " ", T("settled_by." + entry.s)));
}

function toldOften(entry) {
  return h("article", { class: "told", "data-event": entry.i },
    h("h3", {}, T("events." + entry.t), ": ", placeOf(entry), h("span", { class: "sub" }, " ", days(entry.w[0], entry.w[1]))),
    h("p", {}, h("b", {}, T("ui.reports_roots", { n: entry.n, k: entry.r }))),
    h("ul", {}, entry.l.map((ids) => {
      const claims = claimsOf(ids);
      const outlets = [...new Map(claims.map((claim) => [DATA.docs[claim.d].i, DATA.docs[claim.d]])).values()];
      return claims.length ? h("li", {}, quoted(claims[0]), " ", teller(claims[0]).show(), h("span", { class: "sub" }, " ", T("ui.told_in"), " ", listed(outlets.map((doc) => bdi(outletName(doc) || docTitle(doc)))))) : null;
    })));
}

/** Which of several words each outlet uses for one referent; a word is pressed to read where it stands. */
function framed(entry) {
  const name = typeof entry.r === "string" ? T("referents." + entry.r) : bdi(entry.r[state.lang === "en" ? 1 : 0]);
  return h("article", { class: "told" },
    h("h3", {}, name, " ", h("span", { class: "sub" }, h("bdi", {}, String(entry.n)))),
    h("ul", {}, entry.o.map(([at, forms]) => h("li", {}, bdi(outletName(DATA.docs[at]) || docTitle(DATA.docs[at])), T("ui.colon"), " ",
      listed(forms.map(([form, n, ids]) => h("button", { type: "button", class: "quoted", title: T("ui.read_claim"), onclick: () => { const [claim] = claimsOf(ids); if (claim) readClaim(claim); } }, h("q", { lang: "ar", dir: "rtl" }, bdi(form)), " ", h("bdi", { class: "tag" }, String(n)))))))));
}

function acrossPart(name, all, draw, open) {
  const entries = DATA.across[name];
  const part = h("details", { class: "acrosspart", id: "across-" + name, open },
    h("summary", {}, h("h2", {}, T("ui.across_" + name)), " ", h("bdi", { class: "tag" }, String(all))),
    entries.length ? entries.slice(0, across[name]).map(draw) : h("p", { class: "sub" }, T("ui.none_" + name)));
  if (entries.length > across[name]) part.append(h("button", { type: "button", class: "more", onclick: () => { across[name] = entries.length; renderAcross(); } }, T("ui.more_of", { n: entries.length - across[name] })));
  if (all > entries.length && across[name] >= entries.length) part.append(h("p", { class: "sub" }, T("ui.across_rest", { n: all - entries.length })));
  return part;
}
function renderAcross() {
  const place = document.getElementById("across");
  const was = (name, other) => { const part = document.getElementById("across-" + name); return part ? part.open : other; };
  const parts = [acrossPart("disputes", DATA.across.allDisputes, dispute, was("disputes", true)), acrossPart("told", DATA.across.allTold, toldOften, was("told", false)), acrossPart("framing", DATA.across.allFraming, framed, was("framing", false))];
  place.replaceChildren(...parts);
}
