import { useTranslation } from 'react-i18next';

import { keyOf, type EntityName } from '../../client/entity';
import { operation } from '../../client/operation';
import { useAnswer } from '../../client/use-answer';
import { changeAddress } from '../../frame/address';
import { Status } from '../../frame/Status';
import type { FragilityQuery, FragilityQueryVariables } from '../../generated/operations';
import fragilityText from '../Fragility.graphql?raw';

const FRAGILITY = operation<FragilityQuery, FragilityQueryVariables>(fragilityText);

/** The weak points between two entities: each entity that alone disconnects them, or else a smallest set that does. */
export function WeakPoints({ variables }: { variables: FragilityQueryVariables }) {
  const { t } = useTranslation();
  const answer = useAnswer(FRAGILITY, variables);
  const fragility = answer.value?.fragility;
  const [cut, single] = [fragility?.cut ?? [], fragility?.singlePoints ?? []];
  return (
    <div className="weak-points">
      <Status of={[answer]} />
      {fragility && (
        <p>
          <strong>{t('weak.title')}</strong> {fragility.directLink && t('weak.direct')}
          {!fragility.directLink && (single.length > 0 ? t('weak.single') : cut.length > 0 ? t('weak.several', { number: cut.length }) : '')}{' '}
          <Entities of={single.length > 0 ? single : cut} />
        </p>
      )}
    </div>
  );
}

function Entities({ of }: { of: readonly EntityName[] }) {
  const { t } = useTranslation();
  return of.map((entity, place) => (
    <span key={keyOf(entity)}>
      {place > 0 && t('table.and')}
      <button type="button" className="link" onClick={() => changeAddress({ entity: keyOf(entity) })}>
        {entity.name}
      </button>
    </span>
  ));
}
