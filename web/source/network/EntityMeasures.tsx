import { useTranslation } from 'react-i18next';

import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { changeAddress } from '../frame/address';
import { Status } from '../frame/Status';
import type { EntityMeasuresQuery, EntityMeasuresQueryVariables, EntityRef } from '../generated/operations';
import entityMeasures from './EntityMeasures.graphql?raw';
import type { NetworkQuestion } from './network-data';

const QUESTION = operation<EntityMeasuresQuery, EntityMeasuresQueryVariables>(entityMeasures);
const MEASURES = ['degree', 'degreeRank', 'strength', 'betweenness', 'betweennessRank', 'closeness', 'kCore', 'constraint', 'subgroup'] as const;

/** The measures of an entity in the network, with its rank within its mode. */
export function EntityMeasures({ entity, ownKey, question }: { entity: EntityRef; ownKey: string; question: NetworkQuestion }) {
  const { t } = useTranslation();
  const answer = useAnswer(QUESTION, { ref: entity, ...question });
  const actor = answer.value?.network?.actor;
  return (
    <section aria-label={t('panel.measures')}>
      <h3>{t('panel.measures')}</h3>
      <Status of={[answer]} />
      {actor && (
        <dl>
          {MEASURES.map(measure => (
            <div key={measure}>
              <dt>{t(`measure.${measure}`)}</dt>
              <dd>{typeof actor[measure] === 'number' ? Number(actor[measure].toPrecision(4)) : '—'}</dd>
            </div>
          ))}
        </dl>
      )}
      {answer.value?.network && !actor && (
        <p>
          {t('panel.notActor')}{' '}
          {question.projection !== 'EVERYTHING' && (
            <button type="button" onClick={() => changeAddress({ view: null, projection: 'EVERYTHING', layout: null, minWeight: null, around: ownKey })}>
              {t('panel.showElsewhere')}
            </button>
          )}
        </p>
      )}
    </section>
  );
}
