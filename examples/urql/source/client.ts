import { Client, fetchExchange } from '@urql/core';
import { cacheExchange, type Resolver } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { introspection } from '../generated/introspection.ts';

const joinPages = relayPagination();

/** Joins the pages of a list. `relayPagination` drops `totalCount`, and does not read a list without arguments. */
const list: Resolver = (parent, args, cache, info) => {
  const page = cache.resolve(info.parentKey, info.fieldName, Object.keys(args).length ? args : null);
  const pages = joinPages(parent, args, cache, info);
  return pages && typeof page === 'string' ? { ...pages, totalCount: cache.resolve(page, 'totalCount') } : page;
};
const lists = { communities: list };

export const createClient = (url: string) =>
  new Client({
    url,
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        schema: introspection, // tells the cache which types an interface has
        resolvers: { Query: lists, City: lists, County: lists, Township: lists, Community: lists },
      }),
      fetchExchange,
    ],
  });
