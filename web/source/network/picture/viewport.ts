import type { Cytoscape } from './cytoscape-types';
import { boxOf, type Size } from './placement';
import type { Point } from './positions';

export const MIN_ZOOM = 0.03;
export const MAX_ZOOM = 4;
const PADDING = 30;
const LABEL_PIXELS = 12;
const FONT_SIZE = 10;
/** Below this size on the screen a label cannot be read, and is not drawn. */
const LEAST_PIXELS = 8;

export interface Viewport {
  readonly zoom: number;
  readonly pan: Point;
}

/** Returns the viewport that shows all places. */
export function viewportOf({ width, height }: Size, places: Iterable<Point>): Viewport {
  const { left, right, top, bottom } = boxOf(places);
  const [wide, high] = [right - left + 2 * PADDING, bottom - top + 2 * PADDING];
  const level = Math.min(MAX_ZOOM / 2, Math.max(MIN_ZOOM, Math.min((width - PADDING) / wide, (height - PADDING) / high)));
  return { zoom: level, pan: { x: width / 2 - ((left + right) / 2) * level, y: height / 2 - ((top + bottom) / 2) * level } };
}

/** Shows all entities. */
export function fitAll(cy: Cytoscape): void {
  const size = pictureSize(cy);
  if (cy.nodes().empty() || !size.width || !size.height) return;
  cy.viewport(viewportOf(size, cy.nodes().map(node => node.position())));
}

export function pictureSize(cy: Cytoscape): Size {
  return { width: cy.width(), height: cy.height() };
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
