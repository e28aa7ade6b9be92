import { useMemo, useState, type KeyboardEvent, type RefObject } from 'react';
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
const [INK, LINE, CELL_COLOUR, GROUP_COLOUR] = ['#1f2937', '#94a3b8', '#7f1d1d', '#9f1239'];

/** Committees by units (or actors by actors), in groups by township or block. */
export function MatrixView({ network, question, svg }: { network: NetworkData; question: NetworkQuestion; svg: RefObject<SVGSVGElement | null> }) {
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
      {isTooLarge ? <p role="alert">{t('matrix.tooLarge')}</p> : <MatrixPicture matrix={matrix} sorting={sorting} svg={svg} />}
    </section>
  );
}

interface PictureProps {
  matrix: Matrix;
  sorting: MatrixSorting;
  svg: RefObject<SVGSVGElement | null>;
}

/** The look is in attributes, so that the saved file has it too. One row at a time is in the order of Tab; arrows move to the others. */
function MatrixPicture({ matrix: { rows, columns, cells }, sorting, svg }: PictureProps) {
  const { t } = useTranslation();
  const [reached, setReached] = useState(0);
  const ties = useMemo(() => tiesOfRows(cells), [cells]);
  const onKeyDown = (event: KeyboardEvent<SVGGElement>, place: number) => {
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') open(rows[place]?.actor.key);
    else if (next !== undefined && rows[next]) {
      setReached(next);
      svg.current?.querySelectorAll<SVGGElement>('g.row')[next]?.focus();
    } else return;
    event.preventDefault();
  };
  const width = LABELS + columns.length * CELL;
  const height = HEAD + rows.length * CELL;
  const heaviest = Math.max(1, ...cells.map(cell => cell.weight));
  const groups = rows.flatMap(({ group }, place) => (rows[place - 1]?.group === group ? [] : [{ group, place }]));
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('view.matrix')}>
      <svg
        ref={svg}
        width={width}
        height={height + 20}
        role="group"
        aria-label={t('matrix.size', { rows: rows.length, columns: columns.length, cells: cells.length })}
        fontFamily="sans-serif"
        fontSize={8}
        fill={INK}
      >
        {columns.map((actor, place) => (
          <text key={actor.key} className="column" transform={`translate(${LABELS + place * CELL + 9} ${HEAD - 4}) rotate(-90)`} onClick={() => open(actor.key)}>
            <title>{actor.name}</title>
            {shorten(actor.name, 13)}
          </text>
        ))}
        {rows.map(({ actor }, place) => (
          <g
            key={actor.key}
            className="row"
            role="button"
            aria-label={t('matrix.row', { name: actor.name, number: ties.get(place) ?? 0 })}
            tabIndex={place === Math.min(reached, rows.length - 1) ? 0 : -1}
            onClick={() => open(actor.key)}
            onFocus={() => setReached(place)}
            onKeyDown={event => onKeyDown(event, place)}
          >
            <title>{t('matrix.row', { name: actor.name, number: ties.get(place) ?? 0 })}</title>
            <text x={LABELS - 6} y={HEAD + place * CELL + 9} textAnchor="end">
              {shorten(actor.name, 13)}
            </text>
          </g>
        ))}
        <rect className="field" fill="#ffffff" stroke={LINE} x={LABELS} y={HEAD} width={columns.length * CELL} height={rows.length * CELL} />
        {cells.map(({ row, column, weight }) => (
          <rect
            key={`${row} ${column}`}
            className="cell"
            fill={CELL_COLOUR}
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
            <line stroke={LINE} x1={0} x2={width} y1={HEAD + place * CELL} y2={HEAD + place * CELL} />
            <text fill={GROUP_COLOUR} fontWeight={600} x={2} y={HEAD + place * CELL + 9}>
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

function open(key: string | undefined): void {
  if (key) changeAddress({ entity: key });
}

function tiesOfRows(cells: Matrix['cells']): Map<number, number> {
  const ties = new Map<number, number>();
  for (const { row } of cells) ties.set(row, (ties.get(row) ?? 0) + 1);
  return ties;
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
