import { graphql } from './graphql.ts';

export const COMMUNITIES = graphql(`
  query Communities($first: Int, $after: String, $last: Int, $before: String) {
    communities(within: "6405", first: $first, after: $after, last: $last, before: $before) {
      edges { node { id name } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

export const COMMUNITIES_BELOW = graphql(`
  query CommunitiesBelow($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    node(id: $id) {
      id
      ... on County {
        communities(first: $first, after: $after, last: $last, before: $before) {
          edges { node { id name } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }
    }
  }
`);

export const NAME = graphql(`
  query Name($id: ID!) {
    node(id: $id) { id ... on Division { name } }
  }
`);

export const PAST_AND_PRESENT = graphql(`
  query PastAndPresent {
    then: city(code: "6405", asOf: "2020-01-01") { id communities { totalCount } }
    now: city(code: "6405") { id communities { totalCount } }
  }
`);
