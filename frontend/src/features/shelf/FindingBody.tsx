import { useTranslation } from 'react-i18next'
import { Cover } from './Cover'
import { Documents } from './Documents'
import classes from './Finding.module.css'
import { FindingAside } from './FindingAside'
import { FindingHead } from './FindingHead'
import { Like } from './Like'
import { Picture } from './Picture'
import { picturesOf } from './pictures'
import { Questions } from './Questions'
import { Sections } from './Sections'
import type { Finding } from './shapes'
import { Trail } from './Trail'
import { tonesOf } from './tones'

/** The whole finding: its picture, its parts, what hangs on it, and what others made of it. */
export function FindingBody({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  const { lead, others } = picturesOf(finding)
  return (
    <>
      <div className={classes.finding}>
        <article className={classes.article}>
          <FindingHead finding={finding} />
          {lead ? (
            <>
              <Picture file={lead} isLead />
              {finding.pull_quote && <p className={classes.quote}>{finding.pull_quote}</p>}
            </>
          ) : (
            finding.pull_quote && (
              <div className={classes.cover}>
                <Cover
                  group={finding.group_name}
                  quote={finding.pull_quote}
                  tone={tonesOf([finding])[0] ?? 'teal'}
                />
              </div>
            )
          )}
          <Sections finding={finding} />
          {others.length > 0 && (
            <section className={classes.section} aria-label={t('finding.pictures')}>
              <h2>{t('finding.pictures')}</h2>
              <div className={classes.pictures}>
                {others.map(file => (
                  <Picture key={file.id} file={file} />
                ))}
              </div>
            </section>
          )}
          <Documents files={finding.files} />
          <Trail finding={finding} />
          <Questions finding={finding} />
        </article>
        <FindingAside finding={finding} />
      </div>
      <Like findingId={finding.id} />
    </>
  )
}
