import type { TypedDocumentString } from '../generated/graphql.ts';

type GraphQLResponse<Result> = { data?: Result | null; errors?: { message: string; extensions: { code: string } }[] };

/** Executes one operation. The document types its variables and its result. */
export async function execute<Result, Variables>(
  url: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { Accept: 'application/graphql-response+json', 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data, errors } = (await response.json()) as GraphQLResponse<Result>;
  if (errors?.length || !data) throw new Error(errors?.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n'));
  return data;
}
