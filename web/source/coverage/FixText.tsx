import { useTranslation } from 'react-i18next';

import type { TextKey } from '../i18n/translation';
import { kindOfType } from './reason';
import type { GapQuery } from '../generated/operations';

type Nodes = NonNullable<GapQuery['coverage']>['units']['nodes'];
export type FixData = Nodes[number]['why']['fixes'][number];
export type FixLink = FixData['links'][number];

/** A fix in words: the links to add and the values to record. */
export function FixText({ fix }: { fix: FixData }) {
  const { t, i18n } = useTranslation();
  const end = (entity: FixLink['from'], kind: FixLink['fromKind']) => entity?.name ?? t('fix.any', { kind: t(`kind.${kind}`) });
  const nameOf = (entity: string) => {
    const [type = '', code = ''] = entity.split(':');
    const key = `kind.${kindOfType(type)}`;
    return i18n.exists(key) ? `${t(key as TextKey)} ${code}`.trim() : entity;
  };
  const textOf = (value: unknown) => (typeof value === 'boolean' ? t(value ? 'value.yes' : 'value.no') : String(value));
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
          {t('fix.record', { entity: nameOf(entity) })}{' '}
          {Object.entries(values)
            .map(([name, value]) => `${i18n.exists(`fact.${name}`) ? t(`fact.${name}` as TextKey) : name} = ${textOf(value)}`)
            .join(', ')}
        </span>
      ))}
    </span>
  );
}
