import { getNamedType, isObjectType, Kind as Syntax, print, visit, type FieldNode, type GraphQLSchema } from 'graphql';

import type { Answer } from '../answers';
import { operationOf, parsed, rootFields } from '../question';

const STATEMENT = ['cypher', 'parameters'] as const;
/** The statement counts what is selected. */
const COUNTS = ['denominator', 'reached', 'notReached', 'unknown'] as const;

export interface Statement {
  readonly field: string;
  readonly cypher: string;
  readonly parameters: unknown;
}

/** Returns a question for the Cypher of the fields at the root that state it, with the arguments of the answer; null if none does. */
export function cypherQuestion({ query, operationName, dated, asOf }: Answer, schema: GraphQLSchema | null): string | null {
  const document = parsed(query);
  const operation = document && operationOf(document, operationName);
  const root = schema?.getQueryType()?.getFields();
  if (!document || !operation || !root || operation.operation !== 'query') return null;
  const fields = rootFields(document, operation).flatMap(({ node, key }) => {
    const type = root[node.name.value] && getNamedType(root[node.name.value]?.type);
    if (!isObjectType(type) || ![...STATEMENT, ...COUNTS].every(name => type.getFields()[name])) return [];
    return [`${key}: ${print(statementOf(node))}`.replace(`${key}: ${key}: `, `${key}: `)].map(text => (dated.includes(key) ? withDate(text, asOf) : text));
  });
  if (!fields.length) return null;
  const used = new Set<string>();
  visit(parsed(`{ ${fields.join(' ')} }`) ?? document, { Variable: node => void used.add(node.name.value) });
  const definitions = (operation.variableDefinitions ?? []).filter(each => used.has(each.variable.name.value)).map(print);
  return `query Statements${definitions.length ? `(${definitions.join(', ')})` : ''} { ${fields.join(' ')} }`;
}

function statementOf(node: FieldNode): FieldNode {
  const selections = [...STATEMENT, ...COUNTS].map(value => ({ kind: Syntax.FIELD, name: { kind: Syntax.NAME, value } }) as FieldNode);
  return { ...node, selectionSet: { kind: Syntax.SELECTION_SET, selections } };
}

function withDate(text: string, asOf: string | null): string {
  const end = text.indexOf(') {');
  return end < 0 ? text.replace(' {', `(asOf: "${asOf}") {`) : `${text.slice(0, end)}, asOf: "${asOf}"${text.slice(end)}`;
}
