import type { NetworkData } from '../network-data';
import type { Arrangement, Point, Positions } from './positions';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const ISOLATE_SPACING = 40;

/** Returns the position of each entity: positions stretched to the size of the picture, and isolates in rows below a force layout. */
export function placesIn(size: Size, network: NetworkData, positions: Positions, arrangement: Arrangement): Positions {
  const [wide, high] = stretchOf(size, positions, arrangement);
  const places = new Map([...positions].map(([key, { x, y }]) => [key, { x: x * wide, y: y * high }]));
  return arrangement === 'force' ? withIsolatesBelow(network, places) : places;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Returns the box of the centres. Cytoscape's own also measures labels and curves, which takes as long as the picture. */
export function boxOf(points: Iterable<Point>): Box {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** Returns factors that give the places the shape of the picture. */
function stretchOf({ width, height }: Size, places: Positions, arrangement: Arrangement): [wide: number, high: number] {
  if (arrangement === 'circles' || places.size < 2) return [1, 1];
  const wanted = width / height;
  if (arrangement === 'force') return [Math.min(1.8, Math.max(0.7, wanted)), 1];
  const { left, right, top, bottom } = boxOf(places.values());
  const ratio = (right - left) / Math.max(1, bottom - top);
  if (arrangement === 'tree') return [1, Math.min(20, Math.max(1, ratio / wanted))];
  return [Math.min(4, Math.max(0.5, wanted / Math.max(0.01, ratio))), 1];
}

function withIsolatesBelow({ actors }: NetworkData, places: Map<string, Point>): Positions {
  const isolates = actors.filter(actor => actor.degree === 0 && places.has(actor.key));
  if (!isolates.length || isolates.length === places.size) return places;
  const apart = new Set(isolates.map(actor => actor.key));
  const { left, right, bottom } = boxOf([...places].flatMap(([key, point]) => (apart.has(key) ? [] : [point])));
  const columns = Math.max(1, Math.floor((right - left) / ISOLATE_SPACING));
  isolates.forEach(({ key }, place) =>
    places.set(key, { x: left + (place % columns) * ISOLATE_SPACING, y: bottom + (1 + Math.floor(place / columns)) * ISOLATE_SPACING }),
  );
  return places;
}
