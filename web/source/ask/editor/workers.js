// The workers of the editor. GraphiQL's own list also has the one of JSON, which `json-language.js` does not need.
// oxlint-disable-next-line import/default -- Vite makes the default export of a worker
import GraphQLWorker from 'monaco-graphql/esm/graphql.worker.js?worker';

globalThis.MonacoEnvironment = { getWorker: () => new GraphQLWorker() };
