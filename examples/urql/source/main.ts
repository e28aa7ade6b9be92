// Reads through Graphcache and prints what it read as JSON.
// node source/main.ts http://127.0.0.1:8000/graphql
import type { CombinedError } from '@urql/core';
import { createClient } from './client.ts';
import { readAll, type PageVariables } from './paging.ts';
import { COMMUNITIES, COMMUNITIES_BELOW, NAME, PAST_AND_PRESENT } from './queries.ts';

const url = process.argv[2] ?? 'http://127.0.0.1:8000/graphql';
const client = createClient(url);
const county = 'County:640502';

async function data<Data>(result: PromiseLike<{ data?: Data; error?: CombinedError }>): Promise<Data> {
  const { data, error } = await result;
  if (error || !data) throw error ?? new Error('There is no data.');
  return data;
}

const fetchList = async (page: PageVariables) => (await data(client.query(COMMUNITIES, page))).communities;

async function fetchListBelow(page: PageVariables) {
  const { node } = await data(client.query(COMMUNITIES_BELOW, { id: county, ...page }));
  return node && 'communities' in node ? node.communities : null;
}

async function refetch() {
  const { node } = await data(client.query(NAME, { id: county }, { requestPolicy: 'network-only' }));
  return node && 'name' in node ? node.name : null;
}

/** Reads two dates of one city from the cache, which keeps them apart because their ids differ. */
async function readPastAndPresent() {
  await data(client.query(PAST_AND_PRESENT, {}));
  const read = await data(client.query(PAST_AND_PRESENT, {}, { requestPolicy: 'cache-only' }));
  return { then: read.then?.communities.totalCount, now: read.now?.communities.totalCount };
}

async function readErrorCode() {
  const { error } = await client.query(COMMUNITIES, { after: 'damaged' });
  return error?.graphQLErrors[0]?.extensions.code;
}

console.log(
  JSON.stringify({
    forwards: await readAll(fetchList, 'forwards'),
    backwards: await readAll(fetchList, 'backwards'),
    belowForwards: await readAll(fetchListBelow, 'forwards'),
    belowBackwards: await readAll(fetchListBelow, 'backwards'),
    refetched: await refetch(),
    ...(await readPastAndPresent()),
    errorCode: await readErrorCode(),
  }),
);
