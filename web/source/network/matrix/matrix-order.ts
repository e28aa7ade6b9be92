import type { CommitteeHomesQuery } from '../../generated/operations';
import type { Actor, NetworkData } from '../network-data';

/** An actor with its home and its subgroup. */
export type PlacedActor = NonNullable<NonNullable<NonNullable<CommitteeHomesQuery['network']>['actors']>['nodes'][number]>;

export type MatrixSorting = 'township' | 'block';

export interface MatrixRow {
  readonly actor: Actor;
  /** The township, or the number of the block. */
  readonly group: string;
}

export interface Matrix {
  readonly rows: readonly MatrixRow[];
  readonly columns: readonly Actor[];
  /** The weight of each tie, by row and column. */
  readonly cells: readonly { row: number; column: number; weight: number }[];
}

/** Returns rows in groups, and columns in the order of the rows that they are tied to, so that blocks lie on the diagonal. */
export function matrixOf(network: NetworkData, placed: ReadonlyMap<string, PlacedActor>, sorting: MatrixSorting): Matrix {
  const { actors, ties, twoMode } = network;
  const rowActors = twoMode ? actors.filter(actor => actor.mode === 'TWO') : actors;
  const rows = rowActors
    .map(actor => ({ actor, group: groupOf(placed.get(actor.key), sorting) }))
    .sort((a, b) => compareText(a.group, b.group) || compareText(a.actor.code, b.actor.code));
  const rowPlaces = new Map(rows.map(({ actor }, place) => [actor.key, place]));
  const columns = twoMode ? columnsByRows(network, rowPlaces) : rows.map(({ actor }) => actor);
  const columnPlaces = new Map(columns.map((actor, place) => [actor.key, place]));
  const cells = ties.flatMap(({ source, target, weight }) =>
    [
      [source, target],
      [target, source],
    ].flatMap(([row, column]) => {
      const places = [rowPlaces.get(row ?? ''), columnPlaces.get(column ?? '')];
      return places[0] === undefined || places[1] === undefined ? [] : [{ row: places[0], column: places[1], weight }];
    }),
  );
  return { rows, columns, cells };
}

function columnsByRows({ actors, ties }: NetworkData, rows: ReadonlyMap<string, number>): Actor[] {
  const sums = new Map<string, { sum: number; number: number }>();
  for (const { source, target } of ties) {
    for (const [own, other] of [[source, target] as const, [target, source] as const]) {
      const row = rows.get(other);
      if (row === undefined) continue;
      const before = sums.get(own) ?? { sum: 0, number: 0 };
      sums.set(own, { sum: before.sum + row, number: before.number + 1 });
    }
  }
  const mean = (actor: Actor) => {
    const found = sums.get(actor.key);
    return found ? found.sum / found.number : Number.MAX_VALUE;
  };
  return actors.filter(actor => actor.mode !== 'TWO').sort((a, b) => mean(a) - mean(b) || compareText(a.code, b.code));
}

function groupOf(placed: PlacedActor | undefined, sorting: MatrixSorting): string {
  if (!placed) return '–';
  if (sorting === 'block') return placed.subgroup === null ? '–' : String(placed.subgroup).padStart(3, '0');
  const { home } = placed.entity;
  const township = home && [...home.ancestors, home].find(each => each.level === 'TOWNSHIP');
  return township?.name ?? home?.name ?? '–';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
