import type { NetworkData, Tie } from './network-data';

export type Change = 'began' | 'ended';

export interface Comparison {
  /** The network of the later date with the actors and ties that ended since the earlier one. */
  readonly network: NetworkData;
  readonly changes: ReadonlyMap<string, Change>;
  readonly began: readonly Tie[];
  readonly ended: readonly Tie[];
}

/** Compares two dates of a network by its ties. */
export function compare(before: NetworkData, after: NetworkData): Comparison {
  const [earlier, later] = [before, after].map(({ ties }) => new Set(ties.map(tie => tie.key)));
  const began = after.ties.filter(tie => !earlier?.has(tie.key));
  const ended = before.ties.filter(tie => !later?.has(tie.key));
  const present = new Set(after.actors.map(actor => actor.key));
  const needed = new Set(ended.flatMap(tie => [tie.source, tie.target]));
  const gone = before.actors.filter(actor => needed.has(actor.key) && !present.has(actor.key));
  const changes = new Map<string, Change>();
  for (const tie of began) changes.set(tie.key, 'began');
  for (const tie of ended) changes.set(tie.key, 'ended');
  const network = { ...after, actors: [...after.actors, ...gone], ties: [...after.ties, ...ended] };
  return { network, changes, began, ended };
}
