import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import listed from '../../ui/Listed.module.css'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { jobsQuery } from './queries'

const WORDS = { waiting: 'waits', running: 'running', done: 'done' } as const

/** What the worker does or has done, newest first, with what was the matter. */
export function RunningJobs() {
  const { t } = useTranslation('comingIn')
  const query = useQuery(jobsQuery)
  const said = ({ state, attempts }: Schema<'JobOut'>): string =>
    state in WORDS ? t(`help.${WORDS[state as keyof typeof WORDS]}`) : t('help.failed', { count: attempts })
  return (
    <Section title={t('help.work')}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t('help.noWork')}</p>
          ) : (
            <ul className={listed.rows}>
              {items.map(job => (
                <li key={job.id} className={listed.row}>
                  <div className={listed.text}>
                    <p>
                      <code>{job.kind}</code>, {said(job)}
                    </p>
                    <p className="small quiet numbers">{momentInWords(job.made_at)}</p>
                    {job.trouble && <p className="small">{job.trouble}</p>}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
