import type { Actor, NetworkData } from '../network-data';

export interface Point {
  x: number;
  y: number;
}
export type Positions = ReadonlyMap<string, Point>;
export type Arrangement = 'force' | 'columns' | 'circles' | 'tree';

const SPACING = 34;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const ROUNDS = 12;

/** Returns a position for each actor, in the order of a walk along the ties: neighbours are near each other. The same network has the same positions. */
export function presetPositions(network: NetworkData): Positions {
  const neighbours = neighboursOf(network);
  const positions = new Map<string, Point>();
  walk(network.actors, neighbours).forEach((key, place) => {
    const radius = SPACING * Math.sqrt(place + 0.5);
    positions.set(key, { x: radius * Math.cos(place * GOLDEN_ANGLE), y: radius * Math.sin(place * GOLDEN_ANGLE) });
  });
  const start = new Map([...positions].map(([key, point]) => [key, { ...point }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [key, point] of positions) {
      const around = neighbours.get(key) ?? [];
      const own = start.get(key) ?? point;
      if (!around.length) continue;
      const mean = around.reduce((sum, each) => add(sum, positions.get(each) ?? own), { x: 0, y: 0 });
      point.x = 0.55 * own.x + (0.45 * mean.x) / around.length;
      point.y = 0.55 * own.y + (0.45 * mean.y) / around.length;
    }
  }
  return positions;
}

/** Places the two modes side by side, each ordered so that ties cross little. */
export function columnPositions(network: NetworkData): Positions {
  const [one, two] = modes(network);
  const height = Math.max(24, Math.min(60, Math.max(one.length, two.length)));
  const order = barycentricOrder(network, one, two);
  const positions = new Map<string, Point>();
  const place = (keys: string[], left: number, direction: number) => {
    const columns = Math.ceil(keys.length / height);
    const gap = (height * SPACING) / Math.max(1, Math.ceil(keys.length / columns));
    keys.forEach((key, number) =>
      positions.set(key, { x: left + direction * (number % columns) * 46, y: Math.floor(number / columns) * gap }),
    );
  };
  place(order.one, -320, -1);
  place(order.two, 320, 1);
  return positions;
}

/** Places the second mode on an inner circle and the first around it. */
export function circlePositions(network: NetworkData): Positions {
  const [one, two] = modes(network);
  const order = barycentricOrder(network, one, two);
  const positions = new Map<string, Point>();
  const circle = (keys: string[], least: number) => {
    const radius = Math.max(least, (keys.length * SPACING) / (2 * Math.PI));
    keys.forEach((key, place) => {
      const angle = (place / keys.length) * 2 * Math.PI;
      positions.set(key, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
    });
    return radius;
  };
  const inner = circle(order.two, 120);
  circle(order.one, inner + 160);
  return positions;
}

function modes({ actors, twoMode }: NetworkData): [Actor[], Actor[]] {
  if (!twoMode) return [[...actors], []];
  return [actors.filter(actor => actor.mode !== 'TWO'), actors.filter(actor => actor.mode === 'TWO')];
}

/** Orders mode TWO by code and mode ONE by the mean place of its neighbours. */
function barycentricOrder(network: NetworkData, one: Actor[], two: Actor[]): { one: string[]; two: string[] } {
  const neighbours = neighboursOf(network);
  const places = new Map(two.map((actor, place) => [actor.key, place]));
  const mean = (key: string) => {
    const found = (neighbours.get(key) ?? []).flatMap(each => places.get(each) ?? []);
    return found.length ? found.reduce((sum, each) => sum + each, 0) / found.length : Infinity;
  };
  const ordered = one.map(({ key }, place) => ({ key, place, mean: mean(key) }));
  ordered.sort((a, b) => (a.mean === b.mean ? a.place - b.place : a.mean - b.mean));
  return { one: ordered.map(({ key }) => key), two: two.map(({ key }) => key) };
}

export function neighboursOf({ ties }: NetworkData): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const join = (from: string, to: string) => {
    const list = neighbours.get(from);
    if (list) list.push(to);
    else neighbours.set(from, [to]);
  };
  for (const { source, target } of ties) {
    join(source, target);
    join(target, source);
  }
  return neighbours;
}

/** Returns all keys, breadth first from the actors with most ties. */
function walk(actors: readonly Actor[], neighbours: ReadonlyMap<string, string[]>): string[] {
  const seen = new Set<string>();
  const starts = [...actors].sort((a, b) => b.degree - a.degree || (a.key < b.key ? -1 : 1));
  for (const { key } of starts) {
    const queue = seen.has(key) ? [] : [key];
    seen.add(key);
    for (let place = 0; place < queue.length; place += 1) {
      for (const next of neighbours.get(queue[place] ?? '') ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return [...seen];
}

function add(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}
