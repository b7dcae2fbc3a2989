// The map: the bundled basemap (or tiles that the settings name), who held which place on the chosen day, and where claims of
// the days before it are, each as exactly as its place is known. The list beside it says the same without the map.
import * as maplibre from "../vendor/maplibre-gl.mjs";
import { features } from "./topojson.js";

const box = document.getElementById("map");
const slider = document.getElementById("map-slider");
const date = document.getElementById("map-day");
const says = document.getElementById("map-says");
// The colours of across.css; with the weaves of timeline.html, so that a party looks the same on every page.
const COLOURS = [0, 1, 2, 3, 4, 5].map((n) => getComputedStyle(document.documentElement).getPropertyValue(`--h${n}`).trim());
const WEAVES = ["", "M-2 2L2 -2M0 8L8 0M6 10L10 6", "M2 2h.1M6 6h.1", "M0 4h8M4 0v8", "M0 2h8M0 6h8", "M2 0v8M6 0v8"];
const STANCES = { asserts: "#1b5e9b", denies: "#b3340f", doubts: "#74439a", possible: "#0d6e66", expects: "#7d5800", threatens: "#8c1d4f", demands: "#48515e" };
const FONT = ["Noto Naskh Arabic", "Noto Sans Arabic", "sans-serif"];
const DAY = 86400000;
const FOR = Number(box.dataset.for); // days after its last that a timeline still says something
const empty = () => ({ type: "FeatureCollection", features: [] });
const point = (lon, lat, properties) => ({ type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } });

async function fetched(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

/** The look of a state: colour, weave and number of a party; contested and other have none. */
function look(state, order) {
  if (state === "contested") return { colour: "#8f8a80", hatched: true };
  if (state === "other" || !(state in order)) return { colour: "#d9d5cc" };
  const n = order[state];
  return { colour: COLOURS[n % 6], weave: WEAVES[(n + Math.floor(n / 6)) % 6], number: String(n + 1) };
}

/** A disc on a canvas; hatched where the place is contested, ringed where it is besieged, fainter the less sure. */
function disc({ colour, weave, number, hatched }, besieged, sure) {
  const size = 44;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const brush = canvas.getContext("2d");
  brush.globalAlpha = 0.35 + (0.6 * sure) / 99;
  brush.beginPath();
  brush.arc(size / 2, size / 2, 14, 0, 2 * Math.PI);
  brush.save();
  brush.clip();
  brush.fillStyle = hatched ? "#e8e4db" : colour;
  brush.fillRect(0, 0, size, size);
  if (hatched) {
    brush.strokeStyle = "#4f4a40";
    brush.lineWidth = 3;
    for (let at = -size; at < size; at += 8) {
      brush.beginPath();
      brush.moveTo(at, size);
      brush.lineTo(at + size, 0);
      brush.stroke();
    }
  }
  if (weave) {
    brush.strokeStyle = "rgb(255 255 255 / 55%)";
    brush.lineWidth = 1.5;
    brush.lineCap = "round";
    for (let x = 0; x < size; x += 8) for (let y = 0; y < size; y += 8) {
      const tile = new Path2D();
      tile.addPath(new Path2D(weave), new DOMMatrix().translate(x, y));
      brush.stroke(tile);
    }
  }
  brush.restore();
  brush.globalAlpha = 1;
  brush.lineWidth = 1.5;
  brush.strokeStyle = "#1b2430";
  brush.beginPath();
  brush.arc(size / 2, size / 2, 14, 0, 2 * Math.PI);
  brush.stroke();
  if (number) {
    brush.font = "700 17px system-ui, sans-serif";
    brush.textAlign = "center";
    brush.textBaseline = "middle";
    brush.lineWidth = 4;
    brush.strokeStyle = "#fff";
    brush.strokeText(number, size / 2, size / 2 + 1);
    brush.fillStyle = "#1b2430";
    brush.fillText(number, size / 2, size / 2 + 1);
  }
  if (besieged) {
    brush.strokeStyle = "#1b2430";
    brush.setLineDash([4, 3]);
    brush.lineWidth = 3;
    brush.beginPath();
    brush.arc(size / 2, size / 2, 19, 0, 2 * Math.PI);
    brush.stroke();
  }
  return canvas;
}

class Desk {
  constructor(map, held, names, order) {
    Object.assign(this, { map, held, names, order });
    this.asked = 0;
  }

  /** The stretch of a place on a day, null where its timeline has not begun or says nothing any more. */
  stretch(place, day) {
    const at = Math.round((Date.parse(day) - Date.parse(place.first)) / DAY);
    if (at < 0 || Date.parse(day) > Date.parse(place.last) + FOR * DAY) return null;
    let found = null;
    for (const one of place.stretches) if (one[0] <= at) found = one;
    return found;
  }

  state(place, number) {
    if (number < place.holders.length) return place.holders[number];
    return number === place.holders.length ? "contested" : "other";
  }

  called(state) {
    if (state === "contested") return box.dataset.contested;
    return state === "other" ? box.dataset.other : this.names[state] || state;
  }

  control(day) {
    const found = empty();
    for (const place of this.held) {
      const stretch = this.stretch(place, day);
      const item = document.querySelector(`#map-places [data-place="${CSS.escape(place.id)}"] .says`);
      const state = stretch && this.state(place, stretch[1]);
      if (item) {
        item.textContent = stretch ? `${this.called(state)} ${Math.max(1, Math.min(99, stretch[2]))}%` : "";
        item.closest("li").hidden = !stretch;
      }
      if (!stretch || place.wide) continue; // an area is no point
      const icon = `${state}|${stretch[2]}|${stretch[3]}`;
      if (!this.map.hasImage(icon)) this.map.addImage(icon, disc(look(state, this.order), stretch[3], stretch[2]).getContext("2d").getImageData(0, 0, 44, 44), { pixelRatio: 2 });
      found.features.push(point(place.lon, place.lat, { icon, id: place.id, roots: place.roots }));
    }
    this.map.getSource("control").setData(found);
  }

  async claims(day) {
    const number = ++this.asked;
    const spots = await fetched("/map/claims.json?day=" + day);
    if (number !== this.asked) return;
    const found = empty();
    for (const spot of spots) {
      if (spot.lat === null || spot.lon === null) continue; // nobody knows where: never a pin
      found.features.push(point(spot.lon, spot.lat, { precision: spot.precision, stance: spot.stance, n: spot.claims, example: spot.example }));
    }
    this.map.getSource("claims").setData(found);
  }

  show(day) {
    this.control(day);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.claims(day), 150);
  }
}

