import type { Kind } from '../../generated/operations';
import type { Actor, NetworkData, Tie } from '../../network/network-data';
import { SYMBOLS } from '../../network/picture/symbols';
import { labelOf, textOf, type Part } from './parts';

export const MAX_DRAWN = 1_500;

interface Found {
  readonly actors: Map<string, Actor>;
  readonly ties: Map<string, Tie>;
}

/** Returns the entities of an answer and how it joins them: ends of ties and steps, paths, and entities within entities. Null without a tie. */
export function graphOf(answer: Part, language: string): NetworkData | null {
  const found: Found = { actors: new Map(), ties: new Map() };
  visit(answer, null, found, language);
  const degrees = new Map<string, number>();
  for (const { source, target } of found.ties.values()) {
    for (const end of [source, target]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  }
  if (!found.ties.size) return null;
  const actors = [...found.actors.values()].map(actor => ({ ...actor, degree: degrees.get(actor.key) ?? 0 }));
  return { directed: false, twoMode: false, citation: '', actors, ties: [...found.ties.values()] };
}

/** Returns the key of the entity that the part is, after adding it. */
function visit(part: Part, owner: string | null, found: Found, language: string): void {
  for (const item of part.items ?? []) visit(item, owner, found, language);
  if (!part.fields) return;
  const ends = ['from', 'to'].map(key => part.fields?.find(each => each.key === key));
  if (ends[0]?.fields && ends[1]?.fields && isEntity(ends[0]) && isEntity(ends[1])) {
    const [source, target] = [add(ends[0], found, language), add(ends[1], found, language)];
    const weight = part.fields.find(each => each.key === 'weight')?.value;
    join(found, source, target, typeof weight === 'number' ? weight : 1);
    for (const field of part.fields) if (!ends.includes(field)) visit(field, null, found, language);
    for (const end of ends) if (end) visitFields(end, keyOf(end), found, language);
    return;
  }
  if (!isEntity(part)) {
    visitFields(part, owner, found, language);
    return;
  }
  const key = add(part, found, language);
  if (owner && owner !== key) join(found, owner, key, 1);
  visitFields(part, key, found, language);
}

function visitFields(part: Part, owner: string | null, found: Found, language: string): void {
  for (const field of part.fields ?? []) {
    const isPath = field.key === 'entities' && (field.items?.every(isEntity) ?? false);
    if (isPath) addPath(field.items ?? [], found, language);
    else visit(field, owner, found, language);
  }
}

function addPath(entities: readonly Part[], found: Found, language: string): void {
  const keys = entities.map(each => add(each, found, language));
  keys.forEach((key, place) => place && join(found, keys[place - 1] ?? key, key, 1));
}

const ENTITY_KEYS = ['code', 'id', 'name'];

/** An object with a code, id or name of a type that is a kind; without a schema, any such object. */
export function isEntity(part: Part): boolean {
  if (!part.fields?.some(each => ENTITY_KEYS.includes(each.key) && typeof each.value === 'string')) return false;
  const isKnown = part.type === null || ['Entity', 'Division', 'Node'].includes(part.type);
  return isKnown || kindOf(part) !== null;
}

/** Returns the kind of an entity, or null if neither its type nor a field states it. */
export function kindOf(part: Part): Kind | null {
  const stated = part.fields?.find(each => each.key === 'kind')?.value;
  const kind = typeof stated === 'string' ? stated : part.type?.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  return kind && kind in SYMBOLS ? (kind as Kind) : null;
}

function keyOf(part: Part): string {
  const field = ENTITY_KEYS.map(key => part.fields?.find(each => each.key === key)).find(each => typeof each?.value === 'string');
  const text = textOf(field?.value);
  const code = field?.key === 'id' ? (text.split(':')[1] ?? text) : text;
  return `${kindOf(part) ?? part.type ?? ''}:${code}`;
}

function add(part: Part, found: Found, language: string): string {
  const key = keyOf(part);
  const code = key.slice(key.indexOf(':') + 1);
  const kind = kindOf(part) ?? ('OTHER' as Kind);
  if (!found.actors.has(key)) {
    found.actors.set(key, { key, code, name: labelOf(part, language), kind, inScope: true, mode: null, provenance: 'OFFICIAL', degree: 0 });
  }
  return key;
}

function join({ ties }: Found, source: string, target: string, weight: number): void {
  const key = [source, target].sort().join(' ');
  if (source === target || ties.has(key)) return;
  ties.set(key, { key, source, target, weight, relation: null, since: null, until: null, provenance: 'OFFICIAL' });
}
