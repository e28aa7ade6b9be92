import type { Fetcher } from '@graphiql/toolkit';
import type { GraphQLSchema } from 'graphql';
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';

import { languageHeader } from '../client/request';
import { setAnswer, type Result, type Revision } from './answers';
import { prepareQuestion, REVISION, type Variables } from './question';

const RETRY_MS = 2_000;
const PATIENCE_MS = 300_000;
const PATIENCE_FOR_SCHEMA_MS = 10_000;
const DATED_PATIENCE_MS = 60_000;
const DEADLINE_MS = 120_000;
const WAITED_FOR = ['DATABASE_UNAVAILABLE', 'BUSY'];
const listeners = new Set<() => void>();
const waiting: string[] = [];

/** What the fetcher knows of the page; GraphiQL gives it the text alone. */
const situation: { tab: string; schema: GraphQLSchema | null } = { tab: '', schema: null };
let schemaHasArrived = () => undefined as void;
const schemaArrival = new Promise<void>(resolve => (schemaHasArrived = resolve));

export function setSituation(tab: string, schema: GraphQLSchema | null): void {
  Object.assign(situation, { tab, schema });
  if (schema) schemaHasArrived();
}

/** Asks on the date of the page, and keeps what is known of the answer. While the database is loading it waits, so that schema and answer follow by themselves. */
export const fetcher: Fetcher = async ({ query, variables, operationName }, options) => {
  // An example opens a tab and runs at once; the page renders the tab in between.
  await pause(0);
  const { tab } = situation;
  const isIntrospection = operationName === 'IntrospectionQuery';
  const asOf = new URLSearchParams(location.search).get('asOf');
  // The schema says which fields take the date; without a date the page waits less for it.
  if (!isIntrospection) await Promise.race([schemaArrival, pause(asOf ? DATED_PATIENCE_MS : PATIENCE_FOR_SCHEMA_MS)]);
  const { schema } = situation;
  const asked = { text: query, operationName: operationName ?? null, variables: (variables ?? {}) as Variables };
  const question = prepareQuestion(asked, asOf, isIntrospection ? null : schema);
  const body = JSON.stringify({ query: question.text, variables: question.variables, operationName, extensions: { cost: true } });
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', ...languageHeader(), ...(options?.headers as Record<string, string> | undefined) };
  if (!isIntrospection) setAnswer(tab, null);
  const begun = performance.now();
  const response = await fetchWhenLoaded('graphql', { method: 'POST', headers, body });
  const text = await response.text();
  const milliseconds = performance.now() - begun;
  const { result, revision } = withoutRevision(parse(text, response), question.hasRevision);
  if (!isIntrospection) {
    const known = { query, variables: question.variables, operationName: operationName ?? null, asOf, dated: question.dated };
    setAnswer(tab, { ...known, result, milliseconds, bytes: new Blob([text]).size, revision });
  }
  return result as Awaited<ReturnType<Fetcher>>;
};

/** Fetches, and waits while the database is loading or the server is busy. */
export async function fetchWhenLoaded(address: string, init: RequestInit): Promise<Response> {
  const end = performance.now() + PATIENCE_MS;
  let waitsFor: string | null = null;
  try {
    for (;;) {
      const response = await fetchOnce(address, init);
      const code = response.status === 503 ? await codeOf(response.clone()) : '';
      if (!WAITED_FOR.includes(code) || performance.now() > end) return response;
      if (waitsFor !== code) {
        change(() => waitsFor && waiting.splice(waiting.indexOf(waitsFor), 1));
        change(() => waiting.push(code));
        waitsFor = code;
      }
      await pause(RETRY_MS);
    }
  } finally {
    if (waitsFor) change(() => waiting.splice(waiting.indexOf(waitsFor ?? ''), 1));
  }
}

/** Returns the code of what a request waits for: DATABASE_UNAVAILABLE or BUSY. */
export function useWaiting(): string | null {
  return useSyncExternalStore(subscribe, () => waiting[0] ?? null);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

async function fetchOnce(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, signal: AbortSignal.timeout(DEADLINE_MS) });
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    throw new Error(i18next.t(isLate ? 'ask.late' : 'error.NO_CONNECTION'), { cause: error });
  }
}

async function codeOf(response: Response): Promise<string> {
  const { errors } = (await response.json().catch(() => ({}))) as Result;
  return errors?.[0]?.extensions?.code ?? '';
}

function parse(text: string, response: Response): Result {
  try {
    return JSON.parse(text) as Result;
  } catch {
    return { errors: [{ message: `${response.status} ${response.statusText}` }] };
  }
}

function withoutRevision(result: Result, hasRevision: boolean): { result: Result; revision: Revision | null } {
  if (!hasRevision || !result.data) return { result, revision: null };
  const { [REVISION]: revision, ...data } = result.data;
  return { result: { ...result, data }, revision: (revision ?? null) as Revision | null };
}

function change(how: () => unknown): void {
  how();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
