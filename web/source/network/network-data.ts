import { keyOf } from '../client/entity';
import { read, type WhileWaiting } from '../client/request';
import type { Boundary, Kind, Mode, Projection, Provenance, Relation } from '../generated/operations';

export interface Actor {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly kind: Kind;
  readonly inScope: boolean;
  readonly mode: Mode | null;
  readonly provenance: Provenance;
  readonly degree: number;
}

export interface Tie {
  readonly key: string;
  readonly source: string;
  readonly target: string;
  readonly weight: number;
  readonly relation: Relation | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly provenance: Provenance;
}

export interface NetworkData {
  readonly directed: boolean;
  readonly twoMode: boolean;
  readonly citation: string;
  readonly actors: readonly Actor[];
  readonly ties: readonly Tie[];
}

export interface NetworkQuestion {
  readonly scope: string;
  readonly projection: Projection;
  readonly boundary: Boundary;
  readonly asOf: string | null;
}

interface ExportFile {
  directed: boolean;
  graph: { citation?: string };
  nodes: { id: string; code: string; name: string; kind: Kind; in_scope: boolean; mode?: Mode; provenance: Provenance }[];
  edges: {
    source: string;
    target: string;
    relation: Relation | null;
    weight: number;
    since: string | null;
    until: string | null;
    provenance: Provenance;
  }[];
}

const KEPT = 12;
const kept = new Map<string, NetworkData>();

/** Returns the address of an export, relative to the page. */
export function exportAddress({ scope, projection, boundary, asOf }: NetworkQuestion, extension: string): string {
  const parameters = new URLSearchParams({ scope, boundary, ...(asOf && { asOf }) });
  return `exports/${projection.toLowerCase().replaceAll('_', '-')}.${extension}?${parameters}`;
}

/** Reads the network of a question. The last ones of a stated date are kept, so that a slider moves without waiting. */
export async function readNetwork(question: NetworkQuestion, signal: AbortSignal, whileWaiting?: WhileWaiting): Promise<NetworkData> {
  const address = exportAddress(question, 'json');
  const known = kept.get(address);
  if (known) return known;
  const network = parse((await read(address, signal, whileWaiting)) as ExportFile);
  if (question.asOf) {
    kept.set(address, network);
    const oldest = kept.keys().next().value;
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  }
  return network;
}

function parse({ directed, graph, nodes, edges }: ExportFile): NetworkData {
  const keys = new Map(nodes.map(node => [node.id, keyOf(node)]));
  const degrees = new Map<string, number>();
  const ties = edges.map(edge => {
    const source = keys.get(edge.source) ?? edge.source;
    const target = keys.get(edge.target) ?? edge.target;
    for (const end of [source, target]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
    return { ...edge, source, target, key: `${source} ${edge.relation ?? ''} ${target}` };
  });
  const actors = nodes.map(node => {
    const key = keyOf(node);
    return { ...node, key, inScope: node.in_scope, mode: node.mode ?? null, degree: degrees.get(key) ?? 0 };
  });
  return { directed, twoMode: actors.some(actor => actor.mode === 'TWO'), citation: graph.citation ?? '', actors, ties };
}
