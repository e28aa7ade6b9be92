import { useGraphiQL, type GraphiQLPlugin } from '@graphiql/react';
import { getNamedType, isCompositeType, isRequiredArgument, print, type GraphQLArgument, type GraphQLField, type OperationDefinitionNode } from 'graphql';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { inLanguage } from '../../i18n/in-language';
import { editedOperation, fieldAt, toggled, withArgument, type Path } from './selection';

type Field = GraphQLField<unknown, unknown>;

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5">
      <path d="M4 6h2M9 6h11M4 12h2M9 12h11M4 18h2M9 18h11" />
    </svg>
  );
}

/** Builds a question by ticking fields; each field and argument is described. */
function Builder() {
  const { t, i18n } = useTranslation();
  const schema = useGraphiQL(state => state.schema);
  const editor = useGraphiQL(state => state.queryEditor);
  const operationName = useGraphiQL(state => state.operationName ?? null);
  const text = useGraphiQL(state => state.tabs[state.activeTabIndex]?.query ?? '');
  const [wanted, setWanted] = useState('');
  const id = useId();
  const query = schema?.getQueryType();
  if (!query) return <p role="status">{t('state.loading')}</p>;
  const operation = editedOperation(text, operationName);
  const needle = wanted.trim().toLowerCase();
  const fields = Object.values(query.getFields()).filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(needle));
  const chosen = (field: Field) => (fieldAt(operation?.selectionSet, [field.name]) ? 0 : 1);
  const change = (next: string | null) => next !== null && editor?.setValue(next);
  const context = { text, operationName, operation, language: i18n.language, change };
  return (
    <section className="builder">
      <h2 className="graphiql-doc-explorer-title">{t('builder.title')}</h2>
      {!operation && <p role="alert">{t('builder.unreadable')}</p>}
      <div className="description-search">
        <label htmlFor={id}>{t('docs.search')}</label>
        <input id={id} type="search" value={wanted} placeholder="社区, coverage, …" onChange={event => setWanted(event.target.value)} />
      </div>
      {operation && (
        <ul>
          {fields
            .sort((a, b) => chosen(a) - chosen(b))
            .map(field => (
              <FieldNode key={field.name} field={field} path={[field.name]} context={context} />
            ))}
        </ul>
      )}
    </section>
  );
}

interface Context {
  readonly text: string;
  readonly operationName: string | null;
  readonly operation: OperationDefinitionNode | null;
  readonly language: string;
  readonly change: (text: string | null) => void;
}

function FieldNode({ field, path, context }: { field: Field; path: Path; context: Context }) {
  const { text, operationName, operation, language, change } = context;
  const id = useId();
  const node = fieldAt(operation?.selectionSet, path);
  const type = getNamedType(field.type);
  const below = node && isCompositeType(type) && 'getFields' in type ? Object.values(type.getFields()) : [];
  return (
    <li>
      <span className="check">
        <input id={id} type="checkbox" checked={node !== null} onChange={() => change(toggled(text, operationName, path, field))} />
        <label htmlFor={id}>
          <code>{field.name}</code> <small>{inLanguage(field.description ?? '', language)}</small>
        </label>
      </span>
      {node && field.args.length > 0 && (
        <ul className="builder-arguments">
          {field.args.map(argument => (
            <ArgumentInput key={argument.name} argument={argument} path={path} context={context} />
          ))}
        </ul>
      )}
      {below.length > 0 && (
        <details open={path.length < 2}>
          <summary>{type.name}</summary>
          <ul>
            {below.map(each => (
              <FieldNode key={each.name} field={each} path={[...path, each.name]} context={context} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function ArgumentInput({ argument, path, context }: { argument: GraphQLArgument; path: Path; context: Context }) {
  const { text, operationName, operation, language, change } = context;
  const id = useId();
  const type = getNamedType(argument.type);
  const value = fieldAt(operation?.selectionSet, path)?.arguments?.find(each => each.name.value === argument.name)?.value;
  const current = value ? (value.kind === 'StringValue' ? value.value : print(value)) : '';
  const set = (next: string) => change(withArgument(text, operationName, path, argument, next));
  return (
    <li>
      <label htmlFor={id}>
        <code>{argument.name}</code>
        {isRequiredArgument(argument) && '*'} <small>{inLanguage(argument.description ?? '', language)}</small>
      </label>
      {'getValues' in type && !String(argument.type).startsWith('[') ? (
        <select id={id} value={current} onChange={event => set(event.target.value)}>
          <option value="">—</option>
          {type.getValues().map(each => (
            <option key={each.name} value={each.name} title={inLanguage(each.description ?? '', language)}>
              {each.name}
            </option>
          ))}
        </select>
      ) : (
        <input key={current} id={id} type={type.name === 'Date' ? 'date' : 'text'} defaultValue={current} placeholder={String(argument.type)} onBlur={event => event.target.value !== current && set(event.target.value)} />
      )}
    </li>
  );
}

/** The plugin that builds a question by ticking. */
export const BUILDER_PLUGIN: GraphiQLPlugin = { title: '勾选提问 Build a question', icon: Icon, content: Builder };
