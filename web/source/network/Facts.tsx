import { useTranslation } from 'react-i18next';

import type { EntityFactsQuery } from '../generated/operations';
import type { TextKey } from '../i18n/translation';

type PanelEntity = NonNullable<EntityFactsQuery['entity']>;

const OTHERS = new Set(['kind', 'code', 'name', 'formerNames', 'validFrom', 'validTo', 'provenance', 'home', 'links']);

/** The data of an entity: what all have, then the properties of its kind. */
export function Facts({ entity }: { entity: PanelEntity }) {
  const { t, i18n } = useTranslation();
  const { home } = entity;
  const own = Object.entries(entity).filter(([name, value]) => !OTHERS.has(name) && value !== undefined);
  const text = (name: string, value: unknown): string => {
    if (value === null) return '—';
    if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
    const key = `value.${String(value)}`;
    return typeof value === 'string' && i18n.exists(key) ? t(key as TextKey) : String(value) + (name === 'baseShare' || name === 'performanceShare' ? ' %' : '');
  };
  return (
    <dl>
      <Fact name={t('fact.kind')} value={t(`kind.${entity.kind}`)} />
      <Fact name={t('fact.code')} value={entity.code} />
      {home && home.code !== entity.code && (
        <Fact name={t('fact.home')} value={home.name} />
      )}
      {entity.formerNames.length > 0 && <Fact name={t('fact.formerNames')} value={entity.formerNames.join('、')} />}
      {own.map(([name, value]) => (
        <Fact key={name} name={t(`fact.${name}` as TextKey)} value={text(name, value)} />
      ))}
      <Fact name={t('fact.valid')} value={`${entity.validFrom ?? '…'} – ${entity.validTo ?? '…'}`} />
      <Fact name={t('fact.provenance')} value={t(`provenance.${entity.provenance}`)} />
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
