import { useTranslation } from 'react-i18next';

import { DataTable } from '../../frame/DataTable';
import { inLanguage } from '../../i18n/in-language';
import { textOf } from './parts';
import type { AnswerTable } from './tables';

/** The tables of an answer. */
export function TablesView({ tables }: { tables: readonly AnswerTable[] }) {
  const { i18n } = useTranslation();
  return tables.map((table, number) => (
    <DataTable
      key={`${number} ${table.name}`}
      caption={table.name}
      columns={table.columns.map((column, place) => ({
        name: column.name,
        title: inLanguage(column.description, i18n.language),
        isNumber: column.isNumber,
        text: (row: NumberedRow) => textOf(row.cells[place]),
      }))}
      rows={table.rows.map((cells, row) => ({ cells, row }))}
      rowKey={({ row }) => String(row)}
    />
  ));
}

interface NumberedRow {
  readonly cells: readonly unknown[];
  readonly row: number;
}
