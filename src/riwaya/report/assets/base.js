// Data, language and the few helpers that build elements. Nothing here or below ever parses text as HTML.
const DATA = JSON.parse(document.getElementById("data").textContent);
const STANCES = ["asserts", "denies", "doubts", "possible", "expects", "threatens", "demands"];
const SVG = "http://www.w3.org/2000/svg";
const state = {
  lang: "ar", view: "places", q: "", voice: "", kind: "", event: "", stance: "", place: "", doc: "", at: "", claim: "", colour: "stance",
};

/** The text of an interface key ("ui.close"), with {braces} filled in. */
function T(key, values) {
  const dot = key.indexOf(".");
  const section = DATA.labels[state.lang][key.slice(0, dot)] || {};
  const text = section[key.slice(dot + 1)];
  if (text === undefined) return key.slice(dot + 1);
  return values ? text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all)) : text;
}

/** An element. Properties: class, on… handlers, data-…/aria-… and plain attributes; false and null are left out. */
function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}
function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== "") element.append(child);
  }
}
function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
const bdi = (text, properties) => h("bdi", properties || { dir: "auto" }, text);

// Characters that change the direction of what follows have no business in a label or tooltip.
const plain = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

/** A name as this language shows it: the form in the text; in English the display name with that form beside it. */
function named(form, bearer) {
  const latin = bearer && bearer.n;
  if (state.lang === "en" && latin && latin !== form) return h("span", { class: "name" }, bdi(latin), " ", bdi(form, { dir: "auto", class: "form" }));
  return h("span", { class: "name", title: latin && latin !== form ? plain(latin) : null }, bdi(form));
}
const label = (bearer) => (state.lang === "en" && bearer.n ? bearer.n : bearer.t);
const outletName = (doc) => (doc.o < 0 ? null : DATA.outlets[doc.o][state.lang === "en" ? 2 : 1]);
function docTitle(doc) {
  if (doc.h) return doc.h;
  const line = doc.x.slice(0, 400).trim().split("\n", 1)[0];
  return (line.length > 80 ? line.slice(0, line.lastIndexOf(" ", 80) + 1 || 80) + "…" : line) || doc.i;
}

// Folding for search, as the extractor folds words: marks and tatweel dropped, carriers of hamza conflated.
const FOLD = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ی": "ي", "ک": "ك", "ہ": "ه", "ە": "ه" };
function fold(text) {
  return text.normalize("NFKC").toLowerCase()
    .replace(/[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, "")
    .replace(/[أإآٱىئؤةیکہە]/g, (letter) => FOLD[letter])
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

// Days as numbers since 1970, so that axes can be reckoned with.
const dayNumber = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / 86400000);
const isoDay = (number) => new Date(number * 86400000).toISOString().slice(0, 10);
const month = (iso) => T("months.m" + iso.slice(5, 7));
const longDay = (iso) => `${Number(iso.slice(8, 10))} ${month(iso)} ${Number(iso.slice(0, 4))}`;

/** The days of a claim in words, without their basis. */
function days(first, last) {
  if (first && last) return first === last ? longDay(first) : `${longDay(first)} – ${longDay(last)}`;
  if (first) return T("ui.from_day", { day: longDay(first) });
  if (last) return T("ui.until_day", { day: longDay(last) });
  return T("ui.undated");
}
function debounce(action, wait) {
  let timer = 0;
  return (...args) => { clearTimeout(timer); timer = setTimeout(() => action(...args), wait); };
}
