import type { Operation } from './operation';

const DEADLINE_MS = 90_000;
const RETRY_MS = 2_000;

export interface ApiError {
  readonly message: string;
  readonly code: string;
  readonly path: string;
}

export interface Answer<Data> {
  readonly data: Data | null;
  readonly errors: readonly ApiError[];
}

/** Told while the server does not answer yet: the database is starting, or too many questions are asked. */
export type WhileWaiting = (code: string) => void;

export class RequestFailed extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

/** Sends an operation. Waits while the server is not ready. Throws RequestFailed without an answer, or an abort. */
export async function ask<Data, Variables>(
  { text }: Operation<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
  whileWaiting: WhileWaiting = () => undefined,
): Promise<Answer<Data>> {
  const body = JSON.stringify({ query: text, variables });
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', ...languageHeader() };
  const response = await fetchWhenReady('graphql', { method: 'POST', headers, body }, signal, whileWaiting);
  const answer = (await json(response)) as RawAnswer<Data>;
  // A hint explains why a value is null: a code or a name that does not exist.
  const hints = (answer.extensions?.hints ?? []).map(({ message, path }) => asError({ message, path }));
  return { data: answer.data ?? null, errors: [...(answer.errors ?? []).map(asError), ...hints] };
}

/** Reads a JSON file of the API. Throws RequestFailed with the error of the server. */
export async function read(address: string, signal: AbortSignal, whileWaiting: WhileWaiting = () => undefined): Promise<unknown> {
  const response = await fetchWhenReady(address, { headers: languageHeader() }, signal, whileWaiting);
  const content = await json(response);
  if (response.ok) return content;
  const first = ((content as { errors?: RawError[] }).errors ?? []).map(asError)[0];
  throw new RequestFailed(first?.code ?? String(response.status), first?.message ?? response.statusText);
}

/** Errors come in the language of the page. */
export function languageHeader(): { 'Accept-Language': string } {
  return { 'Accept-Language': document.documentElement.lang };
}

interface RawError {
  message: string;
  path?: (string | number)[] | undefined;
  extensions?: { code?: string };
}

interface RawAnswer<Data> {
  data?: Data | null;
  errors?: RawError[];
  extensions?: { hints?: { message: string; path?: (string | number)[] }[] };
}

function asError({ message, path, extensions }: RawError): ApiError {
  return { message, code: extensions?.code ?? '', path: (path ?? []).join('.') };
}

async function fetchWhenReady(address: string, init: RequestInit, signal: AbortSignal, whileWaiting: WhileWaiting): Promise<Response> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
  for (;;) {
    const response = await fetch(address, { ...init, signal: deadline });
    if (response.status !== 503) return response;
    const content = (await response.json().catch(() => ({}))) as { errors?: RawError[] };
    whileWaiting(content.errors?.[0]?.extensions?.code ?? 'DATABASE_UNAVAILABLE');
    await pause(RETRY_MS, deadline);
  }
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new RequestFailed(String(response.status), response.statusText);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}
