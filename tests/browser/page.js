// SPDX-License-Identifier: MIT
// The HTML page in a real browser: layout, keyboard, highlighting, colours, print, what a screen
// reader is told, and that nothing is fetched and nothing of a trip's text runs.
const { accessibility, check, draw, folder, open, run } = require("./browser.js");

const HOSTILE = `
title: "جولة </script><script>alert(1)</script>"
subtitle: "<img src=x onerror=alert(2)> & \\"quotes\\""
traveler: "A \\" onmouseover=\\"alert(3)"
lang: ar
from: Washington
return: true
stops:
  - place: Cairo
    dates: 2023-01-29/2023-01-30
    link: https://example.org/?a=1&b='c'
    issues: ["<b>bold</b>", الأمن الإقليمي]
  - place: Jerusalem
    dates: 2023-01-30
    note: "<!-- & ]]>"
  - place: Ramallah
    dates: 2023-01-31
  - place: Jerusalem
    dates: 2023-01-31
sources:
  - name: "<script>alert(4)</script>"
    link: https://example.org/
`;

const pages = {
  rubio: draw("rubio.html", "rubio2025"),
  blinken: draw("blinken.html", "blinken2022"),
  tillerson: draw("tillerson.html", "tillerson2018", "--page", "a4"),
  compare: draw("compare.html", ["rubio2025", "blinken2022", "tillerson2018"]),
  multiples: draw("multiples.html", ["rubio2025", "blinken2022"], "--small-multiples"),
  hostile: draw("hostile.html", HOSTILE),
};

const WIDTHS = [[360, 740], [768, 1024], [1440, 900]];

function boxes(page) {
  return page.evaluate(() => {
    const box = (selector) => document.querySelector(selector).getBoundingClientRect();
    return {
      map: box(".map"), tours: box(".tours"),
      scroll: document.documentElement.scrollWidth,
      rtl: document.dir === "rtl",
    };
  });
}

async function layout(browser) {
  for (const [name, file] of Object.entries(pages)) {
    for (const [width, height] of WIDTHS) {
      const page = await open(browser, file, { viewport: { width, height } });
      const { map, tours, scroll, rtl } = await boxes(page);
      const at = `${name} at ${width} px`;
      check(scroll <= width, `${at}: scrolls sideways (${scroll} px)`);
      check(map.left >= 0 && map.right <= width, `${at}: the map leaves the page`);
      check(map.width > width / 3, `${at}: the map is small`);
      if (width >= 1100)
        check(rtl ? tours.right <= map.left : tours.left >= map.right, `${at}: table not beside`);
      else
        check(tours.top >= map.bottom, `${at}: table not below`);
      if (process.env.TRIPMAP_KEEP)
        await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
      await page.context().close();
    }
  }
}

/* Numbers of the rows, ids of the map's parts that are lit. */
function lit(page) {
  return page.evaluate(() => ({
    rows: [...document.querySelectorAll("tr.lit")].map((row) => row.dataset.stop),
    parts: [...document.querySelectorAll("svg .lit")]
      .map((part) => part.id.replace(/^m[0-9a-f]{6}-/, "") || part.getAttribute("class")),
    focus: document.activeElement.id.replace(/^m[0-9a-f]{6}-/, "") ||
      document.activeElement.dataset.stop || document.activeElement.tagName,
    outline: getComputedStyle(document.activeElement).outlineStyle,
  }));
}

