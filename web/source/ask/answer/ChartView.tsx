import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

import { chartRows, isSeries, labelColumn, MAX_BARS, type Chartable, type ChartRow } from './chart';

const COLOUR = '#1d6fb8';
const BAR_HEIGHT = 24;
const LETTER_WIDTH = 12;
const SERIES_HEIGHT = 320;

/** A column of numbers as bars, or over dates as a line. */
export default function ChartView({ charts }: { charts: readonly Chartable[] }) {
  const { t, i18n } = useTranslation();
  const [number, setNumber] = useState(0);
  const [column, setColumn] = useState<number | null>(null);
  const chart = charts[number] ?? charts[0];
  if (!chart) return null;
  const value = column !== null && chart.numbers.includes(column) ? column : (chart.numbers[0] ?? 0);
  const label = labelColumn(chart, i18n.language);
  const rows = chartRows(chart, label, value);
  const name = chart.table.columns[value]?.name ?? '';
  const series = isSeries(chart, label);
  return (
    <>
      <p className="answer-choices">
        <Choice label={t('answer.table')} value={number} onChange={setNumber} choices={charts.map(({ table }, place) => [place, table.name])} />
        <Choice label={t('answer.values')} value={value} onChange={setColumn} choices={chart.numbers.map(each => [each, chart.table.columns[each]?.name ?? ''])} />
      </p>
      <figure className="chart" aria-label={t('answer.chart', { name })}>
        {series ? <Series rows={rows} name={name} /> : <Bars rows={rows.slice(0, MAX_BARS)} name={name} />}
        {!series && rows.length > MAX_BARS && <figcaption>{t('answer.drawn', { drawn: MAX_BARS, all: rows.length })}</figcaption>}
      </figure>
    </>
  );
}

function Bars({ rows, name }: { rows: readonly ChartRow[]; name: string }) {
  const longest = Math.max(...rows.map(row => row.label.length));
  return (
    <ResponsiveContainer width="100%" height={rows.length * BAR_HEIGHT + 50}>
      <BarChart data={[...rows]} layout="vertical" margin={{ top: 4, right: 24, bottom: 4, left: 4 }}>
        <CartesianGrid stroke="#e2e8f0" horizontal={false} />
        <XAxis type="number" tick={{ fontSize: 12 }} />
        <YAxis type="category" dataKey="label" width={Math.min(150, 24 + longest * LETTER_WIDTH)} interval={0} tick={{ fontSize: 12 }} />
        <Tooltip />
        <Bar dataKey="value" name={name} fill={COLOUR} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

function Series({ rows, name }: { rows: readonly ChartRow[]; name: string }) {
  return (
    <ResponsiveContainer width="100%" height={SERIES_HEIGHT}>
      <LineChart data={[...rows]} margin={{ top: 10, right: 20, bottom: 0, left: 0 }}>
        <CartesianGrid stroke="#e2e8f0" />
        <XAxis dataKey="label" tick={{ fontSize: 12 }} minTickGap={24} />
        <YAxis width={64} tick={{ fontSize: 12 }} />
        <Tooltip />
        <Line dataKey="value" name={name} stroke={COLOUR} strokeWidth={2} dot={{ r: 2 }} isAnimationActive={false} />
      </LineChart>
    </ResponsiveContainer>
  );
}

interface ChoiceProps {
  label: string;
  value: number;
  choices: readonly (readonly [value: number, name: string])[];
  onChange: (value: number) => void;
}

function Choice({ label, value, choices, onChange }: ChoiceProps): ReactNode {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={event => onChange(Number(event.target.value))}>
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}
