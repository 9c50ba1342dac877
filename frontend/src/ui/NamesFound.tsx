import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { namesInQuery } from '../api/pupilNames'
import { Notice } from './Notice'

/** What may be a pupil's name in texts that are stored, by the name of the part it stands in. */
export function NamesFound({ texts }: { texts: Record<string, string> }) {
  const { t } = useTranslation('pupils')
  const filled = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()))
  const { data } = useQuery(namesInQuery(filled))
  const names = data?.names ?? []
  if (names.length === 0) return null
  return (
    <Notice announced tone="needs" title={t('found.heading', { count: names.length })}>
      <p>{t('found.lead')}</p>
      <ul>
        {names.map(({ field, word, why }) => (
          <li key={`${field} ${word}`}>
            {t('found.one', { part: field, word })} {why}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
