import type { GraphQLSchema } from 'graphql';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { operation } from '../../client/operation';
import { useAnswer } from '../../client/use-answer';
import { CopyButton } from '../../frame/CopyButton';
import { Status } from '../../frame/Status';
import type { Answer } from '../answers';
import { cypherQuestion, type Statement } from './cypher-question';

type Stated = Omit<Statement, 'field'>;
type Statements = Record<string, Stated | readonly (Stated | null)[] | null>;

/** The Cypher that gives the same receipt if it is run by hand, and how to see its plan. */
export function CypherOf({ answer, schema }: { answer: Answer; schema: GraphQLSchema | null }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const question = cypherQuestion(answer, schema);
  const loading = useAnswer(operation<Statements, Record<string, unknown>>(question ?? ''), isOpen && question ? answer.variables : null);
  const statements = Object.entries(loading.value ?? {}).flatMap(([field, found]) => [found ?? []].flat().flatMap(each => (each ? [{ field, ...each }] : [])));
  return (
    <details className="answer-cypher" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('answer.cypher')}</summary>
      {question ? <p>{t('answer.plan')}</p> : <p>{t('answer.noCypher')}</p>}
      <Status of={[loading]} />
      {statements.map(({ field, cypher, parameters }, place) => (
        <section key={place} aria-label={field}>
          <h3>
            <code>{field}</code>{' '}
            <CopyButton label={t('answer.copyExplain')} text={() => `${parameterLines(parameters)}EXPLAIN ${cypher}`} />
          </h3>
          <pre tabIndex={0}>{`${parameterLines(parameters)}EXPLAIN ${cypher}`}</pre>
        </section>
      ))}
    </details>
  );
}

/** Returns the parameters as commands of Neo4j Browser and cypher-shell. */
function parameterLines(parameters: unknown): string {
  const entries = Object.entries((parameters ?? {}) as Record<string, unknown>);
  return entries.map(([name, value]) => `:param ${name} => ${cypherValue(value)};\n`).join('');
}

function cypherValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(cypherValue).join(', ')}]`;
  if (value && typeof value === 'object') return `{${Object.entries(value).map(([name, each]) => `\`${name}\`: ${cypherValue(each)}`).join(', ')}}`;
  return JSON.stringify(value);
}
