import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { SafeHtml } from '../../ui/SafeHtml'
import { type Draft, pick, SECTIONS } from './findingDraft'
import classes from './Writing.module.css'
import { previewQuery, type Sections } from './writingQueries'

type WholeTextProps = {
  findingId: string
  draft: Pick<Draft, (typeof SECTIONS)[number] | 'pull_quote'>
  /** The level of the headings of its parts. */
  level?: 2 | 3
}

/** A finding's text as the server makes it for readers, saved or not. */
export function WholeText({ findingId, draft, level = 2 }: WholeTextProps) {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const query = useQuery(previewQuery(findingId, pick(draft as Draft, SECTIONS) as Sections))
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <>
      {draft.pull_quote.trim() && <p className={classes.quote}>{draft.pull_quote}</p>}
      <Loaded query={query}>
        {({ html }) => {
          const filled = SECTIONS.filter(section => html[section]?.trim())
          if (filled.length === 0) return <p className="quiet">{w('preview.empty')}</p>
          return filled.map(section => (
            <section key={section} className={classes.part}>
              <Heading className={classes.partTitle}>{t(`finding.${section}`)}</Heading>
              <SafeHtml html={html[section] ?? ''} />
            </section>
          ))
        }}
      </Loaded>
    </>
  )
}
