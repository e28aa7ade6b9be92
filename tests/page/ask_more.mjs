// The other functions of the room /, on a city whose names the script does not know.
import { readFile } from 'node:fs/promises';

import { shows, visit } from './browser.mjs';

const VIEWS = ['Table', 'Tree', 'Graph', 'Chart', 'CSV', 'JSON'];

await visit(async ({ page, room, seen, screenshot, audit }) => {
  // Every example answers with codes of the loaded city, and every view that is offered opens.
  await room('?lang=en');
  seen.examples = {};
  const examples = page.locator('.examples button');
  await examples.first().waitFor();
  for (let place = 0; place < (await examples.count()); place += 1) {
    await examples.nth(place).click();
    await page.locator('.answer').waitFor();
    const name = await page.locator('.graphiql-tab-active').innerText();
    const offered = await page.locator('.answer-views button').allInnerTexts();
    for (const view of VIEWS.filter(each => offered.includes(each))) {
      await page.getByRole('button', { name: view, exact: true }).click();
      await page.locator(`.answer[data-view="${view.toUpperCase()}"]`).waitFor();
    }
    seen.examples[name] = { offered, notes: await page.locator('.answer-notes').allInnerTexts(), links: await page.locator('.answer-pictures a').evaluateAll(all => all.map(each => each.href)) };
  }
  await audit('json');

  // The files of an answer.
  await page.getByRole('button', { name: 'CSV', exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a file' }).click()]);
  seen.csv = (await readFile(await download.path())).toString('utf8');

  // One date for all fields: the picker sets it, and the answer follows.
  const dates = `query Dates { division(code: "${new URL(seen.examples.Scorecard.links[0]).searchParams.get('scope')}") { code } scorecard(scope: "${new URL(seen.examples.Scorecard.links[0]).searchParams.get('scope')}") { asOf } }`;
  await room(`?lang=en&asOf=2022-06-30#${new URLSearchParams({ query: dates })}`);
  await page.reload();
  await shows(page, '.graphiql-tab-active', 'Dates');
  await page.getByRole('button', { name: 'Table', exact: true }).or(page.locator('.graphiql-execute-button')).first().waitFor();
  await page.locator('.graphiql-query-editor', { hasText: 'Dates' }).waitFor();
  await page.locator('.graphiql-execute-button').click();
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await shows(page, '.graphiql-response', '2022-06-30');
  seen.dated = await page.locator('.answer-facts').innerText();

  // A link keeps the name of its operation, also among several.
  const two = 'query One { __typename } query Other { revision { id } }';
  await room(`?lang=en#${new URLSearchParams({ query: two, operationName: 'Other' })}`);
  await page.reload();
  await shows(page, '.graphiql-tab-active', 'Other');
  await page.locator('.graphiql-query-editor', { hasText: 'Other' }).waitFor();
  seen.shared = await page.locator('.graphiql-tab-active').innerText();

  // A question built by ticking, with descriptions; the keyboard runs it.
  await page.getByRole('button', { name: 'New tab' }).click();
  await page.getByRole('button', { name: /Build a question/ }).first().click();
  await page.locator('.builder input[type=search]').fill('communities');
  const field = page.locator('.builder li', { hasText: 'communities' }).first();
  seen.described = await field.innerText();
  await field.locator('input[type=checkbox]').first().focus();
  await page.keyboard.press('Space');
  await page.locator('.graphiql-query-editor', { hasText: 'totalCount' }).waitFor();
  await audit('builder');
  await screenshot('ask-builder');
  await page.locator('.graphiql-query-editor .view-lines').click();
  await page.keyboard.press('Control+Enter');
  await shows(page, '.graphiql-response', 'totalCount');

  // A slow answer says that it is on its way; no connection and a wrong question say what to do.
  await page.route('**/graphql', async route => {
    await new Promise(resolve => setTimeout(resolve, 1_500));
    await route.abort();
  });
  await page.locator('.graphiql-execute-button').click();
  await page.locator('.graphiql-response .graphiql-spinner').waitFor();
  await shows(page, '.graphiql-response', 'cannot be reached');
  await page.unroute('**/graphql');

  // Nothing is clipped: at 1280 pixels nothing leaves the window, at 390 one can read and run.
  seen.clipped = await page.evaluate(() => {
    const parts = [...document.querySelectorAll('.header *, .graphiql-tab, .graphiql-toolbar *, .answer-views *, .answer-facts *')];
    return parts.filter(part => part.getBoundingClientRect().right > innerWidth).map(part => part.outerHTML.slice(0, 100));
  });
  await page.setViewportSize({ width: 390, height: 800 });
  await room('?lang=en&narrow=1');
  await page.locator('.graphiql-query-editor .view-lines').waitFor();
  await page.locator('.graphiql-execute-button').click();
  await page.locator('.answer').waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > 390) seen.console.push(`the page is ${width} pixels wide`);
  await page.locator('.answer-views').scrollIntoViewIfNeeded();
  await screenshot('ask-narrow');
});
