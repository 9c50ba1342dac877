import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice'
import { namesQuery } from './queries'
import type { NameFound } from './shapes'

type NamesNoticeProps = {
  /** Of a cycle or a research lesson. */
  id: string
  /** What was found when the page was read. */
  stored: NameFound[]
}

/** What may be a pupil's name in what was saved. It is saved all the same: the group decides. */
export function NamesNotice({ id, stored }: NamesNoticeProps) {
  const { t } = useTranslation('lessonStudy')
  const { data: found } = useQuery(namesQuery(id))
  const words = new Map([...stored, ...found].map(one => [one.word, one]))
  if (words.size === 0) return null
  return (
    <Notice tone="needs" announced title={t('names.heading', { count: words.size })}>
      <ul>
        {[...words.values()].map(({ word, why }) => (
          <li key={word}>{t('names.one', { word, why })}</li>
        ))}
      </ul>
    </Notice>
  )
}
