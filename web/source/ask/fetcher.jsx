import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { useSyncExternalStore } from 'react';

const RETRY_MS = 2_000;
const PATIENCE_MS = 300_000;
const listeners = new Set();
let waiting = 0;

/** Sends to the API. While the database is loading it waits and asks again, so that schema and answer follow by themselves. */
export const fetcher = createGraphiQLFetcher({ url: 'graphql', fetch: fetchWhenLoaded });

/** Fetches, and waits while the database is loading. */
export async function fetchWhenLoaded(address, init) {
  const end = performance.now() + PATIENCE_MS;
  let isWaiting = false;
  try {
    for (;;) {
      const response = await fetch(address, init);
      if (response.status !== 503 || performance.now() > end || !(await isLoading(response.clone()))) return response;
      if (!isWaiting) count(1);
      isWaiting = true;
      await new Promise(resolve => setTimeout(resolve, RETRY_MS));
    }
  } finally {
    if (isWaiting) count(-1);
  }
}

async function isLoading(response) {
  const { errors } = await response.json().catch(() => ({}));
  return errors?.[0]?.extensions?.code === 'DATABASE_UNAVAILABLE';
}

function count(change) {
  waiting += change;
  for (const listener of listeners) listener();
}

/** Says that the database is loading, while a request waits for it. */
export function LoadingNotice() {
  const isWaiting = useSyncExternalStore(subscribe, () => waiting > 0);
  return (
    <p role="status" className={isWaiting ? 'loading-notice' : 'loading-notice none'}>
      {isWaiting && '数据库正在启动或装载数据，就绪后自动继续。 The database is starting or loading its data; the page continues by itself.'}
    </p>
  );
}

function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
