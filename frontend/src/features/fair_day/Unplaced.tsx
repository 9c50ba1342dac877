import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './FairDay.module.css'
import { Place } from './Place'
import type { Unplaced as Finding, ProgrammeOut } from './queries'
import { KINDS } from './slotForm'

/** Accepted findings without a place, once there is a programme: each can be given one by hand. */
export function Unplaced({ programme }: { programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const [isOpen, setIsOpen] = useState(false)
  if (programme.slots.length === 0 || programme.unplaced.length === 0) return null
  return (
    <Section title={t('unplaced.heading')}>
      <p className="small quiet">{t('unplaced.lead')}</p>
      {!isOpen && (
        <Button variant="default" mt="xs" onClick={() => setIsOpen(true)}>
          {t('unplaced.open', { count: programme.unplaced.length })}
        </Button>
      )}
      {isOpen && (
        <ul className={classes.rows}>
          {programme.unplaced.map(finding => (
            <UnplacedRow key={finding.id} finding={finding} programme={programme} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function UnplacedRow({ finding, programme }: { finding: Finding; programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const [mode, setMode] = useState<'reading' | 'placing' | 'back'>('reading')
  return (
    <li>
      <div className={classes.row}>
        <div>
          <p>{finding.title}</p>
          <p className="small quiet">
            {t('arrange.by', {
              group: finding.group_name,
              names: finding.authors.map(one => one.name).join(', '),
            })}
          </p>
        </div>
        {mode !== 'placing' && (
          <Button
            variant="default"
            autoFocus={mode === 'back'}
            aria-label={t('unplaced.placeNamed', { title: finding.title })}
            onClick={() => setMode('placing')}
          >
            {t('unplaced.place')}
          </Button>
        )}
      </div>
      {mode === 'placing' && (
        <Place finding={finding} kinds={KINDS} programme={programme} onClose={() => setMode('back')} />
      )}
    </li>
  )
}
