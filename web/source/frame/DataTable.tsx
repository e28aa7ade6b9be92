import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { CopyButton } from './CopyButton';

const PAGE = 100;

export interface Column<Row> {
  readonly name: string;
  readonly text: (row: Row) => string;
  /** What is shown instead of the text. */
  readonly cell?: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** What the column means. */
  readonly title?: string;
}

interface Props<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The number of the column whose largest values come first. */
  largestOf?: number;
}

interface Order {
  readonly column: number;
  readonly isDown: boolean;
}

/** A table that can be sorted and copied as a whole. It shows its first rows, and more on demand. */
export function DataTable<Row>({ caption, columns, rows, rowKey, largestOf }: Props<Row>) {
  const { t, i18n } = useTranslation();
  const [shown, setShown] = useState(PAGE);
  const [order, setOrder] = useState<Order | null>(largestOf === undefined ? null : { column: largestOf, isDown: true });
  const sorted = order && columns[order.column] ? sort(rows, columns[order.column] as Column<Row>, order.isDown, i18n.language) : rows;
  const text = () => [columns.map(column => column.name), ...sorted.map(row => columns.map(column => column.text(row)))].map(cells => cells.join('\t')).join('\n');
  return (
    <section className="table" aria-label={caption}>
      <div className="table-head">
        <h2>{caption}</h2>
        <CopyButton label={t('table.copy')} text={text} />
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={caption}>
        <table>
          <thead>
            <tr>
              {columns.map((column, number) => (
                <th key={column.name} scope="col" className={column.isNumber ? 'number' : undefined} aria-sort={order?.column !== number ? undefined : order.isDown ? 'descending' : 'ascending'}>
                  <button type="button" title={column.title} onClick={() => setOrder({ column: number, isDown: order?.column === number ? !order.isDown : Boolean(column.isNumber) })}>
                    {column.name}
                    {order?.column === number ? (order.isDown ? ' ↓' : ' ↑') : ''}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, shown).map(row => (
              <tr key={rowKey(row)}>
                {columns.map(column => (
                  <td key={column.name} className={column.isNumber ? 'number' : undefined}>
                    {column.cell ? column.cell(row) : column.text(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > shown && (
        <button type="button" onClick={() => setShown(shown + 10 * PAGE)}>
          {t('table.moreOf', { shown, all: sorted.length })}
        </button>
      )}
    </section>
  );
}

function sort<Row>(rows: readonly Row[], column: Column<Row>, isDown: boolean, language: string): Row[] {
  const collator = new Intl.Collator(language, { numeric: true });
  const numberOf = (row: Row) => {
    const value = Number.parseFloat(column.text(row));
    return Number.isNaN(value) ? -Infinity : value;
  };
  const compare = column.isNumber ? (a: Row, b: Row) => compareNumbers(numberOf(a), numberOf(b)) : (a: Row, b: Row) => collator.compare(column.text(a), column.text(b));
  const ordered = [...rows].sort(compare);
  return isDown ? ordered.reverse() : ordered;
}

function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}
