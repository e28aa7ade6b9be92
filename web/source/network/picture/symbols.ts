import type { Kind } from '../../generated/operations';

export interface Symbol {
  readonly colour: string;
  /** Corners between -1 and 1; null is a circle. */
  readonly corners: readonly number[] | null;
}

const regular = (corners: number, turn = -90): number[] =>
  Array.from({ length: corners }, (_, corner) => ((corner * 360) / corners + turn) * (Math.PI / 180)).flatMap(angle => [
    Math.cos(angle),
    Math.sin(angle),
  ]);
const star = (points: number, inner: number): number[] =>
  Array.from({ length: points * 2 }, (_, corner) => ({ angle: (corner * Math.PI) / points - Math.PI / 2, radius: corner % 2 ? inner : 1 })).flatMap(
    ({ angle, radius }) => [radius * Math.cos(angle), radius * Math.sin(angle)],
  );

const SQUARE = [-0.8, -0.8, 0.8, -0.8, 0.8, 0.8, -0.8, 0.8];
const WIDE = [-1, -0.55, 1, -0.55, 1, 0.55, -1, 0.55];
const TALL = [-0.55, -1, 0.55, -1, 0.55, 1, -0.55, 1];
const CROSS = [-0.35, -1, 0.35, -1, 0.35, -0.35, 1, -0.35, 1, 0.35, 0.35, 0.35, 0.35, 1, -0.35, 1, -0.35, 0.35, -1, 0.35, -1, -0.35, -0.35, -0.35];
const HOUSE = [0, -1, 0.85, -0.2, 0.85, 0.85, -0.85, 0.85, -0.85, -0.2];
const ARROW = [-1, -0.6, 0.3, -0.6, 1, 0, 0.3, 0.6, -1, 0.6, -0.5, 0];

/** Kinds differ by colour and by shape, so that the picture can be read without colours. */
export const SYMBOLS: Partial<Record<Kind, Symbol>> = {
  PROVINCE: { colour: '#4d4d4d', corners: regular(8, 22.5) },
  CITY: { colour: '#4d4d4d', corners: regular(6, 0) },
  COUNTY: { colour: '#6b6b6b', corners: regular(5) },
  TOWNSHIP: { colour: '#8a8a8a', corners: SQUARE },
  COMMUNITY: { colour: '#8c6d31', corners: HOUSE },
  GRID: { colour: '#b8a46a', corners: SQUARE },
  PARTY_COMMITTEE: { colour: '#7f1d1d', corners: star(5, 0.45) },
  RESIDENTS_COMMITTEE: { colour: '#0f766e', corners: WIDE },
  JOINT_COMMITTEE: { colour: '#c2410c', corners: SQUARE },
  MEMBER_UNIT: { colour: '#1d6fb8', corners: null },
  COMMUNITY_BRANCH: { colour: '#b91c1c', corners: regular(3) },
  NEW_SECTOR_BRANCH: { colour: '#7c3aed', corners: regular(3, 90) },
  ALLIANCE: { colour: '#a16207', corners: star(6, 0.55) },
  SERVICE_STATION: { colour: '#15803d', corners: CROSS },
  POST: { colour: '#0e7490', corners: regular(4) },
  COMPOUND: { colour: '#4d7c0f', corners: TALL },
  PROPERTY_COMPANY: { colour: '#be185d', corners: regular(6, 30) },
  OWNERS_COMMITTEE: { colour: '#86198f', corners: WIDE },
  ACTIVITY: { colour: '#d97706', corners: star(4, 0.5) },
  TRAINING: { colour: '#4338ca', corners: ARROW },
  CREDENTIAL: { colour: '#334155', corners: regular(5, 90) },
  FUND: { colour: '#166534', corners: null },
  PAY_STANDARD: { colour: '#57534e', corners: TALL },
  SURVEY: { colour: '#64748b', corners: regular(4) },
};

/** An entity of an answer that does not state its kind, or of a kind without a symbol of its own. */
const UNKNOWN: Symbol = { colour: '#6b7280', corners: null };

export function symbolOf(kind: string): Symbol {
  return SYMBOLS[kind as Kind] ?? UNKNOWN;
}

/** Returns the corners around a centre as SVG has them. */
export function cornersAround(corners: readonly number[], x: number, y: number, radius: number): string {
  const points: string[] = [];
  for (let place = 0; place < corners.length; place += 2) {
    points.push(`${round(x + (corners[place] ?? 0) * radius)},${round(y + (corners[place + 1] ?? 0) * radius)}`);
  }
  return points.join(' ');
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
