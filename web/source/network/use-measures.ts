import { keyOf } from '../client/entity';
import { read } from '../client/request';
import { useLoaded, type Loading } from '../client/use-answer';
import { exportAddress, type NetworkQuestion } from './network-data';

export const TABLE_MEASURES = ['betweenness', 'closeness', 'kCore', 'subgroup'] as const;

export type ActorMeasures = Readonly<Record<(typeof TABLE_MEASURES)[number], number | null>>;

interface MeasuredFile {
  nodes: (ActorMeasures & { kind: string; code: string })[];
}

/** Loads the measures of all entities of a network from its file. */
export function useMeasures(question: NetworkQuestion): Loading<ReadonlyMap<string, ActorMeasures>> {
  const address = `${exportAddress(question, 'json')}&measures=${TABLE_MEASURES.join(',')}`;
  return useLoaded(address, async (signal, whileWaiting) => {
    const { nodes } = (await read(address, signal, whileWaiting)) as MeasuredFile;
    return { data: new Map(nodes.map(node => [keyOf(node), node])), errors: [] };
  });
}
