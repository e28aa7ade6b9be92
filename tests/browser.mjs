// Opens the page in a Chromium that reaches this machine alone, runs an example, and prints what happened as JSON.
// node browser.mjs URL CHROMIUM SCREENSHOT: playwright-core is resolved from the working directory.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(join(process.cwd(), 'package.json'))('playwright-core');
const [url, executablePath, screenshot] = process.argv.slice(2);
const seen = { console: [], violations: [], outside: [], failed: [], bytes: 0, requests: 0 };

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
page.on('console', message => message.type() === 'error' && seen.console.push(message.text()));
page.on('pageerror', error => seen.console.push(String(error)));
page.on('request', request => {
  seen.requests += 1;
  if (!request.url().startsWith(url) && !request.url().startsWith('data:')) seen.outside.push(request.url());
});
page.on('requestfailed', request => seen.failed.push(`${request.url()} ${request.failure()?.errorText}`));
page.on('requestfinished', async request => {
  seen.bytes += (await request.sizes().catch(() => ({ responseBodySize: 0 }))).responseBodySize;
});
await page.exposeFunction('violation', text => seen.violations.push(text));
await page.addInitScript(() =>
  addEventListener('securitypolicyviolation', event => globalThis.violation(`${event.violatedDirective} ${event.blockedURI}`)),
);

const answer = async () => (await page.locator('.graphiql-response').innerText()).replaceAll('\u00a0', ' ');
const shows = async text => {
  await page.waitForFunction(
    wanted => document.querySelector('.graphiql-response')?.innerText.replaceAll('\u00a0', ' ').includes(wanted),
    text,
    { timeout: 60_000 },
  );
};

process.on('uncaughtException', async error => { await page.screenshot({ path: screenshot }); console.log(JSON.stringify(seen)); console.error(error); process.exit(1); });
await page.goto(url);
await page.locator('.graphiql-query-editor', { hasText: 'FourSystems' }).waitFor({ timeout: 60_000 });
// The click comes before the editor of the answer is there.
await page.locator('.graphiql-execute-button').click();
seen.tabs = await page.locator('.graphiql-tab').allInnerTexts();
await shows('中卫市');
seen.first = await answer();

await page.getByRole('button', { name: /服务阵地/ }).click();
await shows('denominator');
seen.example = await answer();
await page.screenshot({ path: screenshot });

// The documentation shows both languages.
await page.getByRole('button', { name: /Documentation Explorer/ }).first().click();
await page.locator('.graphiql-doc-explorer-type-name', { hasText: 'Query' }).first().click();
await page.getByText('可以进行的查询').first().waitFor({ timeout: 60_000 });
seen.documentation = await page.locator('.graphiql-plugin').innerText();

// The search of the documentation reads descriptions in Chinese.
await page.locator('.description-search input').fill('联合党委');
await page.locator('.description-search li', { hasText: 'Kind.JOINT_COMMITTEE' }).waitFor({ timeout: 60_000 });
seen.found = await page.locator('.description-search li').allInnerTexts();

// History and the explorer open; a link brings its query along.
for (const [name, text] of [['History', 'History'], ['GraphiQL Explorer', 'communities']]) {
  await page.getByRole('button', { name: new RegExp(name) }).first().click();
  await page.locator('.graphiql-plugin', { hasText: text }).waitFor({ timeout: 60_000 });
}
const query = 'query Shared { city(code: "6405") { level } }';
const visitor = await browser.newPage();
visitor.on('console', message => message.type() === 'error' && !message.text().includes('503') && seen.console.push(message.text()));
// The database is still loading: the page says so, and schema and answer follow by themselves.
let refusals = 4;
await visitor.route('**/graphql', async route => {
  if (refusals-- > 0) await route.fulfill({ status: 503, json: { errors: [{ message: 'starting', extensions: { code: 'DATABASE_UNAVAILABLE' } }] } });
  else await route.continue();
});
await visitor.goto(`${url}#${new URLSearchParams({ query })}`);
await visitor.locator('.loading-notice', { hasText: '正在启动' }).waitFor({ timeout: 60_000 });
await visitor.locator('.graphiql-query-editor', { hasText: 'Shared' }).waitFor({ timeout: 60_000 });
await visitor.locator('.graphiql-execute-button').click();
await visitor.locator('.graphiql-response', { hasText: 'CITY' }).waitFor({ timeout: 60_000 });

await browser.close();
console.log(JSON.stringify(seen));
