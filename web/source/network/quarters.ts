import type { NetworkData } from './network-data';

const DEFAULT_QUARTERS = 12;
const MAX_QUARTERS = 80;

/** Returns the first day of the quarter of a date. */
export function quarterOf(date: string): string {
  const month = Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${date.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

/** Returns the first day of a quarter some quarters later; a negative number is earlier. */
export function addQuarters(quarter: string, number: number): string {
  const months = Number(quarter.slice(0, 4)) * 12 + Number(quarter.slice(5, 7)) - 1 + number * 3;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

/** Returns "2022-Q3". */
export function quarterName(quarter: string): string {
  return `${quarter.slice(0, 4)}-Q${Math.ceil(Number(quarter.slice(5, 7)) / 3)}`;
}

/** Returns the quarters from the first tie of the network until the last date, at most twenty years. */
export function quartersOf(network: NetworkData | null, last: string): string[] {
  const end = quarterOf(last);
  const known = (network?.ties ?? []).flatMap(tie => tie.since ?? []).sort()[0];
  let quarter = known ? quarterOf(known) : addQuarters(end, -DEFAULT_QUARTERS);
  if (quarter < addQuarters(end, -MAX_QUARTERS)) quarter = addQuarters(end, -MAX_QUARTERS);
  const quarters: string[] = [];
  for (; quarter <= end; quarter = addQuarters(quarter, 1)) quarters.push(quarter);
  return quarters;
}
