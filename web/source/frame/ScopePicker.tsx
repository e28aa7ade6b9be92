import { useRef } from 'react';
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
  const list = useRef<HTMLDetailsElement>(null);
  const { value } = useAnswer(SCOPE, scope ? { code: scope, asOf } : null);
  const division = value?.division;
  const parent = division?.ancestors.at(-1);
  const below = division?.divisions.nodes.filter(each => each.parent?.code === division.code) ?? [];
  const close = () => {
    if (list.current) list.current.open = false;
  };
  return (
    <div className="scope">
      <EntityPicker
        label={t('header.scope')}
        text={division ? division.name : (scope ?? '')}
        kinds={['PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'COMMUNITY']}
        asOf={asOf}
        onPick={({ code }) => changeAddress({ scope: code })}
      />
      {(parent || below.length > 0) && (
        <details ref={list} className="scopes" onBlur={event => event.currentTarget.contains(event.relatedTarget) || close()} onKeyDown={event => event.key === 'Escape' && close()}>
          <summary>{t('header.otherScopes')}</summary>
          <ul>
            {parent && <ScopeChoice sign="↑" division={parent} onChoose={close} />}
            {below.map(each => (
              <ScopeChoice key={each.code} sign="↓" division={each} onChoose={close} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface ChoiceProps {
  sign: string;
  division: { code: string; name: string };
  onChoose: () => void;
}

function ScopeChoice({ sign, division: { code, name }, onChoose }: ChoiceProps) {
  return (
    <li>
      <button type="button" onClick={() => (changeAddress({ scope: code }), onChoose())}>
        {sign} {name}
      </button>
    </li>
  );
}
