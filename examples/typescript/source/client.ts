import type { TypedDocumentString } from '../generated/graphql.ts';

type Answer<Result> = { data?: Result | null; errors?: { message: string; extensions: { code: string } }[] };

/** Asks one operation. Its variables and its answer are typed by the document. */
export async function ask<Result, Variables>(
  url: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { Accept: 'application/graphql-response+json', 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data, errors } = (await response.json()) as Answer<Result>;
  if (errors?.length || !data) throw new Error(errors?.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n'));
  return data;
}
