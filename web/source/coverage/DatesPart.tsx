import { useTranslation } from 'react-i18next';

import { keyOf } from '../client/entity';
import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { changeAddress } from '../frame/address';
import { AskLink } from '../frame/AskLink';
import { DateField } from '../frame/DateField';
import { Status } from '../frame/Status';
import type { TwoDatesQuery, TwoDatesQueryVariables } from '../generated/operations';
import { CountsCells, CountsHead } from './CountsColumns';
import { today, yearsBefore, type CoverageQuestion } from './coverage-address';
import twoDates from './TwoDates.graphql?raw';
import { withCounts } from './with-counts';

const TEXT = withCounts(twoDates);
const TWO_DATES = operation<TwoDatesQuery, TwoDatesQueryVariables>(TEXT);

/** The indicator on two dates side by side, with the units gained and lost between them. */
export function DatesPart({ question, from }: { question: CoverageQuestion; from: string | null }) {
  const { t } = useTranslation();
  const { scope, indicator, own } = question;
  const to = question.asOf ?? today();
  const variables = { scope, indicator, own, from: from ?? yearsBefore(to, 1), to };
  const answer = useAnswer(TWO_DATES, variables);
  const diff = answer.value?.diff;
  const dates = diff ? ([['before', variables.from, diff.before] as const, ['after', to, diff.after] as const]) : [];
  return (
    <>
      <div className="controls">
        <DateField label={t('dates.earlier')} value={variables.from} onChange={date => changeAddress({ from: date })} />
        <DateField label={t('dates.later')} value={to} onChange={date => changeAddress({ asOf: date })} />
      </div>
      <Status of={[answer]} />
      {diff && (
        <>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('header.asOf')}</th>
                <CountsHead />
              </tr>
            </thead>
            <tbody>
              {dates.map(([name, date, counts]) => (
                <tr key={name}>
                  <th scope="row">{date}</th>
                  <CountsCells counts={counts} />
                </tr>
              ))}
            </tbody>
          </table>
          <div className="two">
            {(['gained', 'lost'] as const).map(side => (
              <section key={side} aria-label={t(`dates.${side}`, { number: diff[side].totalCount })}>
                <h3>{t(`dates.${side}`, { number: diff[side].totalCount })}</h3>
                <ul>
                  {diff[side].nodes.map(({ unit, home }) => (
                    <li key={keyOf(unit)}>
                      {unit.name} {home.name !== unit.name && <small>{home.name}</small>}
                    </li>
                  ))}
                </ul>
                {diff[side].totalCount > diff[side].nodes.length && <p>{t('gap.shown', { first: 1, last: diff[side].nodes.length, all: diff[side].totalCount })}</p>}
              </section>
            ))}
          </div>
          <AskLink query={TEXT} variables={variables} />
        </>
      )}
    </>
  );
}
