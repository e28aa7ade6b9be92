import type { Boundary, Projection } from '../generated/operations';
import type { Address } from '../frame/address';
import type { Arrangement } from './picture/positions';

export const PROJECTIONS: readonly Projection[] = [
  'MEMBERSHIP',
  'UNIT_OVERLAP',
  'COMMITTEE_OVERLAP',
  'ALLIANCE',
  'ALLY_OVERLAP',
  'ACTIVITY',
  'PAIRING',
  'SEATS',
  'HIERARCHY',
  'EVERYTHING',
];
export const BOUNDARIES: readonly Boundary[] = ['ANCHOR', 'BOTH', 'EITHER'];
export const VIEWS = ['picture', 'matrix', 'table', 'linkage'] as const;
export type View = (typeof VIEWS)[number];

const ARRANGEMENTS: readonly Arrangement[] = ['force', 'columns', 'circles', 'tree'];

/** What the address of the room says. A value that is none of the choices counts as absent. */
export interface NetworkAddress {
  readonly asOf: string | null;
  readonly since: string | null;
  readonly projection: Projection;
  readonly boundary: Boundary;
  readonly view: View;
  readonly arrangement: Arrangement;
  readonly minWeight: number;
  readonly entity: string | null;
  readonly around: readonly string[];
  readonly hidesIsolates: boolean;
  readonly isBackbone: boolean;
}

export function networkAddress(address: Address): NetworkAddress {
  const projection = choice(PROJECTIONS, address['projection']);
  return {
    asOf: address['asOf'] ?? null,
    since: address['since'] ?? null,
    projection,
    boundary: choice(BOUNDARIES, address['boundary']),
    view: choice(VIEWS, address['view']),
    arrangement: choice(arrangementsOf(projection), address['layout']),
    minWeight: Number(address['minWeight']) || 1,
    entity: address['entity'] ?? null,
    around: address['around']?.split(',') ?? [],
    hidesIsolates: address['isolates'] === 'hidden',
    isBackbone: address['backbone'] === 'on' && hasBackbone(projection),
  };
}

/** A backbone is that of an overlap. */
export function hasBackbone(projection: Projection): boolean {
  return projection.endsWith('OVERLAP');
}

/** Columns and circles show two modes; a tree shows direction. */
export function arrangementsOf(projection: Projection): readonly Arrangement[] {
  if (projection === 'HIERARCHY') return ['tree', 'force'];
  const isOneMode = projection.endsWith('OVERLAP') || projection === 'EVERYTHING';
  return isOneMode ? ['force', 'circles'] : ARRANGEMENTS.slice(0, 3);
}

function choice<Value extends string>(values: readonly Value[], wanted: string | undefined): Value {
  return values.find(value => value === wanted) ?? (values[0] as Value);
}
