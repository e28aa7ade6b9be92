// The other functions of the room /coverage, on a city whose names the script does not know.
import { shows, visit } from './browser.mjs';

await visit(async ({ page, room, seen, screenshot, audit }) => {
  await room('coverage?lang=en&asOf=2022-09-22&indicator=JOINT_COMMITTEE&tab=dates&from=2020-06-01');
  await shows(page, '.indicator', 'Gained');
  seen.dates = await page.locator('.indicator tbody').innerText();
  seen.gained = await page.locator('.indicator h3').allInnerTexts();
  await audit('dates');

  await page.getByRole('button', { name: 'Over time' }).click();
  await page.locator('.chart .recharts-line').first().waitFor();
  seen.lines = await page.locator('.chart .recharts-line').count();
  seen.columns = await page.locator('.table thead th').allInnerTexts();
  await audit('series');
  await screenshot('coverage-series');

  // Counting residents is in the address; a choice that the address does not know counts as absent.
  await page.getByLabel('Count residents').check();
  await page.waitForURL(/weight=PEOPLE/);
  seen.people = await page.locator('.indicator h2 + p').innerText();
  await room('coverage?lang=en&tab=unknown&indicator=JOINT_COMMITTEE');
  await page.getByRole('button', { name: 'Divisions', exact: true, pressed: true }).waitFor();

  // An unknown scope is an error with its way out, not an empty page.
  await room('coverage?lang=en&scope=00');
  await page.locator('[role=alert]').first().waitFor();
  seen.alert = await page.locator('[role=alert]').first().innerText();

  // By keyboard: the first Tab stops are links and fields, and Enter opens an indicator.
  await room('coverage?lang=en');
  await page.locator('.scorecard tbody button').nth(2).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/indicator=/);

  await page.emulateMedia({ media: 'print' });
  seen.printed = await page.locator('.tabs').isVisible();
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 390, height: 800 });
  for (const tab of ['divisions', 'gap', 'dates', 'series', 'next']) {
    await room(`coverage?tab=${tab}&indicator=SERVICE_STATION&asOf=2022-09-22`);
    await page.locator('.tabs').waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 390) seen.console.push(`${tab} is ${width} pixels wide`);
  }
  await screenshot('coverage-narrow');
});
