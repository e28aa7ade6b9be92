import {
  isCompositeType, isRequiredArgument, getNamedType, Kind as Syntax, parse, parseValue, print,
  type DocumentNode, type FieldNode, type GraphQLArgument, type GraphQLField, type OperationDefinitionNode, type SelectionSetNode,
} from 'graphql';

import { operationOf, parsed } from '../question';

/** The way from the root to a field: the names of the fields. */
export type Path = readonly string[];

/** The operation of an editor's text that the builder changes. Null if the text does not parse or has several operations. */
export function editedOperation(text: string, operationName: string | null): OperationDefinitionNode | null {
  const document = parsed(text.trim() ? text : 'query Question { __typename }');
  const operation = document && operationOf(document, operationName);
  return operation?.operation === 'query' ? operation : null;
}

export function fieldAt(selections: SelectionSetNode | undefined, path: Path): FieldNode | null {
  const [name, ...rest] = path;
  const found = selections?.selections.find((each): each is FieldNode => each.kind === 'Field' && each.name.value === name) ?? null;
  return found && rest.length ? fieldAt(found.selectionSet, rest) : found;
}

/** Returns the text with the field at the path selected or not. A field with fields of its own starts with its most telling one. */
export function toggled(text: string, operationName: string | null, path: Path, field: GraphQLField<unknown, unknown>): string {
  return changed(text, operationName, path, existing => (existing ? null : newField(field)));
}

/** Returns the text with an argument of the field at the path; an empty value removes it. Null if the value is not GraphQL. */
export function withArgument(text: string, operationName: string | null, path: Path, argument: GraphQLArgument, value: string): string | null {
  const node = value.trim() ? valueOf(value, argument) : null;
  if (value.trim() && !node) return null;
  return changed(text, operationName, path, existing => {
    if (!existing) return existing;
    const others = (existing.arguments ?? []).filter(each => each.name.value !== argument.name);
    const own = node ? [{ kind: Syntax.ARGUMENT as const, name: nameOf(argument.name), value: node }] : [];
    return { ...existing, arguments: [...others, ...own] };
  });
}

type Change = (existing: FieldNode | null) => FieldNode | null;

function changed(text: string, operationName: string | null, path: Path, change: Change): string {
  const document = parse(text.trim() ? text : 'query Question { __typename }');
  const operation = editedOperation(text, operationName);
  if (!operation) return text;
  const selectionSet = changedSelections(operation.selectionSet, path, change);
  const definitions = document.definitions.map(each => (each.kind === 'OperationDefinition' && each.name?.value === operation.name?.value ? { ...operation, selectionSet } : each));
  return `${commentsOf(text)}${print({ ...document, definitions } as DocumentNode)}\n`;
}

function changedSelections(set: SelectionSetNode, path: Path, change: Change): SelectionSetNode {
  const [name, ...rest] = path;
  const existing = fieldAt(set, [name ?? '']);
  const next = rest.length ? withSelections(existing, name ?? '', rest, change) : change(existing);
  const kept = existing ? set.selections.flatMap(each => (each === existing ? (next ? [next] : []) : [each])) : [...set.selections, ...(next ? [next] : [])];
  const own = kept.filter(each => kept.length === 1 || each.kind !== 'Field' || each.name.value !== '__typename' || each.alias);
  return { ...set, selections: own.length ? own : [plainField('__typename')] };
}

function withSelections(existing: FieldNode | null, name: string, rest: Path, change: Change): FieldNode {
  const field = existing ?? plainField(name);
  const empty = { kind: Syntax.SELECTION_SET, selections: [] } as SelectionSetNode;
  return { ...field, selectionSet: changedSelections(field.selectionSet ?? empty, rest, change) };
}

function newField(field: GraphQLField<unknown, unknown>): FieldNode {
  const required = field.args.filter(isRequiredArgument);
  const args = required.flatMap(argument => {
    const value = placeholder(argument);
    return value ? [{ kind: Syntax.ARGUMENT as const, name: nameOf(argument.name), value }] : [];
  });
  const own = plainField(field.name);
  const below = firstFields(field);
  return { ...own, ...(args.length && { arguments: args }), ...(below && { selectionSet: { kind: Syntax.SELECTION_SET, selections: below.map(plainField) } }) };
}

/** Returns the fields that tell what an object is. */
function firstFields(field: GraphQLField<unknown, unknown>): string[] | null {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return null;
  const names = 'getFields' in type ? Object.keys(type.getFields()) : [];
  const telling = ['name', 'totalCount', 'nameZh', 'code', 'id'].find(each => names.includes(each));
  return [telling ?? '__typename'];
}

function placeholder(argument: GraphQLArgument) {
  const type = getNamedType(argument.type);
  if ('getValues' in type) return parseValue(type.getValues()[0]?.name ?? 'null');
  if (type.name === 'String' || type.name === 'ID' || type.name === 'Date') return parseValue('""');
  return 'getFields' in type ? parseValue('{}') : parseValue('1');
}

function valueOf(text: string, argument: GraphQLArgument) {
  const type = getNamedType(argument.type);
  const isText = ['String', 'ID', 'Date'].includes(type.name) && !/^["$[]/.test(text.trim());
  try {
    return parseValue(isText ? JSON.stringify(text) : text);
  } catch {
    return null;
  }
}

function plainField(name: string): FieldNode {
  return { kind: Syntax.FIELD, name: nameOf(name) };
}

function nameOf(value: string) {
  return { kind: Syntax.NAME as const, value };
}

/** Comments before the first definition stay; `print` would lose them. */
function commentsOf(text: string): string {
  return /^(?:#.*\n)*/.exec(text)?.[0] ?? '';
}
