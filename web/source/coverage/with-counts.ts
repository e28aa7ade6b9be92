import receipt from './Receipt.graphql?raw';

/** Adds the fragment of the counts of a receipt to an operation that uses it. */
export function withCounts(operation: string): string {
  return `${operation}\n${receipt.slice(receipt.indexOf('fragment Counts'))}`;
}
