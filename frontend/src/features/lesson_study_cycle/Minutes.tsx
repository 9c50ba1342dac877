import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Cycle.module.css'
import { minutesOf } from './path'
import type { CycleOut } from './shapes'
import { useStepWords } from './useStepWords'

/** What the cycle takes of each teacher, told before it begins, against what was held. */
export function Minutes({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const words = useStepWords(cycle)
  const { minutes } = cycle
  return (
    <Section quietTitle title={t('minutes.heading')}>
      <p>{minutes.sentence}</p>
      <table className={`facts-table ${classes.minutes}`}>
        <caption className="smaller quiet" style={{ textAlign: 'left', paddingBottom: '0.375rem' }}>
          {t('minutes.caption')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('minutes.stage')}</th>
            <th scope="col" className="figure">
              {t('minutes.planned')}
            </th>
            <th scope="col" className="figure">
              {t('minutes.held')}
            </th>
          </tr>
        </thead>
        <tbody>
          {minutesOf(minutes.per_stage).map(step => (
            <tr key={step.key}>
              <th scope="row">{words.name(step)}</th>
              <td className="figure">{inMinutes(step.planned)}</td>
              <td className="figure">{inMinutes(step.held)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('minutes.total')}</th>
            <td className="figure strong">{inMinutes(minutes.planned_total)}</td>
            <td className="figure strong">{inMinutes(minutes.held_total)}</td>
          </tr>
        </tbody>
      </table>
    </Section>
  )
}
