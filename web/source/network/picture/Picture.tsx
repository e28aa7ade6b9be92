import cytoscape from 'cytoscape';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import type { Change } from '../comparison';
import type { NetworkData } from '../network-data';
import type { Cytoscape } from './cytoscape-types';
import { elementsOf } from './elements';
import { startLayout } from './layout-task';
import { boxOf, fitAll, labelWhatIsSeen, sizeLabels, zoom } from './viewport';
import { circlePositions, columnPositions, presetPositions, type Arrangement, type Point, type Positions } from './positions';
import { pictureStyle } from './style';

export interface Marks {
  /** Ties that began or ended. */
  readonly changes?: ReadonlyMap<string, Change>;
  /** The entity that the side panel shows. */
  readonly found: string | null;
  /** The entity that is thought to be dissolved, and the ones that it would cut off. */
  readonly dissolved?: string | null;
  readonly cut?: ReadonlySet<string>;
}

interface Props {
  network: NetworkData;
  arrangement: Arrangement;
  marks: Marks;
  label: string;
  leftToRight?: boolean;
  onPick: (key: string) => void;
  picture: RefObject<Cytoscape | null>;
}

const STEP = 60;
const MAX_LABELS = 20;
const LABEL_DELAY_MS = 150;
const ISOLATE_SPACING = 40;

/** The network as a picture. It starts from preset positions; a layout in a worker improves them. */
export function Picture({ network, arrangement, marks, label, leftToRight = false, onPick, picture }: Props) {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const known = useRef(new Map<string, Point>());
  const pick = useRef(onPick);
  const wasMoved = useRef(false);
  const [isMoving, setMoving] = useState(false);
  pick.current = onPick;

  useEffect(() => {
    const cy = cytoscape({
      container: container.current,
      style: pictureStyle(),
      minZoom: 0.03,
      maxZoom: 4,
      textureOnViewport: true,
      pixelRatio: 1,
      boxSelectionEnabled: false,
      autounselectify: true,
    });
    cy.on('tap', 'node', event => pick.current(event.target.id() as string));
    cy.on('scrollzoom pinchzoom dragpan', () => (wasMoved.current = true));
    cy.on('zoom', () => sizeLabels(cy));
    let timer: ReturnType<typeof setTimeout> | undefined;
    cy.on('viewport position add', () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        labelWhatIsSeen(cy);
      }, LABEL_DELAY_MS);
    });
    picture.current = cy;
    const observer = new ResizeObserver(() => {
      cy.resize();
      if (!wasMoved.current) fitAll(cy);
    });
    if (container.current) observer.observe(container.current);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      picture.current = null;
      cy.destroy();
    };
  }, [picture]);

  useEffect(() => {
    const cy = picture.current;
    if (!cy) return undefined;
    const preset = startPositions(network, arrangement, known.current);
    cy.batch(() => {
      cy.elements().remove();
      cy.add(elementsOf(network, preset));
      settle(cy, preset, arrangement);
    });
    wasMoved.current = false;
    fitAll(cy);
    const isSettled = arrangement === 'force' && network.actors.every(({ key }) => known.current.has(key));
    if (arrangement === 'columns' || arrangement === 'circles' || isSettled || network.actors.length < 2) return undefined;
    setMoving(true);
    const task = {
      arrangement,
      leftToRight,
      nodes: [...preset].map(([key, { x, y }]) => [key, x, y] as const),
      edges: network.ties.map(({ source, target }) => [source, target] as const),
    };
    return startLayout(
      task,
      ({ positions }) => {
        cy.batch(() => {
          const places = new Map(positions.map(([key, x, y]) => [key, { x, y }]));
          settle(cy, places, arrangement);
          if (arrangement === 'force') for (const [key, place] of places) known.current.set(key, place);
        });
        if (!wasMoved.current) fitAll(cy);
      },
      () => setMoving(false),
    );
  }, [network, arrangement, leftToRight, picture]);

  useEffect(() => {
    if (picture.current) mark(picture.current, marks);
  }, [network, arrangement, marks, picture]);

  const onKeyDown = (event: KeyboardEvent) => {
    const cy = picture.current;
    const action = cy && KEYS[event.key];
    if (!action) return;
    action(cy);
    event.preventDefault();
  };
  return (
    <div className="picture">
      <div ref={container} className="canvas" role="img" aria-label={label} tabIndex={0} onKeyDown={onKeyDown} data-moving={isMoving} />
      <div className="zoom">
        <button type="button" aria-label={t('picture.in')} onClick={() => picture.current && zoom(picture.current, 1.3)}>
          +
        </button>
        <button type="button" aria-label={t('picture.out')} onClick={() => picture.current && zoom(picture.current, 1 / 1.3)}>
          −
        </button>
        <button type="button" aria-label={t('picture.fit')} onClick={() => picture.current && fitAll(picture.current)}>
          ⤢
        </button>
      </div>
      {isMoving && <p className="moving">{t('picture.moving')}</p>}
    </div>
  );
}

