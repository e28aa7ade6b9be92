// Pages through all communities of a city; prints their number, the first and the last.
// node source/communities.ts http://127.0.0.1:8000/graphql
import { graphql } from '../generated/index.ts';
import { execute } from './client.ts';

const COMMUNITIES = graphql(`
  query Communities($within: String!, $first: Int!, $after: String) {
    communities(within: $within, first: $first, after: $after) {
      totalCount
      nodes {
        id
        name
        population
        jointCommittee { name memberUnits { totalCount } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const url = process.argv[2] ?? 'http://127.0.0.1:8000/graphql';
const names: string[] = [];
let after: string | null | undefined;
let pages = 0;
do {
  const { communities } = await execute(url, COMMUNITIES, { within: '6405', first: 30, after });
  if (!communities) throw new Error('There is no such division.');
  names.push(...communities.nodes.map(({ name }) => name));
  pages += 1;
  after = communities.pageInfo.hasNextPage ? communities.pageInfo.endCursor : null;
} while (after);

console.log(JSON.stringify({ pages, communities: names.length, first: names[0], last: names.at(-1) }));
