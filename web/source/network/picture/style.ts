import type { Stylesheet } from './cytoscape-types';

export const BEGAN = '#15803d';
export const ENDED = '#b91c1c';
export const TIE = '#94a3b8';
const SELECTED = '#111827';

/** The style of the picture. Began and ended ties differ by line too. */
export function pictureStyle(): Stylesheet[] {
  return [
    {
      selector: 'node',
      style: {
        width: 'data(size)',
        height: 'data(size)',
        'background-color': 'data(colour)',
        shape: 'data(shape)',
        'font-size': 10,
        'font-family': 'sans-serif',
        color: '#1f2937',
        'text-outline-color': '#ffffff',
        'text-outline-width': 2,
        'text-valign': 'bottom',
        'text-margin-y': 3,
        'text-max-width': '110px',
        'text-wrap': 'ellipsis',
        'min-zoomed-font-size': 8,
        'border-width': 1,
        'border-color': '#ffffff',
      },
    },
    { selector: 'node[corners]', style: { 'shape-polygon-points': 'data(corners)' } },
    { selector: 'node.labelled, node.near, node.dissolved, node.cut', style: { label: 'data(label)' } },
    { selector: 'node[inScope = 0]', style: { 'background-opacity': 0.45, 'border-color': '#475569', 'border-style': 'dashed' } },
    { selector: 'edge', style: { width: 'data(width)', 'line-color': TIE, 'curve-style': 'haystack', 'haystack-radius': 0, opacity: 0.75 } },
    { selector: 'edge[?directed]', style: { 'curve-style': 'straight', 'target-arrow-shape': 'triangle', 'target-arrow-color': TIE, 'arrow-scale': 0.7 } },
    { selector: 'edge[label]', style: { label: 'data(label)', 'font-size': 9, 'text-outline-color': '#ffffff', 'text-outline-width': 2, 'curve-style': 'bezier' } },
    { selector: 'edge.near', style: { 'line-color': '#334155', opacity: 1, 'z-index': 7 } },
    { selector: 'edge.began', style: { 'line-color': BEGAN, opacity: 1, 'curve-style': 'straight', 'underlay-color': BEGAN, 'underlay-opacity': 0.25, 'underlay-padding': 4 } },
    { selector: 'edge.ended', style: { 'line-color': ENDED, opacity: 1, 'curve-style': 'straight', 'line-style': 'dashed' } },
    { selector: '.faded', style: { opacity: 0.12, 'text-opacity': 0.2 } },
    { selector: 'node.found', style: { 'border-width': 4, 'border-color': SELECTED, 'font-weight': 'bold', 'z-index': 9 } },
    { selector: 'node.near', style: { 'min-zoomed-font-size': 0, 'text-max-width': '300px', 'z-index': 8 } },
    { selector: 'node.dissolved', style: { 'background-color': '#ffffff', 'border-width': 4, 'border-color': ENDED, 'border-style': 'dashed', 'min-zoomed-font-size': 0 } },
    { selector: 'edge.dissolved', style: { 'line-color': ENDED, 'line-style': 'dashed', 'curve-style': 'straight', opacity: 1 } },
    { selector: 'node.cut', style: { 'border-width': 4, 'border-color': '#f59e0b', 'border-style': 'double', 'min-zoomed-font-size': 0 } },
    { selector: '.hidden', style: { display: 'none' } },
  ] as unknown as Stylesheet[];
}
