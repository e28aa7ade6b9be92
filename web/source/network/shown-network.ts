import type { NetworkData } from './network-data';
import { pairOf, type Backbone } from './use-backbone';
import type { NetworkAddress } from './view';

/** Returns the part of a network that is shown: around some entities, of a least weight, of a backbone, with or without isolates. */
export function shownNetwork(network: NetworkData, address: NetworkAddress, backbone: Backbone | null): NetworkData {
  const { around, minWeight, hidesIsolates } = address;
  let ties = network.ties.filter(tie => tie.weight >= minWeight);
  if (backbone) ties = ties.filter(tie => backbone.pairs.has(pairOf(tie.source, tie.target)));
  let actors = network.actors;
  if (around.length) {
    const centres = new Set(around);
    ties = ties.filter(tie => centres.has(tie.source) || centres.has(tie.target));
    const ends = new Set([...around, ...ties.flatMap(tie => [tie.source, tie.target])]);
    actors = actors.filter(actor => ends.has(actor.key));
  } else if (hidesIsolates) {
    const ends = new Set(ties.flatMap(tie => [tie.source, tie.target]));
    actors = actors.filter(actor => ends.has(actor.key));
  }
  if (ties.length === network.ties.length && actors === network.actors) return network;
  return { ...network, actors, ties };
}

/** Returns the entities that only one of them joins to the largest rest of the network. */
export function cutOffBy(key: string, { actors, ties }: NetworkData): ReadonlySet<string> {
  const groups = new Map(actors.filter(actor => actor.key !== key).map(actor => [actor.key, actor.key]));
  const rootOf = (each: string): string => {
    let root = each;
    while (groups.get(root) !== root) root = groups.get(root) ?? root;
    groups.set(each, root);
    return root;
  };
  const beside: string[] = [];
  for (const { source, target } of ties) {
    if (source === key) beside.push(target);
    else if (target === key) beside.push(source);
    else groups.set(rootOf(source), rootOf(target));
  }
  const sizes = new Map<string, number>();
  for (const each of groups.keys()) sizes.set(rootOf(each), (sizes.get(rootOf(each)) ?? 0) + 1);
  const touched = [...new Set(beside.map(rootOf))].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const cut = new Set(touched.slice(1));
  return new Set([...groups.keys()].filter(each => cut.has(rootOf(each))));
}
