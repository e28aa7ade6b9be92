import type { ApolloClient, TypedDocumentNode } from '@apollo/client';

export type Direction = 'forwards' | 'backwards';
type PageVariables = { first?: number | null; after?: string | null; last?: number | null; before?: string | null };
type Connection = {
  edges: { node: { name: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor?: string | null; endCursor?: string | null };
};
type Summary = { pages: number; communities: number; first: string | undefined; last: string | undefined };
const PAGE_SIZE = 30;

/** Fetches page after page; the cache joins them. Describes the joined list. */
export async function readAll<Data, Variables extends PageVariables & Record<string, unknown>>(
  client: ApolloClient,
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  connection: (data: Data) => Connection | null | undefined,
  direction: Direction,
): Promise<Summary> {
  const size = direction === 'forwards' ? { first: PAGE_SIZE } : { last: PAGE_SIZE };
  const options = { query, variables: { ...variables, ...size } };
  const list = client.watchQuery<Data, Variables>({ ...options, fetchPolicy: 'network-only' });
  const subscription = list.subscribe({});
  try {
    await list.refetch();
    for (let pages = 1; ; pages += 1) {
      const data = client.readQuery<Data, Variables>(options);
      const page = data && connection(data);
      if (!page) throw new Error('There is no such list.');
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
      const isLast = !(direction === 'forwards' ? hasNextPage : hasPreviousPage);
      if (isLast) {
        const names = page.edges.map(({ node }) => node.name);
        return { pages, communities: names.length, first: names[0], last: names.at(-1) };
      }
      const cursor = direction === 'forwards' ? { after: endCursor } : { before: startCursor };
      await list.fetchMore({ variables: { ...options.variables, ...cursor } });
    }
  } finally {
    subscription.unsubscribe();
  }
}
