// Opens rooms in a Chromium that reaches this machine alone, and records errors, violations and requests to other hosts.
// A script calls `visit`; its arguments are URL, CHROMIUM and the folder of the screenshots. It prints what it saw as JSON.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const { chromium } = require('playwright-core');
const AXE = require.resolve('axe-core/axe.min.js');
const [url, executablePath, folder] = process.argv.slice(2);
export const TIMEOUT = 150_000;
const MOST_STOPS = 400;

export async function visit(script) {
  const seen = { console: [], violations: [], outside: [], axe: [] };
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-background-networking'],
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'zh-CN',
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(TIMEOUT);
  const page = await context.newPage();
  // Chromium reports each failed request; a script forces 503 and ends connections.
  const isExpected = message => /503|ERR_FAILED/.test(message.text());
  page.on('console', message => message.type() === 'error' && !isExpected(message) && seen.console.push(message.text()));
  page.on('pageerror', error => seen.console.push(String(error)));
  page.on('request', request => /^(blob|data):/.test(request.url()) || request.url().startsWith(url) || seen.outside.push(request.url()));
  await page.exposeFunction('violation', text => seen.violations.push(text));
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', event => globalThis.violation(`${event.violatedDirective} ${event.blockedURI}`)),
  );
  const screenshot = name => page.screenshot({ path: join(folder, `${name}.png`) });
  const room = address => page.goto(`${url}/${address}`);
  try {
    await script({ page, room, seen, screenshot, audit: name => audit(page, seen, name) });
  } catch (error) {
    await screenshot('failed');
    console.error(error, JSON.stringify(seen));
    process.exitCode = 1;
  }
  await browser.close();
  console.log(JSON.stringify(seen));
}

/** Records the serious and critical findings of axe. */
async function audit(page, seen, name) {
  // The policy of the page forbids inline scripts, so axe comes by the debugger.
  const source = require('node:fs').readFileSync(AXE, 'utf8');
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const { id, impact, nodes } of violations) {
    if (['serious', 'critical'].includes(impact)) seen.axe.push(`${name}: ${id} ${nodes.map(node => node.html.slice(0, 200)).join(' | ')}`);
  }
}

/** Waits until the text of an element contains a text. */
export async function shows(page, selector, text) {
  await page.locator(selector, { hasText: text }).first().waitFor();
}

/** Moves the focus to an element by a key, Tab by default, as a person without a mouse does, and checks that the focus can be seen. */
export async function reach(page, target, key = 'Tab') {
  for (let step = 0; step < MOST_STOPS; step += 1) {
    const focus = await target.evaluate(element => {
      const active = document.activeElement;
      if (element !== active && !element.contains(active)) return null;
      for (let part = active; part; part = part.parentElement) {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
        if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return 'seen';
        if (part === element) break;
      }
      return active.closest('.monaco-editor') || element.tagName === 'svg' ? 'seen' : 'hidden';
    });
    if (focus === 'hidden') throw new Error(`The focus on ${target} cannot be seen`);
    if (focus) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target} cannot be reached by ${key}`);
}

/** Reaches an element and presses a key on it. */
export async function press(page, target, key = 'Enter') {
  await reach(page, target);
  await page.keyboard.press(key);
}

/** Returns what leaves the window at the right and is in no part that scrolls. */
export function clipped(page) {
  return page.evaluate(() => {
    const scrolls = part => part && (/auto|scroll/.test(getComputedStyle(part).overflowX) || scrolls(part.parentElement));
    const parts = [...document.querySelectorAll('body *')].filter(part => part.getClientRects().length && part.getBoundingClientRect().right > innerWidth + 1);
    return parts.filter(part => !scrolls(part.parentElement) && !part.closest('.monaco-editor, svg')).map(part => part.outerHTML.slice(0, 120));
  });
}
