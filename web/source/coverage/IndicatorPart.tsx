import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { changeAddress } from '../frame/address';
import { Status } from '../frame/Status';
import type { ReceiptQuery, ReceiptQueryVariables } from '../generated/operations';
import { inLanguage } from '../i18n/in-language';
import { Bar, percent } from './Bar';
import { TABS, type CoverageAddress, type CoverageQuestion } from './coverage-address';
import { DatesPart } from './DatesPart';
import { DivisionTree } from './DivisionTree';
import { GapList } from './GapList';
import { NextBestPart } from './NextBestPart';
import receiptText from './Receipt.graphql?raw';
import { SeriesPart } from './SeriesPart';

const RECEIPT = operation<ReceiptQuery, ReceiptQueryVariables>(receiptText);

/** On a narrow screen the indicator is below the scorecard. */
const NARROW = '(max-width: 1000px)';

/** One indicator of the scope in detail: its definition and five ways to look at it. */
export function IndicatorPart({ question, address }: { question: CoverageQuestion; address: CoverageAddress }) {
  const { t, i18n } = useTranslation();
  const answer = useAnswer(RECEIPT, question);
  const receipt = answer.value?.coverage;
  const definition = receipt?.definition;
  const { tab } = address;
  const section = useRef<HTMLElement>(null);
  const isChosen = address.indicator !== null;
  useEffect(() => {
    if (isChosen && matchMedia(NARROW).matches) section.current?.scrollIntoView();
  }, [isChosen]);
  return (
    <section ref={section} className="indicator" aria-label={t('coverage.detail')}>
      <Status of={[answer]} />
      {receipt && definition && (
        <>
          <h2>
            {i18n.language === 'zh' ? definition.nameZh : definition.nameEn} · {receipt.scope.name}
          </h2>
          <p>
            <Bar counts={receipt} /> {t('coverage.counts', { reached: receipt.reached, all: receipt.denominator, share: percent(receipt.share) })}{' '}
            {receipt.unknown > 0 && t('coverage.bounds', { low: percent(receipt.shareLow), high: percent(receipt.shareHigh) })}
          </p>
          <details>
            <summary>{t('coverage.definition')}</summary>
            <p>{inLanguage(definition.numerator, i18n.language)}</p>
            <p>{inLanguage(definition.denominator, i18n.language)}</p>
            <p>{inLanguage(definition.unknownWhen, i18n.language)}</p>
            <p>
              <small>{definition.source}</small>
            </p>
          </details>
          {definition.weights.length > 1 && (
            <label className="check">
              <input
                type="checkbox"
                checked={question.weight === 'PEOPLE'}
                onChange={event => changeAddress({ weight: event.target.checked ? 'PEOPLE' : null })}
              />
              <span>{t('coverage.people')}</span>
            </label>
          )}
          <div className="tabs" role="group" aria-label={t('coverage.detail')}>
            {TABS.map(each => (
              <button key={each} type="button" aria-pressed={each === tab} onClick={() => changeAddress({ tab: each })}>
                {t(`tab.${each}`)}
              </button>
            ))}
          </div>
          {tab === 'divisions' && <DivisionTree question={question} receipt={receipt} />}
          {tab === 'gap' && <GapList question={question} />}
          {tab === 'dates' && <DatesPart question={question} from={address.from} />}
          {tab === 'series' && <SeriesPart question={question} address={address} below={receipt.children[0]?.scope.level ?? null} />}
          {tab === 'next' && <NextBestPart question={question} />}
        </>
      )}
    </section>
  );
}
