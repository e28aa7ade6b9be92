import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import possibleTypes from '../../../schema/possibleTypes.json' with { type: 'json' };

/** The arguments of a list that make it another list; pages of one list share a cache entry. */
const LIST_ARGUMENTS = ['within', 'where', 'orderBy', 'asOf'];
const communities = relayStylePagination(LIST_ARGUMENTS);

export const createClient = (url: string) =>
  new ApolloClient({
    cache: new InMemoryCache({
      possibleTypes,
      typePolicies: {
        Query: { fields: { communities } },
        Division: { fields: { communities } },
      },
    }),
    // The server has no automatic persisted queries: the link gets PersistedQueryNotSupported once, and then sends the text.
    link: ApolloLink.from([
      new PersistedQueryLink({ sha256: (text) => createHash('sha256').update(text).digest('hex') }),
      new HttpLink({ uri: url }),
    ]),
  });
