// Every function of the room /network by keyboard alone, on a city whose names the script does not know.
import { press, reach, shows, visit } from './browser.mjs';

await visit(async ({ page, room, seen, screenshot }) => {
  const button = name => page.getByRole('button', { name, exact: true }).first();
  const select = name => page.getByRole('combobox', { name, exact: true });
  const url = pattern => page.waitForURL(pattern);
  const type = text => page.keyboard.type(text);
  const nameOf = place => page.evaluate(number => document.querySelector('.canvas')._cyreg.cy.nodes().sort((a, b) => b.degree() - a.degree())[number].data('label'), place);
  const find = async (field, text) => {
    await reach(page, page.getByRole('combobox', { name: field }));
    await type(text);
    await page.getByRole('option', { name: text }).first().waitFor();
    await page.keyboard.press('Enter');
  };

  // Date, scope and back, network, boundary, layout.
  await room('network?lang=en');
  await shows(page, '.summary', 'entities');
  await reach(page, page.getByLabel('As of', { exact: true }));
  await type('09222022');
  await url(/asOf=2022-09-22/);
  await shows(page, '.summary', '2022-09-22');
  await press(page, page.locator('.scopes summary'));
  await press(page, page.locator('.scopes li button', { hasText: '↓' }).first());
  await url(/scope=/);
  await press(page, page.locator('.scopes summary'));
  await press(page, page.locator('.scopes li button', { hasText: '↑' }).first());
  for (const [name, pattern] of [['Boundary', /boundary=BOTH/], ['Layout', /layout=columns/]]) {
    await reach(page, select(name));
    await page.keyboard.press('ArrowDown');
    await url(pattern);
  }

  // The picture: zoom and move; its files.
  const canvas = page.locator('.canvas');
  const viewport = () => page.evaluate(() => { const { cy } = document.querySelector('.canvas')._cyreg; return [cy.zoom(), cy.pan().x]; });
  await page.locator('.canvas[data-moving="false"]').waitFor();
  const before = await viewport();
  await press(page, canvas, '+');
  await page.keyboard.press('ArrowRight');
  seen.moved = (await viewport()).map((value, place) => value !== before[place]);
  await press(page, page.locator('.downloads summary'));
  const saved = async name => {
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, button(name))]);
    return download.suggestedFilename();
  };
  seen.files = [await saved('PNG'), await saved('SVG')];
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, page.locator('.downloads a').first())]);
  seen.files.push(file.suggestedFilename());

  // The quarters: one step, play and stop.
  await press(page, page.getByLabel('Quarter'), 'ArrowLeft');
  await url(/since=/);
  await press(page, button('▶ Play'));
  await button('■ Stop').waitFor();
  await press(page, button('■ Stop'));
  await button('▶ Play').waitFor();

  // An entity: found, its surroundings, expanded, dissolved, and all again.
  await find('Find', await nameOf(0));
  await url(/entity=/);
  await press(page, button('Only its surroundings'));
  await url(/around=/);
  await press(page, page.locator('.panel .links button').first());
  await press(page, button('Expand'));
  await url(/around=[^&]*%2C/);
  await press(page, button('Show all'));
  await press(page, button('What if it were dissolved'));
  await shows(page, '.removal', 'Components');
  await press(page, page.getByRole('button', { name: 'Close' }));
  await page.locator('.panel').waitFor({ state: 'detached' });
  seen.focus = await page.evaluate(() => document.activeElement !== document.body);

  // Matrix: sorted, a row opened. Table: sorted, copied.
  await press(page, button('Matrix'));
  await reach(page, select('Order'));
  await page.keyboard.press('ArrowDown');
  await reach(page, page.locator('.matrix g.row').first());
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await url(/entity=/);
  seen.files.push(await matrixFile());
  await press(page, button('Table'));
  await press(page, page.locator('.tables th button').first());
  seen.sorted = await page.locator('.tables th').first().getAttribute('aria-sort');
  await press(page, button('Copy the table'));
  await button('Copied').waitFor();
  seen.copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n').length;

  // The weight slider and the backbone of an overlap.
  await press(page, button('Picture'));
  await reach(page, select('Network'));
  await page.keyboard.press('ArrowDown');
  await url(/projection=UNIT_OVERLAP/);
  await press(page, page.getByLabel(/Backbone only/), 'Space');
  await url(/backbone=on/);
  await page.locator('.summary[aria-busy="false"]').waitFor();
  if (await page.getByLabel(/Weight at least/).count()) {
    await press(page, page.getByLabel(/Weight at least/), 'ArrowRight');
    await url(/minWeight=2/);
  }
  const [from, to] = [await nameOf(0), await nameOf(1)];

  // Linkage: two ends, a switch, an entity of a path dissolved, the table, and the question in GraphQL.
  await press(page, button('Linkage'));
  await find('From', from);
  await url(/from=/);
  await find('To', to);
  await url(/to=/);
  await shows(page, '.certificate', 'Paths found');
  if (await page.locator('.certificate input').count()) {
    await press(page, page.locator('.certificate input').first(), 'Space');
    await url(/allow=/);
    await shows(page, '.certificate', 'Paths found');
  }
  await press(page, page.locator('.paths li button').nth(1));
  await press(page, button('What if it were dissolved'));
  await page.locator('.without').waitFor();
  seen.files.push(await linkageFile());
  await screenshot('network-keyboard');
  await press(page, page.locator('.linkage').getByRole('link', { name: 'Ask this in GraphQL' }));
  await url(/query=/);

  async function linkageFile() {
    await press(page, page.locator('.downloads summary'));
    return saved('SVG');
  }

  async function matrixFile() {
    if (!(await page.locator('.downloads[open]').count())) await press(page, page.locator('.downloads summary'));
    return saved('PNG');
  }
});
