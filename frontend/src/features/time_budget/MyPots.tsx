import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { PotBars } from '../../ui/PotBars'
import { Section } from '../../ui/Section'
import classes from './MyTime.module.css'
import { PotTable } from './PotTable'

/** The three pots as bars and as figures, and who may move minutes between them. */
export function MyPots({ time }: { time: Schema<'TimeOut'> }) {
  const { t } = useTranslation('time')
  return (
    <Section title={t('pots')}>
      <PotBars pots={time.pots} />
      <PotTable time={time} />
      <p className={`small quiet no-print ${classes.rules}`}>
        {!time.is_closed && !time.may_transfer && <>{t('leadMoves')} </>}
        <Link to="/desk/policy" className="text-link">
          {t('rules')}
        </Link>
      </p>
    </Section>
  )
}
