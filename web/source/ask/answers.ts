import { useSyncExternalStore } from 'react';

/** What is known of the answer in a tab. */
export interface Answer {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  readonly asOf: string | null;
  /** The fields at the root to which the date of the page was applied. */
  readonly dated: readonly string[];
  readonly result: Result;
  readonly milliseconds: number;
  readonly bytes: number;
  readonly revision: Revision | null;
}

export interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { message: string; path?: readonly (string | number)[]; extensions?: { code?: string } }[];
  readonly extensions?: { cost?: Cost; hints?: readonly { message: string; path?: readonly (string | number)[] }[]; [name: string]: unknown };
}

export interface Cost {
  readonly estimate: number;
  readonly limit: number;
}

export interface Revision {
  readonly id: string;
  readonly at: string;
  readonly database: string;
}

const answers = new Map<string, Answer>();
const listeners = new Set<() => void>();

/** Keeps the answer of a tab, or forgets it while the next one is on its way. */
export function setAnswer(tab: string, answer: Answer | null): void {
  if (answer) answers.set(tab, answer);
  else answers.delete(tab);
  for (const listener of listeners) listener();
}

export function useAnswerOf(tab: string): Answer | null {
  return useSyncExternalStore(subscribe, () => answers.get(tab) ?? null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
