import { valueFromASTUntyped, type FieldNode } from 'graphql';

import { keyOf } from '../../client/entity';
import type { Answer } from '../answers';
import { operationOf, parsed, rootFields } from '../question';
import { isEntity, kindOf } from './graph';
import type { Part } from './parts';

/** A picture in another room that shows the same as a field of an answer. */
export interface PictureLink {
  readonly field: string;
  readonly room: 'network' | 'coverage';
  readonly parameters: Readonly<Record<string, string>>;
}

type Values = Readonly<Record<string, unknown>>;

/** What the fields at the root correspond to in the address of a room. */
const PICTURES: Readonly<Record<string, (values: Values) => Omit<PictureLink, 'field'> | null>> = {
  network: values => ({ room: 'network', parameters: texts({ ...pick(values, 'scope', 'projection', 'boundary'), view: 'picture' }) }),
  networkSeries: values => ({ room: 'network', parameters: texts({ ...pick(values, 'scope', 'projection', 'boundary'), asOf: values['to'], since: values['from'] }) }),
  linkage: values => between(values, { k: values['k'] }),
  fragility: values => between(values, {}),
  linkTimeline: values => between(values, {}),
  ifRemoved: values => {
    const entity = keyOfRef(values['entity']);
    return entity ? { room: 'network', parameters: texts({ ...pick(values, 'scope'), entity }) } : null;
  },
  scorecard: values => ({ room: 'coverage', parameters: texts(pick(values, 'scope')) }),
  coverage: values => indicator(values, { tab: 'divisions' }),
  coverageSeries: values => indicator(values, { tab: 'series', from: values['from'], asOf: values['to'] }),
  diff: values => indicator(values, { tab: 'dates', from: values['from'], asOf: values['to'] }),
  nextBest: values => indicator(values, { tab: 'next' }),
};

/** Returns the pictures of the fields at the root, in their order. */
export function pictureLinks(answer: Answer, parts: Part | null): PictureLink[] {
  const document = parsed(answer.query);
  const operation = document && operationOf(document, answer.operationName);
  if (!document || !operation) return [];
  return rootFields(document, operation).flatMap(({ node, key }) => {
    const values = valuesOf(node, answer.variables);
    const date = values['asOf'] ?? (answer.dated.includes(key) ? answer.asOf : null);
    const link = PICTURES[node.name.value]?.(values) ?? entityPicture(parts?.fields?.find(each => each.key === key));
    return link ? [{ ...link, field: key, parameters: { ...texts({ asOf: date }), ...link.parameters } }] : [];
  });
}

function valuesOf(node: FieldNode, variables: Values): Values {
  const entries = (node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)] as const);
  return Object.fromEntries(entries);
}

function entityPicture(part: Part | undefined): Omit<PictureLink, 'field'> | null {
  if (!part?.fields || !isEntity(part)) return null;
  const kind = kindOf(part);
  const code = ['code', 'id'].map(key => part.fields?.find(each => each.key === key)?.value).find(each => typeof each === 'string');
  if (!kind || typeof code !== 'string') return null;
  return { room: 'network', parameters: { entity: keyOf({ kind, code: code.replace(/^\w+:|@.*$/g, '') }) } };
}

function between(values: Values, more: Values): Omit<PictureLink, 'field'> | null {
  const [from, to] = [keyOfRef(values['from']), keyOfRef(values['to'])];
  return from && to ? { room: 'network', parameters: texts({ view: 'linkage', from, to, ...more }) } : null;
}

function indicator(values: Values, more: Values): Omit<PictureLink, 'field'> {
  return { room: 'coverage', parameters: texts({ ...pick(values, 'scope', 'indicator', 'own', 'weight'), ...more }) };
}

/** Returns the key of an entity reference, such as `{community: "640502100002"}` or `{id: "Community:640502100002"}`. */
function keyOfRef(value: unknown): string | null {
  const [entry] = Object.entries((value ?? {}) as Record<string, unknown>);
  if (!entry || typeof entry[1] !== 'string') return null;
  const [field, code] = entry;
  const [type, ofId] = field === 'id' ? code.replace(/@.*$/, '').split(':') : [field, code];
  const kind = type?.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  return kind && ofId ? keyOf({ kind, code: ofId }) : null;
}

function pick(values: Values, ...names: string[]): Values {
  return Object.fromEntries(names.map(name => [name, values[name]]));
}

function texts(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, String(value)]])));
}
