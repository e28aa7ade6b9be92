import { parse, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** The name under which the page asks for the revision of the answer. */
export const REVISION = '_revision';
const DATED_ID = /@\d{4}-\d{2}-\d{2}/;

export type Variables = Readonly<Record<string, unknown>>;

export interface Question {
  readonly text: string;
  readonly variables: Variables;
  /** The fields at the root to which the date of the page applies. */
  readonly dated: readonly string[];
  readonly hasRevision: boolean;
}

export interface AskedQuestion {
  readonly text: string;
  readonly operationName: string | null;
  readonly variables: Variables;
}

export interface RootField {
  readonly node: FieldNode;
  readonly key: string;
}

/** Puts the date of the page into the fields at the root that state none, and asks for the revision. Text that does not parse stays as it is. */
export function prepareQuestion(asked: AskedQuestion, asOf: string | null, schema: GraphQLSchema | null): Question {
  const { text, operationName, variables } = asked;
  const unchanged = { text, variables, dated: [], hasRevision: false };
  const document = parsed(text);
  const operation = document && operationOf(document, operationName);
  const query = schema?.getQueryType();
  if (!document || !operation || !query || operation.operation !== 'query') return unchanged;
  const insertions: { place: number; words: string }[] = [];
  const dated: string[] = [];
  const dates: Record<string, string> = {};
  const roots = rootFields(document, operation);
  for (const { node, key } of asOf ? roots : []) {
    const takesDate = query.getFields()[node.name.value]?.args.some(argument => argument.name === 'asOf') ?? false;
    const variable = openVariable(node, variables);
    if (!takesDate || (!variable && statesDate(node))) continue;
    dated.push(key);
    if (variable) dates[variable] = asOf ?? '';
    else insertions.push(dateInsertion(node, asOf ?? '', text));
  }
  const end = operation.selectionSet.loc?.end;
  const readsData = roots.some(({ node }) => !node.name.value.startsWith('__'));
  const hasRevision = Boolean(query.getFields()['revision']) && readsData && end !== undefined;
  if (hasRevision) insertions.push({ place: end - 1, words: ` ${REVISION}: revision { id at database } ` });
  return { text: inserted(text, insertions), variables: { ...variables, ...dates }, dated, hasRevision };
}

/** Returns the operation of that name, or the only one. */
export function operationOf(document: DocumentNode, name: string | null): OperationDefinitionNode | null {
  const operations = document.definitions.filter(each => each.kind === 'OperationDefinition');
  return operations.find(each => each.name?.value === name) ?? (operations.length === 1 ? (operations[0] ?? null) : null);
}

/** Returns the fields at the root, also those in fragments. */
export function rootFields(document: DocumentNode, operation: OperationDefinitionNode): RootField[] {
  const fragments = new Map(document.definitions.flatMap(each => (each.kind === 'FragmentDefinition' ? [[each.name.value, each] as const] : [])));
  return fieldsOf(operation.selectionSet, fragments, new Set());
}

export function parsed(text: string): DocumentNode | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function fieldsOf(selections: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, seen: Set<string>): RootField[] {
  return selections.selections.flatMap(node => {
    if (node.kind === 'Field') return [{ node, key: node.alias?.value ?? node.name.value }];
    if (node.kind === 'InlineFragment') return fieldsOf(node.selectionSet, fragments, seen);
    const fragment = fragments.get(node.name.value);
    if (!fragment || seen.has(node.name.value)) return [];
    seen.add(node.name.value);
    return fieldsOf(fragment.selectionSet, fragments, seen);
  });
}

/** A field has one date: the one of its argument, or the one in an id. */
function statesDate(node: FieldNode): boolean {
  const given = node.arguments ?? [];
  if (given.some(argument => argument.name.value === 'asOf')) return true;
  return given.some(argument => argument.value.kind === 'StringValue' && DATED_ID.test(argument.value.value));
}

/** Returns the variable of the argument `asOf` if it has no value: the questions of the rooms leave it open for today. */
function openVariable(node: FieldNode, variables: Variables): string | null {
  const value = node.arguments?.find(argument => argument.name.value === 'asOf')?.value;
  if (value?.kind !== 'Variable') return null;
  const name = value.name.value;
  return name in variables && variables[name] === null ? name : null;
}

function dateInsertion(node: FieldNode, asOf: string, text: string): { place: number; words: string } {
  const last = node.arguments?.at(-1);
  if (last?.loc) return { place: last.loc.end, words: `, asOf: "${asOf}"` };
  const place = node.name.loc?.end ?? text.length;
  return { place, words: `(asOf: "${asOf}")` };
}

function inserted(text: string, insertions: readonly { place: number; words: string }[]): string {
  const ordered = [...insertions].sort((a, b) => b.place - a.place);
  return ordered.reduce((changed, { place, words }) => changed.slice(0, place) + words + changed.slice(place), text);
}
