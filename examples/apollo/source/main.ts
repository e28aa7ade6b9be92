// Reads through Apollo Client's cache and prints what it read as JSON.
// node source/main.ts http://127.0.0.1:8000/graphql
import { CombinedGraphQLErrors } from '@apollo/client';
import { createClient } from './client.ts';
import { readAll, type Direction } from './paging.ts';
import { COMMUNITIES, COMMUNITIES_BELOW, NAME, PAST_AND_PRESENT } from './queries.ts';

const client = createClient(process.argv[2] ?? 'http://127.0.0.1:8000/graphql');
const county = 'County:640502';

const readRoot = (direction: Direction) =>
  readAll(client, COMMUNITIES, { within: '6405' }, ({ communities }) => communities, direction);

const readBelow = (direction: Direction) =>
  readAll(client, COMMUNITIES_BELOW, { id: county }, ({ node }) => (node && 'communities' in node ? node.communities : null), direction);

async function refetch() {
  const { data } = await client.query({ query: NAME, variables: { id: county }, fetchPolicy: 'network-only' });
  return data?.node && 'name' in data.node ? data.node.name : null;
}

/** Reads two dates of one city from the cache, which keeps them apart because their ids differ. */
async function readPastAndPresent() {
  await client.query({ query: PAST_AND_PRESENT });
  const data = client.readQuery({ query: PAST_AND_PRESENT });
  return { then: data?.then?.communities.totalCount, now: data?.now?.communities.totalCount };
}

async function readErrorCode() {
  try {
    await client.query({ query: COMMUNITIES, variables: { within: '6405', after: 'damaged' }, fetchPolicy: 'network-only' });
  } catch (error) {
    if (CombinedGraphQLErrors.is(error)) return error.errors[0]?.extensions?.code;
    throw error;
  }
}

console.log(
  JSON.stringify({
    forwards: await readRoot('forwards'),
    backwards: await readRoot('backwards'),
    belowForwards: await readBelow('forwards'),
    belowBackwards: await readBelow('backwards'),
    refetched: await refetch(),
    ...(await readPastAndPresent()),
    errorCode: await readErrorCode(),
  }),
);
client.stop();
