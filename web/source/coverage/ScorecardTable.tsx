import { useTranslation } from 'react-i18next';

import { changeAddress } from '../frame/address';
import type { ScorecardQuery } from '../generated/operations';
import { Bar, percent } from './Bar';

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
          <th scope="col">{t('coverage.bar')}</th>
          <th scope="col" className="number">
            {t('coverage.reached')}
          </th>
          <th scope="col" className="number">
            {t('coverage.notReached')}
          </th>
          <th scope="col" className="number">
            {t('coverage.unknown')}
          </th>
          <th scope="col" className="number">
            {t('coverage.share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {receipts.map(receipt => {
          if (!receipt) return null;
          const { definition, reached, notReached, unknown, share } = receipt;
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
              <td>
                <Bar counts={receipt} />
              </td>
              <td className="number">{reached}</td>
              <td className="number">{notReached}</td>
              <td className="number">{unknown}</td>
              <td className="number">{percent(share)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
