import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { ALL } from './queries'
import { choiceOf } from './rulesForm'

type NewerProps = { rules: Schema<'WorkingTimeOut'>; newer: Schema<'NewerEditionOut'> }

/** The profile has been renewed since the school chose: one tap takes the newer edition, settings as they are. */
export function NewerEdition({ rules, newer }: NewerProps) {
  const { t } = useTranslation('workingTime')
  const announce = useAnnounce()
  const choose = useAct({
    send: (edition: string) =>
      answer(
        api.PUT('/api/working-time', {
          params: { header: ifMatch(rules.version), query: { year_id: rules.year_id } },
          body: { ...choiceOf(rules), edition },
        }),
      ),
    changes: ALL,
    onDone: saved => announce(t('rules.saved', { year: saved.year_name })),
  })
  return (
    <>
      <Notice
        tone="needs"
        title={t('rules.newer', { name: newer.name })}
        action={
          rules.may_edit && (
            <Button
              size="sm"
              variant="default"
              loading={choose.isPending}
              onClick={() => choose.mutate(newer.id)}
            >
              {t('rules.choose', { name: newer.name })}
            </Button>
          )
        }
      >
        {t('rules.newerDetail', { edition: rules.edition_name })}
      </Notice>
      {choose.error && <RefusedNotice acting error={choose.error} />}
    </>
  )
}
