import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { copy } from './copy';

interface Props {
  label: string;
  text: () => string;
  className?: string;
}

/** A button that copies a text and says so. */
export function CopyButton({ label, text, className }: Props) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState<boolean | null>(null);
  return (
    <button type="button" className={className} onClick={() => void copy(text()).then(setCopied)}>
      {isCopied === null ? label : isCopied ? t('table.copied') : t('table.notCopied')}
    </button>
  );
}
