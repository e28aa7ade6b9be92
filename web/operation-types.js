// Writes source/generated/operations.ts: the types of the operations of the rooms, from the SDL.
// The page is built without them: types vanish from the bundle.
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, parse } from 'graphql';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const schema = buildSchema(readFileSync('../schema/schema.graphql', 'utf8'));
const documents = globSync('source/**/*.graphql')
  .sort()
  .map(location => ({ location, document: parse(readFileSync(location, 'utf8')) }));
const config = {
  scalars: { Date: 'string', JSON: 'unknown' },
  enumsAsTypes: true,
  enumType: 'string-literal',
  skipTypename: true,
  mergeFragmentTypes: true,
};
const content = await codegen({
  filename: 'operations.ts',
  schema: parse(readFileSync('../schema/schema.graphql', 'utf8')),
  schemaAst: schema,
  documents,
  config,
  plugins: [{ operations: {} }],
  pluginMap: { operations },
});
mkdirSync('source/generated', { recursive: true });
writeFileSync('source/generated/operations.ts', content);
