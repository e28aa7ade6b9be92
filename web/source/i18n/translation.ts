import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

import en from './en.json';
import names from './names.json';
import zh from './zh.json';

export type Language = 'zh' | 'en';
type Texts = typeof zh & typeof names.zh;
export type TextKey = keyof Texts;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Texts };
    keySeparator: false;
    nsSeparator: false;
  }
}

/** Starts the translation with the language of the address, or else of the browser. */
export function startTranslation(): void {
  void i18next.use(initReactI18next).init({
    resources: { zh: { translation: { ...names.zh, ...zh } }, en: { translation: { ...names.en, ...en } } },
    lng: wantedLanguage(),
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  applyLanguage(wantedLanguage());
}

/** Switches all texts and the language of the document. */
export function applyLanguage(language: Language): void {
  document.documentElement.lang = language;
  if (i18next.language !== language) void i18next.changeLanguage(language);
}

export function wantedLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'zh' || asked === 'en') return asked;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}
