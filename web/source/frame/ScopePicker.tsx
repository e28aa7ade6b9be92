import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import type { ScopeQuery, ScopeQueryVariables } from '../generated/operations';
import { changeAddress } from './address';
import { EntityPicker } from './EntityPicker';
import scopeText from './Scope.graphql?raw';

export const SCOPE = operation<ScopeQuery, ScopeQueryVariables>(scopeText);

/** Chooses the scope: by name, one level up, or one of the divisions directly below. */
export function ScopePicker({ scope, asOf }: { scope: string | null; asOf: string | null }) {
  const { t } = useTranslation();
  const id = useId();
  const { value } = useAnswer(SCOPE, scope ? { code: scope, asOf } : null);
  const division = value?.division;
  const parent = division?.ancestors.at(-1);
  const below = division?.divisions.nodes.filter(each => each.parent?.code === division.code) ?? [];
  return (
    <div className="scope">
      <EntityPicker
        label={t('header.scope')}
        text={division ? division.name : (scope ?? '')}
        kinds={['PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'COMMUNITY']}
        asOf={asOf}
        onPick={({ code }) => changeAddress({ scope: code })}
      />
      <label htmlFor={id} className="hidden">
        {t('header.otherScopes')}
      </label>
      <select id={id} value="" onChange={event => changeAddress({ scope: event.target.value })}>
        <option value="">{t('header.otherScopes')}</option>
        {parent && <option value={parent.code}>↑ {parent.name}</option>}
        {below.map(({ code, name }) => (
          <option key={code} value={code}>
            ↓ {name}
          </option>
        ))}
      </select>
    </div>
  );
}
