import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { changeAddress } from '../frame/address';
import { DateField } from '../frame/DateField';
import type { Comparison } from './comparison';
import type { NetworkData } from './network-data';
import { addQuarters, quarterName, quarterOf, quartersOf } from './quarters';

const PLAY_MS = 1_500;

interface Props {
  network: NetworkData | null;
  comparison: Comparison | null;
  asOf: string | null;
  since: string | null;
  isLoading: boolean;
}

/** Moves through the quarters and plays them. Each step marks what began and ended in the quarter before. */
export function TimeSlider({ network, comparison, asOf, since, isLoading }: Props) {
  const { t } = useTranslation();
  const [isPlaying, setPlaying] = useState(false);
  const today = new Date().toISOString().slice(0, 10);
  const first = useFirstQuarter(network, today);
  const quarters = useMemo(() => quartersFrom(first, today), [first, today]);
  const place = Math.max(0, quarters.findLastIndex(quarter => quarter <= (asOf ?? today)));
  const last = quarters.length - 1;

  const show = (next: number) => {
    const quarter = quarters[next];
    if (quarter) changeAddress({ asOf: quarter, since: addQuarters(quarter, -1) }, true);
  };
  useEffect(() => {
    if (!isPlaying || isLoading) return undefined;
    if (place >= last && asOf) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => show(place + 1), PLAY_MS);
    return () => clearTimeout(timer);
  });
  const play = () => {
    if (!isPlaying && (!asOf || place >= last)) show(0);
    setPlaying(!isPlaying);
  };
  return (
    <div className="time">
      <button type="button" onClick={play} aria-pressed={isPlaying}>
        {isPlaying ? t('time.stop') : t('time.play')}
      </button>
      <label>
        <span>{t('time.quarter')}</span>
        <input
          type="range"
          min={0}
          max={last}
          value={place}
          aria-valuetext={quarterName(quarters[place] ?? today)}
          onChange={event => (setPlaying(false), show(Number(event.target.value)))}
        />
        <output>{quarterName(asOf ?? today)}</output>
      </label>
      <DateField label={t('time.since')} value={since} latest={asOf ?? today} onChange={date => changeAddress({ since: date })} />
      {comparison && (
        <p className="changes" role="status">
          <span className="began">{t('time.began', { number: comparison.began.length })}</span>{' '}
          <span className="ended">{t('time.ended', { number: comparison.ended.length })}</span>
        </p>
      )}
    </div>
  );
}

/** Returns the earliest first quarter of the networks seen so far, so that the slider does not shrink while it moves. */
function useFirstQuarter(network: NetworkData | null, today: string): string {
  const [first, setFirst] = useState(() => addQuarters(quarterOf(today), -12));
  const found = useMemo(() => quartersOf(network, today)[0] ?? first, [network, today, first]);
  useEffect(() => {
    if (found < first) setFirst(found);
  }, [found, first]);
  return found < first ? found : first;
}

function quartersFrom(first: string, today: string): string[] {
  const quarters: string[] = [];
  for (let quarter = first; quarter <= today; quarter = addQuarters(quarter, 1)) quarters.push(quarter);
  return quarters;
}
