import { isScalar, labelOf, textOf, type Part } from './parts';

export interface AnswerTable {
  readonly name: string;
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

export interface AnswerColumn {
  readonly name: string;
  readonly description: string;
  readonly isNumber: boolean;
}

type Row = Map<string, { value: unknown; description: string }>;

const MAX_TABLES = 12;
const WRAPPERS = ['nodes', 'edges', 'node'];

/** Returns the lists of an answer as tables, each with the lists in its rows as further tables; single values are a table of their own. */
export function tablesOf(answer: Part, language: string): AnswerTable[] {
  const tables: AnswerTable[] = [];
  const single: unknown[][] = [];
  const visit = (part: Part, path: readonly string[]) => {
    if (isScalar(part)) {
      if (path.length) single.push([path.join('.'), part.value]);
      return;
    }
    if (part.items) addList(tables, [{ owner: '', part }], path, language);
    for (const field of part.fields ?? []) visit(field, [...path, field.key]);
  };
  visit(answer, []);
  const values = single.length ? [tableOfValues(single, language)] : [];
  return [...tables, ...values].slice(0, MAX_TABLES);
}

interface Owned {
  readonly owner: string;
  readonly part: Part;
}

function addList(tables: AnswerTable[], lists: readonly Owned[], path: readonly string[], language: string): void {
  const members = lists.flatMap(({ owner, part }) => (part.items ?? []).map(item => ({ owner, item })));
  if (!members.length) return;
  const rows = members.map(({ owner, item }) => rowOf(owner, item, language));
  tables.push(tableOf(nameOf(path), rows));
  const nested = new Map<string, Owned[]>();
  for (const { owner, item } of members) {
    const label = [owner, labelOf(item, language)].filter(Boolean).join(' › ');
    for (const { key, part } of listsIn(item)) nested.set(key, [...(nested.get(key) ?? []), { owner: label, part }]);
  }
  for (const [key, found] of nested) {
    const isWorthIt = found.some(({ part }) => part.items?.some(item => item.fields));
    if (isWorthIt && tables.length < MAX_TABLES) addList(tables, found, [...path, ...key.split('.')], language);
  }
}

/** Returns the lists in an object that are not in another list. */
function listsIn(part: Part, prefix = ''): { key: string; part: Part }[] {
  return (part.fields ?? []).flatMap(field => {
    const key = prefix ? `${prefix}.${field.key}` : field.key;
    return field.items ? [{ key, part: field }] : listsIn(field, key);
  });
}

function rowOf(owner: string, item: Part, language: string): Row {
  const row: Row = new Map();
  if (owner) row.set('↑', { value: owner, description: '' });
  const put = (part: Part, name: string) => {
    const description = part.field?.description ?? '';
    if (part.items) {
      const text = part.items.map(each => labelOf(each, language)).join('、');
      row.set(name, { value: text, description });
    } else if (part.fields) for (const field of part.fields) put(field, join(name, field.key));
    else row.set(name || 'value', { value: part.value, description });
  };
  put(item, '');
  return row;
}

function join(name: string, key: string): string {
  if (!name || WRAPPERS.includes(name)) return key;
  return WRAPPERS.includes(key) ? name : `${name}.${key}`;
}

function tableOf(name: string, rows: readonly Row[]): AnswerTable {
  const names = [...new Set(rows.flatMap(row => [...row.keys()]))];
  const columns = names.map(column => {
    const cells = rows.map(row => row.get(column)).filter(cell => cell && cell.value !== null);
    return { name: column, description: cells[0]?.description ?? '', isNumber: cells.length > 0 && cells.every(cell => typeof cell?.value === 'number') };
  });
  return { name, columns, rows: rows.map(row => names.map(column => row.get(column)?.value ?? null)) };
}

function tableOfValues(rows: readonly (readonly unknown[])[], language: string): AnswerTable {
  const names = language === 'zh' ? ['字段', '值'] : ['field', 'value'];
  return { name: names[1] ?? '', columns: names.map(name => ({ name, description: '', isNumber: false })), rows };
}

function nameOf(path: readonly string[]): string {
  return path.filter(key => !WRAPPERS.includes(key)).join('.') || (path.at(-1) ?? '');
}

/** Returns a table as CSV for spreadsheets, with a byte order mark; text that a spreadsheet would calculate is marked as text. */
export function csvOf({ columns, rows }: AnswerTable): string {
  const lines = [columns.map(column => column.name), ...rows.map(row => row.map(cellOf))];
  return lines.map(line => line.map(quoted).join(',')).join('\r\n');
}

function cellOf(value: unknown): string {
  const text = textOf(value);
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