async function keyboard(browser) {
  const page = await open(browser, pages.rubio);
  await page.keyboard.press("Tab");
  for (let stop = 1; stop <= 5; stop++) {
    const now = await lit(page);
    check(now.focus === `stop-${stop}`, `stop ${stop}: the focus is on ${now.focus}`);
    check(now.outline === "solid" || now.outline === "auto", `stop ${stop}: no visible focus`);
    check(now.rows.join() === `stop-${stop}`, `stop ${stop}: lights the rows ${now.rows}`);
    check(now.parts.includes(`leg-${stop}`), `stop ${stop}: its leg is not lit`);
    check(now.parts.includes("label lit"), `stop ${stop}: its label is not lit`);
    await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("Home");
  check((await lit(page)).focus === "stop-1", "Home goes to the first stop");
  await page.keyboard.press("End");
  await page.keyboard.press("Tab");
  let now = await lit(page);
  check(now.focus === "origin" && now.rows.includes("origin"), "Tab goes to the table's first row");
  await page.keyboard.press("ArrowDown");
  now = await lit(page);
  check(now.focus === "stop-1" && now.parts.includes("stop-1"), "a row lights its stop");
  check(now.outline === "solid" || now.outline === "auto", "a row shows its focus");
  await page.keyboard.press("Tab");
  now = await page.evaluate(() => document.activeElement.href);
  check(now?.startsWith("https://history.state.gov/"), "Tab goes on to the sources");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Escape");
  check((await lit(page)).rows.length === 0, "Escape puts out the light");
}

async function highlighting(browser) {
  const page = await open(browser, pages.rubio, { viewport: { width: 1440, height: 900 } });
  const ways = {
    row: 'tr[data-stop="stop-3"] td.issues', marker: '[id$="-stop-3"]',
    label: '.label[data-stop="stop-3"] .label-box', leg: '[id$="-leg-3"] .reach',
  };
  const results = [];
  for (const [name, selector] of Object.entries(ways)) {
    await page.mouse.move(2, 898);
    check((await lit(page)).rows.length === 0, `${name}: lit before`);
    await page.locator(selector).first().hover({ force: name === "leg" });
    results.push(JSON.stringify({ ...(await lit(page)), focus: 0, outline: 0 }));
    check(results.at(-1) === results[0], `${name} lights ${results.at(-1)}, row ${results[0]}`);
  }
  check(results[0].includes('"stop-3","label lit"') && results[0].includes('"leg-3"'),
    `lit: ${results[0]}`);
  const side = await open(browser, pages.multiples);
  await side.locator('[id$="tour-2-stop-2"]').hover();
  check((await lit(side)).rows.join() === "tour-2-stop-2", "small multiples light their own rows");
  check((await lit(side)).parts.includes("tour-2-leg-2"), "and their own legs");
  const twice = await open(browser, pages.hostile);
  await twice.locator('[id$="-stop-2"]').first().hover();
  check((await lit(twice)).rows.length === 2, "a stop called at twice lights both its rows");
}

/* WCAG contrast of the text of the page's own elements on what lies under it. */
function lowContrast(page) {
  return page.evaluate(() => {
    const parse = (color) => color.match(/[\d.]+/g).map(Number);
    const light = (color) => {
      const [r, g, b] = parse(color).map((c) => c / 255)
        .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const under = (element) => {
      const ground = getComputedStyle(element).backgroundColor;
      return (parse(ground)[3] ?? 1) > 0 ? ground : under(element.parentElement);
    };
    const low = [];
    for (const element of document.querySelectorAll("h1, header p, caption, th, td, li, a, footer p")) {
      if (element.closest("svg") || !element.textContent.trim()) continue;
      const pair = [light(getComputedStyle(element).color), light(under(element))];
      const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
      if (ratio < 4.5) low.push(`${element.tagName} ${ratio.toFixed(2)}`);
    }
    return low;
  });
}

async function colors(browser) {
  const grounds = {};
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(browser, pages.rubio, { colorScheme });
    check((await lowContrast(page)).length === 0, `${colorScheme}: ${await lowContrast(page)}`);
    await page.locator("tbody tr").nth(1).hover();
    check((await lowContrast(page)).length === 0, `${colorScheme}, lit: ${await lowContrast(page)}`);
    grounds[colorScheme] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  }
  check(grounds.light !== grounds.dark, "dark mode changes the page's ground");
}

async function print(browser) {
  const page = await open(browser, pages.rubio, { colorScheme: "dark", viewport: { width: 690, height: 1000 } });
  await page.emulateMedia({ media: "print" });
  const { map, tours, scroll } = await boxes(page);
  check(scroll <= 690 && tours.top >= map.bottom, "prints in one column");
  check((await lowContrast(page)).length === 0, `print: ${await lowContrast(page)}`);
  const head = await page.locator("h1").boundingBox();
  check(head.height > 10 && head.width > 100, "the title is printed");
  check(!(await page.locator(".title-block").isVisible()), "the title is printed once");
  const pdf = (await page.pdf({ format: "A4", tagged: false })).toString("latin1");
  check(pdf.match(/\/Type \/Page\b/g).length === 1, "a short tour fills one sheet");
}

async function withoutScript(browser) {
  const page = await open(browser, pages.rubio, { javaScriptEnabled: false });
  check((await page.locator("tbody tr").count()) === 7, "all rows are there without a script");
  check(await page.locator("svg .label").first().isVisible(), "so is the map");
  await page.keyboard.press("Tab");
  check(await page.locator("footer a").evaluate((a) => a.matches(":focus-visible")),
    "without a script only links take the focus");
}

async function heard(browser) {
  for (const [width, height] of WIDTHS) {
    const page = await open(browser, pages.rubio, { viewport: { width, height } });
    const tree = await accessibility(page);
    const names = (role) => tree.filter((node) => node.role === role).map((node) => node.name);
    const at = `at ${width} px`;
    check(names("heading").join() === "Rubio’s first tour", `${at}: heading ${names("heading")}`);
    check(names("table").join() === "Itinerary", `${at}: table ${names("table")}`);
    check(names("row").length === 9, `${at}: ${names("row").length} rows`);
    check(names("columnheader").join() === "No.,Place,Country,Dates,Issues,Distance",
      `${at}: columns ${names("columnheader")}`);
    check(names("rowheader").slice(1, 4).join() === "Panama City,San Salvador,San José",
      `${at}: row headers ${names("rowheader")}`);
    check(names("graphics-document").join() === "Rubio’s first tour",
      `${at}: the map is called ${names("graphics-document")}`);
    check(names("link").length === 1, `${at}: links ${names("link")}`);
    check(!tree.some((node) => node.name === "Caribbean Sea"), `${at}: scenery is read out`);
    await page.context().close();
  }
  const several = await accessibility(await open(browser, pages.compare));
  check(several.filter((node) => node.role === "table").length === 3, "a table for each tour");
  const linked = await accessibility(await open(browser, pages.hostile));
  const links = linked.filter((node) => node.role === "link").map((node) => node.name);
  check(links.filter((name) => name.startsWith("Cairo")).length === 2, `links: ${links}`);
}

async function safe(browser) {
  const page = await open(browser, pages.hostile);
  const text = await page.locator("h1").innerText();
  check(text.includes("</script><script>alert(1)</script>"), `the title is shown as written: ${text}`);
  check((await page.locator("script, img").count()) === 1, "the only script is ours");
  check((await page.evaluate(() => document.dir)) === "rtl", "Arabic runs from the right");
  await page.locator("tbody tr").last().hover();
  await page.locator("svg .stop").first().hover();
}

run([layout, keyboard, highlighting, colors, print, withoutScript, heard, safe]);
