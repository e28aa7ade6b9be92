import { useTranslation } from 'react-i18next';

import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { useAddress } from '../frame/address';
import { AskLink } from '../frame/AskLink';
import { Header } from '../frame/Header';
import { Status } from '../frame/Status';
import { useScope } from '../frame/use-scope';
import type { ScorecardQuery, ScorecardQueryVariables } from '../generated/operations';
import { BarLegend } from './Bar';
import { coverageAddress } from './coverage-address';
import { IndicatorPart } from './IndicatorPart';
import scorecard from './Scorecard.graphql?raw';
import { ScorecardTable } from './ScorecardTable';
import { Workbook } from './Workbook';

const SCORECARD = operation<ScorecardQuery, ScorecardQueryVariables>(scorecard);

/** The room /coverage: the scorecard of a scope, and one indicator in detail. */
export function CoverageRoom() {
  const { t } = useTranslation();
  const address = coverageAddress(useAddress());
  const { asOf, weight } = address;
  const { scope, loading } = useScope();
  const answer = useAnswer(SCORECARD, scope ? { scope, asOf } : null);
  const receipts = answer.value?.scorecard ?? [];
  const first = receipts.find(receipt => receipt)?.definition;
  const indicator = address.indicator ?? first?.indicator ?? null;
  const own = address.indicator ? address.own : (first?.own ?? null);
  const about = receipts.find(receipt => receipt);
  return (
    <>
      <Header room="coverage" scope={scope} />
      <main className="coverage">
        <h1>
          {t('coverage.title')} {about && `${about.scope.name} ${about.asOf}`}
        </h1>
        <Status of={[loading, answer]} />
        {answer.value && !answer.value.scorecard && !answer.errors.length && <p role="alert">{t('state.noScope', { scope: scope ?? '' })}</p>}
        {scope && receipts.length > 0 && (
          <div className="columns">
            <section className="overview" aria-label={t('coverage.scorecard')}>
              <BarLegend />
              <ScorecardTable receipts={receipts} indicator={indicator} own={own} />
              <p className="below">
                <Workbook scope={scope} asOf={asOf} />
                <button type="button" onClick={() => window.print()}>
                  {t('coverage.print')}
                </button>
                <AskLink query={scorecard} variables={{ scope, asOf }} />
              </p>
            </section>
            {indicator && <IndicatorPart key={`${indicator} ${own}`} question={{ scope, indicator, own, weight, asOf }} address={address} />}
          </div>
        )}
      </main>
    </>
  );
}
