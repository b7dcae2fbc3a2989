// The slider under a place's timeline: moves the cursor at once and asks for what the model says of that day.
const figure = document.querySelector("figure.timeline");
const slider = document.getElementById("day-slider");
const reading = document.getElementById("reading");

function isoDay(first, at) {
  const day = new Date(first + "T00:00:00Z");
  day.setUTCDate(day.getUTCDate() + at);
  return day.toISOString().slice(0, 10);
}

if (figure && slider && reading) {
  const date = slider.form.elements.day;
  const sides = slider.form.elements.sides;
  let waiting = 0;
  let asked = 0;

  const read = async (day) => {
    const number = ++asked;
    const query = new URLSearchParams({ day });
    if (sides && sides.checked && new URL(location.href).searchParams.get("sides") === "off") query.set("sides", "off");
    const answer = await fetch(slider.dataset.part + "?" + query, { headers: { "hx-request": "true" } });
    if (answer.ok && number === asked) reading.innerHTML = await answer.text(); // our own template's output
  };
  const moved = () => {
    const at = Number(slider.value);
    for (const cursor of figure.querySelectorAll(".cursor")) cursor.setAttribute("x", at * Number(cursor.dataset.step));
    date.value = isoDay(figure.dataset.first, at);
    slider.setAttribute("aria-valuetext", date.value);
    clearTimeout(waiting);
    waiting = setTimeout(read, 120, date.value);
  };
  slider.hidden = false;
  slider.setAttribute("aria-valuetext", date.value);
  slider.addEventListener("input", moved);
  date.addEventListener("change", () => {
    const at = Math.round((Date.parse(date.value) - Date.parse(figure.dataset.first)) / 86400000);
    if (Number.isNaN(at)) return;
    slider.value = at;
    moved();
  });
}
