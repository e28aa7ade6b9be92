import { useTranslation } from 'react-i18next';

import { useWaiting } from './fetcher';

/** Says what a request waits for: the database is loading, or the server is busy. */
export function LoadingNotice() {
  const { t } = useTranslation();
  const code = useWaiting();
  return (
    <p role="status" className={code ? 'loading-notice' : 'loading-notice none'}>
      {code && (code === 'BUSY' ? t('state.busy') : t('state.starting'))}
    </p>
  );
}
