import { useTranslation } from 'react-i18next';

import { save } from '../frame/save';
import type { NetworkSummaryQuery } from '../generated/operations';
import type { Drawing } from './drawing';

type Export = NonNullable<NetworkSummaryQuery['network']>['exports'][number];

interface Props {
  /** What is seen; null if it is no picture. */
  drawing: (() => Drawing | null) | null;
  exports: readonly Export[];
  name: string;
}

/** What is seen as PNG and SVG, and the network in the formats of other programs. */
export function Downloads({ drawing, exports, name }: Props) {
  const { t, i18n } = useTranslation();
  const png = async () => {
    const blob = await drawing?.()?.png();
    if (blob) save(blob, `${name}.png`);
  };
  const svg = () => {
    const text = drawing?.()?.svg();
    if (text) save(new Blob([text], { type: 'image/svg+xml' }), `${name}.svg`);
  };
  return (
    <details className="downloads">
      <summary>{t('downloads.title')}</summary>
      <ul>
        {drawing && (
          <>
            <li>
              <button type="button" onClick={() => void png()}>
                PNG
              </button>
            </li>
            <li>
              <button type="button" onClick={svg}>
                SVG
              </button>
            </li>
          </>
        )}
        {exports.map(({ format, nameZh, url, losses }) => (
          <li key={format}>
            <a href={url} download title={losses.join('\n')}>
              {i18n.language === 'zh' ? nameZh : format.replaceAll('_', ' ')}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
