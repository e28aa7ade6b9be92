import { useTranslation } from 'react-i18next';

import { changeAddress } from '../frame/address';
import { DataTable, type Column } from '../frame/DataTable';
import { Status } from '../frame/Status';
import type { Comparison } from './comparison';
import type { Actor, NetworkData, NetworkQuestion, Tie } from './network-data';
import { KindSymbol } from './picture/Legend';
import { TABLE_MEASURES, useMeasures } from './use-measures';

const TIES_COLUMN = 3;
const MAX_KINDS = 3;

/** The network as tables of its entities, one for each mode, and of its ties, for screen readers and for copying. */
export function NetworkTables({ network, comparison, question }: { network: NetworkData; comparison: Comparison | null; question: NetworkQuestion }) {
  const { t } = useTranslation();
  const measuring = useMeasures(question);
  const actors = new Map(network.actors.map(actor => [actor.key, actor]));
  const nameOf = (key: string) => actors.get(key)?.name ?? key;
  const entityLink = (key: string) => (
    <button type="button" className="link" onClick={() => changeAddress({ entity: key })}>
      {nameOf(key)}
    </button>
  );
  const actorColumns: Column<Actor>[] = [
    { name: t('fact.name'), text: actor => actor.name, cell: actor => entityLink(actor.key) },
    {
      name: t('fact.kind'),
      text: actor => t(`kind.${actor.kind}`),
      cell: actor => (
        <>
          <KindSymbol kind={actor.kind} /> {t(`kind.${actor.kind}`)}
        </>
      ),
    },
    { name: t('fact.code'), text: actor => actor.code },
    { name: t('measure.ties'), text: actor => String(actor.degree), isNumber: true },
    ...TABLE_MEASURES.map(measure => ({
      name: t(`measure.${measure}`),
      text: (actor: Actor) => numberText(measuring.value?.get(actor.key)?.[measure]),
      isNumber: true,
    })),
    { name: t('fact.inScope'), text: actor => (actor.inScope ? t('value.yes') : t('value.no')) },
    { name: t('fact.provenance'), text: actor => t(`provenance.${actor.provenance}`) },
  ];
  const tieColumns: Column<Tie>[] = [
    { name: t('tie.from'), text: tie => nameOf(tie.source), cell: tie => entityLink(tie.source) },
    { name: t('tie.relation'), text: tie => (tie.relation ? t(`relation.${tie.relation}`) : t('tie.overlap')) },
    { name: t('tie.to'), text: tie => nameOf(tie.target), cell: tie => entityLink(tie.target) },
    { name: t('tie.weight'), text: tie => String(tie.weight), isNumber: true },
    { name: t('tie.since'), text: tie => tie.since ?? '' },
    { name: t('tie.until'), text: tie => tie.until ?? '' },
    { name: t('fact.provenance'), text: tie => t(`provenance.${tie.provenance}`) },
  ];
  const kindsOf = (some: readonly Actor[]) => {
    const kinds = [...new Set(some.map(actor => actor.kind))];
    return kinds.length > MAX_KINDS ? t('table.entities') : kinds.map(kind => t(`kind.${kind}`)).join(t('table.and'));
  };
  if (comparison) {
    tieColumns.push({
      name: t('tie.change'),
      text: tie => {
        const change = comparison.changes.get(tie.key);
        return change ? t(`change.${change}`) : '';
      },
    });
  }
  return (
    <div className="tables">
      <Status of={[measuring]} />
      {modesOf(network).map(ofMode => (
        <DataTable
          key={ofMode[0]?.mode ?? ''}
          caption={t('table.actors', { kinds: kindsOf(ofMode), number: ofMode.length })}
          columns={actorColumns}
          rows={ofMode}
          rowKey={actor => actor.key}
          largestOf={TIES_COLUMN}
        />
      ))}
      <DataTable caption={t('table.ties', { number: network.ties.length })} columns={tieColumns} rows={network.ties} rowKey={tie => tie.key} />
    </div>
  );
}

function modesOf({ twoMode, actors }: NetworkData): (readonly Actor[])[] {
  if (!twoMode) return [actors];
  return [actors.filter(actor => actor.mode !== 'TWO'), actors.filter(actor => actor.mode === 'TWO')];
}

function numberText(value: number | null | undefined): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : '';
}
