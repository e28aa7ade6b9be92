// The other functions of the room /network, on a city whose names the script does not know.
import { readFile } from 'node:fs/promises';

import { shows, visit } from './browser.mjs';

await visit(async ({ page, room, seen, screenshot, audit }) => {
  // The database is still loading: the page says so and goes on by itself.
  let refusals = 2;
  await page.route('**/graphql', async route => {
    if (refusals-- > 0) await route.fulfill({ status: 503, json: { errors: [{ message: 'starting', extensions: { code: 'DATABASE_UNAVAILABLE' } }] } });
    else await route.continue();
  });
  await room('network?lang=en');
  await shows(page, '[role=status]', 'starting or loading');
  await shows(page, '.summary', 'entities');
  await page.unroute('**/graphql');
  await page.locator('.canvas[data-moving="false"]').waitFor();

  // Every layout and every network.
  seen.layouts = {};
  for (const layout of ['columns', 'circles', 'force']) {
    await page.getByLabel('Layout').selectOption(layout);
    await page.waitForURL(new RegExp(`layout=${layout}`));
    seen.layouts[layout] = await page.evaluate(() => document.querySelector('.canvas')._cyreg.cy.nodes().map(node => Math.round(node.position('x'))));
  }
  seen.projections = [];
  const networks = page.locator('.controls select').first();
  for (const projection of await networks.locator('option').evaluateAll(options => options.map(each => each.value))) {
    await networks.selectOption(projection);
    await page.waitForURL(new RegExp(`projection=${projection}`));
    await page.locator('.summary[aria-busy="false"]').waitFor();
    seen.projections.push(projection);
  }

  // A large network is painted before Cytoscape has prepared it; then the painting makes room.
  await page.addInitScript(() => {
    const painted = () => document.querySelector('canvas.first')?.getContext('2d').getImageData(0, 0, 2000, 2000).data.some(value => value > 0);
    new MutationObserver(() => requestAnimationFrame(() => (globalThis.isPainted ||= painted() ?? false))).observe(document, { childList: true, subtree: true });
  });
  await room('network?lang=en&projection=EVERYTHING');
  await page.waitForFunction(() => document.querySelector('.canvas')?._cyreg?.cy.nodes().nonempty());
  await page.locator('canvas.first').waitFor({ state: 'detached' });
  seen.painted = await page.evaluate(() => globalThis.isPainted);

  // The backbone of an overlap keeps some of its ties.
  await room('network?lang=en&projection=UNIT_OVERLAP');
  await page.getByLabel(/Backbone only/).check();
  await shows(page, '.controls', 'kept');
  seen.backbone = await page.locator('.controls label', { hasText: 'kept' }).innerText();
  seen.kept = await page.evaluate(() => document.querySelector('.canvas')._cyreg.cy.edges().length);

  // A click on a node opens its panel; what if it were dissolved; only its surroundings; all again.
  await room('network?lang=en&layout=circles');
  await page.locator('.canvas').waitFor();
  await page.locator('.summary[aria-busy="false"]').waitFor();
  const placeOfHub = () => page.evaluate(() => {
    const { cy } = document.querySelector('.canvas')._cyreg;
    const node = cy.nodes().max(each => each.degree()).ele;
    const { left, top } = document.querySelector('.canvas').getBoundingClientRect();
    const { x, y } = node.renderedPosition();
    return { x: left + x, y: top + y, id: node.id() };
  });
  // The picture may still move a little while the lines around it appear.
  let place = await placeOfHub();
  for (let attempt = 0; attempt < 40 && !page.url().includes('entity='); attempt += 1) {
    place = await placeOfHub();
    await page.mouse.click(place.x, place.y);
    await page.waitForTimeout(500);
  }
  await page.waitForURL(/entity=/);
  seen.clicked = [place.id, new URL(page.url()).searchParams.get('entity')];
  await page.getByRole('button', { name: 'What if it were dissolved' }).click();
  await shows(page, '.removal', 'Components');
  seen.dissolved = await page.evaluate(() => document.querySelector('.canvas')._cyreg.cy.$('node.dissolved').length);
  await page.getByRole('button', { name: 'Only its surroundings' }).click();
  await page.waitForURL(/around=/);
  seen.around = await page.evaluate(() => document.querySelector('.canvas')._cyreg.cy.nodes().length);
  await audit('around');
  await page.getByRole('button', { name: 'Show all' }).first().click();

  // Files of what is seen.
  await page.getByText('Export', { exact: true }).click();
  seen.files = {};
  for (const format of ['PNG', 'SVG']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: format, exact: true }).click()]);
    seen.files[format] = (await readFile(await download.path())).subarray(0, 5).toString('latin1');
  }
  seen.exports = await page.locator('.downloads a').evaluateAll(links => links.map(link => link.href));

  // A network that is too large is drawn by the divisions below; each of them opens.
  await page.route('**/graphql', async route => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({ response: answer, body: route.request().postData()?.includes('NetworkSummary') ? text.replace(/"nodeCount":\d+/, '"nodeCount":7041') : text });
  });
  await room('network?lang=en');
  await page.locator('.too-large .canvas').waitFor();
  await page.locator('.too-large tbody tr').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.too-large .canvas')?._cyreg?.cy.nodes().nonempty());
  seen.divisions = await page.evaluate(() => document.querySelector('.too-large .canvas')._cyreg.cy.nodes().length);
  seen.parts = await page.locator('.too-large tbody tr').count();
  await audit('divisions');
  await screenshot('network-divisions');
  await page.unroute('**/graphql');
  await page.locator('.too-large tbody button').first().click();
  await page.waitForURL(/scope=/);
  await page.locator('.too-large').waitFor({ state: 'detached' });

  await room('network?lang=en&layout=circles');
  await page.locator('.summary[aria-busy="false"]').waitFor();
  // The slider by keyboard: each step marks what began and ended.
  await page.getByLabel('Quarter').focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(/since=/);
  await shows(page, '.changes', 'began');
  await page.getByRole('button', { name: /Play/ }).click();
  await page.getByRole('button', { name: /Stop/ }).click();
  await screenshot('network-time');

  // A narrow screen: nothing is wider than it.
  await page.setViewportSize({ width: 390, height: 800 });
  for (const view of ['picture', 'matrix', 'table', 'linkage']) {
    await room(`network?view=${view}`);
    await page.locator('.views').waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 390) seen.console.push(`${view} is ${width} pixels wide`);
  }
  await screenshot('network-narrow');
});
