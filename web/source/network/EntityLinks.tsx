import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { keyOf } from '../client/entity';
import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { changeAddress } from '../frame/address';
import { Status } from '../frame/Status';
import type { EntityLinksQuery, EntityLinksQueryVariables, EntityRef } from '../generated/operations';
import entityLinks from './EntityLinks.graphql?raw';

const LINKS = operation<EntityLinksQuery, EntityLinksQueryVariables>(entityLinks);
const FIRST = 10;

/** The links of an entity with their dates, source and provenance. */
export function EntityLinks({ entity, ownKey, asOf }: { entity: EntityRef; ownKey: string; asOf: string | null }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(FIRST);
  const answer = useAnswer(LINKS, { ref: entity, asOf });
  const links = answer.value?.entity?.links;
  return (
    <section aria-label={t('panel.links', { number: links?.totalCount ?? 0 })}>
      <h3>{t('panel.links', { number: links?.totalCount ?? '…' })}</h3>
      <Status of={[answer]} />
      <ul className="links">
        {links?.nodes.slice(0, shown).map(({ relation, from, to, since, until, provenance, source }, place) => {
          const isOut = keyOf(from) === ownKey;
          const other = isOut ? to : from;
          return (
            <li key={place}>
              <small>
                {t(`relation.${relation}`)} {isOut ? '→' : '←'}
              </small>{' '}
              <button type="button" className="link" onClick={() => changeAddress({ entity: keyOf(other) })}>
                {other.name}
              </button>{' '}
              <small>
                {since ?? '…'} – {until ?? '…'} · {t(`provenance.${provenance}`)}
                {source ? ` · ${source}` : ''}
              </small>
            </li>
          );
        })}
      </ul>
      {links && links.nodes.length > shown && (
        <button type="button" onClick={() => setShown(shown + 4 * FIRST)}>
          {t('table.more')}
        </button>
      )}
      {links && links.totalCount > links.nodes.length && shown >= links.nodes.length && (
        <p>{t('panel.moreLinks', { shown: links.nodes.length, all: links.totalCount })}</p>
      )}
    </section>
  );
}
