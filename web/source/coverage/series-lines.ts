import type { SeriesQuery } from '../generated/operations';

type Points = NonNullable<SeriesQuery['coverageSeries']>;

export interface Line {
  readonly key: string;
  readonly name: string;
  /** Shares by date; a date without one has no point. */
  readonly shares: ReadonlyMap<string, number>;
}

/** Returns the line of the scope, then those of the divisions by code. */
export function linesOf(points: Points, nameOfWhole: string): Line[] {
  const lines = new Map<string, { key: string; name: string; shares: Map<string, number> }>();
  const add = (key: string, name: string, date: string, share: number | null) => {
    const line = lines.get(key) ?? { key, name, shares: new Map<string, number>() };
    lines.set(key, line);
    if (share !== null) line.shares.set(date, share);
  };
  for (const { asOf, share, divisions } of points) {
    add('', nameOfWhole, asOf, share);
    for (const { division, share: ofDivision } of divisions) add(division.code, division.name, asOf, ofDivision);
  }
  return [...lines.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
