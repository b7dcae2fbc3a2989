// The timeline of control of one place: two stacked bands, as known then and as known now, and a day to read them at.
const HOLDER_COLOURS = ["#3b6fb6", "#c8553d", "#5b9a6f", "#8a5fa8", "#c59b2b", "#4aa3a2"];

/** The figure of a place, or null where no timeline was inferred. */
function controlFigure(key) {
  const place = DATA.control.places[key];
  if (!place) return null;
  const arabic = state.lang === "ar";
  const names = [...place.h.map((holder) => holder[arabic ? 1 : 2]), T("ui.control_contested"), T("ui.control_other")];
  const colour = (at) => (at < place.h.length ? HOLDER_COLOURS[at % HOLDER_COLOURS.length] : at === place.h.length ? "#8f8a80" : "#d9d5cc");
  const reading = h("p", { class: "controlsays", "aria-live": "polite" });
  const cursors = [];
  const drawn = (days) => {
    const box = svg("svg", { viewBox: `0 0 ${days.length} 100`, preserveAspectRatio: "none", class: "controlband", "aria-hidden": "true" });
    const flow = svg("g", arabic ? { transform: `translate(${days.length} 0) scale(-1 1)` } : {});
    let below = days.map(() => 0);
    names.forEach((name, column) => {
      const above = days.map((row, at) => below[at] + row[column]);
      flow.append(svg("path", { d: bandPath(below, above), fill: colour(column) }));
      below = above;
    });
    const cursor = svg("rect", { y: 0, width: 1, height: 100, class: "controlcursor" });
    cursors.push(cursor);
    flow.append(cursor);
    box.append(flow);
    return box;
  };
  const band = (title, days) => h("div", {}, h("p", { class: "sub" }, T("ui." + title)), drawn(days));
  const now = h("div", {}, drawn(place.s));
  const bands = [band("control_then", place.f), h("div", {}, h("p", { class: "sub" }, T("ui.control_now")), now)];
  let shown = place.s;
  const alike = !place.a ? [] : h("label", { class: "controlalike" },
    h("input", { type: "checkbox", onchange: (event) => {
      shown = event.target.checked ? place.a : place.s;
      cursors.pop();
      now.replaceChildren(drawn(shown));
      read(Number(slider.value));
    } }), " ", T("ui.control_alike"));
  const last = place.s.length - 1;
  const slider = h("input", { type: "range", min: 0, max: last, value: last, "aria-label": T("ui.control_day"), oninput: () => read(Number(slider.value)) });
  function read(at) {
    const row = shown[at];
    const best = row.indexOf(Math.max(...row));
    const [roots, since] = place.n[at];
    const day = longDay(isoDay(dayNumber(place.d) + at));
    for (const cursor of cursors) cursor.setAttribute("x", at);
    reading.replaceChildren(bdi(T("ui.control_says", { day, name: names[best], p: row[best], words: controlWords(row[best], roots, since) })), " · ", T("ui.control_roots", { n: roots }));
  }
  read(last);
  return h("details", { class: "control", open: true, "data-control": key },
    h("summary", {}, T("ui.control_title")), bands, alike, slider, reading,
    h("ul", { class: "controlkey" }, names.map((name, at) => h("li", {}, swatch(colour(at)), " ", bdi(name)))),
    h("p", { class: "note" }, T("ui.control_note")));
}

/** Likelihood and confidence in words; on one root alone no likelihood word is given. */
function controlWords(percent, roots, since) {
  const arabic = state.lang === "ar";
  const sure = DATA.control.confidence.find((row) => roots >= row[0] && since <= row[1]);
  const confidence = sure ? sure[arabic ? 2 : 3] : "";
  if (roots < 2) return confidence;
  const word = DATA.control.words.filter((row) => percent >= row[0]).pop()[arabic ? 1 : 2];
  return word + (arabic ? "، " : ", ") + confidence;
}

function swatch(colour) {
  return svg("svg", { width: 11, height: 11, "aria-hidden": "true" }, svg("rect", { width: 11, height: 11, fill: colour }));
}

/** A band of steps, a day wide each, between two heights in percent. */
function bandPath(below, above) {
  const edge = (values) => values.flatMap((value, at) => [`${at} ${100 - Math.min(100, value)}`, `${at + 1} ${100 - Math.min(100, value)}`]);
  return "M" + [...edge(above), ...edge(below).reverse()].join(" L") + "Z";
}
