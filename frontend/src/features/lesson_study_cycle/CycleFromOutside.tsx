import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import { Section } from '../../ui/Section'
import classes from './Cycle.module.css'
import type { CycleLine } from './shapes'
import { useLineWords } from './useLineWords'

/** For those who lead and are not of the group: where it is, and nothing that it wrote. */
export function CycleFromOutside({ cycle }: { cycle: CycleLine }) {
  const { t } = useTranslation('lessonStudy')
  const words = useLineWords()
  return (
    <Section title={t('panel.heading')}>
      <p className={classes.title}>{cycle.title}</p>
      <p>{words.stage(cycle)}</p>
      <p className="small quiet">
        {t(`mode.${cycle.mode}`)}, {t('panel.since', { day: dateOfInstant(cycle.created_at) })}.{' '}
        {t('panel.outside')}
      </p>
    </Section>
  )
}
