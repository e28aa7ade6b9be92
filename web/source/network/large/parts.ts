import { keyOf } from '../../client/entity';
import type { Boundary, Kind } from '../../generated/operations';
import type { Actor, NetworkData, NetworkQuestion, Tie } from '../network-data';

export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: Kind;
}

export interface Figures {
  readonly nodeCount: number;
  readonly tieCount: number;
  readonly density: number | null;
  readonly components: number;
}

/** The network of a division as figures. */
export interface Part extends Figures, Division {
  /** The ties with one end in the division; null until they are known. */
  readonly crossing: number | null;
}

/** An entity with so many ties has the largest symbol of a picture. */
const LARGEST_DEGREE = 56;

/** Returns one question for the networks of several divisions. */
export function figuresQuestion({ projection, boundary, asOf }: NetworkQuestion, codes: readonly string[], fields: string): string {
  const others = `projection: ${projection}, boundary: ${boundary satisfies Boundary}, asOf: ${JSON.stringify(asOf)}`;
  return `query Parts { ${codes.map((code, place) => `part${place}: network(scope: ${JSON.stringify(code)}, ${others}) { ${fields} }`).join(' ')} }`;
}

/** Returns the divisions as a network around their common division: entities as sizes, ties that leave a division as widths. */
export function networkOfParts(whole: Division, parts: readonly Part[]): NetworkData {
  const most = Math.max(1, ...parts.map(part => part.nodeCount));
  const actorOf = ({ code, name, level }: Division, label: string, degree: number): Actor => ({
    key: keyOf({ kind: level, code }),
    code,
    name: `${name}${label}`,
    kind: level,
    inScope: true,
    mode: null,
    provenance: 'OFFICIAL',
    degree,
  });
  const centre = actorOf(whole, '', 1);
  const actors = parts.map(part => actorOf(part, ` ${part.nodeCount}`, (LARGEST_DEGREE * part.nodeCount) / most));
  const ties: Tie[] = parts.flatMap(({ crossing }, place) => {
    const source = actors[place]?.key;
    if (!crossing || !source) return [];
    return { key: `${source} ${centre.key}`, source, target: centre.key, weight: crossing, relation: null, since: null, until: null, provenance: 'OFFICIAL' as const };
  });
  return { directed: false, twoMode: false, citation: '', actors: [centre, ...actors], ties };
}
