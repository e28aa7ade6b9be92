// Opens rooms in a Chromium that reaches this machine alone, and records errors, violations and requests to other hosts.
// A script calls `visit`; its arguments are URL, CHROMIUM and the folder of the screenshots. It prints what it saw as JSON.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const { chromium } = require('playwright-core');
const AXE = require.resolve('axe-core/axe.min.js');
const [url, executablePath, folder] = process.argv.slice(2);
export const TIMEOUT = 150_000;

export async function visit(script) {
  const seen = { console: [], violations: [], outside: [], axe: [] };
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-background-networking'],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN', acceptDownloads: true });
  context.setDefaultTimeout(TIMEOUT);
  const page = await context.newPage();
  // Chromium reports each failed request; a script forces 503 and ends connections, and the workbook is asked for to see if it is there.
  const isExpected = message => /503|ERR_FAILED/.test(message.text()) || message.location().url.includes('coverage.xlsx');
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
