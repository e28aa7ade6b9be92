import { useMemo } from 'react';

import { useLoaded, type Loading } from '../client/use-answer';
import { compare, type Comparison } from './comparison';
import { exportAddress, readNetwork, type NetworkData, type NetworkQuestion } from './network-data';

export interface LoadedNetwork {
  readonly network: NetworkData | null;
  readonly comparison: Comparison | null;
  readonly loading: Loading<unknown>;
}

/** Loads the network, and the one of an earlier date to compare it with. */
export function useNetwork(question: NetworkQuestion | null, since: string | null): LoadedNetwork {
  const key = question && `${exportAddress(question, 'json')} since ${since}`;
  const loading = useLoaded(key, async (signal, whileWaiting) => {
    const asked = question as NetworkQuestion;
    const after = await readNetwork(asked, signal, whileWaiting);
    const before = since ? await readNetwork({ ...asked, asOf: since }, signal, whileWaiting) : null;
    return { data: { after, before }, errors: [] };
  });
  const loaded = loading.value;
  return useMemo(() => {
    const comparison = loaded?.before ? compare(loaded.before, loaded.after) : null;
    return { network: comparison?.network ?? loaded?.after ?? null, comparison, loading };
  }, [loaded, loading]);
}
