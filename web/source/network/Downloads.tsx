import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { save } from '../frame/save';
import type { NetworkSummaryQuery } from '../generated/operations';
import type { Cytoscape } from './picture/cytoscape-types';
import { svgOf } from './picture/svg';

type Export = NonNullable<NetworkSummaryQuery['network']>['exports'][number];

interface Props {
  picture: RefObject<Cytoscape | null>;
  exports: readonly Export[];
  name: string;
  source: string;
}

/** What is seen as PNG and SVG, and the network in the formats of other programs. */
export function Downloads({ picture, exports, name, source }: Props) {
  const { t, i18n } = useTranslation();
  const png = async () => {
    const blob = await picture.current?.png({ full: true, scale: 2, bg: '#ffffff', maxWidth: 6000, maxHeight: 6000, output: 'blob-promise' });
    if (blob) save(blob, `${name}.png`);
  };
  const svg = () => picture.current && save(new Blob([svgOf(picture.current, source)], { type: 'image/svg+xml' }), `${name}.svg`);
  return (
    <details className="downloads">
      <summary>{t('downloads.title')}</summary>
      <ul>
        {picture.current && (
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
