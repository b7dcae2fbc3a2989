// The places view: for each place a strip of claims by who is said to be there, and the claims in time order.
const BATCH = 12; // places built at a time
const FIRST_CLAIMS = 4; // claims listed before "show the others"
const MAX_ROWS = 8; // rows of holders before the rest share one
const STACK = 4; // marks on top of one another before they are counted instead

const placesView = { groups: [], built: 0, sections: new Map() };

function renderPlaces(main, hits) {
  placesView.groups = groupByPlace(hits);
  placesView.built = 0;
  placesView.sections = new Map();
  const list = h("div", { id: "placelist" });
  main.replaceChildren(legend(), list);
  if (!placesView.groups.length) list.append(h("p", { class: "empty" }, T("ui.nothing")));
  else morePlaces(list);
}

/** Build the next places; a button (and coming near the end of the page) asks for more. */
function morePlaces(list) {
  document.getElementById("moreplaces")?.remove();
  for (const group of placesView.groups.slice(placesView.built, placesView.built + BATCH)) list.append(placeSection(group));
  placesView.built = Math.min(placesView.groups.length, placesView.built + BATCH);
  const left = placesView.groups.length - placesView.built;
  if (!left) return;
  const button = h("button", { type: "button", id: "moreplaces", class: "more", onclick: () => morePlaces(list) }, T("ui.more_places", { n: left }));
  list.append(button);
  new IntersectionObserver((entries, observer) => {
    if (entries.some((entry) => entry.isIntersecting) && button.isConnected) { observer.disconnect(); morePlaces(list); }
  }, { rootMargin: "600px" }).observe(button);
}

function placeSection(group) {
  const spot = group.spot < 0 ? null : DATA.spots[group.spot];
  const name = spot ? named(spot.t, spot) : h("span", { class: "name" }, T("ui.no_place"));
  const unresolved = spot && spot.k.startsWith("=");
  const voices = new Set(group.claims.flatMap((claim) => FACETS.voice(claim)));
  const denied = group.claims.filter((claim) => claim.dn).length;
  const list = h("ol", { class: "claims" });
  const section = h("section", { class: "place", "data-place": spot ? spot.k : "-" },
    h("div", { class: "placehead" }, h("h2", {}, name, unresolved ? [" ", h("span", { class: "tag" }, T("ui.unresolved"))] : null),
      h("p", { class: "sub" }, [T("ui.count_claims", { n: group.claims.length }), T("ui.territorial", { n: group.territorial }),
        T("ui.count_denials", { n: denied }), T("ui.count_voices", { n: voices.size })].join(" · "))),
    spot ? controlFigure(spot.k) : null, h("div", { class: "stripbox" }), list);
  placesView.sections.set(group, section);
  section.showUntil = (number) => {
    const had = list.querySelectorAll(".claim").length;
    list.querySelector(".morerow")?.remove();
    for (const claim of group.claims.slice(had, Math.max(had, number))) list.append(claimRow(claim));
    const left = group.claims.length - Math.max(had, number);
    if (left > 0) {
      const more = () => { const at = list.querySelectorAll(".claim").length; section.showUntil(at + 100); list.querySelectorAll(".claim")[at].focus(); };
      list.append(h("li", { class: "morerow" }, h("button", { type: "button", class: "more", onclick: more }, T("ui.show_all", { n: left }))));
    }
  };
  section.showUntil(group.claims.length <= FIRST_CLAIMS + 2 ? group.claims.length : FIRST_CLAIMS);
  section.drawStrip = () => section.querySelector(".stripbox").replaceChildren(strip(group, section));
  // The strip needs its width, so it is drawn when the section comes near the screen.
  new IntersectionObserver((entries, observer) => {
    if (entries.some((entry) => entry.isIntersecting)) { observer.disconnect(); section.drawn = true; section.drawStrip(); }
  }, { rootMargin: "400px" }).observe(section);
  return section;
}

