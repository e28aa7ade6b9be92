import { useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import { parse } from 'graphql';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { cityCodesAreLoaded, withCityCodes } from './city-codes';
import { EXAMPLES, TEXTS } from './example-texts';

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5">
      <path d="M4 5h6a2 2 0 0 1 2 2v13a2 2 0 0 0-2-2H4zM20 5h-6a2 2 0 0 0-2 2v13a2 2 0 0 1 2-2h6z" />
    </svg>
  );
}

function Examples() {
  const { t, i18n } = useTranslation();
  const { addTab, run, setOperationFacts } = useGraphiQLActions();
  const editor = useGraphiQL(state => (state.responseEditor && state.variableEditor ? state.queryEditor : undefined));
  // A click that comes before the editors are there waits for them.
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted || !editor) return;
    const query = withCityCodes(wanted);
    addTab();
    editor.setValue(query);
    // The editor parses its new text with a delay; without this, `run` would execute the operation of the previous tab.
    const documentAST = parse(query);
    const first = documentAST.definitions[0];
    setOperationFacts({ documentAST, ...(first?.kind === 'OperationDefinition' && first.name && { operationName: first.name.value }) });
    void run();
    setWanted(null);
  }, [wanted, editor, addTab, run, setOperationFacts]);
  return (
    <>
      <h2 className="graphiql-doc-explorer-title">{t('ask.examples')}</h2>
      <ul className="examples">
        {EXAMPLES.map(({ query, description }) => (
          <li key={description[0]}>
            <button type="button" onClick={() => setWanted(query)}>
              {description[i18n.language === 'zh' ? 0 : 1]}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A plugin that opens an example in a new tab and runs it. */
export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: '示例 Examples', icon: Icon, content: Examples };

/** Puts codes that arrive late into the example that is shown. */
export function LateCityCodes() {
  const editor = useGraphiQL(state => state.queryEditor);
  const tab = useGraphiQL(state => state.activeTabIndex);
  const [areLoaded, setLoaded] = useState(false);
  useEffect(() => void cityCodesAreLoaded().then(() => setLoaded(true)), []);
  useEffect(() => {
    const text = editor?.getValue() ?? '';
    if (areLoaded && TEXTS.includes(text) && withCityCodes(text) !== text) editor?.setValue(withCityCodes(text));
  }, [areLoaded, editor, tab]);
  return null;
}
