import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import { filesOf } from './files'
import classes from './Statement.module.css'

/** Files for other programs, each with one line on what is in it. */
export function SchoolFiles({ year }: { year: string }) {
  const { t } = useTranslation('statements')
  const lines = [
    { what: 'minutes', files: filesOf('exports/minutes', ['csv', 'xlsx'], { year }) },
    { what: 'entries', files: filesOf('exports/entries', ['csv'], { year }) },
  ] as const
  return (
    <Section plain title={t('school.files.heading')} className="no-print">
      <ul className={classes.files}>
        {lines.map(({ what, files }) => (
          <li key={what}>
            <div>
              <h3>{t(`school.files.${what}`)}</h3>
              <p className="small quiet">{t(`school.files.${what}Detail`)}</p>
            </div>
            <div className="row">
              {files.map(({ kind, href }) => (
                <Button
                  key={kind}
                  component="a"
                  href={href}
                  download
                  variant="default"
                  size="sm"
                  aria-label={t('school.files.get', {
                    what: t(`school.files.${what}`),
                    kind: t(`download.${kind}`),
                  })}
                  leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
                >
                  {t(`download.${kind}`)}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
