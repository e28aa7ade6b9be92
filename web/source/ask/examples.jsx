import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { parse } from 'graphql';

import { withCityCodes } from './city-codes.jsx';

const texts = import.meta.glob('../../examples/*.graphql', { query: '?raw', import: 'default', eager: true });

/** The examples in the order of their file names, each with the description from its first comment lines. */
export const EXAMPLES = Object.keys(texts)
  .sort()
  .map(file => ({ query: texts[file], description: descriptionOf(texts[file]) }));

function descriptionOf(text) {
  const lines = text.split('\n');
  const end = lines.findIndex(line => !line.startsWith('#'));
  return lines.slice(0, end).map(line => line.slice(1).trim()).join('\n');
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5">
      <path d="M4 5h6a2 2 0 0 1 2 2v13a2 2 0 0 0-2-2H4zM20 5h-6a2 2 0 0 0-2 2v13a2 2 0 0 1 2-2h6z" />
    </svg>
  );
}

function Examples() {
  const { addTab, run, setOperationFacts } = useGraphiQLActions();
  const editor = useGraphiQL(state => state.queryEditor);
  const open = example => {
    const query = withCityCodes(example);
    addTab();
    editor.setValue(query);
    // The editor parses its new text with a delay; without this, `run` would execute the operation of the previous tab.
    const documentAST = parse(query);
    setOperationFacts({ documentAST, operationName: documentAST.definitions[0].name.value });
    run();
  };
  return (
    <>
      <div className="graphiql-doc-explorer-title">示例 Examples</div>
      <ul className="examples">
        {EXAMPLES.map(({ query, description }) => (
          <li key={description}>
            <button type="button" onClick={() => open(query)}>
              {description}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A plugin that opens an example in a new tab and runs it. */
export const EXAMPLES_PLUGIN = { title: '示例 Examples', icon: Icon, content: Examples };