const KEYS: Record<string, (cy: Cytoscape) => void> = {
  ArrowLeft: cy => cy.panBy({ x: STEP, y: 0 }),
  ArrowRight: cy => cy.panBy({ x: -STEP, y: 0 }),
  ArrowUp: cy => cy.panBy({ x: 0, y: STEP }),
  ArrowDown: cy => cy.panBy({ x: 0, y: -STEP }),
  '+': cy => zoom(cy, 1.3),
  '-': cy => zoom(cy, 1 / 1.3),
  '0': fitAll,
};

/** Moves the entities to their places, as wide as the picture is. A force layout has the isolates in rows below it. */
function settle(cy: Cytoscape, places: Positions, arrangement: Arrangement): void {
  const [wide, high] = stretchOf(cy, places, arrangement);
  for (const [key, { x, y }] of places) cy.getElementById(key).position({ x: x * wide, y: y * high });
  const tied = cy.nodes('[size > 14]');
  const isolates = cy.nodes('[size = 14]');
  if (arrangement !== 'force' || tied.empty() || isolates.empty()) return;
  const { left, right, bottom } = boxOf(tied);
  const columns = Math.max(1, Math.floor((right - left) / ISOLATE_SPACING));
  isolates.forEach((node, place) => {
    node.position({ x: left + (place % columns) * ISOLATE_SPACING, y: bottom + (1 + Math.floor(place / columns)) * ISOLATE_SPACING });
  });
}

/** Returns factors that give the places the shape of the picture. */
function stretchOf(cy: Cytoscape, places: Positions, arrangement: Arrangement): [wide: number, high: number] {
  if (arrangement === 'circles' || places.size < 2) return [1, 1];
  const wanted = cy.width() / cy.height();
  if (arrangement === 'force') return [Math.min(1.8, Math.max(0.7, wanted)), 1];
  const [xs, ys] = [[...places.values()].map(place => place.x), [...places.values()].map(place => place.y)];
  const ratio = (Math.max(...xs) - Math.min(...xs)) / Math.max(1, Math.max(...ys) - Math.min(...ys));
  if (arrangement === 'tree') return [1, Math.min(20, Math.max(1, ratio / wanted))];
  return [Math.min(4, Math.max(0.5, wanted / Math.max(0.01, ratio))), 1];
}

/** Returns positions of the arrangement. A force layout continues from the known places of entities that stay. */
function startPositions(network: NetworkData, arrangement: Arrangement, known: ReadonlyMap<string, Point>): Positions {
  if (arrangement === 'columns') return columnPositions(network);
  if (arrangement === 'circles') return circlePositions(network);
  const preset = presetPositions(network);
  return new Map([...preset].map(([key, point]) => [key, known.get(key) ?? point]));
}

function mark(cy: Cytoscape, { changes, found, dissolved, cut }: Marks): void {
  cy.batch(() => {
    cy.nodes('.near').removeStyle('font-size');
    cy.elements().removeClass('began ended faded found near dissolved cut');
    for (const [key, change] of changes ?? []) cy.getElementById(key).addClass(change);
    for (const key of cut ?? []) cy.getElementById(key).addClass('cut');
    const node = found ? cy.getElementById(found) : cy.collection();
    if (node.nonempty()) {
      cy.elements().not(node.closedNeighborhood()).not('.cut').addClass('faded');
      const around = node.addClass('found').closedNeighborhood();
      (around.nodes().length <= MAX_LABELS ? around : around.edges().union(node)).addClass('near');
    }
    sizeLabels(cy);
    if (!dissolved) return;
    const gone = cy.getElementById(dissolved);
    gone.addClass('dissolved').removeClass('faded');
    gone.connectedEdges().addClass('dissolved');
  });
}
