import { keyOf } from '../../client/entity';
import type { FoundPathsFragment } from '../../generated/operations';
import { compare, type Comparison } from '../comparison';
import type { Actor, NetworkData, Tie } from '../network-data';

/** Returns the union of the paths as a network, directed from the first end to the other. */
export function networkOfPaths({ paths }: FoundPathsFragment): NetworkData {
  const actors = new Map<string, Actor>();
  const ties = new Map<string, Tie>();
  for (const { entities, steps } of paths) {
    for (const entity of entities) {
      const key = keyOf(entity);
      actors.set(key, { ...entity, key, inScope: true, mode: null, provenance: 'OFFICIAL', degree: 6 });
    }
    for (const { from, to, links } of steps) {
      const [source, target, link] = [keyOf(from), keyOf(to), links[0]];
      if (!link) continue;
      const { relation, since, until, provenance } = link;
      const key = [source, target].sort().join(' ');
      if (!ties.has(key)) ties.set(key, { key, source, target, weight: links.length, relation, since, until, provenance });
    }
  }
  return { directed: false, twoMode: false, citation: '', actors: [...actors.values()], ties: [...ties.values()] };
}

/** Compares the paths with the ones that remain without an entity: broken ones count as ended, detours as begun. Null: none remains. */
export function pathsWithout(linkage: FoundPathsFragment, remaining: FoundPathsFragment | null): Comparison {
  return compare(networkOfPaths(linkage), networkOfPaths(remaining ?? { ...linkage, paths: [] }));
}

/** Returns how many of the paths lead through an entity. */
export function pathsThrough(key: string, { paths }: FoundPathsFragment): number {
  return paths.filter(({ entities }) => entities.some(entity => keyOf(entity) === key)).length;
}
