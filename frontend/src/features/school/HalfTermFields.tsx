import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { HALF_TERMS } from '../../lib/halfTerms'
import { Section } from '../../ui/Section'
import classes from './School.module.css'
import type { YearFormOf } from './YearForm'

export function HalfTermFields({ form }: { form: YearFormOf }) {
  const { t } = useTranslation('school')
  const { t: common } = useTranslation()
  return (
    <Section plain title={t('calendar.terms')}>
      <div className={classes.terms}>
        <div className={classes.termHead} aria-hidden>
          <span />
          <span>{t('calendar.from')}</span>
          <span>{t('calendar.to')}</span>
        </div>
        {HALF_TERMS.map((name, at) => {
          const term = common(`halfTerm.${name}`)
          return (
            <div key={name} className={classes.term} role="group" aria-label={term}>
              <span className={classes.termName}>{term}</span>
              <TextInput
                type="date"
                aria-label={t('calendar.fromOf', { term })}
                {...form.getInputProps(`half_terms.${at}.starts_on`)}
              />
              <TextInput
                type="date"
                aria-label={t('calendar.toOf', { term })}
                {...form.getInputProps(`half_terms.${at}.ends_on`)}
              />
            </div>
          )
        })}
      </div>
    </Section>
  )
}
