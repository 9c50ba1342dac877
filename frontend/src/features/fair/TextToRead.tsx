import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { isMechanism } from '../../lib/mechanisms'
import { FileRow } from './FileRow'
import { WholeText } from './WholeText'
import classes from './Writing.module.css'

/** A finding's whole text with its files, its mechanisms and the finding it tried. */
export function TextToRead({ finding }: { finding: Schema<'FindingOut'> }) {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const about = [finding.focus, finding.subject, finding.phase !== 'all' && t(`phases.${finding.phase}`)]
  return (
    <article className={classes.page}>
      <h2 className={classes.pageTitle}>{finding.title}</h2>
      <p className="quiet">{about.filter(Boolean).join(', ')}</p>
      <WholeText findingId={finding.id} draft={finding} level={3} />
      {finding.mechanisms.length > 0 && (
        <section className={classes.part}>
          <h3 className={classes.partTitle}>{w('preview.mechanisms')}</h3>
          <ul>
            {finding.mechanisms.filter(isMechanism).map(number => (
              <li key={number}>{w(`mechanisms.names.${number}`)}</li>
            ))}
          </ul>
        </section>
      )}
      {finding.adapts && (
        <section className={classes.part}>
          <h3 className={classes.partTitle}>{w('preview.adapts')}</h3>
          <p>
            <Link to="/fair/$findingId" params={{ findingId: finding.adapts.id }} className="text-link">
              {finding.adapts.title}
            </Link>
            , {finding.adapts.school_name}
          </p>
        </section>
      )}
      {finding.files.length > 0 && (
        <section className={classes.part}>
          <h3 className={classes.partTitle}>{w('preview.files')}</h3>
          <ul className={classes.files}>
            {finding.files.map(file => (
              <FileRow key={file.id} findingId={finding.id} file={file} />
            ))}
          </ul>
        </section>
      )}
    </article>
  )
}
