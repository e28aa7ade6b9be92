import { useTranslation } from 'react-i18next';

import type { Loading } from '../client/use-answer';

/** Says that something is loading, why it takes time, and each error with its code. */
export function Status({ of }: { of: readonly Loading<unknown>[] }) {
  const { t, i18n } = useTranslation();
  const waitsFor = of.find(each => each.waitsFor)?.waitsFor;
  const errors = of.flatMap(each => each.errors);
  return (
    <div className="status">
      <p role="status">
        {waitsFor === 'BUSY' ? t('state.busy') : waitsFor ? t('state.starting') : of.some(each => each.isLoading) ? t('state.loading') : ''}
      </p>
      {errors.length > 0 && (
        <ul role="alert">
          {errors.map(({ code, message, path }, place) => {
            const key = `error.${code}`;
            return (
              <li key={place}>
                {i18n.exists(key) ? t(key as 'error.NO_ANSWER') : message} <code>{[code, path].filter(Boolean).join(' · ')}</code>
              </li>
            );
          })}
          <li>
            <button type="button" onClick={() => of.forEach(each => each.errors.length && each.retry())}>
              {t('state.retry')}
            </button>
          </li>
        </ul>
      )}
    </div>
  );
}
