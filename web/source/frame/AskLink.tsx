import { useTranslation } from 'react-i18next';

import { roomAddress, useAddress } from './address';

/** A link that opens the question of a picture in the explorer. */
export function AskLink({ query, variables }: { query: string; variables: unknown }) {
  const { t } = useTranslation();
  const link = new URLSearchParams({ query, variables: JSON.stringify(variables, null, 2) });
  return <a href={`${roomAddress('./', useAddress())}#${link}`}>{t('ask.link')}</a>;
}
