import type { ElementDefinition } from 'cytoscape';

import type { NetworkData } from '../network-data';
import type { Positions } from './positions';

/** Returns the elements of the picture: the size of an entity follows its ties, the width of a tie its weight. */
export function elementsOf({ actors, ties, directed }: NetworkData, positions: Positions): ElementDefinition[] {
  const heaviest = Math.max(1, ...ties.map(tie => tie.weight));
  const nodes = actors.map(({ key, name, kind, inScope, degree }) => ({
    group: 'nodes' as const,
    data: { id: key, label: name, kind, inScope: inScope ? 1 : 0, size: 14 + Math.min(30, 4 * Math.sqrt(degree)) },
    position: { ...(positions.get(key) ?? { x: 0, y: 0 }) },
  }));
  const edges = ties.map(({ key, source, target, weight }) => ({
    group: 'edges' as const,
    data: { id: key, source, target, directed, width: 1 + (5 * (weight - 1)) / heaviest },
  }));
  return [...nodes, ...edges];
}
