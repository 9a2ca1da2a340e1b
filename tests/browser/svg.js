// SPDX-License-Identifier: MIT
// The SVG of docs/svg-format.md in a real browser: its structure, boxes that overlap nothing, two
// maps in one page, and what a screen reader is told.
const fs = require("node:fs");
const path = require("node:path");
const { accessibility, check, draw, folder, open, run } = require("./browser.js");

const LINKED = `
title: Two stops
from: Washington
stops:
  - place: Panama
    dates: 2025-02-01
    link: https://example.org/panama
  - place: San José, Costa Rica
  - place: Panama
`;

const EXAMPLES = ["rubio2025", "blinken2022", "tillerson2018"];
const maps = [];
for (const trip of EXAMPLES)
  for (const text of ["paths", "live", "embed"])
    maps.push({ trip, text, file: draw(`${trip}-${text}.svg`, trip, `--svg-text=${text}`) });
/* Hard cases of the layout, and other pages: what overlaps is judged by the browser's boxes. */
const CASES = path.join(__dirname, "..", "cases", "layout");
const tooSmall = (name) => {
  const expected = path.join(CASES, name.replace(".yaml", ".expect"));
  return fs.existsSync(expected) && /^breaches$/m.test(fs.readFileSync(expected, "utf8"));
};
const trips = fs.readdirSync(CASES).filter((name) => name.endsWith(".yaml") && !tooSmall(name));
const hard = trips.map((name) => ({
  trip: name, file: draw(`${name}.svg`, fs.readFileSync(path.join(CASES, name), "utf8"),
    "--svg-text=paths"),
}));
for (const size of ["a4", "a4-portrait", "square", "column", "og"])
  hard.push({ trip: `rubio2025 ${size}`,
    file: draw(`rubio2025-${size}.svg`, "rubio2025", `--page=${size}`, "--svg-text=paths") });
const compared = draw("compared.svg", EXAMPLES);
const linked = draw("linked.svg", LINKED);

const PAINTING_ORDER = ["ocean", "graticule", "land", "countries", "lakes", "rivers", "borders",
  "coastline", "map-names", "route", "stops", "labels", "frame-captions", "itinerary",
  "title-block", "key", "locator", "scale-bar", "credit"];

/* What a map's document says about itself, gathered in one go. */
function gather(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const prefix = root.querySelector("title").id.replace(/title$/, "");
    const all = (selector) => [...root.querySelectorAll(selector)];
    const own = (element) => element.id.slice(prefix.length);
    const title = (element) => element.querySelector(":scope > title")?.textContent ?? "";
    return {
      prefix,
      viewBox: root.getAttribute("viewBox"),
      size: `${root.getAttribute("width")} ${root.getAttribute("height")}`,
      lang: root.getAttribute("xml:lang"),
      ids: all("[id]").map((element) => element.id),
      groups: all(":scope > g").map((group) => [own(group), group.getAttribute("class")]),
      names: [...new Set(all("*").map((element) => element.localName))],
      attributes: [...new Set(all("*").flatMap((element) => element.getAttributeNames()))],
      references: all("[*|href]").map((element) => element.getAttribute("xlink:href")),
      stops: all(".stops .stop").map((stop) => ({
        id: own(stop), title: title(stop), ...stop.dataset,
        marker: stop.querySelector(".marker") !== null,
        words: stop.querySelector(".marker-number")?.getAttribute("aria-label") ?? stop.textContent,
      })),
      legs: all(".route .leg").map((leg) => ({
        id: own(leg), title: title(leg), ...leg.dataset, lines: leg.querySelectorAll("path, use").length,
      })),
      arrows: all(".leg-arrow").map((arrow) => arrow.dataset.leg),
      labels: all(".labels > .label").map((label) => ({
        ...label.dataset,
        name: [...label.querySelectorAll(".label-name")]
          .map((line) => line.getAttribute("aria-label") ?? line.textContent).join(" "),
        lines: [...label.children].map((line) => line.getAttribute("class")),
      })),
      countries: all(".countries .country").map((country) => [country.dataset.a3, title(country)]),
    };
  });
}

