import { useGraphiQL } from '@graphiql/react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useAnswerOf, type Answer } from '../answers';
import { chartables } from './chart';
import { CsvView } from './CsvView';
import { Facts } from './Facts';
import { graphOf, MAX_DRAWN } from './graph';
import { partsOf } from './parts';
import { PictureLinks } from './PictureLinks';
import { tablesOf } from './tables';
import { TablesView } from './TablesView';
import { TreeView } from './TreeView';

const ChartView = lazy(() => import('./ChartView'));
const GraphView = lazy(() => import('./GraphView'));
const VIEWS = ['TABLE', 'TREE', 'GRAPH', 'CHART', 'CSV', 'JSON'] as const;
type View = (typeof VIEWS)[number];
const STORED = 'tiaokuai:answer-view';

/** The answer in the views that its type allows, its cost, time, revision and Cypher, and the pictures of the other rooms. */
export function AnswerPane() {
  const tab = useGraphiQL(state => state.tabs[state.activeTabIndex]?.id ?? '');
  const response = useGraphiQL(state => state.tabs[state.activeTabIndex]?.response);
  const isFetching = useGraphiQL(state => state.isFetching);
  const { t } = useTranslation();
  const answer = useAnswerOf(tab);
  if (answer) return <AnswerViews key={tab} answer={answer} />;
  if (isFetching) return <p className="answer-hint">{t('answer.coming')}</p>;
  return response ? null : <p className="answer-hint">{t('answer.hint')}</p>;
}

function AnswerViews({ answer }: { answer: Answer }) {
  const { t, i18n } = useTranslation();
  const schema = useGraphiQL(state => state.schema ?? null);
  const [wanted, setWanted] = useState(readView);
  const { language } = i18n;
  const content = useMemo(() => {
    const parts = partsOf(answer.query, answer.operationName, answer.result.data, schema);
    const tables = parts ? tablesOf(parts, language) : [];
    return { parts, tables, graph: parts && graphOf(parts, language), charts: chartables(tables) };
  }, [answer, schema, language]);
  const { parts, tables, graph, charts } = content;
  const isOffered: Record<View, boolean> = {
    TABLE: tables.length > 0,
    TREE: parts !== null,
    GRAPH: graph !== null && graph.actors.length <= MAX_DRAWN,
    CHART: charts.length > 0,
    CSV: tables.length > 0,
    JSON: true,
  };
  const view = isOffered[wanted] ? wanted : 'JSON';
  const choose = (each: View) => {
    setWanted(each);
    storeView(each);
  };
  return (
    <section className="answer" data-view={view} aria-label={t('answer.title')}>
      <div className="answer-views" role="group" aria-label={t('answer.views')}>
        {VIEWS.filter(each => isOffered[each]).map(each => (
          <button key={each} type="button" aria-pressed={each === view} onClick={() => choose(each)}>
            {t(`answer.${each}`)}
          </button>
        ))}
      </div>
      <Facts answer={answer} schema={schema} />
      <PictureLinks answer={answer} parts={parts} />
      <div className="answer-view">
        {view === 'TABLE' && <TablesView tables={tables} />}
        {view === 'TREE' && parts && <TreeView answer={parts} />}
        {view === 'CSV' && <CsvView tables={tables} />}
        <Suspense fallback={<p role="status">{t('state.loading')}</p>}>
          {view === 'GRAPH' && graph && <GraphView network={graph} />}
          {view === 'CHART' && <ChartView charts={charts} />}
        </Suspense>
      </div>
    </section>
  );
}

function readView(): View {
  const stored = localStorage.getItem(STORED);
  return VIEWS.find(view => view === stored) ?? 'JSON';
}

function storeView(view: View): void {
  localStorage.setItem(STORED, view);
}
