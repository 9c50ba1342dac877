import { useTranslation } from 'react-i18next'
import classes from './Finding.module.css'
import { SECTIONS } from './findingDraft'

type Text = Record<(typeof SECTIONS)[number], string>

/** The structured abstract: each part that has a text, under its own heading. */
export function Abstract({ finding }: { finding: Text }) {
  const { t } = useTranslation('fair')
  return SECTIONS.filter(section => finding[section].trim()).map(section => (
    <section key={section} className={classes.section}>
      <h2>{t(`finding.${section}`)}</h2>
      {paragraphs(finding[section]).map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </section>
  ))
}

/** Text is kept as it was typed; an empty line begins a paragraph. */
const paragraphs = (text: string) =>
  text
    .trim()
    .split(/\n{2,}/)
    .map((one, at) => ({ key: `${at}`, text: one }))
