import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { today } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Desk.module.css'
import { HalfTermBars } from './HalfTermBars'
import { HalfTermTable } from './HalfTermTable'
import { halfTermsOf } from './halfTermLines'

/** What each half-term holds of the year's minutes: a picture, with its table one tap away. */
export function HalfTerms({ desk }: { desk: Schema<'DeskOut'> }) {
  const { t } = useTranslation('desk')
  const [view, setView] = useState('picture')
  const { share, lines } = halfTermsOf(desk, today())
  return (
    <Section
      plain
      title={t('halfTerms.heading')}
      side={
        <SegmentedControl
          size="xs"
          aria-label={t('halfTerms.as')}
          value={view}
          onChange={setView}
          data={[
            { value: 'picture', label: t('halfTerms.picture') },
            { value: 'table', label: t('halfTerms.table') },
          ]}
          className="no-print"
        />
      }
    >
      <p className={`small quiet numbers ${classes.lead}`}>
        {t('halfTerms.lead', { minutes: figure(share) })}
      </p>
      {view === 'picture' ? (
        <HalfTermBars lines={lines} share={share} />
      ) : (
        <HalfTermTable lines={lines} share={share} />
      )}
    </Section>
  )
}