const stanceColour = ["match", ["get", "stance"], ...Object.entries(STANCES).flat(), "#48515e"];
const grown = (least, most) => ["interpolate", ["linear"], ["get", "n"], 1, least, 30, most];
const only = (...precisions) => ["in", ["get", "precision"], ["literal", precisions]];

function style() {
  const base = box.dataset.tiles
    ? { sources: { tiles: { type: "raster", tiles: [box.dataset.tiles], tileSize: 256 } }, layers: [{ id: "tiles", type: "raster", source: "tiles" }] }
    : {
        sources: Object.fromEntries(["land", "borders", "rivers", "lakes", "labels"].map((name) => [name, { type: "geojson", data: empty() }])),
        layers: [
          { id: "land", type: "fill", source: "land", paint: { "fill-color": "#f6f3ec" } },
          { id: "lakes", type: "fill", source: "lakes", paint: { "fill-color": "#c5dbea" } },
          { id: "rivers", type: "line", source: "rivers", paint: { "line-color": "#8fb8d4", "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 9, 2.5] } },
          { id: "borders", type: "line", source: "borders", paint: { "line-color": "#8b8577", "line-width": 1, "line-dasharray": [3, 2] } },
        ],
      };
  const labels = box.dataset.tiles
    ? []
    : [
        { id: "towns", type: "symbol", source: "labels", filter: [">", ["get", "people"], 0], layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": ["interpolate", ["linear"], ["get", "people"], 10000, 11, 2000000, 15], "text-offset": [0, 0.9], "text-anchor": "top", "symbol-sort-key": ["-", 0, ["get", "people"]] }, paint: { "text-color": "#3a3f47", "text-halo-color": "#ffffff", "text-halo-width": 1.4 } },
        { id: "countries", type: "symbol", source: "labels", maxzoom: 7, filter: ["==", ["get", "people"], 0], layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 17, "symbol-sort-key": -1e9 }, paint: { "text-color": "#6a6459", "text-halo-color": "#ffffff", "text-halo-width": 1.6 } },
      ];
  return {
    version: 8,
    sources: { ...base.sources, control: { type: "geojson", data: empty() }, claims: { type: "geojson", data: empty() } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": "#dfe9f1" } },
      ...base.layers,
      { id: "claims-area", type: "circle", source: "claims", filter: only("area"), paint: { "circle-radius": grown(16, 46), "circle-color": stanceColour, "circle-opacity": 0.14, "circle-stroke-color": stanceColour, "circle-stroke-width": 1, "circle-stroke-opacity": 0.35 } },
      ...labels,
      { id: "control", type: "symbol", source: "control", layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "symbol-sort-key": ["get", "roots"] } },
      { id: "claims-near", type: "circle", source: "claims", filter: only("near"), paint: { "circle-radius": grown(11, 22), "circle-opacity": 0, "circle-color": stanceColour, "circle-stroke-color": stanceColour, "circle-stroke-width": 1.5, "circle-stroke-opacity": 0.7, "circle-translate": [0, 0] } },
      { id: "claims-part", type: "circle", source: "claims", filter: only("part"), paint: { "circle-radius": grown(6, 14), "circle-color": "#ffffff", "circle-opacity": 0.75, "circle-stroke-color": stanceColour, "circle-stroke-width": 2.5 } },
      { id: "claims-point", type: "circle", source: "claims", filter: only("point"), paint: { "circle-radius": grown(3.5, 10), "circle-color": stanceColour, "circle-stroke-color": "#ffffff", "circle-stroke-width": 1.2 } },
    ],
  };
}

/** The parties of the map in the order of their numbers, as far as there is room, then contested and other. */
function legend(held, order, called) {
  const list = document.getElementById("map-legend");
  const here = [...new Set(held.flatMap((place) => place.holders))].sort((a, b) => order[a] - order[b]);
  for (const state of [...here.slice(0, 12), "contested", "other"]) {
    const item = document.createElement("li");
    const mark = disc(look(state, order), false, 99);
    mark.className = "mapmark";
    mark.setAttribute("aria-hidden", "true");
    mark.dataset.state = state;
    const name = document.createElement("bdi");
    name.textContent = called(state);
    item.append(mark, " ", name);
    list.append(item);
  }
}

function bounds(held, day) {
  const wanted = new URL(location.href).searchParams.get("place");
  const drawn = held.filter((place) => !place.wide);
  const told = (place) => place.first <= day && Date.parse(day) <= Date.parse(place.last) + FOR * DAY;
  const some = [held.filter((place) => place.id === wanted), drawn.filter(told), drawn].find((part) => part.length) || [];
  if (!some.length) return [[-12, 5], [62, 40]];
  // The middle nine tenths, so that one far place does not make the map of a province one of the world.
  const middle = (values) => {
    const sorted = values.sort((a, b) => a - b);
    const cut = Math.floor(sorted.length / 20);
    return [sorted[cut], sorted[sorted.length - 1 - cut]];
  };
  const [west, east] = middle(some.map((place) => place.lon));
  const [south, north] = middle(some.map((place) => place.lat));
  return [[west - 0.4, south - 0.3], [east + 0.4, north + 0.3]];
}

async function start() {
  maplibre.setWorkerUrl(new URL(box.dataset.worker, location.href).href);
  const { data, names, order } = await fetched("/map/control.json");
  const map = new maplibre.Map({ container: box, style: style(), bounds: bounds(data.places, date.value), fitBoundsOptions: { padding: 30, maxZoom: 9 }, attributionControl: false, dragRotate: false, pitchWithRotate: false, maxZoom: 12, fadeDuration: 0 });
  map.on("error", (event) => console.warn(event.error?.message || event));
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl());
  map.addControl(new maplibre.AttributionControl({ compact: false, customAttribution: box.dataset.tiles ? "" : "Natural Earth · GeoNames (CC BY 4.0)" }));
  await new Promise((resolve) => map.once("load", resolve));
  if (!box.dataset.tiles) {
    const [topology, labels] = await Promise.all([fetched(box.dataset.basemap), fetched("/map/labels.json")]);
    for (const [name, collection] of Object.entries(features(topology))) map.getSource(name)?.setData(collection);
    map.getSource("labels").setData({ type: "FeatureCollection", features: labels.map(([name, lon, lat, people]) => point(lon, lat, { name, people })) });
  }
  const desk = new Desk(map, data.places, names, order);
  legend(data.places, order, (state) => desk.called(state));
  if (date.value) desk.show(date.value);
  for (const layer of ["claims-point", "claims-part", "claims-near", "claims-area", "control"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  map.on("click", (event) => {
    const [hit] = map.queryRenderedFeatures(event.point, { layers: ["claims-point", "claims-part", "control", "claims-near", "claims-area"] });
    if (!hit) return;
    location.href = hit.layer.id === "control" ? "/places/" + encodeURI(hit.properties.id) : "/claims/" + hit.properties.example;
  });
  const first = box.dataset.first;
  if (first) {
    const days = Math.round((Date.parse(box.dataset.last) - Date.parse(first)) / DAY);
    Object.assign(slider, { min: 0, max: days, hidden: false });
    const set = () => {
      slider.value = Math.round((Date.parse(date.value || box.dataset.last) - Date.parse(first)) / DAY);
      slider.setAttribute("aria-valuetext", date.value);
    };
    set();
    slider.addEventListener("input", () => {
      date.value = new Date(Date.parse(first) + Number(slider.value) * DAY).toISOString().slice(0, 10);
      slider.setAttribute("aria-valuetext", date.value);
      desk.show(date.value);
    });
    date.addEventListener("change", () => {
      if (!date.value) return;
      set();
      desk.show(date.value);
    });
  }
  map.once("idle", () => (box.dataset.state = "drawn"));
  map.triggerRepaint();
}

start().catch((error) => {
  console.warn(error);
  says.textContent = box.dataset.failed;
});
