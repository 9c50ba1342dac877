import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { ALL } from './queries'
import { useYear } from './useYear'
import classes from './WorkingTime.module.css'

/** When the year's calendar was published and with whom it was talked about; publishing it. */
export function Publish({ rules }: { rules: Schema<'WorkingTimeOut'> }) {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const announce = useAnnounce()
  const [who, setWho] = useState('')
  const [isTried, setTried] = useState(false)
  const publish = useAct({
    send: (body: Schema<'PublishIn'>, key) =>
      answer(
        api.POST('/api/working-time/publish', {
          params: { header: withKey(key), query: { year_id: rules.year_id } },
          body,
        }),
      ),
    changes: ALL,
    onDone: () => {
      announce(t('publish.done', { year: rules.year_name }))
      setWho('')
      setTried(false)
    },
  })
  const since = rules.unpublished_events
  return (
    <Section
      title={t('publish.heading')}
      side={
        <Link to="/school/directed-time" search={year ? { year } : {}} className="text-link small">
          {t('publish.toCalendar')}
        </Link>
      }
    >
      <div className="stack">
        <p>
          {rules.published_at
            ? t('publish.when', { when: momentInWords(rules.published_at) })
            : t('publish.never', { year: rules.year_name })}{' '}
          {rules.consulted_with && t('publish.consulted', { who: rules.consulted_with })}{' '}
          {rules.published_at &&
            (since > 0 ? t('publish.since', { count: since }) : t('publish.nothingSince'))}
        </p>
        {rules.may_edit &&
          (rules.is_chosen ? (
            <form
              noValidate
              className={classes.form}
              onSubmit={event => {
                event.preventDefault()
                setTried(true)
                if (who.trim()) publish.mutate({ consulted_with: who.trim() })
              }}
            >
              <TextInput
                label={t('publish.who')}
                description={t('publish.whoHint')}
                maxLength={200}
                value={who}
                onChange={event => setWho(event.currentTarget.value)}
                error={isTried && !who.trim() ? t('publish.whoBad') : undefined}
              />
              {publish.error && <RefusedNotice acting error={publish.error} />}
              <div>
                <Button type="submit" variant="light" loading={publish.isPending}>
                  {t(rules.published_at ? 'publish.again' : 'publish.act')}
                </Button>
              </div>
            </form>
          ) : (
            <p className="small quiet">{t('publish.chooseFirst')}</p>
          ))}
      </div>
    </Section>
  )
}
