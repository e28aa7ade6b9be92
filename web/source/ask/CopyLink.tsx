import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { copy as copyText } from '../frame/copy';
import { linkTo } from './link';

/** A button that copies a link to the tab's question and sets it as the page address. */
export function CopyLink() {
  const { t } = useTranslation();
  const tab = useGraphiQL(state => state.tabs[state.activeTabIndex]);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    const { variables, operationName } = tab ?? {};
    const link = linkTo({ query: tab?.query ?? '', ...(variables && { variables }), ...(operationName && { operationName }) });
    history.replaceState(null, '', link);
    setCopied(await copyText(link));
  };
  return (
    <ToolbarButton label={isCopied ? t('table.copied') : t('ask.copyLink')} onClick={() => void copy()}>
      <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
        <path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1" />
      </svg>
    </ToolbarButton>
  );
}
