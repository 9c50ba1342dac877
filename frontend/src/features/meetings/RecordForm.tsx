import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isRefusedWith } from '../../api/problems'
import { FormButtons } from '../../ui/FormButtons'
import { Notice } from '../../ui/Notice'
import { SaveRefused } from '../../ui/SaveRefused'
import classes from './Meetings.module.css'
import { joined, wordsChanged } from './meetingForm'
import { type Meeting, meetingQuery } from './queries'
import { useSaveMeeting } from './useSaveMeeting'

/** Writes the record. When somebody else wrote it meanwhile, both texts stand there and nothing is lost. */
export function RecordForm({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { t } = useTranslation('meetings')
  const client = useQueryClient()
  // What the typing began from: a refetch behind the form must not pass for what somebody has read.
  const [base, setBase] = useState(meeting)
  const [text, setText] = useState(meeting.record)
  const [theirs, setTheirs] = useState<string | null>(null)
  const save = useSaveMeeting(meeting.id, t('record.saved'), onClose)
  const onError = async (error: Error) => {
    if (!isRefusedWith(error, 'stale')) return
    const newest = await client.fetchQuery({ ...meetingQuery(meeting.id), staleTime: 0 })
    setBase(newest)
    if (newest.record !== base.record) setTheirs(newest.record)
    // Only other things changed: there is nothing to choose between.
    else send(newest)
  }
  const send = (from: Meeting) =>
    save.mutate({ version: from.version, body: wordsChanged(from, { record: text }) }, { onError })
  const isTold = isRefusedWith(save.error, 'stale')
  return (
    <form
      noValidate
      className={classes.fields}
      onSubmit={event => {
        event.preventDefault()
        send(base)
      }}
    >
      {theirs !== null && (
        <Notice
          announced
          tone="needs"
          title={t('record.clash')}
          action={
            theirs && (
              <Button
                variant="default"
                size="sm"
                onClick={() => {
                  setText(joined(theirs, text))
                  setTheirs(null)
                }}
              >
                {t('record.both')}
              </Button>
            )
          }
        >
          <p>{t('record.clashLead')}</p>
          <p className={classes.quoted}>{theirs || t('record.clashEmpty')}</p>
        </Notice>
      )}
      <Textarea
        autoFocus
        label={t('record.label')}
        description={t('record.hint')}
        autosize
        minRows={6}
        maxLength={10_000}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      {!isTold && <SaveRefused error={save.error} />}
      <FormButtons label={t('record.save')} isBusy={save.isPending} onCancel={onClose} />
    </form>
  )
}
