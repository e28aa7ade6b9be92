import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { refOf, keyOf, type EntityName } from '../client/entity';
import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { AskLink } from '../frame/AskLink';
import { EntityPicker } from '../frame/EntityPicker';
import { Status } from '../frame/Status';
import type { EntityRef, LinkInput, NextBestQuery, NextBestQueryVariables } from '../generated/operations';
import type { CoverageQuestion } from './coverage-address';
import { FixText } from './FixText';
import nextBest from './NextBest.graphql?raw';
import { WhatIfPart } from './WhatIfPart';

type Picks = NonNullable<NextBestQuery['nextBest']>['picks'];
type Ends = Readonly<Record<string, EntityName>>;

const NEXT_BEST = operation<NextBestQuery, NextBestQueryVariables>(nextBest);
const NUMBERS = [3, 5, 10, 20];

/** The most effective new links with their gains. Ticked ones are tried together. */
export function NextBestPart({ question }: { question: CoverageQuestion }) {
  const { t } = useTranslation();
  const [k, setK] = useState(5);
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [ends, setEnds] = useState<Ends>({});
  const variables = { ...question, k };
  const answer = useAnswer(NEXT_BEST, variables);
  const result = answer.value?.nextBest;
  const picks = result?.picks ?? [];
  const toggle = (place: number) => {
    const next = new Set(ticked);
    if (!next.delete(place)) next.add(place);
    setTicked(next);
  };
  const chosen = picks.filter((_, place) => ticked.has(place));
  const complete = picks.flatMap((pick, place) => (ticked.has(place) ? (linksOf(pick, place, ends) ?? []) : []));
  const open = picks.filter((pick, place) => ticked.has(place) && !linksOf(pick, place, ends));
  return (
    <>
      <div className="controls">
        <label>
          <span>{t('next.number')}</span>
          <select value={k} onChange={event => (setK(Number(event.target.value)), setTicked(new Set()), setEnds({}))}>
            {NUMBERS.map(each => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
      </div>
      <Status of={[answer]} />
      {result && (
        <>
          <p>
            {picks.length ? t('next.effect', { before: result.reachedBefore, after: result.reachedAfter }) : t('next.none')}{' '}
            {picks.length > 0 && (result.exact ? t('next.exact') : result.bound !== null && t('next.bound', { bound: Math.floor(result.bound * 100) }))}
          </p>
          <ol className="picks">
            {picks.map((pick, place) => (
              <li key={place}>
                <label className="check">
                  <input type="checkbox" checked={ticked.has(place)} onChange={() => toggle(place)} />
                  <span>
                    <FixText fix={pick} /> <strong>+{pick.gain}</strong> <small>→ {pick.reachedAfter}</small>
                  </span>
                </label>
                {ticked.has(place) && <OpenEnds pick={pick} place={place} ends={ends} asOf={question.asOf} onPick={(end, entity) => setEnds({ ...ends, [end]: entity })} />}
              </li>
            ))}
          </ol>
          {chosen.length > 0 && <WhatIfPart question={question} links={complete} open={open} />}
          <AskLink query={nextBest} variables={variables} />
        </>
      )}
    </>
  );
}

interface OpenEndsProps {
  pick: Picks[number];
  place: number;
  ends: Ends;
  asOf: string | null;
  onPick: (end: string, entity: EntityName) => void;
}

/** Asks which existing entity an end stands for that may be any of its kind. */
function OpenEnds({ pick, place, ends, asOf, onPick }: OpenEndsProps) {
  const { t } = useTranslation();
  return (
    <div className="ends">
      {pick.links.flatMap((link, number) =>
        (['from', 'to'] as const)
          .filter(side => !link[side])
          .map(side => {
            const end = endKey(place, number, side);
            const kind = side === 'from' ? link.fromKind : link.toKind;
            return (
              <EntityPicker
                key={end}
                label={t('next.which', { kind: t(`kind.${kind}`) })}
                text={ends[end]?.name ?? ''}
                kinds={[kind]}
                asOf={asOf}
                onPick={entity => onPick(end, entity)}
              />
            );
          }),
      )}
    </div>
  );
}

/** Returns the links of a pick, or null if an end is open or it needs a value that is no link. */
function linksOf(pick: Picks[number], place: number, ends: Ends): LinkInput[] | null {
  if (!pick.links.length || Object.keys((pick.properties ?? {}) as object).length) return null;
  const links: LinkInput[] = [];
  for (const [number, { relation, from, to }] of pick.links.entries()) {
    const [source, target] = [from ?? ends[endKey(place, number, 'from')], to ?? ends[endKey(place, number, 'to')]];
    if (!source || !target) return null;
    links.push({ relation, from: refOf(keyOf(source)) as EntityRef, to: refOf(keyOf(target)) as EntityRef });
  }
  return links;
}

function endKey(place: number, link: number, side: 'from' | 'to'): string {
  return `${place} ${link} ${side}`;
}
