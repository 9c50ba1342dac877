import { VisuallyHidden } from '@mantine/core'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Evidence.module.css'

type NoteRowProps = { roundId: string; note: Schema<'NoteOut'>; quiet?: boolean }

/** One note: what, by whom, when; its author may withdraw it until the discussion closes. */
export function NoteRow({ roundId, note, quiet = false }: NoteRowProps) {
  const { t } = useTranslation('evidence')
  const announce = useAnnounce()
  const time = dayjs(note.noted_at).format('H:mm')
  const withdraw = useAct({
    send: (_: null) => answer(api.DELETE('/api/notes/{note_id}', { params: { path: { note_id: note.id } } })),
    changes: [['evidence', roundId], ['observing']],
    onDone: () => announce(t('notes.withdrawn')),
  })
  const isSheet = note.kind === 'sheet'
  return (
    <li>
      {note.has_photo && (
        <a href={`/api/notes/${note.id}/photo`} target="_blank" rel="noreferrer">
          <img
            className={classes.photo}
            src={`/api/notes/${note.id}/photo`}
            loading="lazy"
            alt={t(isSheet ? 'notes.sheetAlt' : 'notes.photoAlt', { time })}
          />
        </a>
      )}
      {note.text && <p className={classes.text}>{note.text}</p>}
      <div className="between">
        <p className="smaller quiet numbers">
          {[
            note.is_mine ? t('notes.byMe', { time }) : t('notes.by', { name: note.author_name, time }),
            note.came_late && t('notes.late'),
            note.clock_was_off && t('notes.clockOff'),
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
        {note.may_withdraw && !quiet && (
          <ConfirmButton
            size="compact-sm"
            variant="subtle"
            className={classes.withdraw}
            loading={withdraw.isPending}
            ask={t('notes.withdrawAsk')}
            yes={t('notes.withdrawYes')}
            onConfirm={() => withdraw.mutate(null)}
          >
            {t('notes.withdraw')} <VisuallyHidden>{t('notes.withdrawNamed', { time })}</VisuallyHidden>
          </ConfirmButton>
        )}
      </div>
      {withdraw.error && <RefusedNotice acting error={withdraw.error} />}
    </li>
  )
}
