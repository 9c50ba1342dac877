import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './Writing.module.css'

const LOOK = ['names', 'faces', 'class', 'story'] as const

/** What a lead reads for, and what is not theirs to decide. */
export function WhatToLookFor({ hasFiles }: { hasFiles: boolean }) {
  const { t } = useTranslation('writing')
  return (
    <Section title={t('check.look.heading')}>
      <ul className={classes.look}>
        {LOOK.map(what => (
          <li key={what}>{t(`check.look.${what}`)}</li>
        ))}
      </ul>
      {hasFiles && <p style={{ marginTop: '0.75rem' }}>{t('check.filesToOpen')}</p>}
      <p className="small quiet" style={{ marginTop: '0.75rem' }}>
        {t('check.look.rest')}
      </p>
    </Section>
  )
}
