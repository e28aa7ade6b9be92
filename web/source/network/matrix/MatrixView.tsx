import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { keyOf } from '../../client/entity';
import { operation } from '../../client/operation';
import { ask, type Answer } from '../../client/request';
import { useLoaded } from '../../client/use-answer';
import { changeAddress } from '../../frame/address';
import { Status } from '../../frame/Status';
import type { CommitteeHomesQuery, CommitteeHomesQueryVariables } from '../../generated/operations';
import committeeHomes from '../CommitteeHomes.graphql?raw';
import type { NetworkData, NetworkQuestion } from '../network-data';
import { matrixOf, type Matrix, type MatrixSorting, type PlacedActor } from './matrix-order';

type HomesPage = NonNullable<CommitteeHomesQuery['network']>['actors'];

const HOMES = operation<CommitteeHomesQuery, CommitteeHomesQueryVariables>(committeeHomes);
const SORTINGS: readonly MatrixSorting[] = ['township', 'block'];
const CELL = 11;
const LABELS = 190;
const HEAD = 130;
const MAX_CELLS = 400_000;

/** Committees by units (or actors by actors), in groups by township or block. */
export function MatrixView({ network, question }: { network: NetworkData; question: NetworkQuestion }) {
  const { t } = useTranslation();
  const [sorting, setSorting] = useState<MatrixSorting>('township');
  const mode = network.twoMode ? 'TWO' : 'ONE';
  const loading = useLoaded(JSON.stringify([question, mode]), signal => readHomes({ ...question, mode, after: null }, signal));
  const placed = useMemo(() => new Map((loading.value ?? []).map(each => [keyOf(each.entity), each])), [loading.value]);
  const matrix = useMemo(() => matrixOf(network, placed, sorting), [network, placed, sorting]);
  const isTooLarge = matrix.rows.length * matrix.columns.length > MAX_CELLS;
  return (
    <section className="matrix" aria-label={t('view.matrix')}>
      <Status of={[loading]} />
      <div className="controls">
        <label>
          <span>{t('matrix.sorting')}</span>
          <select value={sorting} onChange={event => setSorting(event.target.value as MatrixSorting)}>
            {SORTINGS.map(each => (
              <option key={each} value={each}>
                {t(`matrix.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <p>{t('matrix.size', { rows: matrix.rows.length, columns: matrix.columns.length, cells: matrix.cells.length })}</p>
      </div>
      {isTooLarge ? <p role="alert">{t('matrix.tooLarge')}</p> : <MatrixPicture matrix={matrix} sorting={sorting} />}
    </section>
  );
}

function MatrixPicture({ matrix: { rows, columns, cells }, sorting }: { matrix: Matrix; sorting: MatrixSorting }) {
  const { t } = useTranslation();
  const width = LABELS + columns.length * CELL;
  const height = HEAD + rows.length * CELL;
  const heaviest = Math.max(1, ...cells.map(cell => cell.weight));
  const groups = rows.flatMap(({ group }, place) => (rows[place - 1]?.group === group ? [] : [{ group, place }]));
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('view.matrix')}>
      <svg width={width} height={height + 20} role="img" aria-label={t('matrix.size', { rows: rows.length, columns: columns.length, cells: cells.length })}>
        {columns.map((actor, place) => (
          <text key={actor.key} className="column" transform={`translate(${LABELS + place * CELL + 9} ${HEAD - 4}) rotate(-90)`}>
            {shorten(actor.name, 13)}
          </text>
        ))}
        {rows.map(({ actor }, place) => (
          <text key={actor.key} className="row" x={LABELS - 6} y={HEAD + place * CELL + 9} onClick={() => changeAddress({ entity: actor.key })}>
            {shorten(actor.name, 13)}
          </text>
        ))}
        <rect className="field" x={LABELS} y={HEAD} width={columns.length * CELL} height={rows.length * CELL} />
        {cells.map(({ row, column, weight }) => (
          <rect
            key={`${row} ${column}`}
            className="cell"
            x={LABELS + column * CELL + 1}
            y={HEAD + row * CELL + 1}
            width={CELL - 2}
            height={CELL - 2}
            fillOpacity={0.35 + (0.65 * weight) / heaviest}
          >
            <title>{`${rows[row]?.actor.name} – ${columns[column]?.name}: ${weight}`}</title>
          </rect>
        ))}
        {groups.map(({ group, place }) => (
          <g key={group}>
            <line className="group" x1={0} x2={width} y1={HEAD + place * CELL} y2={HEAD + place * CELL} />
            <text className="group" x={2} y={HEAD + place * CELL + 9}>
              {sorting === 'block' ? t('matrix.blockNumber', { block: group }) : shorten(group, 5)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

async function readHomes(variables: CommitteeHomesQueryVariables, signal: AbortSignal): Promise<Answer<PlacedActor[]>> {
  const nodes: PlacedActor[] = [];
  let after: string | null = null;
  do {
    const { data, errors }: Answer<CommitteeHomesQuery> = await ask(HOMES, { ...variables, after }, signal);
    const actors: HomesPage | undefined = data?.network?.actors;
    nodes.push(...(actors?.nodes ?? []));
    if (errors.length) return { data: nodes, errors };
    after = actors?.pageInfo.hasNextPage ? actors.pageInfo.endCursor : null;
  } while (after);
  return { data: nodes, errors: [] };
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
