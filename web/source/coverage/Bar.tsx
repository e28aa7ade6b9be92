import { useTranslation } from 'react-i18next';

export interface Counts {
  reached: number;
  notReached: number;
  unknown: number;
}

const PARTS = ['reached', 'notReached', 'unknown'] as const;

/** Reached, not reached and unknown as one bar. The parts differ by pattern, and their numbers stand beside it. */
export function Bar({ counts }: { counts: Counts }) {
  const { t } = useTranslation();
  const all = PARTS.reduce((sum, part) => sum + counts[part], 0);
  const text = PARTS.map(part => `${t(`coverage.${part}`)} ${counts[part]}`).join(', ');
  return (
    <span className="bar" role="img" aria-label={text} title={text}>
      {PARTS.map(part => counts[part] > 0 && <span key={part} className={part} style={{ flexGrow: counts[part] / all }} />)}
    </span>
  );
}

/** Says what the patterns of the bars mean. */
export function BarLegend() {
  const { t } = useTranslation();
  return (
    <ul className="bar-legend" aria-label={t('legend.title')}>
      {PARTS.map(part => (
        <li key={part}>
          <span className="bar" aria-hidden="true">
            <span className={part} />
          </span>{' '}
          {t(`coverage.${part}`)}
        </li>
      ))}
    </ul>
  );
}

function hundredths(share: number): string {
  return (share * 100).toFixed(1);
}

export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '—' : `${hundredths(share)}\u00a0%`;
}

interface Shares {
  unknown: number;
  share?: number | null;
  shareLow?: number | null;
  shareHigh?: number | null;
}

/** The share, or from the lowest to the highest that is possible if some units are unknown, so that a part never looks complete. */
export function shareOrBounds({ unknown, share, shareLow, shareHigh }: Shares): string {
  return unknown > 0 && typeof shareLow === 'number' ? `${hundredths(shareLow)}–${percent(shareHigh)}` : percent(share);
}
