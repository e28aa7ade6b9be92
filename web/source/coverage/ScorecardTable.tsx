import { useTranslation } from 'react-i18next';

import { changeAddress } from '../frame/address';
import type { ScorecardQuery } from '../generated/operations';
import { CountsCells, CountsHead } from './CountsColumns';

type Receipts = NonNullable<ScorecardQuery['scorecard']>;

interface Props {
  receipts: Receipts;
  indicator: string | null;
  own: string | null;
}

/** The indicators of a scope; one of them is chosen. */
export function ScorecardTable({ receipts, indicator, own }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <table className="scorecard">
      <caption className="hidden">{t('coverage.scorecard')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('coverage.indicator')}</th>
          <CountsHead />
        </tr>
      </thead>
      <tbody>
        {receipts.map(receipt => {
          if (!receipt) return null;
          const { definition } = receipt;
          const isChosen = definition.indicator === indicator && (definition.own ?? null) === own;
          return (
            <tr key={definition.indicator + (definition.own ?? '')} className={isChosen ? 'chosen' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="link"
                  aria-pressed={isChosen}
                  onClick={() => changeAddress({ indicator: definition.indicator, own: definition.own ?? null, weight: null })}
                >
                  {i18n.language === 'zh' ? definition.nameZh : definition.nameEn}
                </button>
                <small> {t(`kind.${definition.unit}`)}</small>
              </th>
              <CountsCells counts={receipt} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
