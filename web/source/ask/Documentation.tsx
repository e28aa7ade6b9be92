import { DOC_EXPLORER_PLUGIN, DocExplorer, useDocExplorerActions } from '@graphiql/plugin-doc-explorer';
import { useGraphiQL } from '@graphiql/react';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLField, type GraphQLInputField, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { inLanguage } from '../i18n/in-language';

const MAX_FOUND = 40;
type Field = GraphQLField<unknown, unknown> | GraphQLInputField;

interface Entry {
  readonly label: string;
  readonly description: string;
  readonly name: string;
  readonly definition: GraphQLNamedType | Field;
}

/** The documentation with a search in names and descriptions, Chinese and English. GraphiQL's own search reads names only. */
function Documentation() {
  const { t, i18n } = useTranslation();
  const { push } = useDocExplorerActions();
  const schema = useGraphiQL(state => state.schema);
  const [text, setText] = useState('');
  const id = useId();
  const entries = useMemo(() => (schema ? entriesOf(schema) : []), [schema]);
  const found = text.trim() ? search(entries, text.trim()) : [];
  const open = ({ definition, name }: Entry) => {
    push({ name, def: definition });
    setText('');
  };
  return (
    <>
      <div className="description-search">
        <label htmlFor={id}>{t('docs.search')}</label>
        <input id={id} type="search" value={text} placeholder="联合党委, scope, …" onChange={event => setText(event.target.value)} />
        {text.trim() && (
          <ul aria-label={t('docs.results')}>
            {found.map(entry => (
              <li key={entry.label}>
                <button type="button" onClick={() => open(entry)}>
                  <code>{entry.label}</code> {inLanguage(entry.description, i18n.language)}
                </button>
              </li>
            ))}
            {!found.length && <li>{schema ? t('docs.nothing') : t('state.loading')}</li>}
          </ul>
        )}
      </div>
      <DocExplorer />
    </>
  );
}

/** GraphiQL gives its store of the documentation to this plugin alone, so the plugin stays and its content changes. */
export function searchDescriptions(): void {
  DOC_EXPLORER_PLUGIN.content = Documentation;
}

/** Returns the types, fields, arguments and enum values; one opens the documentation of a field or else of its type. */
function entriesOf(schema: GraphQLSchema): Entry[] {
  const entries: Entry[] = [];
  const add = (label: string, description: string | null | undefined, name: string, definition: Entry['definition']) =>
    entries.push({ label, description: description ?? '', name, definition });
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    add(type.name, type.description, type.name, type);
    if (isEnumType(type)) {
      for (const value of type.getValues()) add(`${type.name}.${value.name}`, value.description, type.name, type);
    } else if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      for (const field of Object.values<Field>(type.getFields())) {
        add(`${type.name}.${field.name}`, field.description, field.name, field);
        for (const argument of 'args' in field ? field.args : []) {
          add(`${type.name}.${field.name}(${argument.name})`, argument.description, field.name, field);
        }
      }
    }
  }
  return entries;
}

/** Returns the entries with the text, those with it in their name first. */
function search(entries: readonly Entry[], text: string): Entry[] {
  const wanted = text.toLowerCase();
  const inName = entries.filter(({ label }) => label.toLowerCase().includes(wanted));
  const inDescription = entries.filter(({ label, description }) => !label.toLowerCase().includes(wanted) && description.toLowerCase().includes(wanted));
  return [...inName, ...inDescription].slice(0, MAX_FOUND);
}
