import type { NodeCollection } from 'cytoscape';

import type { Cytoscape } from './cytoscape-types';

const PADDING = 30;
const LABEL_PIXELS = 12;
const FONT_SIZE = 10;
/** Below this size on the screen a label cannot be read, and is not drawn. */
const LEAST_PIXELS = 8;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Returns the box of the centres. Cytoscape's own also measures labels and curves, which takes as long as the picture. */
export function boxOf(nodes: NodeCollection): Box {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  nodes.forEach(node => {
    const { x, y } = node.position();
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  });
  return box;
}

/** Shows all entities. */
export function fitAll(cy: Cytoscape): void {
  if (cy.nodes().empty() || !cy.width() || !cy.height()) return;
  const { left, right, top, bottom } = boxOf(cy.nodes());
  const [wide, high] = [right - left + 2 * PADDING, bottom - top + 2 * PADDING];
  const level = Math.min(cy.maxZoom() / 2, Math.max(cy.minZoom(), Math.min((cy.width() - PADDING) / wide, (cy.height() - PADDING) / high)));
  const centre = { x: (left + right) / 2, y: (top + bottom) / 2 };
  cy.viewport({ zoom: level, pan: { x: cy.width() / 2 - centre.x * level, y: cy.height() / 2 - centre.y * level } });
}

export function zoom(cy: Cytoscape, factor: number): void {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

/** Gives labels to the entities in sight, if they can be read. Measuring the labels of all would delay the first picture. */
export function labelWhatIsSeen(cy: Cytoscape): void {
  if (cy.destroyed() || cy.zoom() * FONT_SIZE < LEAST_PIXELS) return;
  const { x1, x2, y1, y2 } = cy.extent();
  const unlabelled = cy.nodes().filter(node => {
    const { x, y } = node.position();
    return x > x1 && x < x2 && y > y1 && y < y2 && !node.hasClass('labelled');
  });
  cy.batch(() => void unlabelled.addClass('labelled'));
}

/** Keeps the labels around the found entity readable at any zoom. */
export function sizeLabels(cy: Cytoscape): void {
  cy.nodes('.near').style('font-size', LABEL_PIXELS / Math.min(1, cy.zoom()));
}
