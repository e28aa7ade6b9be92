import type { GraphQLSchema } from 'graphql';
import { useTranslation } from 'react-i18next';

import type { Answer } from '../answers';
import { CypherOf } from './CypherOf';

/** Cost, time, size, date and revision of an answer; its errors and hints in words; and the Cypher of its receipts. */
export function Facts({ answer, schema }: { answer: Answer; schema: GraphQLSchema | null }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const { result, milliseconds, bytes, revision, asOf, dated } = answer;
  const { cost, hints } = result.extensions ?? {};
  const notes = [...(result.errors ?? []).map(error => ({ ...error, code: error.extensions?.code })), ...(hints ?? []).map(hint => ({ ...hint, code: undefined }))];
  return (
    <div className="answer-facts">
      <ul>
        <li>{t('answer.time', { time: number.format(Math.round(milliseconds)) })}</li>
        <li>{t('answer.size', { size: number.format(Math.ceil(bytes / 1000)) })}</li>
        {cost && <li title={t('answer.costMeaning')}>{t('answer.cost', { cost: number.format(cost.estimate), limit: number.format(cost.limit) })}</li>}
        {revision && (
          <li title={`${revision.id} · ${revision.database}`}>{t('answer.revision', { revision: shortened(revision.id), at: timeOf(revision.at, i18n.language) })}</li>
        )}
        {asOf && <li title={dated.join(', ')}>{dated.length ? t('answer.dated', { asOf, number: dated.length }) : t('answer.undated', { asOf })}</li>}
      </ul>
      {notes.length > 0 && (
        <ul className="answer-notes" role="alert">
          {notes.map(({ message, path, code }, place) => (
            <li key={place}>
              {message} <code>{[code, path?.join('.')].filter(Boolean).join(' · ')}</code>
            </li>
          ))}
        </ul>
      )}
      <CypherOf key={answer.query + answer.milliseconds} answer={answer} schema={schema} />
    </div>
  );
}

function shortened(id: string): string {
  return id.length > 12 ? `…${id.slice(-10)}` : id;
}

function timeOf(at: string, language: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : date.toLocaleString(language);
}
