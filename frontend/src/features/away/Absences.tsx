import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { longDay, today } from '../../lib/dates'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { AbsenceRow } from './AbsenceRow'
import { AddAbsence } from './AddAbsence'
import classes from './Away.module.css'
import { BringAbsences } from './BringAbsences'
import { absencesQuery } from './queries'

/** Who is not in school on a day. Why has no place here. */
export function Absences() {
  const { t } = useTranslation('away')
  const [on, setOn] = useState(today())
  // Closed again, the focus comes back to the button that opened it.
  const [mode, setMode] = useState<'list' | 'add' | 'bring' | 'added' | 'brought'>('list')
  const query = useInfiniteQuery(absencesQuery(on))
  const all = query.data && itemsOf(query.data)
  const title = !all?.length
    ? t(all ? 'absences.titleNone' : 'absences.name')
    : t('absences.title', { count: new Set(all.map(one => one.staff_id)).size })
  const isOpen = mode === 'add' || mode === 'bring'
  return (
    <Page
      name={t('absences.name')}
      title={title}
      aside={t('absences.lead')}
      actions={
        !isOpen && (
          <>
            <Button autoFocus={mode === 'added'} onClick={() => setMode('add')}>
              {t('add.open')}
            </Button>
            <Button variant="default" autoFocus={mode === 'brought'} onClick={() => setMode('bring')}>
              {t('bring.open')}
            </Button>
          </>
        )
      }
    >
      <div className="stack">
        {mode === 'add' && <AddAbsence day={on} onClose={() => setMode('added')} />}
        {mode === 'bring' && <BringAbsences onClose={() => setMode('brought')} />}
        <div className={classes.day}>
          <TextInput
            type="date"
            label={t('absences.day')}
            value={on}
            onChange={event => event.currentTarget.value && setOn(event.currentTarget.value)}
          />
        </div>
        <Section title={t('absences.list', { day: longDay(on) })} count={all?.length ?? 0}>
          <Loaded query={query}>
            {data => {
              const absences = itemsOf(data)
              if (absences.length === 0)
                return (
                  <EmptyState title={t('absences.empty', { day: longDay(on) })}>
                    {t('absences.emptyDetail')}
                  </EmptyState>
                )
              return (
                <ul className={classes.rows}>
                  {absences.map(absence => (
                    <AbsenceRow key={absence.id} absence={absence} />
                  ))}
                </ul>
              )
            }}
          </Loaded>
          <LoadMore query={query} />
        </Section>
      </div>
    </Page>
  )
}
