import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

import { keyOf } from '../../client/entity';
import { changeAddress } from '../../frame/address';
import type { FoundPathsFragment } from '../../generated/operations';

/** The paths in words, each step with its links and their dates. */
export function PathList({ linkage }: { linkage: FoundPathsFragment }) {
  const { t } = useTranslation();
  return (
    <ol className="paths">
      {linkage.paths.map(({ hops, entities, steps }) => (
        <li key={entities.map(keyOf).join()}>
          <small>{t('linkage.hops', { hops })}</small>{' '}
          {entities.map((entity, place) => {
            const step = steps[place];
            return (
              <Fragment key={keyOf(entity)}>
                <button type="button" className="link" onClick={() => changeAddress({ entity: keyOf(entity) })}>
                  {entity.name}
                </button>
                {step && (
                  <small>
                    {' — '}
                    {step.links.map(link => `${t(`relation.${link.relation}`)}${link.since ? ` ${link.since}` : ''}`).join('、')}
                    {' — '}
                  </small>
                )}
              </Fragment>
            );
          })}
        </li>
      ))}
    </ol>
  );
}
