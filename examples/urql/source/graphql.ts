import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '../generated/introspection.ts';

/** Types a document by its text and the schema. */
export const graphql = initGraphQLTada<{ introspection: typeof introspection; scalars: { Date: string; JSON: unknown } }>();
