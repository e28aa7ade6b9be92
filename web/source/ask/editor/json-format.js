// In place of Prettier's parser and printer of JavaScript, which GraphiQL uses to format the variables, and of Prettier in the worker.
import { parse } from 'jsonc-parser';

const AST = 'json-text';

export const parsers = {
  jsonc: { astFormat: AST, parse: text => ({ text: formatted(text) }), locStart: () => 0, locEnd: ({ text }) => text.length },
};
export const printers = { [AST]: { print: path => path.node.text } };

function formatted(text) {
  const errors = [];
  const value = parse(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  return errors.length || value === undefined ? text : JSON.stringify(value, null, 2);
}

export function format(text) {
  return text;
}