function checkGroups(at, svg) {
  const known = svg.groups.map(([id]) => PAINTING_ORDER.indexOf(id));
  check(known.every((place) => place >= 0), `${at}: groups ${svg.groups.map(([id]) => id)}`);
  check(known.every((place, i) => i === 0 || place > known[i - 1]),
    `${at}: painting order ${svg.groups.map(([id]) => id)}`);
  check(svg.groups.every(([id, name]) => id === name), `${at}: a group's class is its id`);
  for (const needed of ["ocean", "land", "countries", "route", "stops", "labels"])
    check(svg.groups.some(([id]) => id === needed), `${at}: no group "${needed}"`);
}

function checkSimplicity(at, svg, text) {
  check(new Set(svg.ids).size === svg.ids.length, `${at}: an id stands twice`);
  check(/^m[0-9a-f]{6}-$/.test(svg.prefix), `${at}: prefix "${svg.prefix}"`);
  check(svg.ids.every((id) => id.startsWith(svg.prefix)), `${at}: an id without the prefix`);
  const allowed = ["svg", "title", "desc", "defs", "g", "path", "circle", "rect", "use", "text", "a",
    "clipPath", ...(text === "embed" ? ["style"] : [])];
  check(svg.names.every((name) => allowed.includes(name)), `${at}: elements ${svg.names}`);
  for (const never of ["style", "href", "paint-order", "dominant-baseline", "letter-spacing"])
    check(!svg.attributes.includes(never), `${at}: attribute ${never}`);
  check(!svg.attributes.some((name) => name.startsWith("on")), `${at}: event handlers`);
  check(svg.references.every((to) => svg.ids.includes(to.slice(1)) || to.startsWith("https://")),
    `${at}: a reference to nothing`);
}

function checkRoute(at, svg) {
  svg.legs.forEach((leg, i) => {
    check(leg.id === `leg-${i + 1}` && leg.lines > 0, `${at}: leg ${leg.id}`);
    check(/^.+ → .+, [\d,]+ km$/.test(leg.title), `${at}: ${leg.id} is called "${leg.title}"`);
    check(leg.mode === "air" && Number(leg.km) > 0, `${at}: ${leg.id} ${leg.mode} ${leg.km}`);
    check([leg.from, leg.to].every((id) => id === "origin" || svg.stops.some((s) => s.id === id)),
      `${at}: ${leg.id} goes from ${leg.from} to ${leg.to}`);
    check(i === 0 || leg.from === svg.legs[i - 1].to, `${at}: ${leg.id} starts elsewhere`);
  });
  check(svg.arrows.every((to) => svg.legs.some((leg) => leg.id === to)), `${at}: arrows ${svg.arrows}`);
}

function checkStops(at, svg) {
  const [, , width, height] = svg.viewBox.split(" ").map(Number);
  svg.stops.filter((stop) => stop.id !== "origin").forEach((stop, i) => {
    check(stop.id === `stop-${i + 1}`, `${at}: stop ${i + 1} is ${stop.id}`);
    check(stop.words.includes(String(i + 1)), `${at}: ${stop.id} shows ${stop.words}`);
  });
  for (const stop of svg.stops) {
    check(stop.marker && stop.title.startsWith(stop.place), `${at}: ${stop.id} "${stop.title}"`);
    check(/^[A-Z]{2}$/.test(stop.country), `${at}: ${stop.id} lies in ${stop.country}`);
    check(Math.abs(stop.lon) <= 180 && Math.abs(stop.lat) <= 90, `${at}: ${stop.id} ${stop.lon}`);
    check(stop.x >= 0 && stop.x <= width && stop.y >= 0 && stop.y <= height, `${at}: ${stop.id}`);
  }
}

