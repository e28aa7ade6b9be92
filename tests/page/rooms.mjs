// Each room opens, shows its first answer, and is accessible.
import { shows, visit } from './browser.mjs';

await visit(async ({ page, room, seen, audit }) => {
  await room('?asOf=2022-09-22');
  await page.locator('.graphiql-execute-button').click();
  await shows(page, '.graphiql-response', '中卫市');
  await audit('explorer');

  await room('network?asOf=2022-09-22');
  await page.locator('.canvas').waitFor();
  await shows(page, '.summary', '个实体');
  seen.summary = await page.locator('.summary').innerText();
  await audit('network');

  await room('coverage?asOf=2022-09-22');
  await page.locator('.scorecard tbody tr').first().waitFor();
  seen.indicators = await page.locator('.scorecard tbody tr').count();
  await audit('coverage');
});
