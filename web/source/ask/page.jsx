import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';

import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { createRoot } from 'react-dom/client';

import { EXAMPLES, EXAMPLES_PLUGIN } from './examples.jsx';
import { CopyLink, readLink } from './link.jsx';

const fetcher = createGraphiQLFetcher({ url: 'graphql' });
const plugins = [HISTORY_PLUGIN, explorerPlugin(), EXAMPLES_PLUGIN];

createRoot(document.getElementById('page')).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={plugins}
    defaultTabs={EXAMPLES.map(({ query }) => ({ query }))}
    visiblePlugin={EXAMPLES_PLUGIN}
    defaultEditorToolsVisibility={false}
    {...readLink()}
  >
    <GraphiQL.Logo>条块 Tiaokuai</GraphiQL.Logo>
    <GraphiQL.Toolbar>
      {({ prettify, merge, copy }) => (
        <>
          {prettify}
          {merge}
          {copy}
          <CopyLink />
        </>
      )}
    </GraphiQL.Toolbar>
  </GraphiQL>,
);
