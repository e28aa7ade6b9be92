// Colours and brackets of JSON, without Monaco's language service and its worker: GraphiQL itself checks the variables when it runs them.
import * as monaco from 'monaco-editor/esm/vs/editor/editor.api.js';

const TOKENS = {
  tokenizer: {
    root: [
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'string.key.json'],
      [/"(?:[^"\\]|\\.)*"/, 'string.value.json'],
      [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number.json'],
      [/\b(?:true|false|null)\b/, 'keyword.json'],
      [/\/\/.*$/, 'comment.line.json'],
      [/[{}[\]]/, '@brackets'],
      [/[,:]/, 'delimiter.json'],
    ],
  },
};

monaco.languages.register({ id: 'json', extensions: ['.json'], aliases: ['JSON'] });
monaco.languages.setMonarchTokensProvider('json', TOKENS);
monaco.languages.setLanguageConfiguration('json', {
  brackets: [['{', '}'], ['[', ']']],
  autoClosingPairs: [{ open: '{', close: '}' }, { open: '[', close: ']' }, { open: '"', close: '"', notIn: ['string'] }],
  comments: { lineComment: '//' },
});
monaco.languages.json = { jsonDefaults: { diagnosticsOptions: {}, setDiagnosticsOptions: () => undefined } };
