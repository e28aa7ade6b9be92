import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { keyOf, refOf } from '../../client/entity';
import { operation } from '../../client/operation';
import { useAnswer } from '../../client/use-answer';
import { changeAddress, type Address } from '../../frame/address';
import { AskLink } from '../../frame/AskLink';
import { EntityPicker } from '../../frame/EntityPicker';
import { Status } from '../../frame/Status';
import type { EntityRef, Kind, LinkagePathsQuery, LinkagePathsQueryVariables } from '../../generated/operations';
import { Downloads } from '../Downloads';
import { drawingOfPicture } from '../drawing';
import linkagePaths from '../LinkagePaths.graphql?raw';
import type { Cytoscape } from '../picture/cytoscape-types';
import { Legend } from '../picture/Legend';
import { Picture } from '../picture/Picture';
import { CertificateText } from './CertificateText';
import { networkOfPaths, pathsWithout } from './paths-network';
import { PathList } from './PathList';
import { PathTable } from './PathTable';
import { WeakPoints } from './WeakPoints';
import { WithoutText } from './WithoutText';

const PATHS = operation<LinkagePathsQuery, LinkagePathsQueryVariables>(linkagePaths);

/** How two entities are linked: the paths as a picture and as a list, how complete they are, and what remains if an entity were dissolved. */
export function LinkageView({ address, entity, dissolved }: { address: Address; entity: string | null; dissolved: string | null }) {
  const { t } = useTranslation();
  const picture = useRef<Cytoscape>(null);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const asOf = address['asOf'] ?? null;
  const [from, to] = [refOf(address['from']), refOf(address['to'])];
  const allowed = (address['allow']?.split(',') ?? []) as Kind[];
  const k = Number(address['k']) || 3;
  const variables: LinkagePathsQueryVariables | null =
    from && to ? { from: from as EntityRef, to: to as EntityRef, k, maxHops: 6, transit: allowed.map(kind => ({ kind, policy: 'ALLOW' })), avoid: null, asOf } : null;
  const answer = useAnswer(PATHS, variables);
  const linkage = answer.value?.linkage ?? null;
  const isEnd = dissolved !== null && (dissolved === address['from'] || dissolved === address['to']);
  const avoided = isEnd ? null : refOf(dissolved ?? undefined);
  const remainingAnswer = useAnswer(PATHS, variables && avoided && { ...variables, avoid: [avoided] });
  const remaining = remainingAnswer.value?.linkage ?? null;
  const comparison = useMemo(() => (linkage && dissolved ? pathsWithout(linkage, isEnd ? null : remaining) : null), [linkage, remaining, dissolved, isEnd]);
  const network = useMemo(() => comparison?.network ?? (linkage && networkOfPaths(linkage)), [comparison, linkage]);
  const marks = useMemo(() => ({ found: dissolved ? null : entity, dissolved, ...(comparison && { changes: comparison.changes }) }), [entity, dissolved, comparison]);
  const title = linkage ? t('linkage.picture', { from: linkage.from.name, to: linkage.to.name }) : '';
  const nameOf = (end: 'from' | 'to') => {
    const loaded = linkage?.[end];
    const key = address[end];
    return loaded && key === keyOf(loaded) ? loaded.name : (chosen[key ?? ''] ?? key?.split(':')[1] ?? '');
  };
  const pick = (end: 'from' | 'to') => (picked: { kind: Kind; code: string; name: string }) => {
    setChosen({ ...chosen, [keyOf(picked)]: picked.name });
    changeAddress({ [end]: keyOf(picked) });
  };
  return (
    <section className="linkage" aria-label={t('view.linkage')}>
      <div className="controls">
        <EntityPicker label={t('linkage.from')} text={nameOf('from')} asOf={asOf} onPick={pick('from')} />
        <EntityPicker label={t('linkage.to')} text={nameOf('to')} asOf={asOf} onPick={pick('to')} />
        <label>
          <span>{t('linkage.number')}</span>
          <select value={k} onChange={event => changeAddress({ k: event.target.value })}>
            {[1, 3, 5, 10, 20].map(each => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
      </div>
      <Status of={[answer, remainingAnswer]} />
      {!variables && <p>{t('linkage.choose')}</p>}
      {linkage && network && (
        <>
          <CertificateText linkage={linkage} allowed={allowed} />
          {variables && linkage.paths.length > 0 && <WeakPoints variables={{ from: variables.from, to: variables.to, transit: variables.transit ?? null, asOf }} />}
          {dissolved && (isEnd || remaining) && <WithoutText dissolved={dissolved} linkage={linkage} remaining={remaining} />}
          {linkage.paths.length > 0 && (
            <>
              <Picture
                network={network}
                arrangement="tree"
                leftToRight
                marks={marks}
                label={title}
                onPick={key => changeAddress({ entity: key })}
                picture={picture}
              />
              <Legend kinds={[...new Set(network.actors.map(actor => actor.kind))]} hasOutside={false} hasChanges={false} />
              <PathList linkage={linkage} />
              <PathTable linkage={linkage} />
            </>
          )}
          <div className="below">
            {linkage.paths.length > 0 && (
              <Downloads drawing={() => picture.current && drawingOfPicture(picture.current, title)} exports={[]} name={`linkage-${linkage.from.code}-${linkage.to.code}`} />
            )}
            <AskLink query={linkagePaths} variables={variables} />
          </div>
        </>
      )}
    </section>
  );
}
