import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import classes from './Documents.module.css'
import { FileLink } from './FileLink'
import { cycleFiles } from './files'

type CycleFilesProps = {
  cycleId: string
  /** Guests have the document, and not the data. */
  withData: boolean
}

/** The whole cycle, each file with a line on what is in it. */
export function CycleFiles({ cycleId, withData }: CycleFilesProps) {
  const { t } = useTranslation('documents')
  const lines = [
    { what: t('cycle'), detail: t('cycleDetail'), files: cycleFiles(cycleId, 'pdf', 'docx') },
    ...(withData ? [{ what: t('data'), detail: t('dataDetail'), files: cycleFiles(cycleId, 'json') }] : []),
  ]
  return (
    <Section title={t('name')}>
      <ul className={classes.files}>
        {lines.map(({ what, detail, files }) => (
          <li key={what}>
            <div>
              <h3>{what}</h3>
              <p className="small quiet">{detail}</p>
            </div>
            <div className="row">
              {files.map(({ kind, href }) => (
                <FileLink
                  key={kind}
                  href={href}
                  word={t(`download.${kind}`)}
                  name={t('get', { what, kind: t(`download.${kind}`) })}
                />
              ))}
            </div>
          </li>
        ))}
      </ul>
      <div style={{ marginTop: '1rem' }}>
        <Notice>{t('told')}</Notice>
      </div>
    </Section>
  )
}
