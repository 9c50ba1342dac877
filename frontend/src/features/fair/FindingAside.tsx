import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { yearOfInstant } from '../../lib/instants'
import classes from './Finding.module.css'
import { Reactions } from './Reactions'

/** What a reader can do with a finding: answer, cite, use, follow. */
export function FindingAside({ finding }: { finding: Schema<'FairFinding'> }) {
  const { t } = useTranslation('fair')
  const clipboard = useClipboard({ timeout: 4_000 })
  const citation = t('finding.citation', {
    authors: finding.author_names.join(', '),
    year: yearOfInstant(finding.published_at),
    title: finding.title,
    school: finding.school_name,
  })
  return (
    <aside className={classes.aside}>
      <Reactions finding={finding} />
      {finding.mine && (
        <section>
          <Button
            component={Link}
            to={`/findings/${finding.id}/edit`}
            variant="default"
            fullWidth
            className="no-print"
          >
            {t('finding.edit')}
          </Button>
        </section>
      )}
      <section>
        <h2>{t('finding.cite')}</h2>
        <p className="small">
          {citation} {globalThis.location.href.split(/[?#]/)[0]}
        </p>
        <Button
          variant="subtle"
          size="compact-sm"
          mt={4}
          className="no-print"
          leftSection={
            clipboard.copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />
          }
          onClick={() => clipboard.copy(`${citation} ${globalThis.location.href.split(/[?#]/)[0]}`)}
        >
          <span role="status">{t(clipboard.copied ? 'finding.copied' : 'finding.copy')}</span>
        </Button>
      </section>
      <section>
        <h2>{t('finding.licence')}</h2>
        <p className="small">
          {finding.licence === 'CC-BY-4.0' && (
            <a href="https://creativecommons.org/licenses/by/4.0/" rel="license noreferrer">
              {t('finding.ccName')}
            </a>
          )}{' '}
          {t(`finding.licences.${finding.licence}`)}
        </p>
        {finding.audience !== 'everyone' && (
          <p className="small quiet">
            {t('finding.audience')}: {t(`finding.audiences.${finding.audience}`)}
          </p>
        )}
      </section>
      <section className="no-print">
        <h2>{t('followHeading')}</h2>
        <p className="row small">
          <a href="/feeds/fair.json">{t('json')}</a>
          <a href="/feeds/fair.atom">{t('atom')}</a>
        </p>
      </section>
    </aside>
  )
}
