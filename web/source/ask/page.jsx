import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';

import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';

import { roomAddress, useAddress } from '../frame/address';
import { LateCityCodes, waitForCityCodes, withCityCodes } from './city-codes.jsx';
import { searchDescriptions } from './documentation.jsx';
import { EXAMPLES, EXAMPLES_PLUGIN } from './examples.jsx';
import { fetcher, LoadingNotice } from './fetcher.jsx';
import { FirstRun } from './first-run.jsx';
import { CopyLink, readLink } from './link.jsx';

searchDescriptions();
await waitForCityCodes();

const isNarrow = matchMedia('(max-width: 700px)').matches;
const TEXTS = EXAMPLES.map(({ query }) => query);
const plugins = [HISTORY_PLUGIN, explorerPlugin(), EXAMPLES_PLUGIN];

/** Links to the other rooms. */
function Rooms() {
  const address = useAddress();
  return (
    <nav className="rooms" aria-label="页面 Rooms">
      <a href={roomAddress('network', address)}>网络 Network</a>
      <a href={roomAddress('coverage', address)}>覆盖 Coverage</a>
      <span aria-current="page">提问 Ask</span>
    </nav>
  );
}

createRoot(document.getElementById('page')).render(
  <>
    <Rooms />
    <LoadingNotice />
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      defaultTabs={TEXTS.map(query => ({ query: withCityCodes(query) }))}
      visiblePlugin={isNarrow ? null : EXAMPLES_PLUGIN}
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
            <FirstRun />
            <LateCityCodes examples={TEXTS} />
          </>
        )}
      </GraphiQL.Toolbar>
    </GraphiQL>
  </>,
);
