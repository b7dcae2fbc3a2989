// Filters: which claims pass, how many would pass with another choice, and the state in the address.
const TERRITORIAL = new Set(DATA.territorial);
const byClaimId = new Map();
const byDocId = new Map();
const claimsOfDoc = DATA.docs.map(() => []);
DATA.docs.forEach((doc, index) => byDocId.set(doc.i, index));
DATA.claims.forEach((claim, index) => {
  claim.index = index;
  byClaimId.set(claim.i, claim);
  claimsOfDoc[claim.d].push(claim);
});

const bearerOf = (mention) => DATA.who[DATA.names[mention][1]];
const spotOf = (mention) => DATA.spots[DATA.spotNames[mention][1]];

// What a claim offers to each filter. "-" stands for none (the outlet itself, no place).
const OUTLET = "\u2013outlet";
const FACETS = {
  voice: (claim) => (claim.v.length ? claim.v.map((voice) => bearerOf(voice[0]).k) : [OUTLET]),
  kind: (claim) => (claim.v.length ? claim.v.map((voice) => DATA.names[voice[0]][2]) : [OUTLET]),
  event: (claim) => [claim.t, "f:" + DATA.families[claim.t]],
  stance: (claim) => [claim.s],
  place: (claim) => (claim.p.length ? claim.p.map((place) => spotOf(place[0]).k) : ["-"]),
  doc: (claim) => ["o:" + DATA.docs[claim.d].o, "d:" + DATA.docs[claim.d].i],
};

const haystacks = [];
const docHaystacks = [];
function haystack(claim) {
  if (haystacks[claim.index] === undefined) {
    const doc = DATA.docs[claim.d];
    const parts = [doc.x.slice(claim.e[0], claim.e[1]), doc.h || "", ...(doc.o < 0 ? [] : DATA.outlets[doc.o])];
    for (const [mention] of [...claim.v, ...claim.a, ...claim.g]) {
      const who = bearerOf(mention);
      parts.push(DATA.names[mention][0], who.t, who.n || "", ...who.f);
    }
    for (const [mention] of claim.p) {
      const spot = spotOf(mention);
      parts.push(DATA.spotNames[mention][0], spot.t, spot.n || "", ...spot.f);
    }
    haystacks[claim.index] = fold(parts.join("\n"));
  }
  return haystacks[claim.index];
}
function docHaystack(index) {
  if (docHaystacks[index] === undefined) docHaystacks[index] = fold(docTitle(DATA.docs[index]) + "\n" + DATA.docs[index].x);
  return docHaystacks[index];
}
const wanted = () => fold(state.q).split(/\s+/).filter(Boolean);

/** The claims that pass every filter, and for each facet the number of claims per value under all other filters. */
function query() {
  const words = wanted();
  const names = Object.keys(FACETS);
  const counts = Object.fromEntries(names.map((name) => [name, new Map()]));
  const hits = [];
  for (const claim of DATA.claims) {
    if (words.length && !words.every((word) => haystack(claim).includes(word))) continue;
    const values = names.map((name) => new Set(FACETS[name](claim)));
    const failed = names.filter((name, at) => state[name] && !values[at].has(state[name]));
    if (failed.length > 1) continue;
    names.forEach((name, at) => {
      if (failed.length && failed[0] !== name) return;
      for (const value of values[at]) counts[name].set(value, (counts[name].get(value) || 0) + 1);
    });
    if (!failed.length) hits.push(claim);
  }
  return { hits, counts };
}
const filtered = () => Boolean(state.q.trim()) || Object.keys(FACETS).some((name) => state[name]);

/** Claims grouped by place, by number of territorial claims, then of claims, then by name. */
function groupByPlace(claims) {
  const groups = new Map();
  for (const claim of claims) {
    const spots = new Set(claim.p.map((place) => DATA.spotNames[place[0]][1]));
    if (!spots.size) spots.add(-1);
    for (const spot of spots) {
      const key = spot < 0 ? "-" : DATA.spots[spot].k;
      if (state.place && state.place !== key) continue;
      if (!groups.has(spot)) groups.set(spot, { spot, claims: [], territorial: 0 });
      const group = groups.get(spot);
      group.claims.push(claim);
      if (TERRITORIAL.has(claim.t)) group.territorial += 1;
    }
  }
  const sortKey = (claim) => claim.w[0] || claim.w[1] || "9999";
  const result = [...groups.values()];
  for (const group of result) group.claims.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : a.index - b.index));
  return result.sort((a, b) => (a.spot < 0) - (b.spot < 0) || b.territorial - a.territorial || b.claims.length - a.claims.length || a.spot - b.spot);
}

// The address keeps what is looked at, so that a view can be kept and sent on.
const KEPT = { lang: "ar", view: "places", q: "", voice: "", kind: "", event: "", stance: "", place: "", doc: "", at: "", claim: "", colour: "stance" };
function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const [name, standard] of Object.entries(KEPT)) state[name] = given.get(name) || standard;
  if (!(state.lang in DATA.labels)) state.lang = "ar";
  if (state.view !== "documents") state.view = "places";
  if (state.colour !== "family") state.colour = "stance";
  if (state.stance && !STANCES.includes(state.stance)) state.stance = "";
}
function writeAddress(newEntry) {
  const kept = new URLSearchParams();
  for (const [name, standard] of Object.entries(KEPT)) if (state[name] !== standard) kept.set(name, state[name]);
  const hash = "#" + kept;
  if (hash === (location.hash || "#")) return;
  try {
    if (newEntry) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  } catch {
    // Browsers refuse very many changes in a short time; the address is then written with the next one.
  }
}
