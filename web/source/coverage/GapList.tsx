import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { keyOf } from '../client/entity';
import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { roomAddress, useAddress } from '../frame/address';
import { AskLink } from '../frame/AskLink';
import { Status } from '../frame/Status';
import type { GapQuery, GapQueryVariables, ReachStatus } from '../generated/operations';
import { inLanguage } from '../i18n/in-language';
import type { CoverageQuestion } from './coverage-address';
import { FixText } from './FixText';
import { reasonInWords } from './reason';
import gap from './Gap.graphql?raw';

const GAP = operation<GapQuery, GapQueryVariables>(gap);
const STATUSES: readonly ReachStatus[] = ['NOT_REACHED', 'UNKNOWN', 'REACHED'];

/** The units that are not reached, with the reasons and the smallest fix, page by page. */
export function GapList({ question }: { question: CoverageQuestion }) {
  const { t, i18n } = useTranslation();
  const { scope, indicator, own, asOf } = question;
  const [status, setStatus] = useState<ReachStatus>('NOT_REACHED');
  const [pages, setPages] = useState<readonly string[]>([]);
  const address = useAddress();
  const variables = { scope, indicator, own, status, after: pages.at(-1) ?? null, asOf };
  const answer = useAnswer(GAP, variables);
  const units = answer.value?.coverage?.units;
  const first = pages.length * 20 + 1;
  return (
    <>
      <div className="controls">
        <label>
          <span>{t('gap.status')}</span>
          <select value={status} onChange={event => (setStatus(event.target.value as ReachStatus), setPages([]))}>
            {STATUSES.map(each => (
              <option key={each} value={each}>
                {t(`status.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Status of={[answer]} />
      {units && (
        <>
          <p>{units.totalCount ? t('gap.shown', { first, last: first + units.nodes.length - 1, all: units.totalCount }) : t('gap.none')}</p>
          <div className="scroll" tabIndex={0} role="region" aria-label={t('tab.gap')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('gap.unit')}</th>
                  <th scope="col">{t('fact.home')}</th>
                  <th scope="col">{t('gap.reasons')}</th>
                  <th scope="col">{t('gap.fix')}</th>
                </tr>
              </thead>
              <tbody>
                {units.nodes.map(({ unit, home, why }) => (
                  <tr key={keyOf(unit)}>
                    <td>
                      <a href={`${roomAddress('network', address)}${address['scope'] || address['asOf'] || address['lang'] ? '&' : '?'}entity=${keyOf(unit)}&projection=EVERYTHING&around=${keyOf(unit)}`}>
                        {unit.name}
                      </a>
                    </td>
                    <td>{home.name === unit.name ? '' : home.name}</td>
                    <td>
                      {why.failing.map(reason => (
                        <div key={reason}>
                          <small>{reasonInWords(reason, t, key => i18n.exists(key)) ?? inLanguage(reason, i18n.language)}</small>
                        </div>
                      ))}
                    </td>
                    <td>{why.fixes[0] ? <FixText fix={why.fixes[0]} /> : '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="below">
            {pages.length > 0 && (
              <button type="button" onClick={() => setPages(pages.slice(0, -1))}>
                {t('gap.previous')}
              </button>
            )}
            {units.pageInfo.hasNextPage && units.pageInfo.endCursor && (
              <button type="button" onClick={() => setPages([...pages, units.pageInfo.endCursor as string])}>
                {t('gap.next')}
              </button>
            )}
            <AskLink query={gap} variables={variables} />
          </p>
        </>
      )}
    </>
  );
}
