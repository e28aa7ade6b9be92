import { useTranslation } from 'react-i18next';

import { DataTable, type Column } from '../../frame/DataTable';
import type { FoundPathsFragment } from '../../generated/operations';

interface Row {
  readonly key: string;
  readonly path: number;
  readonly from: string;
  readonly relation: string;
  readonly to: string;
  readonly since: string;
  readonly until: string;
}

/** The paths as a table of their links, for copying. */
export function PathTable({ linkage }: { linkage: FoundPathsFragment }) {
  const { t } = useTranslation();
  const rows: Row[] = linkage.paths.flatMap(({ steps }, path) =>
    steps.flatMap(({ from, to, links }, step) =>
      links.map(({ relation, since, until }, link) => ({
        key: `${path} ${step} ${link}`,
        path: path + 1,
        from: from.name,
        relation: t(`relation.${relation}`),
        to: to.name,
        since: since ?? '',
        until: until ?? '',
      })),
    ),
  );
  const columns: Column<Row>[] = [
    { name: t('linkage.path'), text: row => String(row.path), isNumber: true },
    { name: t('tie.from'), text: row => row.from },
    { name: t('tie.relation'), text: row => row.relation },
    { name: t('tie.to'), text: row => row.to },
    { name: t('tie.since'), text: row => row.since },
    { name: t('tie.until'), text: row => row.until },
  ];
  return <DataTable caption={t('linkage.table')} columns={columns} rows={rows} rowKey={row => row.key} />;
}
