// One path through the room /network: picture, an entity found by pinyin, its panel, matrix, table and linkage.
import { shows, visit } from './browser.mjs';

await visit(async ({ page, room, seen, screenshot, audit }) => {
  await room('network?asOf=2022-09-22');
  await shows(page, '.summary', '个实体');
  seen.summary = await page.locator('.summary').innerText();
  const graph = () => page.evaluate(() => {
    const { cy } = document.querySelector('.canvas')._cyreg;
    return { nodes: cy.nodes().length, edges: cy.edges().length, places: new Set(cy.nodes().map(node => JSON.stringify(node.position()))).size };
  });
  await page.locator('.canvas').waitFor();
  seen.graph = await graph();
  seen.label = await page.locator('.canvas').getAttribute('aria-label');
  seen.legend = await page.locator('.legend').innerText();
  await audit('picture');

  // By keyboard alone: type pinyin, choose with an arrow, press Enter.
  const find = page.getByRole('combobox', { name: '查找' });
  await find.focus();
  await page.keyboard.type('xyxsqlhdw');
  await page.getByRole('option', { name: /向阳巷社区联合党委/ }).waitFor();
  await page.keyboard.press('Enter');
  await shows(page, '.panel h2', '向阳巷社区联合党委');
  await shows(page, '.panel', '加入');
  await shows(page, '.panel', '中间中心度');
  seen.panel = await page.locator('.panel').innerText();
  seen.address = page.url();
  await audit('panel');
  await screenshot('network');

  await page.getByRole('button', { name: '矩阵' }).click();
  await shows(page, '.matrix', '68 行');
  await shows(page, '.matrix svg', '滨河镇');
  seen.cells = await page.locator('.matrix .cell').count();
  await screenshot('network-matrix');
  await page.getByRole('button', { name: '表', exact: true }).click();
  await page.locator('.tables tbody tr').first().waitFor();
  seen.rows = await page.locator('.tables tbody tr').count();
  await audit('table');

  await room('network?asOf=2022-09-22&lang=en&view=linkage&from=NEW_SECTOR_BRANCH:NB-10&to=COMMUNITY:640502100002');
  await shows(page, '.certificate', 'Paths found: 3.');
  await page.locator('.canvas[data-moving="false"]').waitFor();
  seen.paths = await page.locator('.paths li').count();
  seen.certificate = await page.locator('.certificate').innerText();
  await page.getByLabel(/Let paths pass: Township/).check();
  await page.waitForURL(/allow=TOWNSHIP/);
  await page.locator('.certificate', { hasNotText: '7 turned away' }).waitFor();
  await audit('linkage');
  await screenshot('network-linkage');
  seen.ask = await page.getByRole('link', { name: 'Ask this in GraphQL' }).getAttribute('href');

  // What if an entity of a path were dissolved: broken paths and detours in the same picture.
  await page.locator('.paths li').first().locator('button').nth(1).click();
  await page.getByRole('button', { name: 'What if it were dissolved' }).click();
  await page.locator('.without').waitFor();
  seen.without = await page.locator('.without').innerText();
  seen.broken = await page.evaluate(() => document.querySelector('.canvas')._cyreg.cy.$('edge.ended').length);
  await screenshot('network-linkage-without');
});
