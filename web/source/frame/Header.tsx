import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import { applyLanguage, wantedLanguage } from '../i18n/translation';
import { changeAddress, roomAddress, useAddress } from './address';
import { DateField } from './DateField';
import { ScopePicker } from './ScopePicker';

const ROOMS = ['network', 'coverage', 'ask'] as const;
export type Room = (typeof ROOMS)[number];

/** The top of each room: the other rooms, scope, date and language. */
export function Header({ room, scope }: { room: Room; scope: string | null }) {
  const { t } = useTranslation();
  const address = useAddress();
  const language = wantedLanguage();
  useEffect(() => applyLanguage(language), [language]);
  useEffect(() => {
    document.title = `${t(`room.${room}`)} · 条块 Tiaokuai`;
  }, [room, t, language]);
  return (
    <header className="header">
      <span className="brand">条块 Tiaokuai</span>
      <nav aria-label={t('header.rooms')}>
        {ROOMS.map(each => (
          <a key={each} href={roomAddress(each === 'ask' ? './' : each, address)} aria-current={each === room ? 'page' : undefined}>
            {t(`room.${each}`)}
          </a>
        ))}
      </nav>
      <ScopePicker scope={scope} asOf={address['asOf'] ?? null} />
      <DateField className="date" label={t('header.asOf')} value={address['asOf'] ?? null} onChange={asOf => changeAddress({ asOf })} />
      {address['asOf'] && (
        <button type="button" className="quiet" onClick={() => changeAddress({ asOf: null })}>
          {t('header.today')}
        </button>
      )}
      <button type="button" className="quiet language" lang={language === 'zh' ? 'en' : 'zh'} onClick={() => changeAddress({ lang: language === 'zh' ? 'en' : 'zh' })}>
        {t('header.otherLanguage')}
      </button>
    </header>
  );
}
