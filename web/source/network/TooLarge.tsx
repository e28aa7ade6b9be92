import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { changeAddress } from '../frame/address';
import { DataTable } from '../frame/DataTable';
import { SCOPE } from '../frame/ScopePicker';
import { Status } from '../frame/Status';
import type { NetworkQuestion } from './network-data';

const MAX_PARTS = 30;

interface Part {
  readonly nodeCount: number;
  readonly tieCount: number;
  readonly density: number | null;
  readonly components: number;
}
interface Row extends Part {
  readonly code: string;
  readonly name: string;
}

/** In place of a picture that is too large: the networks of the divisions directly below as figures, each of which opens. */
export function TooLarge({ question, number }: { question: NetworkQuestion; number: number }) {
  const { t, i18n } = useTranslation();
  const { scope, asOf } = question;
  const scopeAnswer = useAnswer(SCOPE, { code: scope, asOf });
  const below = scopeAnswer.value?.division?.divisions.nodes.filter(each => each.parent?.code === scope) ?? [];
  const parts = below.slice(0, MAX_PARTS);
  const text = partsQuestion(question, parts.map(({ code }) => code));
  const answer = useAnswer(useMemo(() => operation<Record<string, Part | null>, object>(text), [text]), parts.length ? {} : null);
  const rows: Row[] = parts.flatMap(({ code, name }, place) => {
    const part = answer.value?.[`part${place}`];
    return part ? [{ ...part, code, name }] : [];
  });
  const format = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 });
  return (
    <section className="too-large" aria-label={t('tooLarge.title')}>
      <p>{t('tooLarge.text', { number })}</p>
      <Status of={[scopeAnswer, answer]} />
      {rows.length > 0 && (
        <DataTable
          caption={t('tooLarge.parts')}
          columns={[
            { name: t('fact.name'), text: ({ name }) => name, cell: row => <ScopeButton row={row} /> },
            { name: t('tooLarge.entities'), text: ({ nodeCount }) => String(nodeCount), isNumber: true },
            { name: t('tooLarge.ties'), text: ({ tieCount }) => String(tieCount), isNumber: true },
            { name: t('tooLarge.density'), text: ({ density }) => (density === null ? '' : format.format(density)), isNumber: true },
            { name: t('tooLarge.components'), text: ({ components }) => String(components), isNumber: true },
          ]}
          rows={rows}
          rowKey={({ code }) => code}
        />
      )}
      {below.length > parts.length && <p>{t('tooLarge.more', { shown: parts.length, all: below.length })}</p>}
    </section>
  );
}

function ScopeButton({ row: { code, name } }: { row: Row }) {
  return (
    <button type="button" className="link" onClick={() => changeAddress({ scope: code })}>
      {name}
    </button>
  );
}

/** Returns one question for the networks of several divisions. */
function partsQuestion({ projection, boundary, asOf }: NetworkQuestion, codes: readonly string[]): string {
  const others = `projection: ${projection}, boundary: ${boundary}, asOf: ${JSON.stringify(asOf)}`;
  const fields = codes.map((code, place) => `part${place}: network(scope: ${JSON.stringify(code)}, ${others}) { nodeCount tieCount density components }`);
  return `query Parts { ${fields.join(' ')} }`;
}
