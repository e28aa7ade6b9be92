import type { TFunction } from 'i18next';

import type { TextKey } from '../i18n/translation';

const PATH = /^(.*)：共 \d+ 步，已有 (\d+) 步。/;
const HOP = /-([A-Z_]+)-(?:>?) ([A-Z]\w+)/g;

/** Returns why a unit is not reached in the words of the page: which link it lacks, or which value a property has. */
export function reasonInWords(reason: string, t: TFunction, exists: (key: string) => boolean): string | null {
  const path = PATH.exec(reason);
  if (!path) return null;
  const existing = Number(path[2]);
  const missing = [...(path[1] ?? '').matchAll(HOP)][existing];
  const [relation, kind] = [`relation.${missing?.[1]}`, `kind.${kindOfType(missing?.[2] ?? '')}`];
  if (!exists(relation) || !exists(kind)) return null;
  const words = { relation: t(relation as TextKey), kind: t(kind as TextKey) };
  return existing ? t('gap.missingFurther', words) : t('gap.missing', words);
}

/** Returns the kind of a type's name: SERVICE_STATION of ServiceStation. */
export function kindOfType(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
