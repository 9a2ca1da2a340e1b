/* SPDX-License-Identifier: MIT */
/* Pointing at or focusing a stop, leg, label or row lights up all that belong together. Tab enters
   the map and each table, arrow keys travel along the stops, Escape leaves. Without this script
   the page says the same. Comments are left out of the page. */
(() => {
  const map = document.querySelector(".map > svg");
  const prefix = map.querySelector("title").id.slice(0, -"title".length);
  const find = (id) => document.getElementById(prefix + id);

  /* A row knows its stop and its leg; a stop called at twice has two rows. */
  const lights = new Map();
  for (const row of document.querySelectorAll("tr[data-stop]")) {
    const { stop, leg } = row.dataset;
    const labels = map.querySelectorAll(`.label[data-stop="${stop}"]`);
    const arrows = map.querySelectorAll(`.leg-arrow[data-leg="${leg}"]`);
    const all = [row, find(stop), find(leg), ...labels, ...arrows].filter(Boolean);
    for (const one of all) lights.set(one, new Set([...(lights.get(one) ?? []), ...all]));
  }

  /* The line itself is too thin to point at. */
  for (const line of map.querySelectorAll(".leg > .line")) {
    const reach = line.cloneNode();
    reach.setAttribute("class", "reach");
    line.after(reach);
  }

  let lit = new Set();
  const light = (element) => {
    while (element && !lights.has(element)) element = element.parentElement;
    for (const one of lit) one.classList.remove("lit");
    lit = lights.get(element) ?? new Set();
    for (const one of lit) one.classList.add("lit");
    document.body.classList.toggle("lighting", lit.size > 0);
  };
  const focused = () => document.activeElement;
  document.addEventListener("pointerover", (event) => light(event.target));
  document.documentElement.addEventListener("pointerleave", () => light(focused()));
  document.addEventListener("focusin", (event) => light(event.target));
  document.addEventListener("focusout", (event) => light(event.relatedTarget));

  const stops = [...map.querySelectorAll(".stop")].map((stop) => stop.closest("a") ?? stop);
  const tables = [...document.querySelectorAll("table")];
  const walks = [stops, ...tables.map((table) => [...table.querySelectorAll("tr[data-stop]")])];
  const enter = (walk, to) => walk.forEach((one, i) => (one.tabIndex = i === to ? 0 : -1));
  for (const walk of walks) enter(walk, 0);
  for (const stop of stops) if (!stop.matches("a")) stop.setAttribute("role", "img");

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Escape") return focused().blur();
    const walk = walks.find((one) => one.some((element) => element.contains(focused())));
    if (!walk) return;
    const at = walk.findIndex((element) => element.contains(focused()));
    const ahead = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const to = {
      ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: walk.length - 1,
      ArrowRight: at + (ahead === "ArrowRight" ? 1 : -1),
      ArrowLeft: at + (ahead === "ArrowLeft" ? 1 : -1),
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (!walk[to]) return;
    enter(walk, to);
    walk[to].focus();
  });
})();
