import { useTranslation } from 'react-i18next'
import { SafeHtml } from '../../ui/SafeHtml'
import classes from './Finding.module.css'
import { htmlOf, SECTIONS } from './pictures'
import type { Finding } from './shapes'

/** The structured abstract: each part that has a text, under its own heading. */
export function Sections({ finding }: { finding: Finding }) {
  const { t } = useTranslation('fair')
  return SECTIONS.map(section => ({ section, html: htmlOf(finding, section) }))
    .filter(({ html }) => html.trim())
    .map(({ section, html }) => (
      <section key={section} className={classes.section}>
        <h2>{t(`finding.${section}`)}</h2>
        <SafeHtml html={html} />
      </section>
    ))
}
