// Every function of the room / by keyboard alone, on a city whose names the script does not know.
import { press, reach, shows, visit } from './browser.mjs';

await visit(async ({ page, room, seen, screenshot }) => {
  const button = name => page.getByRole('button', { name, exact: true }).first();
  const view = name => page.locator(`.answer[data-view="${name}"]`);

  // An example, run, and each view that its type offers.
  await room('?lang=en');
  await page.locator('.graphiql-query-editor .view-lines').waitFor();
  await page.locator('.graphiql-response .view-lines').first().waitFor({ state: 'attached' });
  await press(page, page.locator('.examples button').nth(1));
  await page.locator('.answer').waitFor();
  seen.views = await page.locator('.answer-views button').allInnerTexts();
  for (const name of seen.views) {
    await press(page, page.locator('.answer-views').getByRole('button', { name, exact: true }));
    await view(name.toUpperCase()).waitFor();
  }
  await press(page, page.locator('.answer-views').getByRole('button', { name: 'CSV' }));
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, button('Save as a file'))]);
  seen.file = file.suggestedFilename();
  await press(page, page.locator('.answer-cypher summary'));
  await shows(page, '.answer-cypher', 'EXPLAIN');

  // The way to the picture, and back from the picture to its question.
  await press(page, page.locator('.answer-pictures a').first());
  await page.waitForURL(/coverage/);
  await page.locator('.scorecard tbody tr').first().waitFor();
  await press(page, page.getByRole('link', { name: 'Ask this in GraphQL' }).first());
  await page.waitForURL(/query=/);
  await page.locator('.graphiql-query-editor', { hasText: 'Scorecard' }).waitFor();

  // The date for all fields; the editor, which Tab enters and leaves; and the answer.
  await reach(page, page.getByLabel('As of', { exact: true }));
  await page.keyboard.type('09222022');
  await page.waitForURL(/asOf=2022-09-22/);
  await page.locator('.graphiql-response .view-lines').first().waitFor({ state: 'attached' });
  await reach(page, page.locator('.graphiql-query-editor'));
  await page.keyboard.press('Control+Enter');
  await page.locator('.answer').waitFor();
  seen.facts = await page.locator('.answer-facts').innerText();
  await press(page, page.locator('.graphiql-execute-button'));
  await page.locator('.answer').waitFor();

  // Documentation, found in Chinese, and a question built by ticking.
  await press(page, page.locator('.graphiql-sidebar button').first());
  await reach(page, page.locator('.description-search input'));
  await page.keyboard.type('联合党委');
  await press(page, page.locator('.description-search li button').first());
  await press(page, page.locator('.graphiql-sidebar').getByRole('button', { name: /Build a question/ }));
  await reach(page, page.locator('.builder input[type=search]'));
  await page.keyboard.type('communities');
  await press(page, page.locator('.builder li input[type=checkbox]').first(), 'Space');
  await screenshot('ask-keyboard');
  await press(page, page.getByRole('button', { name: /New tab/ }));
  await page.locator('.graphiql-tab').nth(1).waitFor();
  seen.tabs = await page.locator('.graphiql-tab').count();
});
