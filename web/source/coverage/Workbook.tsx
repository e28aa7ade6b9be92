import { useTranslation } from 'react-i18next';

import { wantedLanguage } from '../i18n/translation';

/** A link to the scorecard as an Excel workbook. */
export function Workbook({ scope, asOf }: { scope: string; asOf: string | null }) {
  const { t } = useTranslation();
  const parameters = new URLSearchParams({ scope, lang: wantedLanguage(), ...(asOf && { asOf }) });
  return (
    <a href={`exports/coverage.xlsx?${parameters}`} download>
      {t('coverage.workbook')}
    </a>
  );
}
