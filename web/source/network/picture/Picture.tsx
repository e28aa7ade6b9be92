import cytoscape from 'cytoscape';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import type { Change } from '../comparison';
import type { NetworkData } from '../network-data';
import type { Cytoscape } from './cytoscape-types';
import { elementsOf } from './elements';
import { paintFirst } from './first-picture';
import { startLayout, type LayoutStep } from './layout-task';
import { placesIn } from './placement';
import { circlePositions, columnPositions, presetPositions, type Arrangement, type Point, type Positions } from './positions';
import { pictureStyle } from './style';
import { fitAll, labelWhatIsSeen, MAX_ZOOM, MIN_ZOOM, pictureSize, sizeLabels, viewportOf, zoom } from './viewport';

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
/** A network of more elements is painted before Cytoscape has prepared them. */
const PAINTED_FIRST = 2_000;

/** The network as a picture. It starts from preset positions; a layout in a worker improves them. */
export function Picture({ network, arrangement, marks, label, leftToRight = false, onPick, picture }: Props) {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const known = useRef(new Map<string, Point>());
  const pick = useRef(onPick);
  const wasMoved = useRef(false);
  const marked = useRef(marks);
  const labelSoon = useRef(() => undefined as void);
  const [isMoving, setMoving] = useState(true);
  pick.current = onPick;

  useEffect(() => {
    const cy = cytoscape({
      container: container.current,
      style: pictureStyle(),
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      textureOnViewport: true,
      pixelRatio: 1,
      boxSelectionEnabled: false,
      autounselectify: true,
    });
    cy.on('tap', 'node', event => pick.current(event.target.id() as string));
    cy.on('scrollzoom pinchzoom dragpan', () => (wasMoved.current = true));
    cy.on('zoom', () => sizeLabels(cy));
    let timer: ReturnType<typeof setTimeout> | undefined;
    labelSoon.current = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        labelWhatIsSeen(cy);
      }, LABEL_DELAY_MS);
    };
    cy.on('viewport', labelSoon.current);
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
    if (!cy || !container.current) return undefined;
    const preset = startPositions(network, arrangement, known.current);
    const size = pictureSize(cy);
    const places = placesIn(size, network, preset, arrangement);
    const ends: (() => void)[] = [];
    const fill = () => {
      cy.batch(() => {
        cy.elements().remove();
        cy.add(elementsOf(network, places));
      });
      wasMoved.current = false;
      fitAll(cy);
      cy.one('render', startImproving);
    };
    const startImproving = () => {
      ends.forEach(end => end());
      const isSettled = arrangement === 'force' && network.actors.every(({ key }) => known.current.has(key));
      if (arrangement === 'columns' || arrangement === 'circles' || isSettled || network.actors.length < 2) return setMoving(false);
      const task = {
        arrangement,
        leftToRight,
        nodes: [...preset].map(([key, { x, y }]) => [key, x, y] as const),
        edges: network.ties.map(({ source, target }) => [source, target] as const),
      };
      ends.push(startLayout(task, improve, () => setMoving(false)));
    };
    const improve = ({ positions }: LayoutStep) => {
      const found = new Map(positions.map(([key, x, y]) => [key, { x, y }]));
      move(cy, placesIn(pictureSize(cy), network, found, arrangement));
      if (arrangement === 'force') for (const [key, place] of found) known.current.set(key, place);
      if (!wasMoved.current) fitAll(cy);
      labelSoon.current();
    };
    setMoving(true);
    if (cy.elements().empty() && size.width && network.actors.length + network.ties.length > PAINTED_FIRST) {
      ends.push(paintFirst(container.current, size, network, places, viewportOf(size, places.values())), afterPaint(() => (fill(), mark(cy, marked.current))));
    } else fill();
    return () => {
      cy.off('render', startImproving);
      ends.forEach(end => end());
    };
  }, [network, arrangement, leftToRight, picture]);

  useEffect(() => {
    marked.current = marks;
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
      <div
        ref={container}
        className="canvas"
        role="img"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
        // Cytoscape caches its position in the window, which changes if a line above it appears or disappears.
        onPointerDown={() => picture.current?.resize()}
        data-moving={isMoving}
      />
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

/** Runs a function when what is drawn now can be seen. Returns a function that prevents it. */
function afterPaint(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => (timer = setTimeout(run)));
  return () => (cancelAnimationFrame(frame), clearTimeout(timer));
}

/** Moves the entities to new places. */
function move(cy: Cytoscape, places: Positions): void {
  cy.batch(() => void cy.nodes().positions(node => ({ ...(places.get(node.id()) ?? node.position()) })));
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
