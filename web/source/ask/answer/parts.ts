import { getNamedType, getNullableType, isCompositeType, isListType, isObjectType, type FieldNode, type FragmentDefinitionNode, type GraphQLField, type GraphQLOutputType, type GraphQLSchema, type SelectionSetNode } from 'graphql';

import { operationOf, parsed } from '../question';

/** A value of an answer with the field that it belongs to. */
export interface Part {
  readonly key: string;
  readonly field: GraphQLField<unknown, unknown> | null;
  /** The name of the type of an object, as far as the schema or the answer states it. */
  readonly type: string | null;
  readonly value: unknown;
  /** The fields of an object. */
  readonly fields: readonly Part[] | null;
  /** The members of a list. */
  readonly items: readonly Part[] | null;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface Selected {
  readonly node: FieldNode;
  /** The type of the fragment that selects it. */
  readonly condition: string | null;
}

/** Returns the answer as parts, or null without data. */
export function partsOf(query: string, operationName: string | null, data: unknown, schema: GraphQLSchema | null): Part | null {
  if (!data || typeof data !== 'object') return null;
  const document = parsed(query);
  const operation = document && operationOf(document, operationName);
  const root = schema && operation ? schema.getRootType(operation.operation) : null;
  const fragments: Fragments = new Map(document?.definitions.flatMap(each => (each.kind === 'FragmentDefinition' ? [[each.name.value, each] as const] : [])));
  const walk = new Walk(schema, fragments);
  return walk.part('data', null, root ?? null, operation ? [operation.selectionSet] : [], data);
}

class Walk {
  constructor(
    private readonly schema: GraphQLSchema | null,
    private readonly fragments: Fragments,
  ) {}

  part(key: string, field: Part['field'], type: GraphQLOutputType | null, selections: readonly SelectionSetNode[], value: unknown): Part {
    const own = type && getNullableType(type);
    const leaf = { key, field, type: null, value, fields: null, items: null };
    if (Array.isArray(value)) {
      const member = own && isListType(own) ? own.ofType : null;
      return { ...leaf, items: value.map(each => this.part(key, field, member, selections, each)) };
    }
    if (!value || typeof value !== 'object' || (own && !isCompositeType(getNamedType(own)))) return leaf;
    const named = own ? getNamedType(own) : null;
    const selected = this.selected(selections);
    const stated = typeNameOf(value as Record<string, unknown>, named?.name ?? null);
    const name = isObjectType(this.schema?.getType(stated ?? '')) ? stated : (this.fragmentType(Object.keys(value), selected) ?? stated);
    const known = name ? this.schema?.getType(name) : null;
    const composite = isObjectType(known) ? known : named && 'getFields' in named ? named : null;
    const fields = Object.entries(value).map(([each, content]) => {
      const found = selected.get(each) ?? [];
      const fieldName = found[0]?.node.name.value ?? each;
      const definition = (composite?.getFields() as Record<string, GraphQLField<unknown, unknown>> | undefined)?.[fieldName] ?? null;
      const below = found.flatMap(({ node }) => node.selectionSet ?? []);
      return this.part(each, definition, definition?.type ?? null, below, content);
    });
    return { ...leaf, type: name, fields };
  }

  /** Returns the type of the fragment that alone selects one of the keys of an object. */
  private fragmentType(keys: readonly string[], selected: ReadonlyMap<string, readonly Selected[]>): string | null {
    for (const key of keys) {
      const conditions = new Set(selected.get(key)?.map(({ condition }) => condition));
      const [only] = conditions;
      if (conditions.size === 1 && only && isObjectType(this.schema?.getType(only))) return only;
    }
    return null;
  }

  /** Returns the selected fields by the key of the answer, through fragments. */
  private selected(selections: readonly SelectionSetNode[]): Map<string, Selected[]> {
    const found = new Map<string, Selected[]>();
    const visit = (set: SelectionSetNode, condition: string | null, seen: readonly string[]) => {
      for (const node of set.selections) {
        if (node.kind === 'Field') {
          const key = node.alias?.value ?? node.name.value;
          found.set(key, [...(found.get(key) ?? []), { node, condition }]);
        } else if (node.kind === 'InlineFragment') visit(node.selectionSet, node.typeCondition?.name.value ?? condition, seen);
        else if (!seen.includes(node.name.value)) {
          const fragment = this.fragments.get(node.name.value);
          if (fragment) visit(fragment.selectionSet, fragment.typeCondition.name.value, [...seen, node.name.value]);
        }
      }
    };
    for (const set of selections) visit(set, null, []);
    return found;
  }
}

/** Returns the type that an object states itself, by `__typename`, `kind` or a global id, or else the one of the schema. */
function typeNameOf(value: Readonly<Record<string, unknown>>, declared: string | null): string | null {
  const { __typename: stated, kind, id } = value;
  if (typeof stated === 'string') return stated;
  const isAbstract = declared === 'Entity' || declared === 'Division' || declared === 'Node' || declared === null;
  if (isAbstract && typeof kind === 'string' && /^[A-Z_]+$/.test(kind)) return pascalCase(kind);
  const prefix = isAbstract && typeof id === 'string' ? /^([A-Z]\w+):/.exec(id)?.[1] : undefined;
  return prefix ?? declared;
}

function pascalCase(kind: string): string {
  return kind.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function isScalar(part: Part): boolean {
  return part.fields === null && part.items === null;
}

/** Returns what a person would call an object: its name, code or first value. */
export function labelOf(part: Part, language: string): string {
  if (part.items) return part.items.map(each => labelOf(each, language)).join('、');
  if (!part.fields) return textOf(part.value);
  const wanted = ['name', language === 'zh' ? 'nameZh' : 'nameEn', 'nameZh', 'code', 'id'];
  const found = wanted.map(key => part.fields?.find(each => each.key === key)).find(each => each && each.value !== null);
  if (found) return textOf(found.value);
  const nested = part.fields.find(each => each.fields && !each.items) ?? part.fields[0];
  return nested ? labelOf(nested, language) : '';
}

export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
