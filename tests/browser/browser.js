// SPDX-License-Identifier: MIT
// What the browser tests share: drawing maps with our program, a headless Chromium, counting what
// went wrong. Exit status 77 where Chromium or playwright-core is missing.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { execFileSync } = require("node:child_process");

const [, , tripmap, examples] = process.argv;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tripmap-browser-"));
process.on("exit", () => process.env.TRIPMAP_KEEP || fs.rmSync(folder, { recursive: true }));

function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(77);
}

function findChromium() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(":");
  return names.flatMap((name) => folders.map((at) => path.join(at, name))).find(fs.existsSync);
}

function findPlaywright() {
  try {
    return require("playwright-core");
  } catch {
    return skip("playwright-core is not installed (tests/browser/setup.sh)");
  }
}

/* Draws a trip given as YAML text or by the names of examples (several: compared). */
function draw(name, trip, ...options) {
  const out = path.join(folder, name);
  let inputs = [].concat(trip).map((one) => path.join(examples, `${one}.yaml`));
  if (!fs.existsSync(inputs[0])) {
    inputs = [path.join(folder, `${name}.yaml`)];
    fs.writeFileSync(inputs[0], trip);
  }
  const command = inputs.length > 1 ? ["compare"] : [];
  execFileSync(tripmap, [...command, ...inputs, "--quiet", ...options, "-o", out]);
  return out;
}

let failures = 0;
function check(good, what) {
  if (!good) {
    failures++;
    console.log(`FAILED: ${what}`);
  }
}

/* A tab that reports everything a page must not do. */
async function open(browser, file, context = {}) {
  const page = await (await browser.newContext(context)).newPage();
  const address = `file://${file}`;
  const name = path.basename(file);
  page.on("console", (message) => check(false, `${name}: console says "${message.text()}"`));
  page.on("pageerror", (error) => check(false, `${name}: ${error.message}`));
  page.on("dialog", (dialog) => {
    check(false, `${name}: runs a script of the trip's`);
    dialog.dismiss();
  });
  page.on("request", (request) =>
    check(request.url() === address || request.url().startsWith("data:"),
      `${name}: asks for ${request.url()}`));
  page.setDefaultTimeout(5000);
  await page.goto(address);
  return page;
}

/* The accessibility tree as Chromium hands it to a screen reader, without ignored nodes. */
async function accessibility(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return nodes.filter((node) => !node.ignored).map((node) => ({
    role: node.role?.value,
    name: node.name?.value ?? "",
    description: node.description?.value ?? "",
  }));
}

async function run(tests) {
  const executablePath = findChromium() ?? skip("Chromium is not installed");
  const browser = await findPlaywright().chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  for (const test of tests) {
    const before = failures;
    try {
      await test(browser);
    } catch (error) {
      check(false, `${test.name}: ${error.stack.slice(0, 500)}`);
    }
    console.log(`${failures > before ? "not ok" : "ok"} ${test.name}`);
  }
  await browser.close();
  process.exitCode = failures > 0 ? 1 : 0;
}

module.exports = { accessibility, check, draw, folder, open, run };