function checkLabels(at, svg) {
  const order = svg.labels.map((label) => svg.stops.findIndex((stop) => stop.id === label.stop));
  check(order.length > 0 && order.every((place, i) => place >= 0 && (i === 0 || place > order[i - 1])),
    `${at}: labels are read in the order ${svg.labels.map((label) => label.stop)}`);
  const classes = ["label-box", "leader", "leader-casing", "bullet", "label-name", "label-dates",
    "label-issue", null];
  for (const label of svg.labels) {
    check(["full", "compact", "name", "panel"].includes(label.rung), `${at}: rung ${label.rung}`);
    check(label.lines.every((name) => classes.includes(name)), `${at}: lines ${label.lines}`);
    const place = svg.stops.find((stop) => stop.id === label.stop).place;
    check(label.name.includes(place), `${at}: the label of ${place} says ${label.name}`);
  }
}

async function contract(browser) {
  for (const { trip, text, file } of maps) {
    const page = await open(browser, file);
    const svg = await gather(page);
    const at = `${trip} ${text}`;
    check(svg.viewBox === `0 0 ${svg.size}` && svg.lang === "en", `${at}: ${svg.viewBox}`);
    checkGroups(at, svg);
    checkSimplicity(at, svg, text);
    checkRoute(at, svg);
    checkStops(at, svg);
    checkLabels(at, svg);
    check(svg.countries.every(([a3, name]) => /^[A-Z]{3}$/.test(a3) && name), `${at}: countries`);
    await page.context().close();
  }
  const svg = await gather(await open(browser, compared));
  checkSimplicity("compared", svg, "paths");
  check(svg.stops.some((stop) => stop.id === "tour-3-stop-1"), "compared: ids say the tour");
}

/* Boxes as the browser reports them: a label's box, or its lines together. `dot`: a small marker
 * that an inset explains; two of them may touch. */
function boxesDrawn(page) {
  return page.evaluate(() => {
    const around = (name, parts, more = {}) => {
      const rects = parts.map((part) => part.getBoundingClientRect());
      return { name, x0: Math.min(...rects.map((r) => r.left)), x1: Math.max(...rects.map((r) => r.right)),
        y0: Math.min(...rects.map((r) => r.top)), y1: Math.max(...rects.map((r) => r.bottom)), ...more };
    };
    const along = (line) => Array.from({ length: 101 }, (_, i) =>
      line.getPointAtLength(line.getTotalLength() * i / 100).matrixTransform(line.getScreenCTM()));
    const all = (root, selector) => [...root.querySelectorAll(selector)];
    const boxes = all(document, ".labels > .label").map((label) => around(label.dataset.stop,
      all(label, ".label-box").length ? all(label, ".label-box")
        : all(label, ".label-name, .label-dates, .label-issue")));
    for (const stop of all(document, ".stop"))
      boxes.push(around(`marker ${stop.id}`, all(stop, ".marker"),
        { marker: true, dot: !stop.querySelector(".marker-number") }));
    boxes.push(around("title", all(document, ".title-block text, .title-block [aria-label]")));
    for (const selector of [".scale-bar", ".credit", ".locator"])
      boxes.push(...all(document, selector).map((piece) => around(selector, [piece])));
    const leaders = all(document, ".labels > .label .leader").map((line) => ({
      stop: line.closest(".label").dataset.stop,
      points: along(line).map(({ x, y }) => ({ x, y })),
    }));
    const root = document.documentElement;
    return { boxes, leaders, width: Number(root.getAttribute("width")),
      height: Number(root.getAttribute("height")) };
  });
}

/* Markers are discs and pills: how far the cores of two are apart. */
function coresApart(a, b) {
  const core = (box) => (box.x1 - box.x0 - (box.y1 - box.y0)) / 2;
  const dx = Math.abs(a.x0 + a.x1 - b.x0 - b.x1) / 2 - core(a) - core(b);
  return Math.hypot(Math.max(0, dx), (a.y0 + a.y1 - b.y0 - b.y1) / 2);
}

const apart = (a, b) =>
  a.x0 >= b.x1 - 0.5 || b.x0 >= a.x1 - 0.5 || a.y0 >= b.y1 - 0.5 || b.y0 >= a.y1 - 0.5 ||
  (a.marker && b.marker && coresApart(a, b) >= (a.y1 - a.y0 + b.y1 - b.y0) / 2 - 0.5);
