import cytoscape from 'cytoscape';
import fcose from 'cytoscape-fcose';

import type { LayoutTask, LayoutStep } from './layout-task';

cytoscape.use(fcose);

const ROUNDS = 6;
const ITERATIONS = 250;

self.onmessage = async ({ data }: MessageEvent<LayoutTask>) => {
  if (data.arrangement === 'force') forceLayout(data);
  else post((await import('./tree-layout')).treeOf(data), true);
};
self.addEventListener('unhandledrejection', ({ reason }) => reportError(reason));
self.postMessage(null);

/** Improves the given positions round by round, and posts them after each, until the time is over. */
function forceLayout({ nodes, edges, milliseconds }: LayoutTask): void {
  const end = performance.now() + milliseconds;
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    elements: [
      ...nodes.map(([id, x, y]) => ({ data: { id }, position: { x, y } })),
      ...edges.map(([source, target], number) => ({ data: { id: `tie ${number}`, source, target } })),
    ],
    style: [{ selector: 'node', style: { width: 22, height: 22 } }],
    layout: { name: 'preset' },
  });
  for (let round = 1; round <= ROUNDS; round += 1) {
    const begun = performance.now();
    cy.layout(fcoseOptions()).run();
    const now = performance.now();
    const isLast = round === ROUNDS || now + (now - begun) > end;
    post(cy.nodes().map(node => [node.id(), node.position('x'), node.position('y')]), isLast);
    if (isLast) return;
  }
}

function fcoseOptions(): cytoscape.LayoutOptions {
  return {
    name: 'fcose',
    quality: 'default',
    randomize: false,
    animate: false,
    fit: false,
    packComponents: false,
    numIter: ITERATIONS,
    idealEdgeLength: 60,
    nodeRepulsion: 6000,
    nodeSeparation: 80,
  } as unknown as cytoscape.LayoutOptions;
}

function post(positions: LayoutStep['positions'], isLast: boolean): void {
  self.postMessage({ positions, isLast } satisfies LayoutStep);
}
