import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { Authors } from './Authors'
import classes from './Editor.module.css'
import { NamesAsked } from './NamesAsked'
import type { Place } from './pupilsNamed'
import { draftQuery } from './queries'
import { StatePath } from './StatePath'
import { type AtFields, useGate } from './useGate'

type ConsentProps = {
  finding: Schema<'FindingOut'>
  isDirty: boolean
  /** Where the text is open beside it: words to stand at the fields that were refused. */
  onRefusedAt?: (fields: AtFields) => void
  /** Goes to one of them. */
  onGo?: (field: Place) => void
}

/** What a draft still needs, who agrees to it, and handing it in. */
export function Consent({ finding, isDirty, onRefusedAt, onGo }: ConsentProps) {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const me = useMe()
  const client = useQueryClient()
  const { act, named, error, pass } = useGate(finding, onRefusedAt)
  const mine = finding.authors.find(author => author.staff_id === me.staff_id)
  const isReady = finding.what_is_missing.length === 0
  return (
    <Section title={w('submit.heading')}>
      <StatePath state={finding.state} />
      {finding.what_is_missing.length > 0 && (
        <div className={classes.missing}>
          <h3>{t('consent.missing')}</h3>
          <ul>
            {finding.what_is_missing.map(missing => (
              <li key={missing}>{missing}</li>
            ))}
          </ul>
        </div>
      )}
      <h3 className={classes.authorsTitle}>{t('consent.authors')}</h3>
      <p className="small quiet">{w('submit.lead')}</p>
      <Authors authors={finding.authors} isAsked />
      <div className="stack" style={{ gap: '0.75rem', marginTop: '1rem' }}>
        {mine && !mine.agreed && (
          <Button
            variant={isReady ? 'default' : 'light'}
            disabled={isDirty}
            loading={act.isPending && act.variables === 'agree'}
            onClick={() => act.mutate('agree')}
          >
            {t('consent.agree')}
          </Button>
        )}
        {isDirty && <p className="small quiet">{t('consent.saveFirst')}</p>}
        {mine &&
          !named &&
          (isReady ? (
            <ConfirmButton
              variant="filled"
              disabled={isDirty}
              ask={w('submit.ask')}
              yes={w('submit.yes')}
              loading={act.isPending}
              onConfirm={() => pass('submit')}
            >
              {w('submit.button')}
            </ConfirmButton>
          ) : (
            <>
              <Button disabled>{w('submit.button')}</Button>
              <p className="small quiet">{w('submit.waits')}</p>
            </>
          ))}
        {named && (
          <NamesAsked
            {...named}
            none={w('submit.none', { count: named.names.length })}
            isBusy={act.isPending}
            onNone={() => pass('submitChecked')}
            onGo={onGo}
          />
        )}
        <SaveRefused error={error} onReload={() => void client.invalidateQueries(draftQuery(finding.id))} />
      </div>
    </Section>
  )
}
