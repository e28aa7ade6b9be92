import { useTranslation } from 'react-i18next';

import type { Kind } from '../../generated/operations';
import { cornersAround, symbolOf } from './symbols';

/** Names the symbols of the kinds in the picture, and the lines of changes. */
export function Legend({ kinds, hasOutside, hasChanges }: { kinds: readonly Kind[]; hasOutside: boolean; hasChanges: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className="legend" aria-label={t('legend.title')}>
      {kinds.map(kind => (
        <li key={kind}>
          <KindSymbol kind={kind} /> {t(`kind.${kind}`)}
        </li>
      ))}
      {hasOutside && (
        <li>
          <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            <circle cx="9" cy="9" r="7" fill="#cbd5e1" stroke="#475569" strokeDasharray="3 2" />
          </svg>{' '}
          {t('legend.outside')}
        </li>
      )}
      {hasChanges && (
        <>
          <li className="began">{t('legend.began')}</li>
          <li className="ended">{t('legend.ended')}</li>
        </>
      )}
    </ul>
  );
}

export function KindSymbol({ kind }: { kind: Kind }) {
  const { colour, corners } = symbolOf(kind);
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      {corners ? <polygon points={cornersAround(corners, 9, 9, 8)} fill={colour} /> : <circle cx="9" cy="9" r="7" fill={colour} />}
    </svg>
  );
}
