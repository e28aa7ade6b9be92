import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { refOf } from '../client/entity';
import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { changeAddress } from '../frame/address';
import { AskLink } from '../frame/AskLink';
import { Status } from '../frame/Status';
import type { EntityFactsQuery, EntityFactsQueryVariables, EntityRef } from '../generated/operations';
import { EntityLinks } from './EntityLinks';
import entityFacts from './EntityFacts.graphql?raw';
import { EntityMeasures } from './EntityMeasures';
import { Facts } from './Facts';
import type { NetworkQuestion } from './network-data';
import { KindSymbol } from './picture/Legend';
import { Removal } from './Removal';

const FACTS = operation<EntityFactsQuery, EntityFactsQueryVariables>(entityFacts);

interface Props {
  entity: string;
  question: NetworkQuestion;
  around: readonly string[];
  isDissolved: boolean;
  /** Whether the picture has the entity. */
  isShown: boolean;
  /** Whether a network is shown, in which the entity may have measures. */
  hasMeasures: boolean;
  onDissolve: (key: string | null) => void;
}

/** All about one entity: its data, links with dates, and measures with rank. */
export function SidePanel({ entity, question, around, isDissolved, isShown, hasMeasures, onDissolve }: Props) {
  const { t } = useTranslation();
  const ref = refOf(entity) as EntityRef | null;
  const variables = ref && { ref, asOf: question.asOf };
  const answer = useAnswer(FACTS, variables);
  const found = answer.value?.entity;
  const opener = useRef(document.activeElement);
  const close = () => {
    onDissolve(null);
    changeAddress({ entity: null });
    const before = opener.current?.isConnected ? opener.current : document.querySelector('.views [aria-pressed="true"]');
    if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
  };
  return (
    <aside className="panel" aria-label={t('panel.title')}>
      <button type="button" className="close" aria-label={t('panel.close')} onClick={close}>
        ×
      </button>
      <Status of={[answer]} />
      {!ref && <p>{t('panel.noEntity', { entity })}</p>}
      {answer.value && !found && ref && <p>{t('panel.notValid', { entity })}</p>}
      {found && (
        <>
          <h2>
            <KindSymbol kind={found.kind} /> {found.name}
          </h2>
          <Facts entity={found} />
          <div className="buttons">
            <button type="button" onClick={() => changeAddress({ around: [...new Set([...around, entity])].join(',') })}>
              {around.length ? t('panel.expand') : t('panel.around')}
            </button>
            {around.length > 0 && (
              <button type="button" onClick={() => changeAddress({ around: null })}>
                {t('panel.all')}
              </button>
            )}
            <button type="button" onClick={() => changeAddress({ view: 'linkage', from: entity })}>
              {t('panel.linkage')}
            </button>
            <button type="button" aria-pressed={isDissolved} onClick={() => onDissolve(isDissolved ? null : entity)}>
              {t('panel.dissolve')}
            </button>
          </div>
          {isDissolved && ref && <Removal entity={ref} scope={question.scope} asOf={question.asOf} isShown={isShown} />}
          {ref && hasMeasures && <EntityMeasures entity={ref} ownKey={entity} question={question} />}
          {ref && <EntityLinks entity={ref} ownKey={entity} asOf={question.asOf} />}
          <p>
            <AskLink query={entityFacts} variables={variables} />
          </p>
        </>
      )}
    </aside>
  );
}
