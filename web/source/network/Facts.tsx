import { useTranslation } from 'react-i18next';

import type { EntityFactsQuery } from '../generated/operations';
import type { TextKey } from '../i18n/translation';

type PanelEntity = NonNullable<EntityFactsQuery['entity']>;

const OTHERS = new Set(['kind', 'code', 'name', 'formerNames', 'validFrom', 'validTo', 'provenance', 'provenances', 'home', 'links']);
/** Fields that the query names otherwise. */
const ALIASES: Readonly<Record<string, string>> = { compoundType: 'type', unitType: 'type', payer: 'source' };

/** The data of an entity: what all have, then the properties of its kind; with its origin if that differs from that of the entity. */
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
  const origins = new Map(entity.provenances.map(({ property, provenance }) => [property, provenance]));
  const withOrigin = (value: string, ...names: string[]) => {
    const origin = names.map(name => origins.get(ALIASES[name] ?? name)).find(found => found !== undefined);
    return origin ? `${value} · ${t(`provenance.${origin}`)}` : value;
  };
  return (
    <dl>
      <Fact name={t('fact.kind')} value={t(`kind.${entity.kind}`)} />
      <Fact name={t('fact.code')} value={entity.code} />
      {home && home.code !== entity.code && (
        <Fact name={t('fact.home')} value={home.name} />
      )}
      {entity.formerNames.length > 0 && <Fact name={t('fact.formerNames')} value={withOrigin(entity.formerNames.join('、'), 'formerNames')} />}
      {own.map(([name, value]) => (
        <Fact key={name} name={t(`fact.${name}` as TextKey)} value={withOrigin(text(name, value), name)} />
      ))}
      <Fact name={t('fact.valid')} value={withOrigin(`${entity.validFrom ?? '…'} – ${entity.validTo ?? '…'}`, 'validFrom', 'validTo')} />
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
