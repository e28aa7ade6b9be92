import { useTranslation } from 'react-i18next';

import { Bar, type Counts, percent } from './Bar';

const NUMBERS = ['reached', 'notReached', 'unknown', 'share'] as const;

/** The headers of the columns of `CountsCells`. */
export function CountsHead() {
  const { t } = useTranslation();
  return (
    <>
      <th scope="col">{t('coverage.bar')}</th>
      {NUMBERS.map(name => (
        <th key={name} scope="col" className="number">
          {t(`coverage.${name}`)}
        </th>
      ))}
    </>
  );
}

/** The bar, the counts and the share of one receipt, each in a column. */
export function CountsCells({ counts }: { counts: Counts & { share?: number | null } }) {
  return (
    <>
      <td>
        <Bar counts={counts} />
      </td>
      <td className="number">{counts.reached}</td>
      <td className="number">{counts.notReached}</td>
      <td className="number">{counts.unknown}</td>
      <td className="number">{percent(counts.share)}</td>
    </>
  );
}
