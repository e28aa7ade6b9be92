import { useTranslation } from 'react-i18next';

import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { changeAddress } from '../frame/address';
import { AskLink } from '../frame/AskLink';
import { DataTable, type Column } from '../frame/DataTable';
import { DateField } from '../frame/DateField';
import { Status } from '../frame/Status';
import type { Level, SeriesQuery, SeriesQueryVariables } from '../generated/operations';
import { percent } from './Bar';
import { today, yearsBefore, type CoverageAddress, type CoverageQuestion } from './coverage-address';
import series from './Series.graphql?raw';
import { SeriesChart } from './SeriesChart';
import { linesOf } from './series-lines';

const SERIES = operation<SeriesQuery, SeriesQueryVariables>(series);
const LEVELS: readonly Level[] = ['CITY', 'COUNTY', 'TOWNSHIP', 'COMMUNITY'];

interface Props {
  question: CoverageQuestion;
  address: CoverageAddress;
  /** The level of the divisions directly below the scope. */
  below: Level | null;
}

/** The share over time: one line for the scope and one for each division of a level below. */
export function SeriesPart({ question, address, below }: Props) {
  const { t } = useTranslation();
  const { scope, indicator, own, weight } = question;
  const levels = below ? LEVELS.slice(LEVELS.indexOf(below)) : [];
  const level = levels.find(each => each === address.level) ?? below;
  const to = question.asOf ?? today();
  const from = address.from ?? yearsBefore(to, 3);
  const variables = { scope, indicator, own, weight, from, to, step: 'QUARTER' as const, divisions: level };
  const answer = useAnswer(SERIES, variables);
  const points = answer.value?.coverageSeries ?? [];
  const lines = linesOf(points, t('series.whole'));
  const columns: Column<(typeof points)[number]>[] = [
    { name: t('header.asOf'), text: point => point.asOf },
    ...lines.map(line => ({ name: line.name, text: (point: (typeof points)[number]) => percent(line.shares.get(point.asOf)), isNumber: true })),
  ];
  return (
    <>
      <div className="controls">
        <DateField label={t('series.from')} value={from} onChange={date => changeAddress({ from: date })} />
        {levels.length > 0 && (
          <label>
            <span>{t('series.level')}</span>
            <select value={level ?? ''} onChange={event => changeAddress({ level: event.target.value })}>
              {levels.map(each => (
                <option key={each} value={each}>
                  {t(`kind.${each}`)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Status of={[answer]} />
      {points.length > 0 && (
        <>
          <SeriesChart lines={lines} dates={points.map(point => point.asOf)} />
          <DataTable caption={t('series.table')} columns={columns} rows={points} rowKey={point => point.asOf} />
          <AskLink query={series} variables={variables} />
        </>
      )}
    </>
  );
}
