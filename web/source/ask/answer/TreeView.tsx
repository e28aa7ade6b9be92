import { useTranslation } from 'react-i18next';

import { inLanguage } from '../../i18n/in-language';
import { isScalar, labelOf, textOf, type Part } from './parts';

const OPEN_LEVELS = 2;
const MAX_ITEMS = 100;

/** The answer as a tree that opens and closes. */
export function TreeView({ answer }: { answer: Part }) {
  return (
    <ul className="answer-tree">
      {(answer.fields ?? []).map(field => (
        <Branch key={field.key} part={field} name={field.key} level={0} />
      ))}
    </ul>
  );
}

function Branch({ part, name, level }: { part: Part; name: string; level: number }) {
  const { t, i18n } = useTranslation();
  const meaning = inLanguage(part.field?.description ?? '', i18n.language);
  if (isScalar(part)) {
    return (
      <li>
        <span title={meaning}>{name}</span>: <output>{part.value === null ? 'null' : textOf(part.value)}</output>
      </li>
    );
  }
  const children = part.items ?? part.fields ?? [];
  const count = part.items ? ` (${part.items.length})` : '';
  return (
    <li>
      <details open={level < OPEN_LEVELS}>
        <summary title={meaning}>
          {name}
          {count} {part.fields && <small>{labelOf(part, i18n.language)}</small>}
        </summary>
        <ul>
          {children.slice(0, MAX_ITEMS).map((child, place) => (
            <Branch key={`${place} ${child.key}`} part={child} name={part.items ? String(place + 1) : child.key} level={level + 1} />
          ))}
          {children.length > MAX_ITEMS && <li>{t('answer.more', { number: children.length - MAX_ITEMS })}</li>}
        </ul>
      </details>
    </li>
  );
}
