import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import classes from './Away.module.css'
import { ClassAwayRow } from './ClassAwayRow'
import { ClassForm } from './ClassForm'
import { type ClassException, classExceptionsQuery } from './queries'

/** Classes that are elsewhere or have left, and their forms. */
export function ClassesAway() {
  const { t } = useTranslation('away')
  const query = useInfiniteQuery(classExceptionsQuery)
  const [open, setOpen] = useState<ClassException | 'new' | null>(null)
  const [wasOpen, setWasOpen] = useState(false)
  const close = () => {
    setOpen(null)
    setWasOpen(true)
  }
  return (
    <Section
      title={t('classes.heading')}
      side={
        open === null && (
          <Button variant="light" autoFocus={wasOpen} onClick={() => setOpen('new')}>
            {t('classes.open')}
          </Button>
        )
      }
    >
      <div className="stack">
        <p className="small quiet">{t('classes.lead')}</p>
        {open !== null && (
          <ClassForm
            key={open === 'new' ? 'new' : open.id}
            before={open === 'new' ? null : open}
            onClose={close}
          />
        )}
        <Loaded query={query}>
          {data => {
            const all = itemsOf(data)
            if (all.length === 0) return open === null && <p className="quiet">{t('classes.empty')}</p>
            return (
              <ul className={classes.rows}>
                {all.map(one => (
                  <ClassAwayRow key={one.id} exception={one} onChange={() => setOpen(one)} />
                ))}
              </ul>
            )
          }}
        </Loaded>
        <LoadMore query={query} />
      </div>
    </Section>
  )
}
