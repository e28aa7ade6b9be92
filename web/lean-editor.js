// Keeps the explorer small: leaves out the parts of Monaco, Prettier and the fonts that the page does not use.
import { fileURLToPath } from 'node:url';

const ABSENT = [
  'diffEditorWidget',
  'multiDiffEditorWidget',
  'linesDiffComputers',
  'goToDefinitionAtPosition',
  'inlineCompletionsHintsWidget',
  'codeAction',
  'codeActionController',
  'colorHoverParticipant',
  'inlayHintsHover',
  'copyPasteController',
  'standaloneQuickInputService',
  'listService',
];
const REPLACED = [
  [/^(\.|monaco-graphql\/esm)\/monaco-editor(\.js)?$/, 'monaco.js'],
  [/vs\/language\/json\/monaco\.contribution(\.js)?$/, 'nothing.js'],
  [new RegExp(`/(${ABSENT.join('|')})\\.js$`), 'absent.js'],
  [/\/minimap\.js$/, 'minimap.js'],
  [/^framer-motion$/, 'tab-order.jsx'],
  [/^markdown-it$/, 'markdown.js'],
  [/^\.\/search\.js$/, 'absent-search.js'],
  [/^prettier\/(parser-babel|plugins\/estree)$/, 'json-format.js'],
];
/** Settings, commands and colours of Monaco have descriptions for menus that the page does not have. */
const DESCRIBED = /monaco-editor\/esm\/vs\/(editor\/(common|browser|standalone)|platform)\/(?!common\/standaloneStrings)/;
const DESCRIPTION = /localize\((?:'[^']*'|"[^"]*"), (?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g;
const FONT_FACE = /@font-face\s*{[^}]*data:font[^}]*}/g;

/** The worker does not format. */
const IN_WORKER = [[/^prettier\//, 'json-format.js']];

export function leanEditor({ isWorker = false } = {}) {
  return {
    name: 'lean-editor',
    enforce: 'pre',
    resolveId(source) {
      const found = [...(isWorker ? IN_WORKER : []), ...REPLACED].find(([name]) => name.test(source));
      return found && fileURLToPath(new URL(`source/ask/editor/${found[1]}`, import.meta.url));
    },
    transform(code, id) {
      return DESCRIBED.test(id) ? { code: code.replaceAll(DESCRIPTION, "localize('', ''"), map: null } : null;
    },
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = String(file.source).replaceAll(FONT_FACE, '');
      }
    },
  };
}
