/** A question in the fragment of the address, which browsers do not send. */
export interface SharedQuestion {
  readonly query: string;
  readonly variables?: string;
  readonly operationName?: string;
}

/** Returns the question of a shared link, or null. */
export function readLink(): SharedQuestion | null {
  const link = new URLSearchParams(location.hash.slice(1));
  const query = link.get('query');
  if (!query) return null;
  const [variables, operationName] = [link.get('variables'), link.get('operationName')];
  return { query, ...(variables && { variables }), ...(operationName && { operationName }) };
}

/** Returns the address of a question, with scope, date and language. */
export function linkTo(question: SharedQuestion): string {
  const link = new URLSearchParams({ ...question });
  return `${location.origin}${location.pathname}${location.search}#${link}`;
}
