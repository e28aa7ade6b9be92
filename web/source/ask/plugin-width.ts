const KEY = 'graphiql:docExplorerFlex';
const SHARE = '0.27';

/** The panel at the left starts narrow; GraphiQL keeps the width that a person drags it to. */
export function startWithNarrowPanel(): void {
  if (localStorage.getItem(KEY) === null) localStorage.setItem(KEY, SHARE);
}