/** Rows of a strip: each holder who is named, those not named, and events of another kind. */
function stripRows(group) {
  const rows = new Map();
  const others = { key: "others", items: [] };
  const events = { key: "events", items: [] };
  for (const claim of group.claims) {
    for (const [mention, role] of claim.h) {
      const who = mention < 0 ? -1 : DATA.names[mention][1];
      if (role === "other") { events.items.push({ claim, role }); continue; }
      if (!rows.has(who)) rows.set(who, { key: who, items: [] });
      rows.get(who).items.push({ claim, role });
    }
  }
  const ordered = [...rows.values()].sort((a, b) => (a.key < 0) - (b.key < 0) || b.items.length - a.items.length || a.key - b.key);
  const shown = ordered.slice(0, ordered.length > MAX_ROWS ? MAX_ROWS - 1 : MAX_ROWS);
  others.count = ordered.length - shown.length;
  for (const row of ordered.slice(shown.length)) others.items.push(...row.items);
  return [...shown, ...(others.items.length ? [others] : []), ...(events.items.length ? [events] : [])];
}
function rowName(row) {
  if (row.key === "others") return T("ui.row_others", { n: row.count });
  if (row.key === "events") return T("ui.row_events");
  return row.key < 0 ? T("ui.row_unnamed") : named(DATA.who[row.key].t, DATA.who[row.key]);
}

const middle = (claim) => {
  const [first, last] = claim.w;
  if (first && last) return (dayNumber(first) + dayNumber(last)) / 2;
  return first || last ? dayNumber(first || last) : null;
};

/** The days an axis spans. Lone days far from the others are moved to its edge, or they would squeeze all the rest together. */
function axisSpan(claims) {
  const known = claims.map(middle).filter((day) => day !== null).sort((a, b) => a - b);
  if (!known.length) return null;
  const at = (share) => known[Math.floor(share * (known.length - 1))];
  const reach = Math.max(14, 3 * (at(0.85) - at(0.15)));
  const inside = known.length < 4 ? known : known.filter((day) => day >= at(0.15) - reach && day <= at(0.85) + reach);
  const pad = Math.max(0.6, (inside[inside.length - 1] - inside[0]) * 0.03);
  return { from: inside[0] - pad, to: inside[inside.length - 1] + pad, before: known[0] < inside[0], after: known[known.length - 1] > inside[inside.length - 1] };
}

function ticks(span, width) {
  const most = Math.max(2, Math.floor(width / 90));
  const length = span.to - span.from;
  const result = [];
  if (length <= most * 31) {
    const step = [1, 2, 5, 7, 10, 14, 31].find((days) => length / days <= most) || 31;
    for (let day = Math.ceil(span.from); day <= span.to; day += step) {
      const iso = isoDay(day);
      const newMonth = !result.length || result[result.length - 1].iso.slice(0, 7) !== iso.slice(0, 7);
      const shortMonth = month(iso).split("/")[0];
      result.push({ day, iso, text: newMonth ? `${Number(iso.slice(8))} ${shortMonth}` + (result.length && result[0].iso.slice(0, 4) === iso.slice(0, 4) ? "" : " " + Number(iso.slice(0, 4))) : `${Number(iso.slice(8))}` });
    }
    return result;
  }
  const months = length / 30.44;
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 600].find((count) => months / count <= most) || 1200;
  const date = new Date(span.from * 86400000);
  let index = Math.ceil((date.getUTCFullYear() * 12 + date.getUTCMonth() + 0.01) / step) * step;
  for (; ; index += step) {
    const day = Date.UTC(Math.floor(index / 12), index % 12, 1) / 86400000;
    if (day > span.to || result.length > 40) return result;
    const iso = isoDay(day);
    result.push({ day, iso, text: (step >= 12 ? "" : month(iso).split("/")[0] + " ") + Number(iso.slice(0, 4)) });
  }
}

