import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { keyOf, type EntityName } from '../client/entity';
import findEntities from '../client/FindEntities.graphql?raw';
import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import type { FindEntitiesQuery, FindEntitiesQueryVariables, Kind } from '../generated/operations';

const FIND = operation<FindEntitiesQuery, FindEntitiesQueryVariables>(findEntities);
const DELAY_MS = 200;
const MAX_SHOWN = 12;

interface Props {
  label: string;
  /** What the field shows until something is typed. */
  text: string;
  kinds?: Kind[];
  asOf: string | null;
  onPick: (entity: EntityName) => void;
}

/** A field that finds entities by name, code or pinyin: a combobox with its list. */
export function EntityPicker({ label, text, kinds, asOf, onPick }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const wanted = useDelayed(typed?.trim() ?? '');
  const { value, isLoading } = useAnswer(FIND, wanted ? { text: wanted, kinds: kinds ?? null, within: null, asOf } : null);
  const nodes = wanted && value?.search ? value.search.nodes : [];
  const isNamed = ({ kind }: EntityName) => t(`kind.${kind}`).toLowerCase().includes(wanted.toLowerCase());
  // For 联盟 or "alliance", alliances come before activities that have the word in their names.
  const found = [...nodes.filter(isNamed), ...nodes.filter(each => !isNamed(each))].slice(0, MAX_SHOWN);
  const isOpen = typed !== null && wanted !== '';

  const pick = (entity: EntityName | undefined) => {
    if (!entity) return;
    onPick(entity);
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setTyped(null);
    else if (event.key === 'Enter') pick(found[active]);
    else if (event.key === 'ArrowDown') setActive(place => Math.min(place + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setActive(place => Math.max(place - 1, 0));
    else return;
    event.preventDefault();
  };
  return (
    <div className="picker" onBlur={event => event.currentTarget.contains(event.relatedTarget) || setTyped(null)}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found[active] ? `${id}-${active}` : undefined}
        autoComplete="off"
        placeholder={t('picker.placeholder')}
        value={typed ?? text}
        onFocus={event => event.target.select()}
        onChange={event => (setTyped(event.target.value), setActive(0))}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!isOpen}>
        {found.map((entity, place) => (
          <li
            key={keyOf(entity)}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === active}
            onMouseDown={event => (event.preventDefault(), pick(entity))}
          >
            <span>{entity.name}</span>
            <small>
              {t(`kind.${entity.kind}`)} · {entity.code}
              {entity.home && entity.home.name !== entity.name ? ` · ${entity.home.name}` : ''}
            </small>
          </li>
        ))}
        {isOpen && !found.length && (
          <li role="option" aria-selected={false} aria-disabled="true">
            {isLoading || wanted !== typed?.trim() ? t('state.searching') : t('picker.nothing')}
          </li>
        )}
      </ul>
    </div>
  );
}

function useDelayed(value: string): string {
  const [delayed, setDelayed] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDelayed(value), DELAY_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return delayed;
}
