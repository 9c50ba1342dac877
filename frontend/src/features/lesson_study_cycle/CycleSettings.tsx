import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './Cycle.module.css'
import { SettingsForm } from './SettingsForm'
import type { CycleOut } from './shapes'

/** How the cycle is set up; changed in place. */
export function CycleSettings({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const [isEditing, setEditing] = useState(false)
  if (isEditing)
    return (
      <Section title={t('settings.heading')}>
        <SettingsForm cycle={cycle} onClose={() => setEditing(false)} />
      </Section>
    )
  return (
    <Section
      quietTitle
      title={t('settings.heading')}
      side={
        cycle.may_edit && (
          <Button variant="subtle" size="compact-md" onClick={() => setEditing(true)}>
            {t('settings.edit')}
          </Button>
        )
      }
    >
      <dl className={classes.facts}>
        <div>
          <dt>{t('choose.mode')}</dt>
          <dd>{t(`mode.${cycle.mode}`)}</dd>
        </div>
        <div>
          <dt>{t('choose.lessons')}</dt>
          <dd className="numbers">{cycle.lessons_planned}</dd>
        </div>
        <div>
          <dt>{t('choose.protocol')}</dt>
          <dd>{t(`protocol.${cycle.protocol}`)}</dd>
        </div>
        <div>
          <dt>{t('choose.other')}</dt>
          <dd>{cycle.other?.name ?? t('choose.nobody')}</dd>
        </div>
        {cycle.earlier && (
          <div>
            <dt>{t('choose.earlier')}</dt>
            <dd>
              <Link to="/cycles/$cycleId" params={{ cycleId: cycle.earlier.id }} className="text-link">
                {cycle.earlier.title}
              </Link>
            </dd>
          </div>
        )}
      </dl>
    </Section>
  )
}
