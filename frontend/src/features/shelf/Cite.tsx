import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Finding.module.css'
import type { Finding } from './shapes'

/** How to cite it: to copy, and for reference managers. */
export function Cite({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  const clipboard = useClipboard({ timeout: 4_000 })
  const { apa, bibtex_url, ris_url } = finding.cite
  return (
    <section>
      <h2>{t('finding.cite')}</h2>
      <p className={`small ${classes.citation}`}>{apa}</p>
      <div className={`${classes.citeActs} no-print`}>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={
            clipboard.copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />
          }
          onClick={() => clipboard.copy(apa)}
        >
          <span role="status">{t(clipboard.copied ? 'finding.copied' : 'finding.copy')}</span>
        </Button>
        {[
          { name: 'BibTeX', url: bibtex_url },
          { name: 'RIS', url: ris_url },
        ].map(({ name, url }) => (
          <Button
            key={name}
            component="a"
            href={url}
            download
            variant="subtle"
            size="compact-sm"
            leftSection={<IconDownload size={15} aria-hidden />}
          >
            {name}
          </Button>
        ))}
      </div>
      {clipboard.error && <p className="small quiet">{t('finding.copyFailed')}</p>}
    </section>
  )
}
