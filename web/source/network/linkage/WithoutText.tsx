import { useTranslation } from 'react-i18next';

import { keyOf } from '../../client/entity';
import type { FoundPathsFragment } from '../../generated/operations';
import { pathsThrough } from './paths-network';

interface Props {
  dissolved: string;
  linkage: FoundPathsFragment;
  /** The paths without the entity; null if it is one of the ends. */
  remaining: FoundPathsFragment | null;
}

/** What would remain of the paths if an entity were dissolved, in words. */
export function WithoutText({ dissolved, linkage, remaining }: Props) {
  const { t } = useTranslation();
  const found = linkage.paths.flatMap(({ entities }) => entities).find(entity => keyOf(entity) === dissolved);
  const name = found?.name ?? dissolved.split(':')[1] ?? dissolved;
  const broken = pathsThrough(dissolved, linkage);
  const number = remaining?.paths.length ?? 0;
  const certificate = remaining?.certificate;
  return (
    <div className="without" role="status">
      <p>
        <strong>{t('without.broken', { name, broken, all: linkage.paths.length })}</strong>{' '}
        {number ? t('without.remaining', { number }) : t('without.none')}{' '}
        {certificate && t(`stopped.${certificate.stoppedBy}`, { depth: certificate.exploredToDepth, number })}
      </p>
      <p>{t('without.marks')}</p>
    </div>
  );
}
