// Reads through Relay's store and prints what it read as JSON. In React, `usePaginationFragment` takes the fragments of queries.ts.
// node built/main.js http://127.0.0.1:8000/graphql
import { createOperationDescriptor, fetchQuery, getRequest } from 'relay-runtime';
import { waitForFragmentData } from 'relay-runtime/experimental';
import CityListQuery, { type queriesCityListQuery } from './__generated__/queriesCityListQuery.graphql';
import DivisionListQuery, { type queriesDivisionListQuery } from './__generated__/queriesDivisionListQuery.graphql';
import type { queries_cityList$key } from './__generated__/queries_cityList.graphql';
import type { queries_divisionList$key } from './__generated__/queries_divisionList.graphql';
import type { queriesPastAndPresentQuery } from './__generated__/queriesPastAndPresentQuery.graphql';
import { createEnvironment, ResponseError } from './environment';
import { readAll, type PageVariables } from './paging';
import { CITY_LIST, DIVISION_LIST, PAST_AND_PRESENT } from './queries';

const environment = createEnvironment(process.argv[2] ?? 'http://127.0.0.1:8000/graphql');
const county = 'County:640502';

async function fetchCityList(page: PageVariables) {
  const query = await fetchQuery<queriesCityListQuery>(environment, CityListQuery, page).toPromise();
  return query && (await waitForFragmentData<queries_cityList$key>(environment, CITY_LIST, query)).communities;
}

async function fetchDivision(page: PageVariables) {
  const query = await fetchQuery<queriesDivisionListQuery>(environment, DivisionListQuery, { id: county, ...page }).toPromise();
  return query?.node && waitForFragmentData<queries_divisionList$key>(environment, DIVISION_LIST, query.node);
}

/** Reads two dates of one city from the store, which keeps them apart because their ids differ. */
async function readPastAndPresent() {
  await fetchQuery<queriesPastAndPresentQuery>(environment, PAST_AND_PRESENT, {}).toPromise();
  const { fragment } = createOperationDescriptor(getRequest(PAST_AND_PRESENT), {});
  const data = environment.lookup(fragment).data as queriesPastAndPresentQuery['response'];
  return { then: data.then?.communities.totalCount, now: data.now?.communities.totalCount };
}

async function readErrorCode() {
  try {
    await fetchQuery(environment, CityListQuery, { after: 'damaged' }).toPromise();
  } catch (error) {
    if (error instanceof ResponseError) return error.code;
    throw error;
  }
}

async function main() {
  // The store keeps what a retained query reads. React's hooks retain the queries of mounted components.
  for (const [request, variables] of [[CityListQuery, {}], [DivisionListQuery, { id: county }]] as const) {
    environment.retain(createOperationDescriptor(request, variables));
  }
  const fetchDivisionList = async (page: PageVariables) => (await fetchDivision(page))?.communities;
  console.log(
    JSON.stringify({
      forwards: await readAll(fetchCityList, 'forwards'),
      backwards: await readAll(fetchCityList, 'backwards'),
      belowForwards: await readAll(fetchDivisionList, 'forwards'),
      belowBackwards: await readAll(fetchDivisionList, 'backwards'),
      refetched: (await fetchDivision({ first: 1 }))?.name,
      ...(await readPastAndPresent()),
      errorCode: await readErrorCode(),
    }),
  );
}

void main();
