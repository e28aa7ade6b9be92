import { Environment, Network, RecordSource, Store, type FetchFunction } from 'relay-runtime';

/** The code and the message of the first error. Without this, a field with an error would be null like an absent value. */
export class ResponseError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function createEnvironment(url: string): Environment {
  const fetchResponse: FetchFunction = async ({ id, text }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { Accept: 'application/graphql-response+json', 'Content-Type': 'application/json' },
      body: JSON.stringify(id ? { documentId: id, variables } : { query: text, variables }),
    });
    const body = await response.json();
    const [error] = body.errors ?? [];
    if (error) throw new ResponseError(error.extensions.code, error.message);
    return body;
  };
  return new Environment({ network: Network.create(fetchResponse), store: new Store(new RecordSource()) });
}
