import { NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { AuditRow } from './AuditRow'
import { ACTIONS, type Action, TOLD } from './auditLines'
import classes from './Pupils.module.css'
import { auditQuery } from './queries'

/** What was done with names, keys and evidence: figures and dates, newest first. */
export function Audit() {
  const { t } = useTranslation('pupils')
  const navigate = useNavigate()
  const { action } = useSearch({ from: '/signed-in/school/audit' })
  const query = useInfiniteQuery(auditQuery(action))
  return (
    <Page narrow name={t('audit.name')} title={t('audit.title')}>
      <p className="prose" style={{ marginBottom: '1rem' }}>
        {t('audit.lead')}
      </p>
      <NativeSelect
        className={classes.filter}
        label={t('audit.filter')}
        value={action ?? ''}
        data={[
          { value: '', label: t('audit.all') },
          ...TOLD.map(one => ({
            value: one,
            label: t(`audit.action.${ACTIONS[one]}`),
          })),
        ]}
        onChange={event => {
          const value = event.currentTarget.value as Action | ''
          void navigate({ to: '/school/audit', search: value ? { action: value } : {}, replace: true })
        }}
      />
      <Loaded query={query} next={<ToToday />}>
        {data => {
          const lines = itemsOf(data)
          if (lines.length === 0)
            return action ? (
              <EmptyState title={t('audit.noneOfThis')} />
            ) : (
              <EmptyState title={t('audit.none')}>{t('audit.noneDetail')}</EmptyState>
            )
          return (
            <ul className={`panel ${classes.lines}`}>
              {lines.map(line => (
                <AuditRow key={line.id} line={line} />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
    </Page>
  )
}
