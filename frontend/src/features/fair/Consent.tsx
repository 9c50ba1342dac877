import { Button } from '@mantine/core'
import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import classes from './Editor.module.css'
import type { Field } from './findingDraft'
import { NamesAsked } from './NamesAsked'
import { type Named, pupilsNamed } from './pupilsNamed'
import { draftQuery } from './queries'
import { useFindingAct } from './useFindingAct'
import { WriteAnew } from './WriteAnew'

type ConsentProps = {
  finding: Schema<'FindingOut'>
  isDirty: boolean
  /** Where the text is open beside it: marks the fields that name pupils, and goes to one. */
  onNamed?: (names: Named[]) => void
  onGo?: (field: Field) => void
}

/** What is missing, who agrees, and the way out to the fair or back from it. */
export function Consent({ finding, isDirty, onNamed, onGo }: ConsentProps) {
  const { t } = useTranslation('fair')
  const me = useMe()
  const client = useQueryClient()
  const act = useFindingAct(finding.id, finding.version)
  const mine = finding.authors.find(author => author.staff_id === me.staff_id)
  const isReady = finding.what_is_missing.length === 0 && finding.authors.every(author => author.agreed)
  const isDraft = finding.state === 'draft'
  // What was refused was the text as it stood then; a newer one has to be asked about anew.
  const [refused, setRefused] = useState(finding.version)
  const refusal = pupilsNamed(act.error)
  const named = refused === finding.version ? refusal : null
  const publish = (deed: 'publish' | 'publishChecked') =>
    act.mutate(deed, {
      onError: error => {
        setRefused(finding.version)
        onNamed?.(pupilsNamed(error)?.names ?? [])
      },
    })
  return (
    <div className={classes.consent}>
      <Section title={t(isDraft ? 'consent.heading' : 'consent.authors')}>
        {isDraft && finding.what_is_missing.length > 0 && (
          <div className={classes.missing}>
            <h3>{t('consent.missing')}</h3>
            <ul>
              {finding.what_is_missing.map(missing => (
                <li key={missing}>{missing}</li>
              ))}
            </ul>
          </div>
        )}
        {isDraft && (
          <>
            <h3>{t('consent.authors')}</h3>
            <p className="small quiet">{t('consent.lead')}</p>
          </>
        )}
        <ul className={classes.authors}>
          {finding.authors.map(author => (
            <li key={author.staff_id} data-agreed={author.agreed || undefined}>
              {author.agreed ? (
                <IconCircleCheck size={18} aria-hidden />
              ) : (
                <IconCircle size={18} aria-hidden />
              )}
              <span>
                {author.name}{' '}
                <span className="small quiet">
                  {isDraft && t(author.agreed ? 'consent.agreed' : 'consent.waiting')}
                </span>
              </span>
            </li>
          ))}
        </ul>
        <div className="stack" style={{ gap: '0.75rem', marginTop: '1rem' }}>
          {isDraft && mine && !mine.agreed && (
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
          {isDraft &&
            mine &&
            !named &&
            (isReady ? (
              <ConfirmButton
                variant="filled"
                disabled={isDirty}
                ask={t(`consent.publishAsk.${finding.audience}`)}
                yes={t('consent.publishYes')}
                loading={act.isPending}
                onConfirm={() => publish('publish')}
              >
                {t(`consent.publish.${finding.audience}`)}
              </ConfirmButton>
            ) : (
              <>
                <Button disabled>{t(`consent.publish.${finding.audience}`)}</Button>
                <p className="small quiet">{t('consent.publishWaits')}</p>
              </>
            ))}
          {finding.state === 'published' && mine && (
            <ConfirmButton
              ask={t('consent.withdrawAsk')}
              yes={t('consent.withdrawYes')}
              loading={act.isPending}
              onConfirm={() => act.mutate('withdraw')}
            >
              {t('consent.withdraw')}
            </ConfirmButton>
          )}
          {named && (
            <NamesAsked
              {...named}
              isBusy={act.isPending}
              onNone={() => publish('publishChecked')}
              onGo={onGo}
            />
          )}
          {act.error && !refusal && (
            <SaveRefused
              error={act.error}
              onReload={() => void client.invalidateQueries(draftQuery(finding.id))}
            />
          )}
          {!isDraft && mine && <WriteAnew finding={finding} />}
        </div>
      </Section>
    </div>
  )
}
