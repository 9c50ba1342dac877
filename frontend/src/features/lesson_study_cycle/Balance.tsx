import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './Mechanisms.module.css'
import type { MechanismsOut } from './shapes'

/** Whether each of the four groups holds at least one. */
export function Balance({ found }: { found: MechanismsOut }) {
  const { t } = useTranslation('lessonStudy')
  return (
    <Section quietTitle title={t('balance.heading')}>
      <p style={{ marginBottom: '0.625rem' }}>{t(found.is_balanced ? 'balance.yes' : 'balance.no')}</p>
      <ul className={classes.parts}>
        {found.parts.map(({ part, name, held }) => {
          const Icon = held > 0 ? IconCircleCheck : IconCircleDashed
          return (
            <li key={part} data-none={held === 0 || undefined}>
              <Icon size={18} stroke={1.75} aria-hidden />
              <span>
                {name} <span className="quiet">{t('balance.held', { count: held })}</span>
              </span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
