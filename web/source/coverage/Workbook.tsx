import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answers } from '../client/request';
import { wantedLanguage } from '../i18n/translation';

/** A link to the scorecard as an Excel workbook, if the server writes it. */
export function Workbook({ scope, asOf }: { scope: string; asOf: string | null }) {
  const { t } = useTranslation();
  const parameters = new URLSearchParams({ scope, lang: wantedLanguage(), ...(asOf && { asOf }) });
  const address = `exports/coverage.xlsx?${parameters}`;
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    answers(address, abort.signal).then(setThere, () => setThere(false));
    return () => abort.abort();
  }, [address]);
  if (!isThere) return null;
  return (
    <a href={address} download>
      {t('coverage.workbook')}
    </a>
  );
}
