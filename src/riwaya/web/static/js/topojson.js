// Topologies (TopoJSON 1.0, quantised) to GeoJSON: as much of it as the basemap uses.

/** The arcs of a topology in degrees. */
function arcsOf(topology) {
  const [sx, sy] = topology.transform.scale;
  const [tx, ty] = topology.transform.translate;
  return topology.arcs.map((steps) => {
    let x = 0;
    let y = 0;
    return steps.map(([dx, dy]) => [(x += dx) * sx + tx, (y += dy) * sy + ty]);
  });
}

function joined(indexes, arcs) {
  const line = [];
  for (const index of indexes) {
    const part = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
    line.push(...(line.length ? part.slice(1) : part));
  }
  return line;
}

function coordinates(geometry, arcs) {
  if (geometry.type === "MultiLineString") return geometry.arcs.map((line) => joined(line, arcs));
  return geometry.arcs.map((polygon) => polygon.map((ring) => joined(ring, arcs)));
}

/** Each object of a topology as a feature collection. */
export function features(topology) {
  const arcs = arcsOf(topology);
  const found = {};
  for (const [name, object] of Object.entries(topology.objects)) {
    const geometries = object.type === "GeometryCollection" ? object.geometries : [object];
    found[name] = {
      type: "FeatureCollection",
      features: geometries.map((geometry) => ({
        type: "Feature",
        properties: {},
        geometry: { type: geometry.type, coordinates: coordinates(geometry, arcs) },
      })),
    };
  }
  return found;
}
