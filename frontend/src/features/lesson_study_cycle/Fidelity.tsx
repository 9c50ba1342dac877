import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './Mechanisms.module.css'
import type { MechanismsOut } from './shapes'

/** The six components of collaborative lesson research, and which are there. */
export function Fidelity({ found }: { found: MechanismsOut }) {
  const { t } = useTranslation('lessonStudy')
  return (
    <Section quietTitle title={t('fidelity.heading')}>
      <p className="small quiet" style={{ marginBottom: '0.625rem' }}>
        {t('fidelity.lead')}
      </p>
      <ol className={classes.fidelity}>
        {found.fidelity.map(({ number, name, is_met, why }) => {
          const Icon = is_met ? IconCircleCheck : IconCircleDashed
          return (
            <li key={number} data-none={!is_met || undefined}>
              <Icon size={18} stroke={1.75} aria-hidden />
              <div>
                <p>
                  {number}. {name}{' '}
                  <span className="quiet">{t(is_met ? 'fidelity.there' : 'fidelity.notYet')}</span>
                </p>
                {why && <p className="small quiet">{why}</p>}
              </div>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
