// Every function of the room /coverage by keyboard alone, on a city whose names the script does not know.
import { press, reach, shows, visit } from './browser.mjs';

await visit(async ({ page, room, seen, screenshot }) => {
  await page.addInitScript(() => (globalThis.print = () => (globalThis.wasPrinted = true)));
  const button = name => page.getByRole('button', { name, exact: true }).first();
  const url = pattern => page.waitForURL(pattern);
  const tab = async name => {
    await press(page, page.locator('.tabs').getByRole('button', { name, exact: true }));
    await page.locator('.tabs').getByRole('button', { name, exact: true, pressed: true }).waitFor();
  };

  // An indicator, its definition, and the tree of divisions with drill-down.
  await room('coverage?lang=en&asOf=2022-09-22');
  await page.locator('.scorecard tbody tr').first().waitFor();
  await press(page, page.getByRole('button', { name: 'Joint committees', exact: true }).or(page.locator('.scorecard tbody button').nth(2)).first());
  await url(/indicator=/);
  await page.locator('.tree').first().waitFor();
  await press(page, page.locator('.indicator details summary').first());
  await page.locator('.indicator details[open]').waitFor();
  if (await page.locator('.tree .toggle[aria-expanded]').count()) {
    await press(page, page.locator('.tree .toggle[aria-expanded]').first());
    await page.locator('.tree .toggle[aria-expanded="true"]').waitFor();
  }
  await press(page, page.locator('.tree button.name').first());
  await url(/scope=/);
  await press(page, page.locator('.scopes summary'));
  await press(page, page.locator('.scopes li button', { hasText: '↑' }).first());
  if (await page.getByLabel('Count residents').count()) {
    await press(page, page.getByLabel('Count residents'), 'Space');
    await url(/weight=PEOPLE/);
    await press(page, page.getByLabel('Count residents'), 'Space');
  }

  // The gap: another status, and the way to the network of a unit.
  await tab('Gap');
  await reach(page, page.getByLabel('Status'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.locator('.indicator tbody tr').first().waitFor();
  await reach(page, page.locator('.indicator tbody a').first());

  // Two dates side by side.
  await tab('Two dates');
  await reach(page, page.getByLabel('Earlier date'));
  await page.keyboard.type('06012020');
  await url(/from=2020-06-01/);
  await shows(page, '.indicator', 'Gained');

  // Over time: by another level, its table sorted and copied.
  await tab('Over time');
  await page.locator('.chart .recharts-line').first().waitFor({ state: 'attached' }); // a level line has no height
  if ((await page.getByLabel('Lines by').locator('option').count()) > 1) {
    await reach(page, page.getByLabel('Lines by'));
    await page.keyboard.press('ArrowDown');
    await url(/level=/);
  }
  await press(page, page.locator('.table th button').first());
  await press(page, button('Copy the table'));
  await button('Copied').waitFor();

  // What would help: another number, a pick ticked, its open end chosen, tried.
  await tab(await page.locator('.tabs button').last().innerText());
  await page.locator('.picks, .indicator p', { hasText: /\+|No new link/ }).first().waitFor();
  await reach(page, page.getByLabel('Picks'));
  await page.keyboard.press('ArrowDown');
  seen.picks = await page.locator('.picks li').count();
  if (seen.picks) {
    await press(page, page.locator('.picks input[type=checkbox]').first(), 'Space');
    await page.locator('.what-if p').first().waitFor({ state: 'attached' });
  }

  // Paper, a workbook, and the question in GraphQL.
  await press(page, button('Print'));
  seen.printed = await page.evaluate(() => globalThis.wasPrinted === true);
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, page.getByRole('link', { name: /Excel/ }))]);
  seen.workbook = file.suggestedFilename();
  await screenshot('coverage-keyboard');
  await press(page, page.getByRole('link', { name: 'Ask this in GraphQL' }).first());
  await url(/query=/);
});
