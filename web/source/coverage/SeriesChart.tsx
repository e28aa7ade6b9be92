import { useTranslation } from 'react-i18next';
import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

import { percent } from './Bar';
import type { Line as SeriesLine } from './series-lines';

const COLOURS = ['#111827', '#1d6fb8', '#c2410c', '#15803d', '#7c3aed', '#be185d', '#a16207', '#0e7490', '#4d7c0f'];
const DASHES = ['', '7 3', '2 3', '9 3 2 3'];
const MAX_LINES = 13;

/** Lines that differ by colour and dashes. With many divisions only the first ones are drawn; the table has all. */
export function SeriesChart({ lines, dates }: { lines: readonly SeriesLine[]; dates: readonly string[] }) {
  const { t } = useTranslation();
  const drawn = lines.slice(0, MAX_LINES);
  const rows = dates.map(date => ({ date, ...Object.fromEntries(drawn.map(line => [line.key || 'whole', line.shares.get(date) ?? null])) }));
  return (
    <figure className="chart" aria-label={t('series.chart')}>
      <ResponsiveContainer width="100%" height={320}>
        <LineChart data={rows} margin={{ top: 10, right: 20, bottom: 0, left: 0 }}>
          <CartesianGrid stroke="#e2e8f0" />
          <XAxis dataKey="date" tick={{ fontSize: 12 }} minTickGap={24} />
          <YAxis domain={[0, 1]} tickFormatter={share => percent(Number(share))} width={64} tick={{ fontSize: 12 }} />
          <Tooltip formatter={share => percent(Number(share))} />
          <Legend />
          {drawn.map((line, place) => (
            <Line
              key={line.key}
              dataKey={line.key || 'whole'}
              name={line.name}
              stroke={COLOURS[place % COLOURS.length] ?? '#111827'}
              strokeWidth={place === 0 ? 3 : 2}
              strokeDasharray={DASHES[Math.floor(place / 2) % DASHES.length] ?? ''}
              dot={{ r: 2 }}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
      {lines.length > drawn.length && <figcaption>{t('series.drawn', { drawn: drawn.length, all: lines.length })}</figcaption>}
    </figure>
  );
}
