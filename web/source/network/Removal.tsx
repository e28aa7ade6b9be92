import { useTranslation } from 'react-i18next';

import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { AskLink } from '../frame/AskLink';
import { Status } from '../frame/Status';
import type { DissolvedQuery, DissolvedQueryVariables, EntityRef } from '../generated/operations';
import dissolved from './Dissolved.graphql?raw';

const DISSOLVED = operation<DissolvedQuery, DissolvedQueryVariables>(dissolved);

interface Props {
  entity: EntityRef;
  scope: string;
  asOf: string | null;
  /** Whether the picture has the entity, and so its marks. */
  isShown: boolean;
}

/** What would change if the entity were dissolved, in words and figures. */
export function Removal({ entity, scope, asOf, isShown }: Props) {
  const variables = { ref: entity, scope, asOf };
  const { t, i18n } = useTranslation();
  const answer = useAnswer(DISSOLVED, variables);
  const removal = answer.value?.ifRemoved;
  const lost = removal?.coverage.filter(({ before, after }) => before !== after) ?? [];
  return (
    <section className="removal" aria-label={t('removal.title')}>
      <Status of={[answer]} />
      {removal && (
        <>
          <p>
            {t('removal.components', { before: removal.componentsBefore, after: removal.componentsAfter })}{' '}
            {t('removal.pairs', { number: removal.disconnectedPairs })}
          </p>
          {lost.length ? (
            <ul>
              {lost.map(({ definition, before, after }) => (
                <li key={definition.indicator + definition.nameZh}>
                  {i18n.language === 'zh' ? definition.nameZh : definition.nameEn}: {before} → {after}
                </li>
              ))}
            </ul>
          ) : (
            <p>{t('removal.nothingLost')}</p>
          )}
          {isShown && <p>{t('removal.marks')}</p>}
          <AskLink query={dissolved} variables={variables} />
        </>
      )}
    </section>
  );
}
