import { IconEye } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { ButtonLink } from '../../ui/ButtonLink'
import { Section } from '../../ui/Section'
import classes from './Round.module.css'
import { SheetLink } from './SheetLink'

/** From the round to what is seen in it and said about it. */
export function RoundEvidence({ round }: { round: Schema<'RoundOut'> }) {
  const { t } = useTranslation('round')
  const params = { roundId: round.id }
  const isOver = round.state === 'cancelled' || round.state === 'stale'
  return (
    <Section title={t('evidence.heading')}>
      {!isOver && (
        <>
          <ButtonLink
            to="/rounds/$roundId/observe"
            params={params}
            variant={round.state === 'scheduled' ? 'filled' : 'default'}
            leftSection={<IconEye size={18} aria-hidden />}
          >
            {t('evidence.observe')}
          </ButtonLink>
          <p className="small quiet">{t('evidence.observeDetail')}</p>
        </>
      )}
      <ul className={classes.links}>
        <li>
          <Link to="/rounds/$roundId/notes" params={params} className="text-link">
            {t('evidence.notes')}
          </Link>
        </li>
        <li>
          <Link to="/rounds/$roundId/interviews" params={params} className="text-link">
            {t('evidence.interviews')}
          </Link>
        </li>
        <li>
          <Link to="/rounds/$roundId/discussion" params={params} className="text-link">
            {t('evidence.discussion')}
          </Link>
        </li>
        {!isOver && <SheetLink roundId={round.id} />}
      </ul>
    </Section>
  )
}
