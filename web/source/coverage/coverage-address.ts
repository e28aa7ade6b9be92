import type { Address } from '../frame/address';
import type { Indicator, Level, Weight } from '../generated/operations';

export const TABS = ['divisions', 'gap', 'dates', 'series', 'next'] as const;
export type Tab = (typeof TABS)[number];

/** What an indicator is asked about: the scope, the indicator, and for one of the city's own its name. */
export interface CoverageQuestion {
  readonly scope: string;
  readonly indicator: Indicator;
  readonly own: string | null;
  readonly weight: Weight;
  readonly asOf: string | null;
}

export interface CoverageAddress {
  readonly asOf: string | null;
  readonly indicator: Indicator | null;
  readonly own: string | null;
  readonly weight: Weight;
  readonly tab: Tab;
  readonly from: string | null;
  readonly level: Level | null;
}

export function coverageAddress(address: Address): CoverageAddress {
  return {
    asOf: address['asOf'] ?? null,
    indicator: (address['indicator'] ?? null) as Indicator | null,
    own: address['own'] ?? null,
    weight: address['weight'] === 'PEOPLE' ? 'PEOPLE' : 'UNITS',
    tab: TABS.find(tab => tab === address['tab']) ?? 'divisions',
    from: address['from'] ?? null,
    level: (address['level'] ?? null) as Level | null,
  };
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Returns the same day some years earlier. */
export function yearsBefore(date: string, years: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCFullYear(moved.getUTCFullYear() - years);
  return moved.toISOString().slice(0, 10);
}
