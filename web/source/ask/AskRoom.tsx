import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { Header } from '../frame/Header';
import { Status } from '../frame/Status';
import { useScope } from '../frame/use-scope';
import { AnswerPane } from './answer/AnswerPane';
import { BUILDER_PLUGIN } from './builder/Builder';
import { withCityCodes } from './city-codes';
import { CopyLink } from './CopyLink';
import { EditorOptions } from './EditorOptions';
import { EXAMPLES_PLUGIN, LateCityCodes } from './Examples';
import { TEXTS } from './example-texts';
import { fetcher } from './fetcher';
import { FirstRun } from './FirstRun';
import { readLink } from './link';
import { LoadingNotice } from './LoadingNotice';
import { Situation } from './Situation';

const NARROW = '(max-width: 700px)';
const PLUGINS = [HISTORY_PLUGIN, BUILDER_PLUGIN, EXAMPLES_PLUGIN];

/** The room /: GraphiQL with the scope, date and language of the page, and answers as table, tree, graph, chart, CSV and JSON. */
export function AskRoom() {
  const { t } = useTranslation();
  const { scope, loading } = useScope();
  const [shared, tabs, plugin] = useMemo(() => {
    const link = readLink();
    const example = { query: withCityCodes(TEXTS[0] ?? '') };
    return [link, link ? [link] : [example], matchMedia(NARROW).matches ? null : EXAMPLES_PLUGIN] as const;
  }, []);
  return (
    <>
      <Header room="ask" scope={scope} />
      <main className="ask">
        <h1 className="hidden">{t('room.ask')}</h1>
        <LoadingNotice />
        <Status of={[loading]} />
        <GraphiQL
          fetcher={fetcher}
          plugins={PLUGINS}
          defaultTabs={[...tabs]}
          defaultEditorToolsVisibility={shared?.variables ? 'variables' : false}
          forcedTheme="light"
          {...(plugin && { visiblePlugin: plugin })}
          {...(shared && { initialQuery: shared.query, ...(shared.variables && { initialVariables: shared.variables }) })}
        >
          <GraphiQL.Logo> </GraphiQL.Logo>
          <GraphiQL.Toolbar>
            {({ prettify, merge, copy }) => (
              <>
                {prettify}
                {merge}
                {copy}
                <CopyLink />
                <EditorOptions />
                <Situation />
                <FirstRun />
                <LateCityCodes />
              </>
            )}
          </GraphiQL.Toolbar>
          <GraphiQL.Footer>
            <AnswerPane />
          </GraphiQL.Footer>
        </GraphiQL>
      </main>
    </>
  );
}
