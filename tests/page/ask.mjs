// One path through the room /: the first click on ▶, an example as table, graph and chart, its facts and its picture, and the documentation.
import { shows, visit } from './browser.mjs';

await visit(async ({ page, room, seen, screenshot, audit }) => {
  // The click comes before the editor of the answer is there; the database is still loading, and the page says so.
  let refusals = 4;
  await page.route('**/graphql', async route => {
    if (refusals-- > 0) await route.fulfill({ status: 503, json: { errors: [{ message: 'starting', extensions: { code: 'DATABASE_UNAVAILABLE' } }] } });
    else await route.continue();
  });
  await room('?asOf=2022-09-22');
  await page.locator('.graphiql-execute-button').click();
  await shows(page, '[role=status]', '正在启动');
  await shows(page, '.graphiql-response', '中卫市');
  await page.unroute('**/graphql');
  seen.firstFacts = await page.locator('.answer-facts').innerText();
  seen.tabs = await page.locator('.graphiql-tab').allInnerTexts();
  seen.first = (await page.locator('.graphiql-response').innerText()).replaceAll('\u00a0', ' ');

  await page.getByRole('button', { name: /服务阵地/ }).click();
  await shows(page, '.graphiql-tab-active', 'WhoHasNoStation');
  await page.getByRole('button', { name: '表格', exact: true }).click();
  await shows(page, '.answer .table', 'coverage.gap');
  seen.views = await page.locator('.answer-views button').allInnerTexts();
  seen.facts = await page.locator('.answer-facts').innerText();
  seen.table = await page.locator('.answer [aria-label="coverage.gap"].table').innerText();
  seen.picture = await page.getByRole('link', { name: '在“覆盖”中看 coverage' }).getAttribute('href');
  await audit('table');
  await screenshot('ask-table');
  await page.getByRole('button', { name: '关系图', exact: true }).click();
  await page.locator('.answer .canvas').waitFor();
  seen.graph = await page.evaluate(() => document.querySelector('.answer .canvas')._cyreg.cy.nodes().length);
  await page.getByRole('button', { name: '图表', exact: true }).click();
  await page.locator('.answer .recharts-bar-rectangle').first().waitFor();
  seen.bars = await page.locator('.answer .recharts-bar-rectangle').count();
  await audit('chart');
  await page.locator('.answer-cypher summary').click();
  await shows(page, '.answer-cypher', 'EXPLAIN');
  seen.cypher = await page.locator('.answer-cypher pre').innerText();

  // The search of the documentation reads descriptions and enum values in Chinese.
  await page.getByRole('button', { name: /Documentation Explorer/ }).first().click();
  await page.locator('.description-search input').fill('联合党委');
  await shows(page, '.description-search li', 'Kind.JOINT_COMMITTEE');
  seen.found = await page.locator('.description-search li').allInnerTexts();
  await screenshot('ask-documentation');
});
