import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { CopyButton } from '../../frame/CopyButton';
import { save } from '../../frame/save';
import { csvOf, type AnswerTable } from './tables';

const BYTE_ORDER_MARK = '\ufeff';

/** One table as CSV, to copy or to save. */
export function CsvView({ tables }: { tables: readonly AnswerTable[] }) {
  const { t } = useTranslation();
  const id = useId();
  const [number, setNumber] = useState(0);
  const table = tables[number] ?? tables[0];
  if (!table) return null;
  const text = csvOf(table);
  return (
    <>
      <p className="answer-choices">
        <label htmlFor={id}>{t('answer.table')}</label>
        <select id={id} value={number} onChange={event => setNumber(Number(event.target.value))}>
          {tables.map(({ name }, place) => (
            <option key={`${place} ${name}`} value={place}>
              {name}
            </option>
          ))}
        </select>
        <button type="button" onClick={() => save(new Blob([BYTE_ORDER_MARK, text], { type: 'text/csv' }), `${table.name}.csv`)}>
          {t('answer.save')}
        </button>
        <CopyButton label={t('answer.copy')} text={() => text} />
      </p>
      <pre className="csv" tabIndex={0}>
        {text}
      </pre>
    </>
  );
}
