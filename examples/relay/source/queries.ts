import { graphql } from 'relay-runtime';

/** A list of the root. Relay writes a query of it; its name is that of `queryName`. */
export const CITY_LIST = graphql`
  fragment queries_cityList on Query
  @argumentDefinitions(first: { type: "Int" }, after: { type: "String" }, last: { type: "Int" }, before: { type: "String" })
  @refetchable(queryName: "queriesCityListQuery") {
    communities(within: "6405", first: $first, after: $after, last: $last, before: $before)
      @connection(key: "queries_cityList_communities") {
      edges { node { name } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`;

/** A list below the root. The query that Relay writes of it takes the `id` of the division. */
export const DIVISION_LIST = graphql`
  fragment queries_divisionList on Division
  @argumentDefinitions(first: { type: "Int" }, after: { type: "String" }, last: { type: "Int" }, before: { type: "String" })
  @refetchable(queryName: "queriesDivisionListQuery") {
    name
    communities(first: $first, after: $after, last: $last, before: $before)
      @connection(key: "queries_divisionList_communities") {
      edges { node { name } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`;

export const PAST_AND_PRESENT = graphql`
  query queriesPastAndPresentQuery {
    then: city(code: "6405", asOf: "2020-01-01") { id communities { totalCount } }
    now: city(code: "6405") { id communities { totalCount } }
  }
`;
