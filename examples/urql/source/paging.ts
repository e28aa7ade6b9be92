export type Direction = 'forwards' | 'backwards';
export type PageVariables = { first?: number; after?: string | null; last?: number; before?: string | null };
export type Connection = {
  readonly edges: ReadonlyArray<{ readonly node: { readonly name: string } }>;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null | undefined;
    readonly endCursor: string | null | undefined;
  };
};
type Summary = { pages: number; communities: number; first: string | undefined; last: string | undefined };
const PAGE_SIZE = 30;

/** Fetches page after page with `fetchPage`, which returns all pages that the cache has joined. Describes the joined list. */
export async function readAll(
  fetchPage: (variables: PageVariables) => Promise<Connection | null | undefined>,
  direction: Direction,
): Promise<Summary> {
  const size = direction === 'forwards' ? { first: PAGE_SIZE } : { last: PAGE_SIZE };
  let cursor: PageVariables = {};
  for (let pages = 1; ; pages += 1) {
    const list = await fetchPage({ ...size, ...cursor });
    if (!list) throw new Error('There is no such list.');
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = list.pageInfo;
    cursor = direction === 'forwards' ? { after: endCursor } : { before: startCursor };
    if (direction === 'forwards' ? hasNextPage : hasPreviousPage) continue;
    const names = list.edges.map(({ node }) => node.name);
    return { pages, communities: names.length, first: names[0], last: names.at(-1) };
  }
}
