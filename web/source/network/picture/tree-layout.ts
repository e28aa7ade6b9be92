import dagre from '@dagrejs/dagre';

import type { LayoutStep, LayoutTask } from './layout-task';

/** Returns positions from top to bottom, along the directed ties. */
export function treeOf({ nodes, edges, leftToRight }: LayoutTask): LayoutStep['positions'] {
  const graph = new dagre.graphlib.Graph({ multigraph: false });
  graph.setGraph({ rankdir: leftToRight ? 'LR' : 'TB', nodesep: 14, ranksep: leftToRight ? 130 : 90, ranker: 'longest-path' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id] of nodes) graph.setNode(id, { width: 26, height: 26 });
  for (const [source, target] of edges) graph.setEdge(source, target);
  dagre.layout(graph);
  return nodes.map(([id]) => [id, graph.node(id).x, graph.node(id).y]);
}
