import { useEffect, useMemo, useState } from 'react';

import type { Operation } from './operation';
import { ask, RequestFailed, type Answer, type ApiError, type WhileWaiting } from './request';

export interface Loading<Value> {
  readonly value: Value | null;
  readonly errors: readonly ApiError[];
  readonly isLoading: boolean;
  /** The code of the server if it is not ready yet. */
  readonly waitsFor: string | null;
  /** Loads again. */
  readonly retry: () => void;
}

type Loaded<Value> = Omit<Loading<Value>, 'retry'>;

const NOTHING = { value: null, errors: [], isLoading: false, waitsFor: null };

/** Loads a value whenever its key changes; no key loads nothing. The previous value stays until the next has arrived. */
export function useLoaded<Value>(
  key: string | null,
  load: (signal: AbortSignal, whileWaiting: WhileWaiting) => Promise<Answer<Value>>,
): Loading<Value> {
  const [state, setState] = useState<Loaded<Value>>(NOTHING);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (key === null) {
      setState(NOTHING);
      return undefined;
    }
    const abort = new AbortController();
    setState(before => ({ ...before, errors: [], isLoading: true, waitsFor: null }));
    const whileWaiting = (code: string) => setState(before => ({ ...before, waitsFor: code }));
    load(abort.signal, whileWaiting)
      .then(({ data, errors }) => setState({ value: data, errors, isLoading: false, waitsFor: null }))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setState({ ...NOTHING, errors: [failure(error)] });
      });
    return () => abort.abort();
  }, [key, attempt]);
  return useMemo(() => ({ ...state, retry: () => setAttempt(number => number + 1) }), [state]);
}

/** Asks an operation whenever its variables change; without variables it asks nothing. */
export function useAnswer<Data, Variables>(question: Operation<Data, Variables>, variables: Variables | null): Loading<Data> {
  const key = variables === null ? null : question.text + JSON.stringify(variables);
  return useLoaded(key, (signal, whileWaiting) => ask(question, variables as Variables, signal, whileWaiting));
}

export function failure(error: unknown): ApiError {
  if (error instanceof RequestFailed) return { code: error.code, message: error.message, path: '' };
  if (error instanceof DOMException && error.name === 'TimeoutError') return { code: 'NO_ANSWER', message: '', path: '' };
  return { code: 'NO_CONNECTION', message: String(error), path: '' };
}
