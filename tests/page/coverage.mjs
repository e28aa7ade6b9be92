// From "which communities have no station" to "what would change it" in the room /coverage, without writing GraphQL.
import { shows, visit } from './browser.mjs';

await visit(async ({ page, room, seen, screenshot, audit }) => {
  await room('coverage?asOf=2022-09-22');
  await page.locator('.scorecard tbody tr').first().waitFor();
  seen.indicators = await page.locator('.scorecard tbody tr').count();
  await page.getByRole('button', { name: '服务阵地', exact: true }).click();
  await shows(page, '.indicator h2', '服务阵地');
  seen.receipt = await page.locator('.indicator').innerText();
  await page.getByRole('button', { name: '沙坡头区的下级' }).click();
  await shows(page, '.tree .tree', '滨河镇');
  await audit('divisions');
  await screenshot('coverage');

  await page.getByRole('button', { name: '缺口' }).click();
  await shows(page, '.indicator', '第 1 至 20 个');
  seen.gap = await page.locator('.indicator tbody').innerText();
  seen.shown = await page.locator('.indicator', { hasText: '第 1 至 20 个' }).innerText();
  await audit('gap');
  await page.getByRole('button', { name: '如何改善' }).click();
  await page.locator('.picks li').first().waitFor();
  seen.picks = await page.locator('.picks').innerText();

  // What would change it: picks of an indicator whose links are complete, ticked and tried together.
  await page.getByRole('button', { name: '新老联结', exact: true }).click();
  await shows(page, '.picks', '结对');
  for (const place of [0, 1]) await page.locator('.picks input').nth(place).check();
  await shows(page, '.what-if', '没有保存任何改动');
  seen.whatIf = await page.locator('.what-if').innerText();
  await audit('what-if');
  await screenshot('coverage-next');
});
