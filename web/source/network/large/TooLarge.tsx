import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { refOf } from '../../client/entity';
import { operation } from '../../client/operation';
import { useAnswer } from '../../client/use-answer';
import { changeAddress } from '../../frame/address';
import { AskLink } from '../../frame/AskLink';
import { DataTable } from '../../frame/DataTable';
import { SCOPE } from '../../frame/ScopePicker';
import { Status } from '../../frame/Status';
import type { NetworkQuestion } from '../network-data';
import type { Cytoscape } from '../picture/cytoscape-types';
import { Legend } from '../picture/Legend';
import { Picture } from '../picture/Picture';
import { figuresQuestion, networkOfParts, type Figures, type Part } from './parts';

const MAX_PARTS = 30;
const FIGURES = 'nodeCount tieCount density components';
const NO_MARKS = { found: null };

/** In place of a picture that is too large: the divisions directly below as a picture and as figures; each of them opens. */
export function TooLarge({ question, number }: { question: NetworkQuestion; number: number }) {
  const { t, i18n } = useTranslation();
  const picture = useRef<Cytoscape>(null);
  const { scope, asOf } = question;
  const scopeAnswer = useAnswer(SCOPE, { code: scope, asOf });
  const whole = scopeAnswer.value?.division ?? null;
  const below = whole?.divisions.nodes.filter(each => each.parent?.code === scope) ?? [];
  const shown = below.slice(0, MAX_PARTS);
  const codes = shown.map(({ code }) => code);
  const figures = useFigures<Figures>(question, codes, FIGURES);
  const inside = useFigures<Pick<Figures, 'tieCount'>>({ ...question, boundary: 'BOTH' }, codes, 'tieCount');
  const touching = useFigures<Pick<Figures, 'tieCount'>>({ ...question, boundary: 'EITHER' }, codes, 'tieCount');
  const parts: Part[] = shown.flatMap((division, place) => {
    const [found, within, all] = [figures, inside, touching].map(({ value }) => value?.[`part${place}`]);
    return found ? [{ ...(found as Figures), ...division, crossing: within && all ? all.tieCount - within.tieCount : null }] : [];
  });
  const areKnown = parts.length > 0 && parts.every(part => part.crossing !== null);
  const known = areKnown && whole ? JSON.stringify([whole, parts]) : null;
  const network = useMemo(() => known && networkOfParts(...(JSON.parse(known) as Parameters<typeof networkOfParts>)), [known]);
  const format = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 });
  return (
    <section className="too-large" aria-label={t('tooLarge.title')}>
      <p>{t('tooLarge.text', { number })}</p>
      <Status of={[scopeAnswer, figures, inside, touching]} />
      {network && (
        <>
          <Picture network={network} arrangement="force" marks={NO_MARKS} label={t('tooLarge.picture', { number: parts.length })} onPick={openDivision} picture={picture} />
          <Legend kinds={[...new Set(network.actors.map(actor => actor.kind))]} hasOutside={false} hasChanges={false} />
          <p>{t('tooLarge.legend')}</p>
        </>
      )}
      {parts.length > 0 && (
        <DataTable
          caption={t('tooLarge.parts')}
          columns={[
            { name: t('fact.name'), text: ({ name }) => name, cell: part => <ScopeButton part={part} /> },
            { name: t('tooLarge.entities'), text: ({ nodeCount }) => String(nodeCount), isNumber: true },
            { name: t('tooLarge.ties'), text: ({ tieCount }) => String(tieCount), isNumber: true },
            { name: t('tooLarge.crossing'), text: ({ crossing }) => (crossing === null ? '' : String(crossing)), isNumber: true },
            { name: t('tooLarge.density'), text: ({ density }) => (density === null ? '' : format.format(density)), isNumber: true },
            { name: t('tooLarge.components'), text: ({ components }) => String(components), isNumber: true },
          ]}
          rows={parts}
          rowKey={({ code }) => code}
        />
      )}
      {below.length > shown.length && <p>{t('tooLarge.more', { shown: shown.length, all: below.length })}</p>}
      {codes.length > 0 && <AskLink query={figuresQuestion(question, codes, FIGURES)} variables={{}} />}
    </section>
  );
}

function useFigures<Found>(question: NetworkQuestion, codes: readonly string[], fields: string) {
  const text = figuresQuestion(question, codes, fields);
  return useAnswer(useMemo(() => operation<Record<string, Found | null>, object>(text), [text]), codes.length ? {} : null);
}

/** Opens a division of the picture; the key is that of an entity. */
function openDivision(key: string): void {
  if (refOf(key)) changeAddress({ scope: key.slice(key.indexOf(':') + 1) });
}

function ScopeButton({ part: { code, name } }: { part: Part }) {
  return (
    <button type="button" className="link" onClick={() => changeAddress({ scope: code })}>
      {name}
    </button>
  );
}
