import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';

/** Returns the query and the variables of a shared link. They are in the fragment after #, which browsers do not send. */
export function readLink() {
  const link = new URLSearchParams(location.hash.slice(1));
  const parameter = name => link.get(name) ?? undefined;
  return { initialQuery: parameter('query'), initialVariables: parameter('variables') };
}

function linkTo({ query, variables }) {
  const link = new URLSearchParams({ query, ...(variables && { variables }) });
  return `${location.origin}${location.pathname}#${link}`;
}

/** A button that copies a link to the tab's query and sets it as the page address. */
export function CopyLink() {
  const tab = useGraphiQL(state => state.tabs[state.activeTabIndex]);
  const [label, setLabel] = useState('复制链接 Copy a link');
  const copy = async () => {
    const link = linkTo({ query: tab.query ?? '', variables: tab.variables });
    history.replaceState(null, '', link);
    await navigator.clipboard?.writeText(link).catch(() => undefined);
    setLabel('已复制 Copied');
  };
  return (
    <ToolbarButton label={label} onClick={copy}>
      <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
        <path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1" />
      </svg>
    </ToolbarButton>
  );
}