function strip(group, section) {
  const span = axisSpan(group.claims);
  const box = section.querySelector(".stripbox");
  const narrow = box.clientWidth < 620;
  const width = Math.max(120, (box.clientWidth || 900) - (narrow ? 76 : 330));
  const place = group.spot < 0 ? T("ui.no_place") : label(DATA.spots[group.spot]);
  const undated = group.claims.some((claim) => middle(claim) === null);
  const figure = h("div", { class: "strip" + (undated ? "" : " alldated") + (span ? "" : " nodays"), role: "group", "aria-label": plain(T("ui.strip", { place })) });
  const bins = Math.max(4, Math.floor(width / 21));
  // On a long axis a mark is narrower than its day, so marks stand side by side at the nearest step.
  const step = span && span.to - span.from > bins ? (part) => Math.round(part * bins) / bins : (part) => part;
  const share = (day) => Math.min(1, Math.max(0, (day - span.from) / (span.to - span.from)));
  const scale = h("div", { class: "axis", "aria-hidden": "true" });
  if (span) {
    const marks = ticks(span, width);
    for (const [number, tick] of marks.entries()) {
      // Near the end of the axis the words stand before their tick, or they would run out of it.
      const late = share(tick.day) > 1 - 80 / width;
      const crowded = late && number && (share(tick.day) - share(marks[number - 1].day)) * width < 160;
      const line = h("span", { class: "tick" + (late ? " end" : "") }, crowded ? "\u00a0" : tick.text);
      if (late) line.style.insetInlineEnd = (1 - share(tick.day)) * 100 + "%";
      else line.style.insetInlineStart = share(tick.day) * 100 + "%";
      scale.append(line);
    }
    if (span.before) scale.append(h("span", { class: "edge start" }, T("ui.earlier")));
    if (span.after) scale.append(h("span", { class: "edge end" }, T("ui.later")));
  }
  figure.append(h("div", { class: "rowname head" }, T("ui.held_by")), scale, undated ? h("div", { class: "axis lane" }, T("ui.lane_undated")) : "");
  for (const row of stripRows(group)) {
    const lane = h("div", { class: "days" });
    const aside = h("div", { class: "lane" });
    const stacks = new Map();
    for (const item of row.items) {
      const day = middle(item.claim);
      const key = day === null ? "u" : Math.round(share(day) * bins);
      if (!stacks.has(key)) stacks.set(key, []);
      stacks.get(key).push(item);
    }
    let height = 1;
    for (const [key, items] of stacks) {
      if (key === "u") {
        const fits = narrow ? 3 : 12;
        const cut = items.length > fits ? fits - 1 : items.length;
        items.slice(0, cut).forEach((item) => aside.append(markButton(item)));
        if (items.length > cut) aside.append(moreButton(items.slice(cut), group, section));
        continue;
      }
      const cut = items.length > STACK ? STACK - 1 : items.length;
      height = Math.max(height, Math.min(items.length, STACK));
      const put = (button, level, at) => { button.style.insetInlineStart = at * 100 + "%"; button.style.insetBlockEnd = 3 + level * 20 + "px"; lane.append(button); };
      items.slice(0, cut).forEach((item, level) => {
        const [first, last, basis] = item.claim.w;
        const at = step(share(middle(item.claim)));
        if (first && last && first !== last) lane.append(range(share(dayNumber(first)), share(dayNumber(last)), level, basis === "published" ? "dotted" : ""));
        else if (basis === "published") lane.append(range(Math.max(0, at - 26 / width), at, level, "dotted"));
        put(markButton(item), level, at);
      });
      if (items.length > cut) put(moreButton(items.slice(cut), group, section), cut, step(share(middle(items[0].claim))));
    }
    lane.style.blockSize = height * 20 + 8 + "px";
    figure.append(h("div", { class: "rowname" }, rowName(row)), lane, undated ? aside : "");
  }
  return figure;
}
function range(from, to, level, kind) {
  const bar = h("span", { class: "range " + kind, "aria-hidden": "true" });
  bar.style.insetInlineStart = from * 100 + "%";
  bar.style.inlineSize = Math.max(0, to - from) * 100 + "%";
  bar.style.insetBlockEnd = 12 + level * 20 + "px";
  return bar;
}
function markButton({ claim, role }) {
  const words = summary(claim) + " · " + T("ui.basis_" + claim.w[2]);
  return h("button", { type: "button", class: "markbutton", title: words, "aria-label": words, "data-mark": claim.i,
    onclick: (event) => openClaim(claim, { from: event.currentTarget }) }, mark(claim.s, role));
}
function moreButton(items, group, section) {
  const words = T("ui.more_marks", { n: items.length });
  const show = () => {
    const at = group.claims.indexOf(items[0].claim);
    section.showUntil(at + 1);
    section.querySelectorAll(".claim")[at].focus();
  };
  return h("button", { type: "button", class: "markbutton plus", title: words, "aria-label": words, onclick: show }, bdi("+" + items.length, { dir: "ltr" }));
}

function legend() {
  const entry = (picture, words) => h("li", {}, picture, " ", words);
  return h("details", { class: "legend", open: window.innerWidth > 900 },
    h("summary", {}, T("ui.legend")),
    h("ul", {}, STANCES.map((stance) => entry(mark(stance, "hold"), T("stances." + stance)))),
    h("ul", {}, ["hold", "away", "near", "other"].map((role) => entry(mark("asserts", role), T("ui.role_" + role))),
      entry(h("span", { class: "range dotted sample" }), T("ui.legend_published")), entry(h("span", { class: "range sample" }), T("ui.legend_range"))));
}
const redrawStrips = debounce(() => {
  for (const section of placesView.sections.values()) if (section.drawn && section.isConnected) section.drawStrip();
}, 150);
