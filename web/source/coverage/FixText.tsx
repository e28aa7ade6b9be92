import { useTranslation } from 'react-i18next';

import type { GapQuery } from '../generated/operations';

type Nodes = NonNullable<GapQuery['coverage']>['units']['nodes'];
export type FixData = Nodes[number]['why']['fixes'][number];
export type FixLink = FixData['links'][number];

/** A fix in words: the links to add and the values to record. */
export function FixText({ fix }: { fix: FixData }) {
  const { t } = useTranslation();
  const end = (entity: FixLink['from'], kind: FixLink['fromKind']) => entity?.name ?? t('fix.any', { kind: t(`kind.${kind}`) });
  return (
    <span>
      {fix.links.map((link, place) => (
        <span key={place}>
          {place > 0 && ' + '}
          {end(link.from, link.fromKind)} <small>{t(`relation.${link.relation}`)}</small> {end(link.to, link.toKind)}
        </span>
      ))}
      {Object.entries((fix.properties ?? {}) as Record<string, Record<string, unknown>>).map(([entity, values]) => (
        <span key={entity}>
          {fix.links.length > 0 && ' + '}
          {t('fix.record', { entity })}{' '}
          {Object.entries(values)
            .map(([name, value]) => `${name} = ${String(value)}`)
            .join(', ')}
        </span>
      ))}
    </span>
  );
}
