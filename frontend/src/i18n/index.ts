/**
 * Words in English and Welsh. Each namespace is a file `en/<name>.ts` (complete) and, where we are sure of
 * the words, `cy/<name>.ts` (may be partial: what is missing is shown in English). They load when asked for.
 */
import dayjs from 'dayjs'
import 'dayjs/locale/cy'
import 'dayjs/locale/en-gb'
import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Namespace } from './types'

export type Language = 'en' | 'cy'
const STORED_UNDER = 'kenkyu.language'

type WordFile = { words: Record<string, unknown> }
const files = import.meta.glob<WordFile>(['./en/*.ts', './cy/*.ts'])

const fromFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`./${language}/${namespace}.ts`]
    if (!load) return done(null, {})
    load().then(
      file => done(null, file.words),
      (error: unknown) => done(error as Error, false),
    )
  },
}

export function chosenLanguage(): Language {
  const stored = localStorage.getItem(STORED_UNDER)
  if (stored === 'en' || stored === 'cy') return stored
  return navigator.language.toLowerCase().startsWith('cy') ? 'cy' : 'en'
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORED_UNDER, language)
  await i18next.changeLanguage(language)
}

const speak = (language: string) => {
  dayjs.locale(language === 'cy' ? 'cy' : 'en-gb')
  document.documentElement.lang = language === 'cy' ? 'cy' : 'en-GB'
}

/** Starts the words; ready when the shell's own are there. */
export async function startWords(language: Language = chosenLanguage()): Promise<void> {
  i18next.on('languageChanged', speak)
  await i18next
    .use(fromFiles)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      supportedLngs: ['en', 'cy'],
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false }, // React escapes.
    })
  speak(language)
}

export const loadWords = (...names: Namespace[]): Promise<void> => i18next.loadNamespaces(names)

export { i18next }