const holds = (box, p) =>
  p.x > box.x0 + 0.5 && p.x < box.x1 - 0.5 && p.y > box.y0 + 0.5 && p.y < box.y1 - 0.5;

async function overlaps(browser) {
  let labels = 0, leaders = 0;
  for (const { trip, file } of [...maps.filter((map) => map.text === "paths"), ...hard]) {
    const page = await open(browser, file, { viewport: { width: 1600, height: 1200 } });
    const drawn = await boxesDrawn(page);
    const { boxes, width, height } = drawn;
    labels += boxes.length;
    leaders += drawn.leaders.length;
    check(boxes.length > 1, `${trip}: ${boxes.length} boxes`);
    boxes.forEach((a, i) => {
      check(a.x0 >= -0.5 && a.y0 >= -0.5 && a.x1 <= width + 0.5 && a.y1 <= height + 0.5,
        `${trip}: ${a.name} leaves the page`);
      for (const b of boxes.slice(0, i))
        check(apart(a, b) || (a.dot && b.dot), `${trip}: ${a.name} overlaps ${b.name}`);
    });
    for (const { stop, points } of drawn.leaders)
      for (const box of boxes)
        check(box.name === stop || box.name.endsWith(`-${stop}`) ||
          !points.some((p) => holds(box, p)), `${trip}: the leader of ${stop} enters ${box.name}`);
    await page.context().close();
  }
  console.log(`${labels} boxes and ${leaders} leaders measured`);
}

/* The pictures of the maps on a page that holds them all, one below the other. */
async function pictures(browser, name, svgs) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `<!DOCTYPE html><meta charset="utf-8">
    <style>body { margin: 0 } svg { display: block }</style>${svgs.join("")}`);
  const page = await open(browser, file, { viewport: { width: 1600, height: 1000 } });
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((one) => one.id));
  check(new Set(ids).size === ids.length, `${name}: an id stands twice`);
  const shots = [];
  for (const svg of await page.locator("body > svg").all()) {
    await svg.scrollIntoViewIfNeeded();
    shots.push(await svg.screenshot());
  }
  await page.context().close();
  return shots;
}

async function together(browser) {
  for (const text of ["paths", "embed"]) {
    const svgs = maps.filter((map) => map.text === text).slice(0, 2)
      .map((map) => fs.readFileSync(map.file, "utf8"));
    const both = await pictures(browser, `both-${text}.html`, svgs);
    for (const [i, svg] of svgs.entries()) {
      /* At the same place, since Chromium smooths edges by where it draws. */
      const empty = i > 0 ? ['<div style="height:1000px"></div>'] : [];
      const [alone] = await pictures(browser, `alone-${text}-${i}.html`, [...empty, svg]);
      check(alone.length > 10000 && alone.equals(both[i]),
        `${text}: map ${i + 1} looks different in company`);
    }
  }
}

async function heard(browser) {
  for (const { trip, text, file } of maps.filter((map) => map.text !== "embed")) {
    const page = await open(browser, file);
    const picture = (await accessibility(page)).find((node) => node.role === "image");
    const title = await page.evaluate(() => document.querySelector("title").textContent);
    check(picture?.name === title, `${trip} ${text}: called "${picture?.name}"`);
    check(/1\. .*, .* 20\d\d \(.* km\)/.test(picture?.description ?? ""),
      `${trip} ${text}: described as "${picture?.description}"`);
    await page.context().close();
  }
  const page = await open(browser, linked);
  const tree = await accessibility(page);
  check(tree.some((node) => node.role === "graphics-document" && node.name === "Two stops"),
    "a map with links is a document");
  check(tree.filter((node) => node.role === "link").map((node) => node.name.split(",")[0]).join() ===
    "Panama City", "its links have the names of stops");
  check(!tree.some((node) => node.name === "Costa Rica"), "its scenery is not read out");
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.getAttribute("xlink:href")) ===
    "https://example.org/panama", "Tab reaches the link");
}

run([contract, overlaps, together, heard]);
