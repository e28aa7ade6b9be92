import type { ElementDefinition } from 'cytoscape';

import type { Kind } from '../../generated/operations';
import type { NetworkData } from '../network-data';
import type { Positions } from './positions';
import { symbolOf } from './symbols';

/** Returns the elements of the picture: the size of an entity follows its ties, the width of a tie its weight. */
export function elementsOf({ actors, ties, directed }: NetworkData, positions: Positions): ElementDefinition[] {
  const heaviest = Math.max(1, ...ties.map(tie => tie.weight));
  const nodes = actors.map(({ key, name, kind, inScope, degree }) => ({
    group: 'nodes' as const,
    data: { id: key, label: name, kind, ...shapeOf(kind), inScope: inScope ? 1 : 0, size: sizeOf(degree) },
    position: { ...(positions.get(key) ?? { x: 0, y: 0 }) },
  }));
  const edges = ties.map(({ key, source, target, weight }) => ({
    group: 'edges' as const,
    data: { id: key, source, target, directed, width: widthOf(weight, heaviest) },
  }));
  return [...nodes, ...edges];
}

export function sizeOf(degree: number): number {
  return 14 + Math.min(30, 4 * Math.sqrt(degree));
}

export function widthOf(weight: number, heaviest: number): number {
  return 1 + (5 * (weight - 1)) / heaviest;
}

/** Returns the data that draw the symbol of a kind: reading them is faster than a selector for each kind. */
function shapeOf(kind: Kind): { colour: string; shape: string; corners?: string } {
  const { colour, corners } = symbolOf(kind);
  return corners ? { colour, shape: 'polygon', corners: corners.map(each => each.toFixed(3)).join(' ') } : { colour, shape: 'ellipse' };
}
