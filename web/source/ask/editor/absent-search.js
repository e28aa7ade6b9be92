// In place of the search of GraphiQL's documentation, which reads names only; the page has its own.
export function Search() {
  return null;
}
