import { Button, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Evidence.module.css'

type EntryListProps = {
  roundId: string
  discussion: Schema<'DiscussionOut'>
  entries: Schema<'RecordEntryOut'>[]
  /** Says of whom, where the pupils stand together. */
  labelled?: boolean
}

/** What has been said at a step; whoever wrote it down may take it out until the discussion closes. */
export function EntryList({ roundId, discussion, entries, labelled = false }: EntryListProps) {
  const { t } = useTranslation('evidence')
  const announce = useAnnounce()
  const remove = useAct({
    send: (entry_id: string) =>
      answer(
        api.DELETE('/api/discussions/{discussion_id}/entries/{entry_id}', {
          params: { path: { discussion_id: discussion.id, entry_id } },
        }),
      ),
    changes: [['evidence', roundId]],
    onDone: () => announce(t('discussion.removed')),
  })
  if (entries.length === 0) return <p className="small quiet">{t('discussion.noEntries')}</p>
  return (
    <>
      <ul className={classes.rows}>
        {entries.map(entry => (
          <li key={entry.id}>
            <p className={classes.text}>
              {labelled && entry.label && <strong>{entry.label}: </strong>}
              {entry.speaker_name && <strong>{t('discussion.said', { name: entry.speaker_name })} </strong>}
              {entry.text}
            </p>
            <div className="between">
              <p className="smaller quiet">{t('discussion.by', { name: entry.by_name })}</p>
              {entry.is_mine && discussion.state === 'open' && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  disabled={remove.isPending}
                  onClick={() => remove.mutate(entry.id)}
                >
                  {t('discussion.remove')}{' '}
                  <VisuallyHidden>{t('discussion.removeNamed', { name: entry.by_name })}</VisuallyHidden>
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {remove.error && <RefusedNotice acting error={remove.error} />}
    </>
  )
}
