import { DOC_EXPLORER_PLUGIN, DocExplorer, useDocExplorerActions } from '@graphiql/plugin-doc-explorer';
import { useGraphiQL } from '@graphiql/react';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { useId, useMemo, useState } from 'react';

const MAX_FOUND = 40;

/** The documentation with a search in names and descriptions, Chinese and English. It replaces GraphiQL's search, which reads names only. */
function Documentation() {
  const { push } = useDocExplorerActions();
  const schema = useGraphiQL(state => state.schema);
  const [text, setText] = useState('');
  const id = useId();
  const entries = useMemo(() => (schema ? entriesOf(schema) : []), [schema]);
  const found = text.trim() ? search(entries, text.trim()) : [];
  const open = ({ definition, name }) => {
    push({ name, def: definition });
    setText('');
  };
  return (
    <>
      <div className="description-search">
        <label htmlFor={id}>查找名称与说明 Search names and descriptions</label>
        <input id={id} type="search" value={text} placeholder="联合党委, scope, …" onChange={event => setText(event.target.value)} />
        {text.trim() && (
          <ul aria-label="结果 Results">
            {found.map(entry => (
              <li key={entry.label}>
                <button type="button" onClick={() => open(entry)}>
                  <code>{entry.label}</code> {entry.description}
                </button>
              </li>
            ))}
            {!found.length && <li>没有找到 Nothing found</li>}
          </ul>
        )}
      </div>
      <DocExplorer />
    </>
  );
}

/** GraphiQL gives its store of the documentation to this plugin alone, so the plugin stays and its content changes. */
export function searchDescriptions() {
  DOC_EXPLORER_PLUGIN.content = Documentation;
}

/** Returns the types, fields, arguments and enum values; one opens the documentation of a field or else of its type. */
function entriesOf(schema) {
  const entries = [];
  const add = (label, description, name, definition) => entries.push({ label, description: description ?? '', name, definition });
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    add(type.name, type.description, type.name, type);
    if (isEnumType(type)) {
      for (const value of type.getValues()) add(`${type.name}.${value.name}`, value.description, type.name, type);
    } else if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        add(`${type.name}.${field.name}`, field.description, field.name, field);
        for (const argument of field.args ?? []) add(`${type.name}.${field.name}(${argument.name})`, argument.description, field.name, field);
      }
    }
  }
  return entries;
}

/** Returns the entries with the text, those with it in their name first. */
function search(entries, text) {
  const wanted = text.toLowerCase();
  const inName = entries.filter(({ label }) => label.toLowerCase().includes(wanted));
  const inDescription = entries.filter(({ label, description }) => !label.toLowerCase().includes(wanted) && description.toLowerCase().includes(wanted));
  return [...inName, ...inDescription].slice(0, MAX_FOUND);
}
