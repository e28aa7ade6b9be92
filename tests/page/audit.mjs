// Each view of each room in both languages, on a wide and a narrow screen: axe, and what leaves the window.
import { clipped, visit } from './browser.mjs';

const VIEWS = [
  ['network', '.canvas'],
  ['network?projection=UNIT_OVERLAP&backbone=on', '.canvas'],
  ['network?view=matrix', '.matrix svg'],
  ['network?view=table', '.tables tbody tr'],
  ['network?view=linkage', '.linkage'],
  ['coverage', '.tabs'],
  ...['gap', 'dates', 'series', 'next'].map(tab => [`coverage?tab=${tab}&asOf=2022-09-22`, '.tabs']),
  ['', '.graphiql-query-editor .view-lines'],
];

await visit(async ({ page, room, seen, screenshot, audit }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  seen.clipped = [];
  seen.views = 0;
  await room('network');
  await page.locator('.canvas').waitFor();
  const key = await page.evaluate(() => document.querySelector('.canvas')._cyreg.cy.nodes().map(node => node.id()));
  const linkage = [`network?view=linkage&from=${key[0]}&to=${key.at(-1)}`, '.certificate'];
  const panel = [`network?entity=${key[0]}`, '.panel dl'];
  for (const lang of ['zh', 'en']) {
    for (const [width, height] of [[1280, 900], [390, 800]]) {
      await page.setViewportSize({ width, height });
      for (const [address, selector] of [...VIEWS, linkage, panel]) {
        await room(`${address}${address.includes('?') ? '&' : '?'}lang=${lang}`);
        await page.locator(selector).first().waitFor();
        await page.waitForLoadState('networkidle');
        const name = `${address || 'ask'} ${lang} ${width}`;
        await audit(name);
        seen.clipped.push(...(await clipped(page)).map(part => `${name}: ${part}`));
        seen.views += 1;
        await screenshot(`audit-${seen.views}`);
      }
    }
  }
});
