import { textOf } from './parts';
import type { AnswerTable } from './tables';

/** A table that can be drawn: the columns for labels, and those with numbers. */
export interface Chartable {
  readonly table: AnswerTable;
  readonly labels: readonly number[];
  readonly numbers: readonly number[];
}

export interface ChartRow {
  readonly label: string;
  readonly value: number | null;
}

export const MAX_BARS = 60;
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** Returns the tables with at least two rows, a column to name them by, and one of numbers. */
export function chartables(tables: readonly AnswerTable[]): Chartable[] {
  return tables.flatMap(table => {
    const places = table.columns.map((_, place) => place);
    const numbers = places.filter(place => table.columns[place]?.isNumber);
    const labels = places.filter(place => !table.columns[place]?.isNumber && table.rows.some(row => textOf(row[place])));
    return table.rows.length > 1 && numbers.length && labels.length ? [{ table, labels, numbers }] : [];
  });
}

/** Returns the best column to name the rows by: dates, or else names. */
export function labelColumn({ table, labels }: Chartable, language: string): number {
  const dates = labels.find(place => table.rows.every(row => DATE.test(textOf(row[place]))));
  const ending = (pattern: RegExp) => labels.find(place => pattern.test(table.columns[place]?.name ?? ''));
  return dates ?? ending(/(^|\.)name$/) ?? ending(language === 'zh' ? /nameZh$/ : /nameEn$/) ?? labels[0] ?? 0;
}

/** Rows named by different dates are a line; others are bars. */
export function isSeries({ table }: Chartable, label: number): boolean {
  const texts = table.rows.map(row => textOf(row[label]));
  return texts.every(text => DATE.test(text)) && new Set(texts).size === texts.length;
}

export function chartRows({ table }: Chartable, label: number, number: number): ChartRow[] {
  return table.rows.map(row => ({ label: textOf(row[label]), value: typeof row[number] === 'number' ? row[number] : null }));
}
